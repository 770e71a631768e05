// Lists that the API answers in pages, as one: up to as many rows as somebody can look at.
import { call } from '../api/api.ts';
import type { Answer, Input, OperationName } from '../api/client.ts';
import { keyOf, useLoaded } from '../data/query.ts';
import type { Loaded } from '../data/store.ts';

/** Operations that answer in pages. */
export type PagedName = {
  [O in OperationName]: 'pageToken' extends keyof Input<O>
    ? 'nextPageToken' extends keyof Answer<O>
      ? O
      : never
    : never;
}[OperationName];

const PAGE_SIZE = 200;
const PAGES_MAX = 5;
const EVERY_MS = 10_000;

export interface All<R> {
  readonly rows: readonly R[];
  /** There are more than were loaded. */
  readonly more: boolean;
}

/** Pages until there are no more, or enough: a thousand rows. */
export async function loadAll<A extends { readonly nextPageToken?: string }, R>(
  ask: (page: { readonly pageSize: number; readonly pageToken?: string }) => Promise<A>,
  rowsOf: (answer: A) => readonly R[],
): Promise<All<R>> {
  const rows: R[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await ask({ pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) });
    rows.push(...rowsOf(answer));
    pageToken = answer.nextPageToken;
    if (pageToken === undefined) return { rows, more: false };
  }
  return { rows, more: true };
}

/** All rows of an operation, kept fresh while somebody looks. A null input asks nothing. */
export function useAll<O extends PagedName, R>(
  operation: O,
  input: Omit<Input<O>, 'pageSize' | 'pageToken'> | null,
  rowsOf: (answer: Answer<O>) => readonly R[],
): Loaded<All<R>> {
  const load = () =>
    loadAll<Answer<O> & { readonly nextPageToken?: string }, R>(
      (page) => call(operation, { ...input, ...page } as Input<O>),
      rowsOf,
    );
  // As many pages as there are, as much longer between two looks.
  const everyMs = ({ rows }: All<R>): number => EVERY_MS * (1 + Math.floor(rows.length / PAGE_SIZE));
  return useLoaded(input === null ? null : `${keyOf(operation, input)} all`, load, { everyMs });
}
