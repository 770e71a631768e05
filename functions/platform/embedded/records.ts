// Business documents as JSON text. An update reads and writes inside one transaction, so none is lost.
import type { JsonObject } from '../../core/json.ts';
import type { Records } from '../platform.ts';
import type { Database } from './database.ts';

interface RecordRow {
  readonly id: string;
  readonly record: string;
}
const GET = 'select id, record from records where collection = ? and id = ?';

export const createRecords = (database: Database): Records => ({
  get: async (collection, id) => {
    const row = database.get<RecordRow>(GET, collection, id);
    return row === undefined ? null : (JSON.parse(row.record) as JsonObject);
  },
  update: (collection, id, change) =>
    database.write((sql) => {
      const row = sql.get<RecordRow>(GET, collection, id);
      const before = row === undefined ? null : (JSON.parse(row.record) as JsonObject);
      const after = change(before);
      if (after === before) return after;
      const text = JSON.stringify(after);
      sql.run('insert or replace into records (collection, id, record) values (?, ?, ?)', collection, id, text);
      return JSON.parse(text) as JsonObject;
    }),
  list: async (collection, limit) =>
    database
      .all<RecordRow>('select id, record from records where collection = ? order by id limit ?', collection, limit)
      .map(({ id, record }) => ({ id, record: JSON.parse(record) as JsonObject })),
});
