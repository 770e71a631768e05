// What every InstanceStore promises of the instances that ended in a range of time.
import { expect } from 'vitest';
import type { EndedQuery, InstanceStore } from '../platform.ts';
import { committed, type InstanceStoreSubject, stored } from './instance-commits.ts';
import { NO_PAGE_TOKENS } from './instance-queries.ts';
import { SAMPLE_START } from './sample.ts';
import type { Cases } from './suite.ts';

const PAGES_MAX = 1_000;
const RANGE = { from: SAMPLE_START + 1_000, to: SAMPLE_START + 2_000 };

/** Ids of all pages, in their order. */
async function endedIds(
  store: InstanceStore,
  range: Pick<EndedQuery, 'from' | 'to'> = RANGE,
  pageSize = 100,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let query: EndedQuery = { ...range, pageSize };
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { instances, nextPageToken } = await store.ended(query);
    expect(instances.length).toBeLessThanOrEqual(pageSize);
    ids.push(...instances.map(({ instance }) => instance.id));
    if (nextPageToken === null) return ids;
    query = { ...range, pageSize, pageToken: nextPageToken };
  }
  throw new Error('the pages have no end');
}

const completed = (store: InstanceStore, id: string, endedAfterMs: number) =>
  committed(store, { id, status: 'completed', endedAt: SAMPLE_START + endedAfterMs });

export const END_CASES: Cases<InstanceStoreSubject> = {
  'the range of ends includes its beginning and not its end': async ({ store }) => {
    for (const after of [999, 1_000, 1_999, 2_000]) await completed(store, `i-${after}`, after);
    expect(await endedIds(store)).toEqual(['i-1000', 'i-1999']);
  },
  'the earliest end comes first, and where two ended at once the id decides': async ({ store }) => {
    for (const [id, after] of [
      ['d', 1_500],
      ['b', 1_500],
      ['a', 1_600],
      ['c', 1_500],
      ['e', 1_400],
    ] as const) {
      await completed(store, id, after);
    }
    expect(await endedIds(store)).toEqual(['e', 'b', 'c', 'd', 'a']);
    const { instances } = await store.ended({ ...RANGE, pageSize: 2 });
    expect(instances).toEqual([(await stored(store, 'e')).document, (await stored(store, 'b')).document]);
  },
  'whoever completed, failed or was cancelled has ended; nobody else has': async ({ store }) => {
    for (const status of ['draft', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const) {
      await committed(store, { id: status, status, endedAt: SAMPLE_START + 1_500 });
    }
    expect(await endedIds(store)).toEqual(['cancelled', 'completed', 'failed']);
  },
  'an instance that runs again leaves the range, and comes back at its new end': async ({ store }) => {
    const failed = { id: 'i-1', status: 'failed', endedAt: SAMPLE_START + 1_100 } as const;
    const first = await committed(store, failed);
    expect(await endedIds(store)).toEqual(['i-1']);
    const second = await committed(store, { id: 'i-1', seq: 2, expected: first, status: 'running' });
    expect(await endedIds(store)).toEqual([]);
    await committed(store, { ...failed, seq: 3, expected: second, endedAt: SAMPLE_START + 1_900 });
    expect(await endedIds(store, { from: SAMPLE_START, to: SAMPLE_START + 1_900 })).toEqual([]);
    expect(await endedIds(store)).toEqual(['i-1']);
  },
  'pages of ends lose and repeat nothing, even where many ended at the same moment': async ({ store }) => {
    const ids = Array.from({ length: 23 }, (_, i) => `i-${String(i).padStart(2, '0')}`);
    for (const [i, id] of ids.entries()) await completed(store, id, 1_000 + Math.floor(i / 8));
    for (const pageSize of [1, 4, 8, 23, 50]) expect(await endedIds(store, RANGE, pageSize)).toEqual(ids);
  },
  'nothing that ended is an empty page and no token': async ({ store }) => {
    await completed(store, 'i-1', 5_000);
    expect(await store.ended({ ...RANGE, pageSize: 10 })).toEqual({ instances: [], nextPageToken: null });
  },
  'a page token that no page of ends gave is refused as a RangeError': async ({ store }) => {
    await completed(store, 'i-1', 1_500);
    for (const pageToken of NO_PAGE_TOKENS) {
      await expect(store.ended({ ...RANGE, pageSize: 2, pageToken })).rejects.toThrow(RangeError);
    }
  },
};
