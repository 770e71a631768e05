// What every InstanceStore promises of reading, committing, postponing and the audit.
import { expect } from 'vitest';
import { bytesOf } from '../../core/json.ts';
import { INSTANCE_BYTES_MAX } from '../../core/limits.ts';
import type { Commit, DirectoryStore, InstanceStore, StoredInstance, Version } from '../platform.ts';
import { AWKWARD_DATA, type CommitSample, SAMPLE_START, sampleCommit, sampleOpenStep, sampleUser } from './sample.ts';
import type { Cases, Closable } from './suite.ts';

export interface InstanceStoreSubject extends Closable {
  readonly store: InstanceStore;
  /** Where the people that `read` answers come from. */
  readonly directory?: DirectoryStore;
  /** Closes the store as at the end of a process and opens what it left. Where the store cannot, absent. */
  readonly reopen?: () => Promise<InstanceStore>;
}

export async function stored(store: InstanceStore, id: string): Promise<StoredInstance> {
  const read = await store.read(id);
  expect(read.stored).not.toBeNull();
  return read.stored as StoredInstance;
}

/** Commits, expects it to be taken, and answers the new version. */
export async function committed(store: InstanceStore, sample: CommitSample): Promise<Version> {
  expect(await store.commit(sampleCommit(sample))).toBe('committed');
  return (await stored(store, sample.id)).version;
}

const seqs = async (store: InstanceStore, id: string, afterSeq = 0, limit = 100): Promise<readonly number[]> =>
  (await store.audit(id, afterSeq, limit)).map(({ seq }) => seq);

async function expectUntouched(store: InstanceStore, id: string, before: StoredInstance): Promise<void> {
  const entries = before.document.seq;
  expect(await stored(store, id)).toEqual(before);
  expect(await seqs(store, id)).toEqual(Array.from({ length: entries }, (_, i) => i + 1));
}

export const COMMIT_CASES: Cases<InstanceStoreSubject> = {
  'an instance that was never committed reads as null': async ({ store }) => {
    const before = await store.read('nobody');
    expect(before.stored).toBeNull();
    expect(before.user).toBeNull();
    expect(await store.audit('nobody', 0, 10)).toEqual([]);
  },
  'a read tells the time of the store, which does not go back': async ({ store }) => {
    const first = await store.read('nobody');
    const second = await store.read('nobody');
    expect(Number.isSafeInteger(first.readAt)).toBe(true);
    expect(first.readAt).toBeGreaterThan(0);
    expect(second.readAt).toBeGreaterThanOrEqual(first.readAt);
  },
  'a committed document and its entry read back as they were given': async ({ store }) => {
    const commit = sampleCommit({ id: 'i-1', open: [['sr-1', 'sr-2']], viewers: ['cro-1'], tags: ['x'], wakeAt: 5 });
    expect(await store.commit(commit)).toBe('committed');
    expect((await stored(store, 'i-1')).document).toEqual(commit.document);
    expect(await store.audit('i-1', 0, 10)).toEqual([commit.entry]);
  },
  'the person asked for comes with the instance': async ({ store, directory }, skip) => {
    if (directory === undefined) return skip('no directory shares this store');
    const person = sampleUser({ id: 'sr-1', away: { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' } });
    await directory.upsert(person);
    await committed(store, { id: 'i-1' });
    const both = await store.read('i-1', 'sr-1');
    expect(both.stored?.document.instance.id).toBe('i-1');
    expect(both.user).toEqual(person);
    expect((await store.read('nobody', 'sr-1')).user).toEqual(person);
    expect((await store.read('i-1', 'sr-9')).user).toBeNull();
    expect((await store.read('i-1')).user).toBeNull();
  },
  'to create what exists is a conflict and changes nothing': async ({ store }) => {
    await committed(store, { id: 'i-1', data: { mine: 1 } });
    const before = await stored(store, 'i-1');
    expect(await store.commit(sampleCommit({ id: 'i-1', seq: 2, data: { theirs: 1 } }))).toBe('conflict');
    await expectUntouched(store, 'i-1', before);
  },
  'a commit on a version that is no longer stored is a conflict and changes nothing': async ({ store }) => {
    const first = await committed(store, { id: 'i-1' });
    const second = await committed(store, { id: 'i-1', seq: 2, expected: first });
    expect(second).not.toBe(first);
    const before = await stored(store, 'i-1');
    expect(await store.commit(sampleCommit({ id: 'i-1', seq: 3, expected: first, tags: ['late'] }))).toBe('conflict');
    await expectUntouched(store, 'i-1', before);
  },
  'a commit on a version of an instance that does not exist is a conflict and creates nothing': async ({ store }) => {
    const version = await committed(store, { id: 'i-1' });
    expect(await store.commit(sampleCommit({ id: 'i-2', seq: 2, expected: version }))).toBe('conflict');
    expect((await store.read('i-2')).stored).toBeNull();
    expect(await seqs(store, 'i-2')).toEqual([]);
  },
  'an audit entry is never replaced: its number taken is a conflict and the document stays': async ({ store }) => {
    const version = await committed(store, { id: 'i-1', open: [['sr-1']], tags: ['a'] });
    const before = await stored(store, 'i-1');
    const again = sampleCommit({ id: 'i-1', seq: 1, expected: version, data: { changed: true }, tags: ['b'] });
    expect(await store.commit(again)).toBe('conflict');
    await expectUntouched(store, 'i-1', before);
    expect(await store.openCounts(['sr-1'])).toEqual({ 'sr-1': 1 });
  },
  'of two commits on one version at once exactly one wins, with its own entry': async ({ store }) => {
    for (let round = 0; round < 10; round += 1) {
      const id = `i-${round}`;
      const expected = await committed(store, { id });
      const rivals = ['left', 'right'].map((side): Commit => {
        const commit = sampleCommit({ id, seq: 2, expected, data: { side } });
        return { ...commit, entry: { ...commit.entry, actor: side } };
      });
      const answers = await Promise.all(rivals.map((commit) => store.commit(commit)));
      expect([...answers].sort()).toEqual(['committed', 'conflict']);
      const winner = answers[0] === 'committed' ? 'left' : 'right';
      expect((await stored(store, id)).document.instance.data).toEqual({ side: winner });
      expect((await store.audit(id, 1, 10)).map(({ actor }) => actor)).toEqual([winner]);
    }
  },
  'of ten that create one instance at once exactly one does': async ({ store }) => {
    const rivals = Array.from({ length: 10 }, (_, rival) => sampleCommit({ id: 'i-1', data: { rival } }));
    const answers = await Promise.all(rivals.map((commit) => store.commit(commit)));
    expect(answers.filter((answer) => answer === 'committed')).toHaveLength(1);
    const winner = answers.indexOf('committed');
    expect((await stored(store, 'i-1')).document.instance.data).toEqual({ rival: winner });
    expect(await seqs(store, 'i-1')).toEqual([1]);
  },
  'fifty commits on fifty instances at once all land': async ({ store }) => {
    const ids = Array.from({ length: 50 }, (_, i) => `i-${i}`);
    const answers = await Promise.all(ids.map((id) => store.commit(sampleCommit({ id, data: { id } }))));
    expect(answers).toEqual(ids.map(() => 'committed'));
    for (const id of ids) {
      expect((await stored(store, id)).document.instance.data).toEqual({ id });
      expect(await seqs(store, id)).toEqual([1]);
    }
  },
  'a conflict takes no other commit of the same moment with it': async ({ store }) => {
    await committed(store, { id: 'i-3' });
    const answers = await Promise.all(
      ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'].map((id) => store.commit(sampleCommit({ id, tags: ['burst'] }))),
    );
    expect(answers).toEqual(['committed', 'committed', 'conflict', 'committed', 'committed']);
    const { instances } = await store.list({ tag: 'burst', pageSize: 10 });
    expect(instances.map(({ instance }) => instance.id).sort()).toEqual(['i-1', 'i-2', 'i-4', 'i-5']);
  },
  'postponing moves the wake-up alone: not the audit, not the instance': async ({ store }) => {
    const version = await committed(store, { id: 'i-1', open: [['sr-1']], wakeAt: SAMPLE_START, wakes: 0 });
    const before = await stored(store, 'i-1');
    expect(await store.postpone('i-1', version, SAMPLE_START + 60_000, 3)).toBe('committed');
    const after = await stored(store, 'i-1');
    expect(after.document).toEqual({ ...before.document, wakeAt: SAMPLE_START + 60_000, wakes: 3 });
    expect(await seqs(store, 'i-1')).toEqual([1]);
    expect(await store.openCounts(['sr-1'])).toEqual({ 'sr-1': 1 });
  },
  'what was read before a postponement is stale, for commits and for postponing again': async ({ store }) => {
    const version = await committed(store, { id: 'i-1', wakeAt: SAMPLE_START });
    await store.postpone('i-1', version, SAMPLE_START + 1, 1);
    const before = await stored(store, 'i-1');
    expect(await store.postpone('i-1', version, SAMPLE_START + 2, 2)).toBe('conflict');
    expect(await store.commit(sampleCommit({ id: 'i-1', seq: 2, expected: version }))).toBe('conflict');
    await expectUntouched(store, 'i-1', before);
    expect(await store.commit(sampleCommit({ id: 'i-1', seq: 2, expected: before.version }))).toBe('committed');
  },
  'to postpone what does not exist is a conflict': async ({ store }) => {
    const version = await committed(store, { id: 'i-1' });
    expect(await store.postpone('i-2', version, SAMPLE_START, 1)).toBe('conflict');
    expect((await store.read('i-2')).stored).toBeNull();
  },
  'the audit comes in the order of its numbers, page by page': async ({ store }) => {
    let expected: Version | null = null;
    for (let seq = 1; seq <= 12; seq += 1) expected = await committed(store, { id: 'i-1', seq, expected });
    await committed(store, { id: 'i-10' });
    expect(await seqs(store, 'i-1')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await seqs(store, 'i-1', 0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(await seqs(store, 'i-1', 5, 5)).toEqual([6, 7, 8, 9, 10]);
    expect(await seqs(store, 'i-1', 10, 5)).toEqual([11, 12]);
    expect(await seqs(store, 'i-1', 12, 5)).toEqual([]);
  },
  'awkward keys and texts are stored as they are, and as own keys': async ({ store }) => {
    const commit = sampleCommit({ id: 'i-1', data: AWKWARD_DATA });
    const step = sampleOpenStep(['sr-1'], SAMPLE_START);
    const open = { ...step, votes: JSON.parse('{"__proto__":{"decision":"approved","at":1}}') };
    const instance = { ...commit.document.instance, steps: { review: open } };
    await store.commit({ ...commit, document: { ...commit.document, instance } });
    const { document } = await stored(store, 'i-1');
    expect(JSON.stringify(sorted(document.instance.data))).toBe(JSON.stringify(sorted(AWKWARD_DATA)));
    expect(Object.hasOwn(document.instance.data, '__proto__')).toBe(true);
    expect(JSON.stringify(document.instance.steps)).toContain('__proto__');
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  },
  'a document at its size limit is stored whole': async ({ store }) => {
    const empty = sampleCommit({ id: 'i-1', data: { filling: '' } });
    const filling = 'অ€x'.repeat(Math.floor((INSTANCE_BYTES_MAX - bytesOf(empty.document)) / 7));
    const commit = sampleCommit({ id: 'i-1', data: { filling } });
    expect(bytesOf(commit.document)).toBeGreaterThan(INSTANCE_BYTES_MAX - 7);
    expect(await store.commit(commit)).toBe('committed');
    expect((await stored(store, 'i-1')).document.instance.data).toEqual({ filling });
  },
  'what was read or given is nobody else’s: changing it changes nothing stored': async ({ store }) => {
    const commit = sampleCommit({ id: 'i-1', data: { list: [1] } });
    const promise = store.commit(commit);
    (commit.document.instance.data.list as number[]).push(2);
    await promise;
    const read = await stored(store, 'i-1');
    (read.document.instance.data.list as number[]).push(3);
    expect((await stored(store, 'i-1')).document.instance.data).toEqual({ list: [1] });
  },
  'what was acknowledged is there after the store is opened again': async ({ store, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    const version = await committed(store, { id: 'i-1', open: [['sr-1']], tags: ['kept'], wakeAt: SAMPLE_START });
    await store.postpone('i-1', version, SAMPLE_START + 5, 1);
    const before = await stored(store, 'i-1');
    const again = await reopen();
    expect(await stored(again, 'i-1')).toEqual(before);
    expect(await seqs(again, 'i-1')).toEqual([1]);
    expect(await again.due(SAMPLE_START + 5, 10)).toEqual(['i-1']);
    expect(await again.openCounts(['sr-1'])).toEqual({ 'sr-1': 1 });
    expect((await again.list({ tag: 'kept', pageSize: 10 })).instances).toEqual([before.document]);
    expect(await again.commit(sampleCommit({ id: 'i-1', seq: 2, expected: before.version }))).toBe('committed');
  },
};

/** The same value with its keys in order, so that texts compare; `__proto__` stays an own key. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]): [string, unknown] => [key, sorted(item)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
