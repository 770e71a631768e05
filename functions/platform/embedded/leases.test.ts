// Leases in the embedded database: a week of them, and no more.
import { expect, it } from 'vitest';
import { SAMPLE_START } from '../contract/sample.ts';
import { openDatabase } from './database.ts';
import { createLeases } from './leases.ts';

const WEEK_MS = 7 * 24 * 60 * 60_000;

it('leases of more than a week are forgotten with the next one, those of a week stand', async () => {
  const database = openDatabase({ file: ':memory:' });
  const leases = createLeases(database);
  await leases.take('older', { holder: 'a', takenAt: SAMPLE_START });
  await leases.take('newer', { holder: 'b', takenAt: SAMPLE_START + 1 });
  await leases.take('next', { holder: 'c', takenAt: SAMPLE_START + WEEK_MS + 1 });
  expect(database.all('select key from leases order by key')).toEqual([{ key: 'newer' }, { key: 'next' }]);
  await database.close();
});

it('what is to be forgotten is found by index', async () => {
  const database = openDatabase({ file: ':memory:' });
  expect(database.all('explain query plan delete from leases where taken_at < ?', 1)).toMatchObject([
    { detail: 'SEARCH leases USING INDEX leases_taken (taken_at<?)' },
  ]);
  await database.close();
});
