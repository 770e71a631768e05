// What every InstanceStore promises of lists, due instances and open counts.
import { expect } from 'vitest';
import type { InstanceQuery, InstanceStore } from '../platform.ts';
import { committed, type InstanceStoreSubject, stored } from './instance-commits.ts';
import { type CommitSample, SAMPLE_START, sampleIncident } from './sample.ts';
import type { Cases } from './suite.ts';

type Filter = Omit<InstanceQuery, 'pageSize' | 'pageToken'>;

const PAGES_MAX = 1_000;
export const NO_PAGE_TOKENS: readonly string[] = ['', 'x', '!!', 'e30', 'WzEsMl0', 'bnVsbA', '../../etc'].concat([
  '\u0000',
  'a'.repeat(5_000),
]);

/** Ids of all pages, in their order. */
async function idsOf(store: InstanceStore, filter: Filter, pageSize = 100): Promise<readonly string[]> {
  const ids: string[] = [];
  let pageToken: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const token: { pageToken?: string } = pageToken === null ? {} : { pageToken };
    const { instances, nextPageToken } = await store.list({ ...filter, pageSize, ...token });
    expect(instances.length).toBeLessThanOrEqual(pageSize);
    ids.push(...instances.map(({ instance }) => instance.id));
    if (nextPageToken === null) return ids;
    pageToken = nextPageToken;
  }
  throw new Error('the pages have no end');
}

const MINUTE_MS = 60_000;
/** The first row has what every filter asks for; each other row differs in one thing. */
const MATCH: Omit<CommitSample, 'id'> = {
  workflowId: 'order-approval',
  version: '1.0.0',
  status: 'running',
  outcome: 'approved',
  startedBy: 'requester-1',
  startedAt: SAMPLE_START + 10 * MINUTE_MS,
  tags: ['urgent', 'north'],
  open: [['sr-1', 'sr-2']],
  viewers: ['requester-1', 'cro-1'],
  incidents: { 'incident-1': sampleIncident() },
};
const FILTERS: readonly { readonly name: string; readonly filter: Filter; readonly other: Partial<CommitSample> }[] = [
  { name: 'workflowId', filter: { workflowId: 'order-approval' }, other: { workflowId: 'site-visit' } },
  { name: 'version', filter: { version: '1.0.0' }, other: { version: '1.0.1' } },
  // A workflow that rests has no open tasks, so the other one here is one without an assignee too.
  { name: 'status', filter: { status: 'running' }, other: { status: 'paused' } },
  { name: 'outcome', filter: { outcome: 'approved' }, other: { outcome: null } },
  { name: 'startedBy', filter: { startedBy: 'requester-1' }, other: { startedBy: 'requester-2' } },
  { name: 'assignee', filter: { assignee: 'sr-2' }, other: { open: [['sr-1'], ['sr-20']] } },
  { name: 'viewer', filter: { viewer: 'cro-1' }, other: { viewers: ['requester-1', 'cro-10'] } },
  { name: 'tag', filter: { tag: 'north' }, other: { tags: ['urgent', 'North'] } },
  {
    name: 'withIncidents',
    filter: { withIncidents: true },
    other: { incidents: { 'incident-1': sampleIncident({ resolvedAt: SAMPLE_START, resolution: 'done' }) } },
  },
  { name: 'from', filter: { from: SAMPLE_START + 10 * MINUTE_MS }, other: { startedAt: SAMPLE_START } },
  {
    name: 'to',
    filter: { to: SAMPLE_START + 10 * MINUTE_MS + 1 },
    other: { startedAt: SAMPLE_START + 20 * MINUTE_MS },
  },
];

const filterCases: Cases<InstanceStoreSubject> = Object.fromEntries(
  FILTERS.map(({ name, filter, other }) => [
    `the list filters by ${name}`,
    async ({ store }: InstanceStoreSubject): Promise<void> => {
      await committed(store, { ...MATCH, id: 'match' });
      await committed(store, { ...MATCH, ...other, id: 'other' });
      expect(await idsOf(store, filter)).toEqual(['match']);
      expect([...(await idsOf(store, {}))].sort()).toEqual(['match', 'other']);
    },
  ]),
);

export const QUERY_CASES: Cases<InstanceStoreSubject> = {
  ...filterCases,
  'filters combine: every pair and all together leave what meets them all': async ({ store }) => {
    await committed(store, { ...MATCH, id: 'match' });
    for (const { name, other } of FILTERS) await committed(store, { ...MATCH, ...other, id: `no-${name}` });
    const all = Object.assign({}, ...FILTERS.map(({ filter }) => filter)) as Filter;
    expect(await idsOf(store, all)).toEqual(['match']);
    for (const one of FILTERS) {
      for (const two of FILTERS) {
        const ids = await idsOf(store, { ...one.filter, ...two.filter });
        expect(ids).toContain('match');
        expect(ids).not.toContain(`no-${one.name}`);
        expect(ids).not.toContain(`no-${two.name}`);
      }
    }
  },
  'the range of start times includes its beginning and not its end': async ({ store }) => {
    for (const minute of [0, 1, 2, 3]) {
      await committed(store, { id: `i-${minute}`, startedAt: SAMPLE_START + minute * MINUTE_MS });
    }
    const range = { from: SAMPLE_START + MINUTE_MS, to: SAMPLE_START + 3 * MINUTE_MS };
    expect(await idsOf(store, range)).toEqual(['i-2', 'i-1']);
  },
  'the list shows the newest start first and what a read shows': async ({ store }) => {
    for (const [id, minute] of [
      ['b', 2],
      ['a', 3],
      ['d', 1],
      ['c', 4],
    ] as const) {
      await committed(store, { id, startedAt: SAMPLE_START + minute * MINUTE_MS, wakeAt: SAMPLE_START });
    }
    const { version } = await stored(store, 'a');
    await store.postpone('a', version, SAMPLE_START + 1, 1);
    expect(await idsOf(store, {})).toEqual(['c', 'a', 'b', 'd']);
    const { instances } = await store.list({ pageSize: 2 });
    expect(instances).toEqual([(await stored(store, 'c')).document, (await stored(store, 'a')).document]);
  },
  'nothing found is an empty page and no token': async ({ store }) => {
    await committed(store, { id: 'i-1' });
    expect(await store.list({ tag: 'none', pageSize: 10 })).toEqual({ instances: [], nextPageToken: null });
  },
  'pages lose and repeat nothing, even where many started at the same moment': async ({ store }) => {
    const ids = Array.from({ length: 23 }, (_, i) => `i-${String(i).padStart(2, '0')}`);
    for (const [i, id] of ids.entries()) {
      await committed(store, { id, startedAt: SAMPLE_START + Math.floor(i / 8), tags: i % 2 === 0 ? ['even'] : [] });
    }
    for (const pageSize of [1, 4, 7, 23, 50]) {
      expect([...(await idsOf(store, {}, pageSize))].sort()).toEqual(ids);
      const even = await idsOf(store, { tag: 'even', status: 'running' }, pageSize);
      expect([...even].sort()).toEqual(ids.filter((_, i) => i % 2 === 0));
    }
  },
  'new instances between two pages move nothing on the pages that follow': async ({ store }) => {
    const before = Array.from({ length: 9 }, (_, i) => `old-${i}`);
    for (const [i, id] of before.entries()) await committed(store, { id, startedAt: SAMPLE_START + i });
    const seen: string[] = [];
    let pageToken: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const token: { pageToken?: string } = pageToken === null ? {} : { pageToken };
      const { instances, nextPageToken } = await store.list({ pageSize: 2, ...token });
      seen.push(...instances.map(({ instance }) => instance.id));
      if (nextPageToken === null) break;
      pageToken = nextPageToken;
      await committed(store, { id: `new-${page}`, startedAt: SAMPLE_START + MINUTE_MS + page });
    }
    expect(seen).toEqual([...before].reverse());
  },
  'a page token that no page gave is refused as a RangeError': async ({ store }) => {
    await committed(store, { id: 'i-1' });
    for (const pageToken of NO_PAGE_TOKENS) {
      await expect(store.list({ pageSize: 2, pageToken })).rejects.toThrow(RangeError);
    }
  },
  'due are the instances whose wake-up has come, earliest first, at most the limit': async ({ store }) => {
    const wakes = { late: 300, never: null, early: 100, middle: 200, future: 401 } as const;
    for (const [id, after] of Object.entries(wakes)) {
      await committed(store, { id, wakeAt: after === null ? null : SAMPLE_START + after });
    }
    expect(await store.due(SAMPLE_START + 400, 10)).toEqual(['early', 'middle', 'late']);
    expect(await store.due(SAMPLE_START + 400, 2)).toEqual(['early', 'middle']);
    expect(await store.due(SAMPLE_START + 200, 10)).toEqual(['early', 'middle']);
    expect(await store.due(SAMPLE_START + 99, 10)).toEqual([]);
  },
  'a commit or a postponement that moves the wake-up moves the instance among the due': async ({ store }) => {
    const first = await committed(store, { id: 'i-1', wakeAt: SAMPLE_START });
    const other = await committed(store, { id: 'i-2', wakeAt: SAMPLE_START + 1 });
    await store.postpone('i-1', first, SAMPLE_START + 50, 1);
    expect(await store.due(SAMPLE_START + 40, 10)).toEqual(['i-2']);
    expect(await store.due(SAMPLE_START + 50, 10)).toEqual(['i-2', 'i-1']);
    await committed(store, { id: 'i-2', seq: 2, expected: other, wakeAt: null });
    expect(await store.due(SAMPLE_START + 50, 10)).toEqual(['i-1']);
  },
  'open counts name each person once for every open step that waits for them': async ({ store }) => {
    await committed(store, { id: 'i-1', open: [['sr-1', 'sr-2'], ['sr-1']] });
    await committed(store, { id: 'i-2', open: [['sr-1']] });
    await committed(store, { id: 'i-3', open: [['sr-1', 'cro-1']], status: 'paused' });
    const counts = await store.openCounts(['sr-1', 'sr-2', 'cro-1', 'nobody']);
    expect(counts['sr-1']).toBe(3);
    expect(counts['sr-2']).toBe(1);
    expect(counts['cro-1'] ?? 0).toBe(0);
    expect(counts.nobody ?? 0).toBe(0);
    expect(await store.openCounts([])).toEqual({});
    expect(Object.keys(await store.openCounts(['sr-2']))).toEqual(['sr-2']);
  },
  'who no longer has the task is neither counted nor found as its assignee': async ({ store }) => {
    const first = await committed(store, { id: 'i-1', open: [['sr-1'], ['sr-1', 'sr-2']], viewers: ['sr-1'] });
    const second = await committed(store, {
      id: 'i-1',
      seq: 2,
      expected: first,
      open: [['sr-1']],
      viewers: ['sr-1', 'sr-2'],
    });
    expect(await store.openCounts(['sr-1', 'sr-2'])).toEqual({ 'sr-1': 1 });
    expect(await idsOf(store, { assignee: 'sr-1' })).toEqual(['i-1']);
    expect(await idsOf(store, { assignee: 'sr-2' })).toEqual([]);
    expect(await idsOf(store, { viewer: 'sr-2' })).toEqual(['i-1']);
    await committed(store, { id: 'i-1', seq: 3, expected: second, status: 'completed', viewers: ['sr-1', 'sr-2'] });
    expect(await store.openCounts(['sr-1', 'sr-2'])).toEqual({});
    expect(await idsOf(store, { assignee: 'sr-1' })).toEqual([]);
    expect(await idsOf(store, { viewer: 'sr-1', status: 'completed' })).toEqual(['i-1']);
  },
  'a viewer finds only what they may see, page by page': async ({ store }) => {
    for (let i = 0; i < 12; i += 1) {
      const viewers = i % 3 === 0 ? ['requester-1', 'cro-1'] : ['requester-1'];
      await committed(store, { id: `i-${i}`, startedAt: SAMPLE_START + i, viewers });
    }
    expect(await idsOf(store, { viewer: 'cro-1' }, 2)).toEqual(['i-9', 'i-6', 'i-3', 'i-0']);
    expect(await idsOf(store, { viewer: 'requester-1' }, 5)).toHaveLength(12);
    expect(await idsOf(store, { viewer: 'cro-2' })).toEqual([]);
  },
};
