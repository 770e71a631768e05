// Who makes a try that must not be made twice: one row a try, for as long as it could still be repeated.
import type { SendLease, SendLeases } from '../platform.ts';
import type { Database } from './database.ts';

const KEPT_MS = 7 * 24 * 60 * 60_000;

interface LeaseRow {
  readonly holder: string;
  readonly taken_at: number;
}

export const createLeases = (database: Database): SendLeases => ({
  take: (key, lease) =>
    database.write((sql): SendLease => {
      sql.run('delete from leases where taken_at < ?', lease.takenAt - KEPT_MS);
      const before = sql.get<LeaseRow>('select holder, taken_at from leases where key = ?', key);
      if (before !== undefined) return { holder: before.holder, takenAt: before.taken_at };
      sql.run('insert into leases (key, holder, taken_at) values (?, ?, ?)', key, lease.holder, lease.takenAt);
      return lease;
    }),
});
