// The queries over instances. Each one asks all shards at once, in the order of one time field; indexes.ts knows them all.

import { readPageToken } from '../node/page-token.ts';
import type { EndedQuery, InstanceQuery } from '../platform.ts';
import type { Filter, Order, Query } from './firestore.ts';
import { ALL_SHARDS, INSTANCES, instancePath } from './instance-fields.ts';
import { flag, int, reference, text, type Value } from './values.ts';

/** Fields that are compared as they are. */
const PLAIN = ['workflowId', 'version', 'status', 'outcome', 'startedBy'] as const;
/** Filters on lists of people and tags, the one that leaves the fewest first. */
const LISTS = [
  { asked: 'assignee', field: 'openFor' },
  { asked: 'tag', field: 'tags' },
  { asked: 'viewer', field: 'viewers' },
] as const;
export type ListFilter = { readonly field: (typeof LISTS)[number]['field']; readonly value: string };

export interface ListQuery {
  readonly query: Query;
  /** Firestore takes one filter on a list; these are left to be applied to what it answers. */
  readonly rest: readonly ListFilter[];
}

const SHARDED: Filter = { field: 'shard', op: 'IN', value: ALL_SHARDS };

/** Newest start first. */
export function listQuery(asked: InstanceQuery, limit: number): ListQuery {
  const filters: Filter[] = [SHARDED];
  for (const field of PLAIN) {
    const value = asked[field];
    if (value !== undefined) filters.push({ field, op: 'EQUAL', value: text(value) });
  }
  if (asked.withIncidents === true) filters.push({ field: 'hasIncidents', op: 'EQUAL', value: flag(true) });
  const lists = LISTS.flatMap(({ asked: name, field }): readonly ListFilter[] => {
    const value = asked[name];
    return value === undefined ? [] : [{ field, value }];
  });
  const [first, ...rest] = lists;
  if (first !== undefined) filters.push({ field: first.field, op: 'ARRAY_CONTAINS', value: text(first.value) });
  filters.push(...rangeOf('startedAt', asked.from, asked.to));
  return { query: ordered(filters, 'startedAt', 'DESCENDING', limit, asked.pageToken), rest };
}

/** The earliest end first. */
export const endedQuery = ({ from, to, pageToken }: EndedQuery, limit: number): Query =>
  ordered([SHARDED, ...rangeOf('endedAt', from, to)], 'endedAt', 'ASCENDING', limit, pageToken);

/** The earliest wake-up first; only names are answered. */
export const dueQuery = (now: number, limit: number): Query => ({
  ...ordered([SHARDED, { field: 'wakeAt', op: 'LESS_THAN_OR_EQUAL', value: int(now) }], 'wakeAt', 'ASCENDING', limit),
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
