// The open tasks of a role's members as they were last counted: one row a role.
import type { RoutingSnapshot, RoutingSnapshots } from '../platform.ts';
import type { Database } from './database.ts';

interface RoutingRow {
  readonly role: string;
  readonly counted_at: number;
  readonly open_counts: string;
}

export const createRouting = (database: Database): RoutingSnapshots => ({
  read: async (roles) =>
    database
      .all<RoutingRow>(
        'select role, counted_at, open_counts from routing where role in (select value from json_each(?))',
        JSON.stringify(roles),
      )
      .map(({ role, counted_at, open_counts }) => ({
        role,
        countedAt: counted_at,
        openCounts: JSON.parse(open_counts) as RoutingSnapshot['openCounts'],
      })),
  write: ({ role, countedAt, openCounts }) => {
    const text = JSON.stringify(openCounts);
    return database.write((sql) => {
      sql.run('insert or replace into routing (role, counted_at, open_counts) values (?, ?, ?)', role, countedAt, text);
    });
  },
});
