// The queries over instances. Each one asks all shards at once, in the order of one time field; indexes.ts knows them all.

import { readPageToken } from '../node/page-token.ts';
import type { EndedQuery, InstanceQuery, OverdueQuery } from '../platform.ts';
import type { Fields, Filter, Order, Query } from './firestore.ts';
import { INSTANCES, instancePath } from './instance-fields.ts';
import { SHARDED } from './shards.ts';
import { flag, int, reference, text, type Value } from './values.ts';

/** The filters of a list on fields, the one that leaves the fewest first. */
const FILTERS = [
  { asked: 'assignee', field: 'openFor', op: 'ARRAY_CONTAINS' },
  { asked: 'withIncidents', field: 'hasIncidents', op: 'EQUAL' },
  { asked: 'tag', field: 'tags', op: 'ARRAY_CONTAINS' },
  { asked: 'startedBy', field: 'startedBy', op: 'EQUAL' },
  { asked: 'viewer', field: 'viewers', op: 'ARRAY_CONTAINS' },
  { asked: 'workflowId', field: 'workflowId', op: 'EQUAL' },
  { asked: 'outcome', field: 'outcome', op: 'EQUAL' },
  { asked: 'version', field: 'version', op: 'EQUAL' },
] as const;
const STATUS = { asked: 'status', field: 'status', op: 'EQUAL' } as const;
/** Beside these, and alone, the status is asked of the index as well: without it much would be read in vain. */
const WITH_STATUS: ReadonlySet<string> = new Set(['tag', 'viewer', 'workflowId']);

export interface ListQuery {
  readonly query: Query;
  /** Filters that are left to be applied to what it answers. */
  readonly rest: readonly Filter[];
}

/**
 * Newest start first. One filter, at most with the status, is asked of an index made for exactly that; an index for
 * every combination would be written with every commit, and joining indexes is nothing to rely on behind an IN.
 */
export function listQuery(asked: InstanceQuery, limit: number): ListQuery {
  const given = FILTERS.flatMap((filter) => filterOf(filter, asked));
  const status = filterOf(STATUS, asked);
  const [first, ...others] = given;
  const hasStatus = first === undefined || WITH_STATUS.has(first.asked);
  const filters = [SHARDED, ...(first === undefined ? [] : [first.filter]), ...(hasStatus ? status : []).map(plain)];
  const range = rangeOf('startedAt', asked.from, asked.to);
  return {
    query: ordered([...filters, ...range], 'startedAt', 'DESCENDING', limit, asked.pageToken),
    rest: [...others, ...(hasStatus ? [] : status)].map(plain),
  };
}

type AskedFilter = (typeof FILTERS)[number] | typeof STATUS;
interface GivenFilter {
  readonly asked: AskedFilter['asked'];
  readonly filter: Filter;
}
const plain = ({ filter }: GivenFilter): Filter => filter;

function filterOf({ asked: name, field, op }: AskedFilter, asked: InstanceQuery): readonly GivenFilter[] {
  const value = asked[name];
  if (value === undefined || value === false) return [];
  return [{ asked: name, filter: { field, op, value: value === true ? flag(true) : text(value) } }];
}

/** Whether the document meets a filter that was left over. */
export function meets(fields: Fields, { field, op, value }: Filter): boolean {
  const stored = fields[field];
  const candidates = op === 'ARRAY_CONTAINS' ? (stored?.arrayValue?.values ?? []) : [stored];
  const { stringValue, booleanValue } = value;
  return candidates.some((candidate) =>
    stringValue == null ? candidate?.booleanValue === booleanValue : candidate?.stringValue === stringValue,
  );
}

/** The earliest end first. */
export const endedQuery = ({ from, to, pageToken }: EndedQuery, limit: number): Query =>
  ordered([SHARDED, ...rangeOf('endedAt', from, to)], 'endedAt', 'ASCENDING', limit, pageToken);

/** The earliest deadline first. */
export const overdueQuery = ({ before, pageToken }: OverdueQuery, limit: number): Query =>
  ordered([SHARDED, ...rangeOf('dueAt', undefined, before)], 'dueAt', 'ASCENDING', limit, pageToken);

/** The earliest wake-up first; only names are answered. */
export const dueQuery = (now: number, limit: number): Query => ({
  ...ordered([SHARDED, { field: 'wakeAt', op: 'LESS_THAN_OR_EQUAL', value: int(now) }], 'wakeAt', 'ASCENDING', limit),
  select: ['__name__'],
});

/** Of whoever waits for this handle one is answered, and of that only the name. */
export const awaitingQuery = (handle: string): Query => ({
  collection: INSTANCES,
  filters: [{ field: 'deliveries', op: 'ARRAY_CONTAINS', value: text(handle) }],
  orders: [],
  limit: 1,
  select: ['__name__'],
});

const rangeOf = (field: string, from: number | undefined, to: number | undefined): readonly Filter[] => [
  ...(from === undefined ? [] : [{ field, op: 'GREATER_THAN_OR_EQUAL', value: int(from) } as const]),
  ...(to === undefined ? [] : [{ field, op: 'LESS_THAN', value: int(to) } as const]),
];

function ordered(
  filters: readonly Filter[],
  field: string,
  direction: Order['direction'],
  limit: number,
  pageToken?: string,
): Query {
  // Among those of one moment the id decides, so that a page has one place where it ended.
  const orders: readonly Order[] = [
    { field, direction },
    { field: '__name__', direction },
  ];
  return {
    collection: INSTANCES,
    filters,
    orders,
    limit,
    ...(pageToken === undefined ? {} : { startAfter: after(pageToken) }),
  };
}

function after(pageToken: string): readonly Value[] {
  const { at, id } = readPageToken(pageToken);
  return [int(at), reference(instancePath(id))];
}
