// What is special of the embedded instance store: indexes, shared transactions, and what a new process arms again.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SAMPLE_START, sampleCommit, sampleIncident } from '../contract/sample.ts';
import { pageTokenOf, readPageToken } from '../node/page-token.ts';
import type { InstanceQuery } from '../platform.ts';
import { virtualClock } from './clock.ts';
import { type Database, openDatabase } from './database.ts';
import { endedStatement, listStatement, overdueStatement } from './instance-query.ts';
import { createInstanceStore, type EmbeddedInstanceStore } from './instance-store.ts';

let database: Database;
let store: EmbeddedInstanceStore;
beforeEach(() => {
  database = openDatabase({ file: ':memory:' });
  store = createInstanceStore({ database, clock: virtualClock(SAMPLE_START) });
});
afterEach(() => database.close());

const planOf = (text: string, ...values: readonly (string | number | null)[]): string =>
  database
    .all<{ readonly detail: string }>(`explain query plan ${text}`, ...values)
    .map(({ detail }) => detail)
    .join('\n');

const FILTERS: Omit<Required<InstanceQuery>, 'pageSize' | 'pageToken'> = {
  workflowId: 'order-approval',
  version: '1.0.0',
  status: 'running',
  outcome: 'approved',
  startedBy: 'requester-1',
  assignee: 'sr-1',
  viewer: 'cro-1',
  tag: 'urgent',
  withIncidents: true,
  from: SAMPLE_START,
  to: SAMPLE_START + 1,
};

it('every list is a range of an index in the order of the page: no table is scanned and nothing is sorted', () => {
  const pageToken = pageTokenOf({ at: SAMPLE_START, id: 'i-1' });
  const names = Object.keys(FILTERS) as (keyof typeof FILTERS)[];
  const queries: Partial<InstanceQuery>[] = [{}, FILTERS];
  for (const one of names) for (const two of names) queries.push({ [one]: FILTERS[one], [two]: FILTERS[two] });
  for (const query of queries) {
    for (const page of [{}, { pageToken }]) {
      const { text, values } = listStatement({ ...query, ...page, pageSize: 10 });
      const plan = planOf(text, ...(values as readonly (string | number)[]));
      expect(plan).not.toMatch(/TEMP B-TREE|SCAN (?!.*USING (COVERING )?INDEX)/);
    }
  }
});

it('a page of ended instances is a range of the index of ends', () => {
  const { text, values } = endedStatement({ from: 1, to: 2, pageSize: 10 });
  expect(planOf(text, ...(values as readonly (string | number)[]))).toMatch(
    /^SEARCH instances USING COVERING INDEX instances_ended \(.*\)$/,
  );
});

it('a page of what is overdue is a range of the index of deadlines', () => {
  const { text, values } = overdueStatement({ before: 2, pageSize: 10 });
  expect(planOf(text, ...(values as readonly (string | number)[]))).toMatch(
    /^SEARCH instances USING COVERING INDEX instances_overdue \(.*\)$/,
  );
});

it('the instance that waits for a message is found by its handle alone', () => {
  expect(planOf('select instance_id as id from deliveries where value = ? limit 1', 'whatsapp:1')).toBe(
    'SEARCH deliveries USING PRIMARY KEY (value=?)',
  );
});

it('due and pending instances and open counts are found by index', () => {
  expect(planOf('select id from instances where wake_at <= ? order by wake_at, id limit ?', 1, 1)).toBe(
    'SEARCH instances USING COVERING INDEX instances_due (wake_at<?)',
  );
  expect(planOf('select id from instances where wake_at is not null and id > ? order by id limit ?', '', 1)).toMatch(
    /^SEARCH instances USING INDEX instances_pending/,
  );
});

it('a hundred commits of one turn share one transaction, and a conflict among them costs none of them', async () => {
  await store.commit(sampleCommit({ id: 'i-0' }));
  const before = database.counters().transactions;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => store.commit(sampleCommit({ id: `i-${i}`, open: [['sr-1']] }))),
  );
  expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(1);
  expect(answers[0]).toBe('conflict');
  expect(database.counters().transactions).toBe(before + 1);
  expect(await store.openCounts(['sr-1'])).toEqual({ 'sr-1': 99 });
});

it('pending names the instances that have a wake-up, in pages by id', async () => {
  for (const [id, wakeAt] of [
    ['d', 1],
    ['b', null],
    ['a', 3],
    ['c', 2],
    ['e', 9],
  ] as const) {
    await store.commit(sampleCommit({ id, wakeAt }));
  }
  expect(await store.pending(10)).toEqual(['a', 'c', 'd', 'e']);
  expect(await store.pending(2)).toEqual(['a', 'c']);
  expect(await store.pending(2, 'c')).toEqual(['d', 'e']);
  expect(await store.pending(2, 'e')).toEqual([]);
});

it('a read tells the time of the clock it was given', async () => {
  expect((await store.read('nobody')).readAt).toBe(SAMPLE_START);
});

it('a commit that leaves people and tags as they are writes none of their rows', async () => {
  const sample = { id: 'i-1', open: [['sr-1', 'sr-2']], viewers: ['cro-1'], tags: ['x'] };
  await store.commit(sampleCommit(sample));
  await database.write((sql) => {
    sql.run(`create trigger no_delete before delete on assignees begin select raise(abort, 'written'); end`);
    sql.run(`create trigger no_viewer before insert on viewers begin select raise(abort, 'written'); end`);
    sql.run(`create trigger no_tag before insert on tags begin select raise(abort, 'written'); end`);
  });
  const { stored } = await store.read('i-1');
  const next = sampleCommit({ ...sample, open: [['sr-1', 'sr-2', 'sr-3']], seq: 2, expected: stored?.version ?? '' });
  expect(await store.commit(next)).toBe('committed');
  expect(await store.openCounts(['sr-1', 'sr-3'])).toEqual({ 'sr-1': 1, 'sr-3': 1 });
});

it('an instance whose start moved is found at its new place alone', async () => {
  const sample = { id: 'i-1', tags: ['x'], open: [['sr-1']], incidents: { one: sampleIncident() } };
  await store.commit(sampleCommit(sample));
  const expected = (await store.read('i-1')).stored?.version ?? '';
  await store.commit(sampleCommit({ ...sample, seq: 2, expected, startedAt: SAMPLE_START + 500 }));
  expect((await store.list({ tag: 'x', to: SAMPLE_START + 500, pageSize: 9 })).instances).toHaveLength(0);
  expect((await store.list({ tag: 'x', from: SAMPLE_START + 500, pageSize: 9 })).instances).toHaveLength(1);
  expect(await store.openCounts(['sr-1'])).toEqual({ 'sr-1': 1 });
});

it('a version token that is no number of this store is a conflict, not an error', async () => {
  await store.commit(sampleCommit({ id: 'i-1' }));
  for (const expected of ['', '01', '1.0', ' 1', 'x', '1e0']) {
    expect(await store.commit(sampleCommit({ id: 'i-1', seq: 2, expected }))).toBe('conflict');
    expect(await store.postpone('i-1', expected, 1, 1)).toBe('conflict');
  }
});

it('a page token reads back what it was made of, whatever the id', () => {
  for (const id of ['i-1', '', 'a"b', 'ক', '👩🏽‍🔧']) {
    expect(readPageToken(pageTokenOf({ at: -5, id }))).toEqual({ at: -5, id });
  }
  for (const value of ['[1]', '[1.5,"a"]', '["1","a"]', '[1,2]', '[1,"a",3]', '{}', '[1, "a"]', '[1e99,"a"]']) {
    expect(() => readPageToken(Buffer.from(value).toString('base64url'))).toThrow(new RangeError('pageToken'));
  }
});
