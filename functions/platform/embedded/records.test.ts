// What an update of a record costs.
import { expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { openDatabase } from './database.ts';
import { createRecords } from './records.ts';

it('returning the record that was given writes nothing, fifty changes of one turn cost one transaction', async () => {
  const database = openDatabase({ file: ':memory:' });
  const records = createRecords(database);
  await records.update('stock', 'cement', () => ({ bags: 0 }));
  await records.update('stock', 'cement', (record) => record as JsonObject);
  expect(database.counters()).toEqual({ writes: 2, transactions: 1 });
  const more = (record: JsonObject | null): JsonObject => ({ bags: Number(record?.bags) + 1 });
  await Promise.all(Array.from({ length: 50 }, () => records.update('stock', 'cement', more)));
  expect(database.counters()).toEqual({ writes: 52, transactions: 2 });
  expect(await records.get('stock', 'cement')).toEqual({ bags: 50 });
  await database.close();
});
