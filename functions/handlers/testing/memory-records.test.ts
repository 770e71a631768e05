// The records that the tests of the actions rely on behave like the real ones, and fail where they are told to.
import { expect, it } from 'vitest';
import { describeRecords } from '../../platform/contract/records.ts';
import { Transient } from '../../platform/platform.ts';
import { createMemoryRecords, interrupted } from './memory-records.ts';
import { run } from './run.ts';

describeRecords('in memory', async () => ({ records: createMemoryRecords(), close: async () => undefined }));

it('an interruption before a call leaves it undone, one after it done', async () => {
  for (const [when, stored] of [
    ['before', undefined],
    ['after', { n: 1 }],
  ] as const) {
    const records = createMemoryRecords();
    const write = interrupted(records, 1, when).update('orders', 'O-1', () => ({ n: 1 }));
    await expect(write).rejects.toBeInstanceOf(Transient);
    expect(records.peek('orders', 'O-1')).toEqual(stored);
    expect(await interrupted(records, 2, when).list('orders', 5)).toHaveLength(records.writes());
  }
});
it('running an action that does not exist is a mistake in the test', async () => {
  await expect(run(createMemoryRecords(), 'orders.sing', {})).rejects.toThrow('no action orders.sing');
});
