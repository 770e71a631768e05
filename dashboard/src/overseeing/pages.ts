// Lists that the API answers in pages, as one: up to as many rows as somebody can look at.
import { call } from '../api/api.ts';
import type { Answer, Input, OperationName } from '../api/client.ts';
import { keyOf, useLoaded } from '../data/query.ts';
import type { Loaded } from '../data/store.ts';
import { type All, loadAll, PAGE_SIZE } from './paging.ts';

export type { All };

/** Operations that answer in pages. */
export type PagedName = {
  [O in OperationName]: 'pageToken' extends keyof Input<O>
    ? 'nextPageToken' extends keyof Answer<O>
      ? O
      : never
    : never;
}[OperationName];

const EVERY_MS = 10_000;

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
