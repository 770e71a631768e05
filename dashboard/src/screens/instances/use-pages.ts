// The list as far as it was scrolled: page after page by the API's tokens, kept fresh as one.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type InstanceRow } from '../../api/api.ts';
import { useLoaded } from '../../data/query.ts';
import { EVERY_MS } from '../../data/schedule.ts';
import type { Loaded } from '../../data/store.ts';
import type { Question } from './filter.ts';

export interface Pages {
  readonly rows: readonly InstanceRow[];
  /** Whether the API has more. */
  readonly hasMore: boolean;
}

const PAGE_SIZE = 50;
/** As many as the API answers at once: for those who want all. */
const BULK_SIZE = 200;

async function load(question: Question, pages: number, pageSize: number): Promise<Pages> {
  const rows: InstanceRow[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < pages; page++) {
    const answer = await call('listWorkflowInstances', { ...question, pageSize, pageToken });
    rows.push(...answer.instances);
    pageToken = answer.nextPageToken;
    if (pageToken === undefined) break;
  }
  return { rows, hasMore: pageToken !== undefined };
}

/** Everything that fits, however much it is. */
export const loadAll = async (question: Question): Promise<readonly InstanceRow[]> =>
  (await load(question, Number.POSITIVE_INFINITY, BULK_SIZE)).rows;

export interface PagedList {
  readonly loaded: Loaded<Pages>;
  readonly isLoadingMore: boolean;
  more(): void;
}

export function usePages(question: Question): PagedList {
  const key = JSON.stringify(question);
  const [{ of, wanted }, setWanted] = useState({ of: key, wanted: 1 });
  // Another filter begins at its first page.
  const pages = of === key ? wanted : 1;
  const state = useLoaded(`listWorkflowInstances ${key} ${pages}`, () => load(question, pages, sizeFor(pages)), {
    everyMs: EVERY_MS * pages,
  });
  // While the next page comes, the ones before stay.
  const before = useRef<{ readonly key: string; readonly data: Pages } | null>(null);
  useEffect(() => {
    if (state.data !== undefined) before.current = { key, data: state.data };
  });
  const kept = before.current?.key === key ? before.current.data : undefined;
  const isLoadingMore = state.data === undefined && kept !== undefined;
  return {
    loaded: isLoadingMore ? { ...state, data: kept } : state,
    isLoadingMore,
    more: () => {
      if (!isLoadingMore) setWanted({ of: key, wanted: pages + 1 });
    },
  };
}

/** The farther somebody scrolls, the larger the steps. */
const sizeFor = (pages: number): number => (pages === 1 ? PAGE_SIZE : BULK_SIZE);
