// Business records in Firestore: what other programs see of them, what a trigger can tell, and writes without an answer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { type Records, Transient } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Fields, Firestore } from './firestore.ts';
import { createRecords, ENGINE_COLLECTIONS, isOwnWrite, RefusedCollection, recordIdOf, recordOf } from './records.ts';
import { type Emulated, openEmulated } from './testing/emulated.ts';
import { int } from './values.ts';

let emulated: Emulated;
let records: Records;
beforeEach(() => {
  emulated = openEmulated();
  records = createRecords(emulated);
});
afterEach(() => emulated.close());

const fieldsAt = async (path: string): Promise<Fields | undefined> =>
  (await emulated.firestore.get([path])).documents.get(path)?.fields;
/** What the values of the tests here look like in a trigger's snapshot. */
const nativeAt = async (path: string): Promise<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries((await fieldsAt(path)) ?? {}).map(([name, value]) => [
      name,
      value.stringValue ?? Number(value.integerValue),
    ]),
  );
const increment = (record: JsonObject | null): JsonObject => ({ ...record, count: Number(record?.count ?? 0) + 1 });

describe('for other programs', () => {
  it('fields are native, and what they wrote natively stays so through an update', async () => {
    const at = { timestampValue: { seconds: 1_772_334_000, nanos: 123_000_000 } };
    const site = { referenceValue: `projects/${emulated.projectId}/databases/(default)/documents/sites/s-1` };
    await emulated.firestore.commit([{ kind: 'set', path: 'orders/O-1', fields: { at, site, count: int(1) } }]);
    const answer = await records.update('orders', 'O-1', (record) => ({ ...increment(record), status: 'open' }));
    expect(answer).toMatchObject({ at: '2026-03-01T03:00:00.123Z', site: 'sites/s-1', count: 2, status: 'open' });
    const stored = await fieldsAt('orders/O-1');
    expect(Object.keys(stored ?? {}).sort()).toEqual(['at', 'count', 'site', 'status', '~write']);
    expect(Number(stored?.at?.timestampValue?.seconds)).toBe(1_772_334_000);
    expect(stored?.at?.timestampValue?.nanos).toBe(123_000_000);
    expect(stored?.site?.referenceValue).toBe(site.referenceValue);
    expect(stored?.status?.stringValue).toBe('open');
  });

  it('an update without a change makes no write, and one with a change one read and one write', async () => {
    const calls: string[] = [];
    const firestore: Firestore = {
      ...emulated.firestore,
      get: (paths) => {
        calls.push('get');
        return emulated.firestore.get(paths);
      },
      commit: (writes) => {
        calls.push('commit');
        return emulated.firestore.commit(writes);
      },
    };
    const counted = createRecords({ ...emulated, firestore });
    await counted.update('orders', 'O-1', increment);
    await counted.update('orders', 'O-1', (record) => record as JsonObject);
    expect(calls).toEqual(['get', 'commit', 'get']);
  });
});

describe('a trigger', () => {
  it('knows an update made here from a write of another program', async () => {
    await records.update('orders', 'O-1', increment);
    const first = await nativeAt('orders/O-1');
    await records.update('orders', 'O-1', increment);
    const second = await nativeAt('orders/O-1');
    expect(isOwnWrite(undefined, first)).toBe(true);
    expect(isOwnWrite(first, second)).toBe(true);
    // Theirs keeps the mark, or replaces the whole document.
    expect(isOwnWrite(second, { ...second, count: 9 })).toBe(false);
    expect(isOwnWrite(second, { count: 9 })).toBe(false);
    expect(isOwnWrite(undefined, { count: 9 })).toBe(false);
    expect(isOwnWrite(second, undefined)).toBe(false);
    expect(recordOf(second)).toEqual({ count: 2 });
    expect(isOwnWrite(second, { ...second, '~write': 5 })).toBe(false);
  });

  it('knows the record by its own id', async () => {
    for (const id of ['O-1', 'a/b']) {
      await records.update('orders', id, increment);
      const document = documentId(id);
      expect(recordIdOf(document, await nativeAt(`orders/${document}`))).toBe(id);
    }
    expect(recordIdOf(documentId('a/b'), { '~id': 5 })).toBe(documentId('a/b'));
  });
});

describe('ids and collections', () => {
  const IDS = ['', '.', '..', 'a/b', '__x__', '\ud800', 'x'.repeat(2_000), `~${'0'.repeat(64)}`, '\u0000', 'আ', ' '];
  it('a record may have any id, and is listed under it without a trace of how it is kept', async () => {
    for (const id of IDS) await records.update('orders', id, () => ({ id }));
    for (const id of IDS) expect(await records.get('orders', id)).toEqual({ id });
    const listed = await records.list('orders', 100);
    expect(listed.map(({ id }) => id).sort()).toEqual([...IDS].sort());
    for (const { id, record } of listed) expect(record).toEqual({ id });
  });

  it('fields that are called as the marks are belong to the record', async () => {
    const record = { '~write': 'mine', '~id': 7, '~json': '{}', ok: true };
    expect(await records.update('orders', 'O-1', () => record)).toEqual(record);
    expect(await records.get('orders', 'O-1')).toEqual(record);
    expect(isOwnWrite(undefined, await nativeAt('orders/O-1'))).toBe(true);
  });

  it.each([...ENGINE_COLLECTIONS, '', 'a/b/c', '__x__', '..'])(
    'no record goes to the collection "%s"',
    async (name) => {
      await expect(records.update(name, 'x', increment)).rejects.toThrow(RefusedCollection);
      await expect(records.get(name, 'x')).rejects.toThrow(RefusedCollection);
      await expect(records.list(name, 1)).rejects.toThrow(RefusedCollection);
    },
  );
});

describe('a write without an answer', () => {
  /** The first commit fails; `before` and `after` say what happens around it. */
  function failing({ isApplied, after }: { readonly isApplied: boolean; after?(): Promise<unknown> }): Records {
    let commits = 0;
    const commit: Firestore['commit'] = async (writes) => {
      commits += 1;
      if (commits > 1) return emulated.firestore.commit(writes);
      if (isApplied) await emulated.firestore.commit(writes);
      await after?.();
      throw new Transient('deadline exceeded');
    };
    return createRecords({ ...emulated.again(), firestore: { ...emulated.firestore, commit } });
  }

  it.each([true, false])('is made once, whether it had been applied (%s) or not', async (isApplied) => {
    await records.update('stock', 'cement', increment);
    expect(await failing({ isApplied }).update('stock', 'cement', increment)).toEqual({ count: 2 });
    expect(await records.get('stock', 'cement')).toEqual({ count: 2 });
  });

  it.each([true, false])('creates a record once, whether it had been applied (%s) or not', async (isApplied) => {
    expect(await failing({ isApplied }).update('stock', 'cement', increment)).toEqual({ count: 1 });
    expect(await records.get('stock', 'cement')).toEqual({ count: 1 });
  });

  it.each([true, false])('is left to the caller when another update came after it (applied: %s)', async (isApplied) => {
    await records.update('stock', 'cement', increment);
    const after = () => records.update('stock', 'cement', (record) => ({ ...record, other: true }));
    const update = failing({ isApplied, after }).update('stock', 'cement', increment);
    await expect(update).rejects.toBeInstanceOf(Transient);
    expect(await records.get('stock', 'cement')).toEqual({ count: isApplied ? 2 : 1, other: true });
  });
});

it('updates of several processes at once lose none', async () => {
  const processes = Array.from({ length: 5 }, () => createRecords(emulated.again()));
  await Promise.all(
    processes.flatMap((one) => Array.from({ length: 10 }, () => one.update('stock', 'cement', increment))),
  );
  expect(await records.get('stock', 'cement')).toEqual({ count: 50 });
});
