// What every InstanceStore promises of running instances with a deadline that has passed.
import { expect } from 'vitest';
import type { InstanceStore, OverdueQuery } from '../platform.ts';
import { committed, type InstanceStoreSubject, stored } from './instance-commits.ts';
import { NO_PAGE_TOKENS } from './instance-queries.ts';
import { type CommitSample, SAMPLE_START } from './sample.ts';
import type { Cases } from './suite.ts';

const PAGES_MAX = 1_000;
const BEFORE = SAMPLE_START + 1_000;

/** Ids of all pages, in their order. */
async function overdueIds(store: InstanceStore, pageSize = 100): Promise<readonly string[]> {
  const ids: string[] = [];
  let query: OverdueQuery = { before: BEFORE, pageSize };
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { instances, nextPageToken } = await store.overdue(query);
    expect(instances.length).toBeLessThanOrEqual(pageSize);
    ids.push(...instances.map(({ instance }) => instance.id));
    if (nextPageToken === null) return ids;
    query = { before: BEFORE, pageSize, pageToken: nextPageToken };
  }
  throw new Error('the pages have no end');
}

const due = (store: InstanceStore, id: string, afterMs: number, more: Partial<CommitSample> = {}) =>
  committed(store, { id, open: [['sr-1']], dueAt: SAMPLE_START + afterMs, ...more });

export const OVERDUE_CASES: Cases<InstanceStoreSubject> = {
  'overdue is what was due before the moment, the earliest first, and of one moment the id decides': async ({
    store,
  }) => {
    for (const [id, after] of [
      ['late-c', 500],
      ['latest', 999],
      ['now', 1_000],
      ['late-b', 500],
      ['later', 2_000],
      ['earliest', 1],
    ] as const) {
      await due(store, id, after);
    }
    await committed(store, { id: 'never', open: [['sr-1']] });
    expect(await overdueIds(store)).toEqual(['earliest', 'late-b', 'late-c', 'latest']);
    const { instances } = await store.overdue({ before: BEFORE, pageSize: 1 });
    expect(instances).toEqual([(await stored(store, 'earliest')).document]);
  },
  'what a workflow promised as a whole counts like the deadline of a step, the earlier of the two': async ({
    store,
  }) => {
    await committed(store, { id: 'promised', promisedAt: SAMPLE_START + 300 });
    await due(store, 'both', 2_000, { promisedAt: SAMPLE_START + 400 });
    await due(store, 'step', 200, { promisedAt: SAMPLE_START + 9_000 });
    expect(await overdueIds(store)).toEqual(['step', 'promised', 'both']);
  },
  'only what runs is overdue': async ({ store }) => {
    for (const status of ['draft', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const)
      await due(store, status, 1, { status });
    expect(await overdueIds(store)).toEqual(['running']);
  },
  'a commit that moves or ends the deadline moves the instance': async ({ store }) => {
    const first = await due(store, 'i-1', 500);
    const second = await due(store, 'i-1', 5_000, { seq: 2, expected: first });
    expect(await overdueIds(store)).toEqual([]);
    const third = await due(store, 'i-1', 100, { seq: 3, expected: second });
    expect(await overdueIds(store)).toEqual(['i-1']);
    await committed(store, { id: 'i-1', seq: 4, expected: third, status: 'completed' });
    expect(await overdueIds(store)).toEqual([]);
  },
  'pages of what is overdue lose and repeat nothing, even where many were due at the same moment': async ({
    store,
  }) => {
    const ids = Array.from({ length: 23 }, (_, i) => `i-${String(i).padStart(2, '0')}`);
    for (const [i, id] of ids.entries()) await due(store, id, Math.floor(i / 8));
    for (const pageSize of [1, 4, 8, 23, 50]) expect(await overdueIds(store, pageSize)).toEqual(ids);
  },
  'a page token that no page of what is overdue gave is refused as a RangeError': async ({ store }) => {
    await due(store, 'i-1', 1);
    for (const pageToken of NO_PAGE_TOKENS)
      await expect(store.overdue({ before: BEFORE, pageSize: 2, pageToken })).rejects.toThrow(RangeError);
  },
};
