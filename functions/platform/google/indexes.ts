// The indexes that the queries over hot collections need: what firestore.indexes.json says, made from the queries themselves.
import type { InstanceQuery } from '../platform.ts';
import type { Query } from './firestore.ts';
import { INSTANCES } from './instance-fields.ts';
import { dueQuery, endedQuery, listQuery, overdueQuery } from './instance-query.ts';
import { FORGET_AT, SENDS } from './leases.ts';
import { outboxQuery } from './messages.ts';

type IndexField =
  | { readonly fieldPath: string; readonly order: 'ASCENDING' | 'DESCENDING' }
  | { readonly fieldPath: string; readonly arrayConfig: 'CONTAINS' };
export interface CompositeIndex {
  readonly collectionGroup: string;
  readonly queryScope: 'COLLECTION';
  readonly fields: readonly IndexField[];
}
type FieldIndex = { readonly queryScope: 'COLLECTION' } & (
  | { readonly order: 'ASCENDING' | 'DESCENDING' }
  | { readonly arrayConfig: 'CONTAINS' }
);
interface FieldOverride {
  readonly collectionGroup: string;
  /** A path, or `*`: every field that has no override of its own. */
  readonly fieldPath: string;
  /** The database removes a document some time after the moment in this field. */
  readonly ttl?: true;
  readonly indexes: readonly FieldIndex[];
}

/** What a filter may be asked for; the values do not matter to an index. */
const ASKED: Readonly<Required<Omit<InstanceQuery, 'pageSize' | 'pageToken'>>> = {
  assignee: 'a',
  withIncidents: true,
  tag: 'a',
  startedBy: 'a',
  viewer: 'a',
  workflowId: 'a',
  outcome: 'a',
  version: 'a',
  status: 'a',
  from: 0,
  to: 1,
};

/** Every query that the instance store can make: lists by every combination of filters, ends, what is late and what is due. */
export function instanceQueries(): readonly Query[] {
  const names = Object.keys(ASKED) as (keyof typeof ASKED)[];
  const lists = Array.from({ length: 2 ** names.length }, (_, chosen) => {
    const given = names.filter((_name, bit) => (chosen & (1 << bit)) !== 0).map((name) => [name, ASKED[name]]);
    return listQuery({ ...(Object.fromEntries(given) as Partial<InstanceQuery>), pageSize: 1 }, 1).query;
  });
  return [
    ...lists,
    endedQuery({ from: 0, to: 1, pageSize: 1 }, 1),
    overdueQuery({ before: 1, pageSize: 1 }, 1),
    dueQuery(0, 1),
  ];
}

/** Every query that an index of several fields answers. */
export const compositeQueries = (): readonly Query[] => [...instanceQueries(), outboxQuery(1)];

/** The index made for exactly this query: what is compared for equality, then what it is ordered by. */
export function indexFor({ collection, filters, orders }: Query): CompositeIndex {
  const compared = filters.flatMap(({ field, op }): readonly IndexField[] => {
    if (op === 'ARRAY_CONTAINS') return [{ fieldPath: field, arrayConfig: 'CONTAINS' }];
    return op === 'EQUAL' || op === 'IN' ? [{ fieldPath: field, order: 'ASCENDING' }] : [];
  });
  // Every index ends with the name, in the direction of the field before it, as these queries do.
  const ordered = orders
    .filter(({ field }) => field !== '__name__')
    .map(({ field, direction }): IndexField => ({ fieldPath: field, order: direction }));
  return { collectionGroup: collection, queryScope: 'COLLECTION', fields: [...compared, ...ordered] };
}

function compositeIndexes(): readonly CompositeIndex[] {
  const byText = new Map(compositeQueries().map((query) => [JSON.stringify(indexFor(query)), indexFor(query)]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, index]) => index);
}

const NEVER_SEARCHED = [
  ['days', 'figures'],
  ['keys', 'keys'],
  ['keys', 'wrapped'],
  ['routing', 'openCounts'],
  ['versions', 'definition'],
] as const;

/** No field of these is indexed by itself: each entry costs every commit, and those in the order of time the most. */
const OVERRIDES: readonly FieldOverride[] = [
  { collectionGroup: 'audit', fieldPath: '*', indexes: [] },
  { collectionGroup: INSTANCES, fieldPath: '*', indexes: [] },
  // The fields within a map follow the map: the open tasks of a person are summed from the index of their field.
  { collectionGroup: INSTANCES, fieldPath: 'openTasks', indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }] },
  // Word of a message asks for the one instance that waits for it.
  {
    collectionGroup: INSTANCES,
    fieldPath: 'deliveries',
    indexes: [{ arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' }],
  },
  // A person's inbox, as the functions read it and as a browser may.
  { collectionGroup: 'messages', fieldPath: '*', indexes: [] },
  { collectionGroup: 'messages', fieldPath: 'inbox', indexes: [{ order: 'DESCENDING', queryScope: 'COLLECTION' }] },
  { collectionGroup: 'messages', fieldPath: 'to.id', indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }] },
  // Found by their names alone, and gone by themselves.
  { collectionGroup: SENDS, fieldPath: '*', indexes: [] },
  { collectionGroup: SENDS, fieldPath: FORGET_AT, ttl: true, indexes: [] },
  // Long texts and wide maps, which nothing is found by.
  ...NEVER_SEARCHED.map(([collectionGroup, fieldPath]) => ({ collectionGroup, fieldPath, indexes: [] })),
];

/** The content of firestore.indexes.json. */
export const firestoreIndexes = (): {
  readonly indexes: readonly CompositeIndex[];
  readonly fieldOverrides: readonly FieldOverride[];
} => ({ indexes: compositeIndexes(), fieldOverrides: OVERRIDES });
