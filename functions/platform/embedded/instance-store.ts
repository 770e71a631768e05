// Instances and their audit: a document as JSON text beside the columns that queries filter on.
import { type AuditEntry, type InstanceDocument, indexOf } from '../../core/document.ts';
import type { User } from '../../core/user.ts';
import { type PageEnd, pageTokenOf } from '../node/page-token.ts';
import type { Clock, Commit, InstancePage, InstanceStore, StoredInstance } from '../platform.ts';
import type { Database, Sql, SqlReader, SqlValue } from './database.ts';
import { facetsOf, replaceFacets } from './facets.ts';
import { endedStatement, type ListStatement, listStatement, overdueStatement } from './instance-query.ts';

export interface EmbeddedInstanceStore extends InstanceStore {
  /** Ids of instances with work left for the engine (wakeAt set), in order of id: what a new process arms again. */
  pending(limit: number, afterId?: string): Promise<readonly string[]>;
}

export interface InstanceStoreOptions {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
}

interface InstanceRow {
  readonly version: number;
  readonly wake_at: number | null;
  readonly wakes: number;
  readonly document: string;
}
// An upsert keeps the row where it is: only the indexes whose columns changed are written.
const CHANGING = ['version', 'workflow_id', 'workflow_version', 'status', 'outcome', 'started_by', 'started_at'].concat(
  ['ended_at', 'due_at', 'open_incidents', 'wake_at', 'wakes', 'facets', 'document'],
);
const PUT_INSTANCE = `insert into instances (id, ${CHANGING.join(', ')}) values (?${', ?'.repeat(CHANGING.length)})
  on conflict (id) do update set ${CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}`;

interface IdRow {
  readonly id: string;
}

export const createInstanceStore = ({ database, clock }: InstanceStoreOptions): EmbeddedInstanceStore => ({
  read: async (instanceId, userId) => ({
    stored: storedInstance(database, instanceId),
    user: userId === undefined ? null : storedUser(database, userId),
    readAt: clock.now(),
  }),
  commit: (commit) => {
    // The text is made before the transaction, which stays short, and at the moment of the call.
    const write = preparedCommit(commit);
    return database.write(write);
  },
  postpone: (instanceId, expected, wakeAt, wakes) =>
    database.write((sql) =>
      sql.run(
        'update instances set wake_at = ?, wakes = ?, version = version + 1 where id = ? and cast(version as text) = ?',
        wakeAt,
        wakes,
        instanceId,
        expected,
      ) > 0
        ? 'committed'
        : 'conflict',
    ),
  audit: async (instanceId, afterSeq, limit) =>
    database
      .all<{ readonly entry: string }>(
        'select entry from audit where instance_id = ? and seq > ? order by seq limit ?',
        instanceId,
        afterSeq,
        limit,
      )
      .map(({ entry }) => JSON.parse(entry) as AuditEntry),
  due: async (now, limit) =>
    database
      .all<IdRow>('select id from instances where wake_at <= ? order by wake_at, id limit ?', now, limit)
      .map(({ id }) => id),
  list: async (query) => page(database, listStatement(query), query.pageSize),
  ended: async (query) => page(database, endedStatement(query), query.pageSize),
  overdue: async (query) => page(database, overdueStatement(query), query.pageSize),
  awaiting: async (handle) =>
    database.get<IdRow>('select instance_id as id from deliveries where value = ? limit 1', handle)?.id ?? null,
  openCounts: async (userIds) => openCounts(database, userIds),
  pending: async (limit, afterId = '') =>
    database
      .all<IdRow>('select id from instances where wake_at is not null and id > ? order by id limit ?', afterId, limit)
      .map(({ id }) => id),
});

function storedInstance(sql: SqlReader, instanceId: string): StoredInstance | null {
  const row = sql.get<InstanceRow>('select version, wake_at, wakes, document from instances where id = ?', instanceId);
  if (row === undefined) return null;
  // A postponed wake-up moves the columns alone: the document is not written again for it.
  const document = { ...(JSON.parse(row.document) as InstanceDocument), wakeAt: row.wake_at, wakes: row.wakes };
  return { document, version: String(row.version) };
}

function storedUser(sql: SqlReader, userId: string): User | null {
  const row = sql.get<{ readonly document: string }>('select document from users where id = ?', userId);
  return row === undefined ? null : (JSON.parse(row.document) as User);
}

function preparedCommit({ instanceId, expected, document, entry }: Commit): (sql: Sql) => 'committed' | 'conflict' {
  const documentText = JSON.stringify(document);
  const entryText = JSON.stringify(entry);
  const index = indexOf(document);
  const facets = facetsOf(index);
  const values: readonly SqlValue[] = [
    index.workflowId,
    index.version,
    index.status,
    index.outcome,
    index.startedBy,
    index.startedAt,
    index.endedAt,
    index.dueAt,
    index.openIncidents,
    index.wakeAt,
    document.wakes,
    facets,
    documentText,
  ];
  return (sql) => {
    const before = sql.get<{ readonly version: number; readonly facets: string }>(
      'select version, facets from instances where id = ?',
      instanceId,
    );
    if ((before === undefined ? null : String(before.version)) !== expected) return 'conflict';
    if (sql.get('select 1 from audit where instance_id = ? and seq = ?', instanceId, entry.seq)) return 'conflict';
    sql.run(PUT_INSTANCE, instanceId, (before?.version ?? 0) + 1, ...values);
    replaceFacets(sql, instanceId, before?.facets ?? '[]', facets);
    sql.run('insert into audit (instance_id, seq, entry) values (?, ?, ?)', instanceId, entry.seq, entryText);
    return 'committed';
  };
}

function page(sql: SqlReader, { text, values }: ListStatement, pageSize: number): InstancePage {
  const rows = sql.all<PageEnd>(text, ...values);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    instances: shown.map(({ id }) => (storedInstance(sql, id) as StoredInstance).document),
    nextPageToken: rows.length > shown.length && last !== undefined ? pageTokenOf(last) : null,
  };
}

function openCounts(sql: SqlReader, userIds: readonly string[]): Readonly<Record<string, number>> {
  const rows = sql.all<{ readonly value: string; readonly tasks: number }>(
    'select value, sum(amount) as tasks from assignees where value in (select value from json_each(?)) group by value',
    JSON.stringify(userIds),
  );
  return Object.fromEntries(rows.map(({ value, tasks }) => [value, tasks]));
}
