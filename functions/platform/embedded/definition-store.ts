// Published definitions: content never changes under an (id, version), only its status does.
import type { WorkflowDefinition } from '../../core/definition/schema.ts';
import { compareVersions } from '../../core/definition/version.ts';
import type { DefinitionStore, PublishedDefinition } from '../platform.ts';
import type { Database, Sql } from './database.ts';

interface DefinitionRow {
  readonly id: string;
  readonly version: string;
  readonly status: string;
  readonly hash: string;
  readonly definition: string;
}
const COLUMNS = 'select id, version, status, hash, definition from definitions';
const ONE = `${COLUMNS} where id = ? and version = ?`;

const published = ({ hash, definition }: DefinitionRow): PublishedDefinition => ({
  definition: JSON.parse(definition) as WorkflowDefinition,
  hash,
});

const oldestFirst = (a: DefinitionRow, b: DefinitionRow): number =>
  a.id === b.id ? compareVersions(a.version, b.version) : a.id < b.id ? -1 : 1;

function put(sql: Sql, definition: WorkflowDefinition, hash: string): void {
  sql.run(
    'insert or replace into definitions (id, version, status, hash, definition) values (?, ?, ?, ?, ?)',
    definition.id,
    definition.version,
    definition.status,
    hash,
    JSON.stringify(definition),
  );
}

export const createDefinitionStore = (database: Database): DefinitionStore => ({
  publish: ({ definition, hash }) =>
    database.write((sql) => {
      if (sql.get(ONE, definition.id, definition.version) !== undefined) return 'exists';
      put(sql, definition, hash);
      return 'published';
    }),
  replaceDraft: ({ definition, hash }) =>
    database.write((sql) => {
      const row = sql.get<DefinitionRow>(ONE, definition.id, definition.version);
      if (row === undefined) return 'missing';
      if (row.status !== 'draft') return 'published';
      put(sql, definition, hash);
      return 'replaced';
    }),
  get: async (id, version) => {
    const row = database.get<DefinitionRow>(ONE, id, version);
    return row === undefined ? null : published(row);
  },
  list: async (id) => {
    const rows =
      id === undefined
        ? database.all<DefinitionRow>(COLUMNS)
        : database.all<DefinitionRow>(`${COLUMNS} where id = ?`, id);
    return rows.sort(oldestFirst).map(published);
  },
  setStatus: (id, version, status, updatedAt) =>
    database.write((sql) => {
      const row = sql.get<DefinitionRow>(ONE, id, version);
      if (row === undefined) return false;
      const { definition, hash } = published(row);
      put(sql, { ...definition, status, updatedAt }, hash);
      return true;
    }),
  remove: (id, version) =>
    database.write((sql) => sql.run('delete from definitions where id = ? and version = ?', id, version) > 0),
});
