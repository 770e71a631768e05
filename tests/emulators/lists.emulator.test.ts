// Lists that Firestore can only narrow down: what is left over is filtered here, within bounds and page by page.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommitSample, SAMPLE_START, sampleCommit } from '../../functions/platform/contract/sample.ts';
import { decodeUser } from '../../functions/platform/google/directory.ts';
import type { Firestore } from '../../functions/platform/google/firestore.ts';
import { openFirestore } from '../../functions/platform/google/firestore-client.ts';
import { createInstanceStore } from '../../functions/platform/google/instance-store.ts';
import type { InstanceQuery, InstanceStore } from '../../functions/platform/platform.ts';
import { countingFirestore, noFirestoreCounts } from './counting-firestore.ts';

const counts = noFirestoreCounts();
let firestore: Firestore;
let store: InstanceStore;
beforeEach(() => {
  firestore = countingFirestore(openFirestore({ projectId: `demo-${randomUUID()}` }), counts);
  store = createInstanceStore({ firestore, decodeUser });
});
afterEach(() => firestore.close());

const put = async (sample: CommitSample): Promise<void> => {
  expect(await store.commit(sampleCommit(sample))).toBe('committed');
};
/** The oldest of forty that one person may see is the only one of its workflow. */
async function oneAmongForty(): Promise<void> {
  await put({ id: 'rare', workflowId: 'site-visit', viewers: ['cro-1'] });
  for (let i = 1; i < 40; i += 1) await put({ id: `i-${i}`, startedAt: SAMPLE_START + i, viewers: ['cro-1'] });
  Object.assign(counts, noFirestoreCounts());
}
const ROUNDS_MAX = 5;

describe('a list by two filters of which an index serves one', () => {
  it('looks at a bounded number of instances for a page, which may then be short and still not the last', async () => {
    await oneAmongForty();
    const pageSize = 2;
    const page = await store.list({ viewer: 'cro-1', workflowId: 'site-visit', pageSize });
    expect(page.instances).toEqual([]);
    expect(page.nextPageToken).not.toBeNull();
    expect(counts.calls).toEqual(Array(ROUNDS_MAX).fill('query'));
    expect(counts.reads).toBe(ROUNDS_MAX * (pageSize + 1));
  });

  it('comes to what meets both, however many short pages lie before it', async () => {
    await oneAmongForty();
    const found: string[] = [];
    let query: InstanceQuery = { viewer: 'cro-1', workflowId: 'site-visit', pageSize: 2 };
    for (let page = 0; page < 10; page += 1) {
      const { instances, nextPageToken } = await store.list(query);
      found.push(...instances.map(({ instance }) => instance.id));
      if (nextPageToken === null) break;
      query = { ...query, pageToken: nextPageToken };
    }
    expect(found).toEqual(['rare']);
    // Three pages of five looks each, but for the last, which comes to the end.
    expect(counts.calls.length).toBeLessThanOrEqual(3 * ROUNDS_MAX);
  });

  it('reads a page in one query where the index serves all that was asked', async () => {
    await oneAmongForty();
    for (const asked of [
      {},
      { viewer: 'cro-1' },
      { viewer: 'cro-1', status: 'running' },
      { workflowId: 'site-visit' },
    ]) {
      Object.assign(counts, noFirestoreCounts());
      await store.list({ ...asked, pageSize: 10 });
      expect(counts.calls).toEqual(['query']);
    }
  });
});

describe('what is due', () => {
  it('comes from all shards in one query, in order, as names alone', async () => {
    for (let i = 0; i < 12; i += 1) await put({ id: `i-${i}`, wakeAt: SAMPLE_START + ((i * 5) % 12) });
    Object.assign(counts, noFirestoreCounts());
    const expected = Array.from({ length: 12 }, (_, i) => i).sort((a, b) => ((a * 5) % 12) - ((b * 5) % 12));
    expect(await store.due(SAMPLE_START + 11, 12)).toEqual(expected.map((i) => `i-${i}`));
    expect(counts).toMatchObject({ calls: ['query'], reads: 12 });
  });
});

describe('open counts', () => {
  it('are right for people of whom no instance has both', async () => {
    await put({ id: 'i-1', open: [['sr.1@north'], ['sr.1@north', 'sr-2']] });
    await put({ id: 'i-2', open: [['3-sr']] });
    expect(await store.openCounts(['sr.1@north', 'sr-2', '3-sr', 'sr'])).toEqual({
      'sr.1@north': 2,
      'sr-2': 1,
      '3-sr': 1,
    });
  });

  it('ask for no more than twenty people at once, and for all in the end', async () => {
    const people = Array.from({ length: 45 }, (_, i) => `sr-${i}`);
    await put({ id: 'i-1', open: people.map((id) => [id]) });
    Object.assign(counts, noFirestoreCounts());
    expect(Object.values(await store.openCounts(people))).toEqual(people.map(() => 1));
    expect(counts).toMatchObject({ calls: ['sum', 'sum', 'sum'], reads: 45 });
  });
});
