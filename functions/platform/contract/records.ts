// The behaviour suite of Records.
import { expect } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { Records } from '../platform.ts';
import { AWKWARD_DATA } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface RecordsSubject extends Closable {
  readonly records: Records;
  readonly reopen?: () => Promise<Records>;
}

const count = (record: JsonObject | null): number => (record?.count as number | undefined) ?? 0;
const increment = (record: JsonObject | null): JsonObject => ({ ...record, count: count(record) + 1 });

const CASES: Cases<RecordsSubject> = {
  'a record that was never written is null': async ({ records }) => {
    expect(await records.get('orders', 'O-1')).toBeNull();
    expect(await records.list('orders', 10)).toEqual([]);
  },
  'an update creates a record, and answers it as it then stands': async ({ records }) => {
    const seen: (JsonObject | null)[] = [];
    const answer = await records.update('orders', 'O-1', (record) => {
      seen.push(record);
      return { status: 'submitted' };
    });
    expect(seen.every((record) => record === null)).toBe(true);
    expect(answer).toEqual({ status: 'submitted' });
    expect(await records.get('orders', 'O-1')).toEqual({ status: 'submitted' });
  },
  'an update is given the record and replaces the whole of it': async ({ records }) => {
    await records.update('orders', 'O-1', () => ({ status: 'submitted', note: 'x' }));
    const answer = await records.update('orders', 'O-1', (record) => ({ status: `was ${record?.status}` }));
    expect(answer).toEqual({ status: 'was submitted' });
    expect(await records.get('orders', 'O-1')).toEqual({ status: 'was submitted' });
  },
  'fifty updates of one record at once lose none': async ({ records }) => {
    await Promise.all(Array.from({ length: 50 }, () => records.update('stock', 'cement', increment)));
    expect(await records.get('stock', 'cement')).toEqual({ count: 50 });
  },
  'each of many updates at once answers a state that no other one answers': async ({ records }) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => records.update('stock', 'sand', increment)));
    expect(answers.map(count).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  },
  'a change that throws writes nothing, and takes no other update with it': async ({ records }) => {
    await records.update('stock', 'cement', () => ({ count: 1 }));
    const refuse = (): JsonObject => {
      throw new RangeError('out of stock');
    };
    const outcomes = await Promise.allSettled([
      records.update('stock', 'cement', increment),
      records.update('stock', 'cement', refuse),
      records.update('stock', 'bricks', refuse),
      records.update('stock', 'bricks', increment),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(RangeError);
    expect(await records.get('stock', 'cement')).toEqual({ count: 2 });
    expect(await records.get('stock', 'bricks')).toEqual({ count: 1 });
  },
  'returning the record that was given leaves it as it is': async ({ records }) => {
    await records.update('orders', 'O-1', () => ({ status: 'submitted' }));
    const same = await records.update('orders', 'O-1', (record) => record as JsonObject);
    expect(same).toEqual({ status: 'submitted' });
    expect(await records.get('orders', 'O-1')).toEqual({ status: 'submitted' });
  },
  'records of two collections do not meet': async ({ records }) => {
    await records.update('orders', 'same', () => ({ in: 'orders' }));
    await records.update('visits', 'same', () => ({ in: 'visits' }));
    expect(await records.get('orders', 'same')).toEqual({ in: 'orders' });
    expect(await records.list('visits', 10)).toEqual([{ id: 'same', record: { in: 'visits' } }]);
  },
  'a list is in the order of ids and at most the limit': async ({ records }) => {
    for (const id of ['c', 'a', 'd', 'b']) await records.update('orders', id, () => ({ id }));
    expect((await records.list('orders', 10)).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(await records.list('orders', 1)).toEqual([{ id: 'a', record: { id: 'a' } }]);
  },
  'awkward keys and texts are stored as they are, and as own keys': async ({ records }) => {
    await records.update('orders', 'O-1', () => AWKWARD_DATA);
    const record = await records.get('orders', 'O-1');
    expect(Object.keys(record ?? {}).sort()).toEqual(Object.keys(AWKWARD_DATA).sort());
    for (const key of Object.keys(AWKWARD_DATA)) {
      expect(JSON.stringify(record?.[key])).toBe(JSON.stringify(AWKWARD_DATA[key]));
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  },
  'changing what was read or answered changes nothing stored': async ({ records }) => {
    const answer = await records.update('orders', 'O-1', () => ({ items: [1] }));
    (answer.items as number[]).push(2);
    const read = await records.get('orders', 'O-1');
    ((read as JsonObject).items as number[]).push(3);
    expect(await records.get('orders', 'O-1')).toEqual({ items: [1] });
  },
  'records are there after the store is opened again': async ({ records, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    await records.update('orders', 'O-1', () => ({ status: 'submitted' }));
    expect(await (await reopen()).get('orders', 'O-1')).toEqual({ status: 'submitted' });
  },
};

export function describeRecords(name: string, make: () => Promise<RecordsSubject>, options: SuiteOptions = {}): void {
  describeCases(`Records: ${name}`, make, CASES, options);
}
