// The embedded database: one SQLite file (or memory) whose concurrent writes share one transaction and one fsync.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Transient } from '../platform.ts';
import { SCHEMA_STEPS } from './schema.ts';

const BUSY_TIMEOUT_MS = 2_000;
/** More writes than this wait for the next transaction, so that reads and requests get their turn. */
const GROUP_WRITES_MAX = 500;
/** SQLite's primary result codes for a storage that may work again: busy, locked, nomem, readonly, ioerr, full, cantopen. */
const STORAGE_FAILURES: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 13, 14]);

export type SqlValue = SQLInputValue;

export interface SqlReader {
  get<R>(text: string, ...values: readonly SqlValue[]): R | undefined;
  all<R>(text: string, ...values: readonly SqlValue[]): R[];
}

export interface Sql extends SqlReader {
  /** Answers the number of rows changed. */
  run(text: string, ...values: readonly SqlValue[]): number;
}

export interface DatabaseCounters {
  /** Writes asked for and carried out, conflicts included. */
  readonly writes: number;
  /** Transactions that changed something: each is one fsync of the write-ahead log. */
  readonly transactions: number;
}

export interface Database extends SqlReader {
  /**
   * Runs `work` in the next group's transaction; resolves after COMMIT. What `work` throws rejects this write alone
   * and undoes only what it did. `work` may run more than once.
   */
  write<T>(work: (sql: Sql) => T): Promise<T>;
  counters(): DatabaseCounters;
  /** Whether a write waits. */
  busy(): boolean;
  /** Resolves when no write waits. */
  idle(): Promise<void>;
  /** Commits what waits, then closes. */
  close(): Promise<void>;
}

interface Waiting {
  readonly work: (sql: Sql) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Result = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

export interface DatabaseOptions {
  /** A path, whose folder is made if it is missing, or ':memory:'. */
  readonly file: string;
  readonly busyTimeoutMs?: number;
}

export function openDatabase(options: DatabaseOptions): Database {
  const connection = connect(options);
  const sql = preparedSql(connection);
  const queue: Waiting[] = [];
  let flushing: Promise<void> | null = null;
  let closed = false;
  let writes = 0;
  let transactions = 0;

  function flush(): void {
    const group = queue.splice(0, GROUP_WRITES_MAX);
    const changedBefore = sql.changed();
    try {
      const results = runGroup(connection, sql, group);
      writes += group.length;
      if (sql.changed() > changedBefore) transactions += 1;
      group.forEach((waiting, i) => {
        const result = results[i] as Result;
        if (result.ok) waiting.resolve(result.value);
        else waiting.reject(result.error);
      });
    } catch (error) {
      const failure = new Transient('the transaction failed', { cause: error });
      for (const waiting of group) waiting.reject(failure);
    }
  }

  // One turn of the event loop later: whatever else arrives until then shares the transaction.
  async function flushAll(): Promise<void> {
    while (queue.length > 0) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      flush();
    }
    flushing = null;
  }

  return {
    get: (text, ...values) => reading(closed, () => sql.get(text, ...values)),
    all: (text, ...values) => reading(closed, () => sql.all(text, ...values)),
    write: <T>(work: (sql: Sql) => T) =>
      new Promise<T>((resolve, reject) => {
        if (closed) return reject(new Transient('the database is closed'));
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
        flushing ??= flushAll();
      }),
    counters: () => ({ writes, transactions }),
    busy: () => flushing !== null,
    idle: async () => {
      while (flushing !== null) await flushing;
    },
    close: async () => {
      if (closed) return;
      closed = true;
      while (flushing !== null) await flushing;
      connection.close();
    },
  };
}

function connect({ file, busyTimeoutMs = BUSY_TIMEOUT_MS }: DatabaseOptions): DatabaseSync {
  // The data are personal: the folder is for the owner alone.
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const connection = new DatabaseSync(file, { timeout: busyTimeoutMs });
  try {
    connection.exec('pragma journal_mode = wal; pragma synchronous = full;');
    migrate(connection, file);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

function migrate(connection: DatabaseSync, file: string): void {
  connection.exec('begin immediate');
  const row = connection.prepare('pragma user_version').get() as { readonly user_version: number };
  const found = row.user_version;
  if (found > SCHEMA_STEPS.length) {
    throw new Error(`${file} was written by a newer version (schema ${found}, this one knows ${SCHEMA_STEPS.length})`);
  }
  for (const step of SCHEMA_STEPS.slice(found)) connection.exec(step);
  connection.exec(`pragma user_version = ${SCHEMA_STEPS.length}; commit`);
}

interface CountingSql extends Sql {
  /** Rows changed since the database was opened, rolled back ones included. */
  changed(): number;
}

function preparedSql(connection: DatabaseSync): CountingSql {
  const statements = new Map<string, StatementSync>();
  let changed = 0;
  function prepared(text: string): StatementSync {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    statements.set(text, statement);
    return statement;
  }
  return {
    get: <R>(text: string, ...values: readonly SqlValue[]) => prepared(text).get(...values) as R | undefined,
    all: <R>(text: string, ...values: readonly SqlValue[]) => prepared(text).all(...values) as R[],
    run: (text, ...values) => {
      const rows = Number(prepared(text).run(...values).changes);
      changed += rows;
      return rows;
    },
    changed: () => changed,
  };
}

function reading<T>(closed: boolean, read: () => T): T {
  if (closed) throw new Transient('the database is closed');
  try {
    return read();
  } catch (error) {
    if (isStorageFailure(error)) throw new Transient('the database could not be read', { cause: error });
    throw error;
  }
}

/** All of the group in one transaction. Throws where the transaction as a whole failed, with nothing of it stored. */
function runGroup(connection: DatabaseSync, sql: CountingSql, group: readonly Waiting[]): readonly Result[] {
  try {
    connection.exec('begin immediate');
    let results = runPlain(sql, group);
    if (results === null) {
      connection.exec('rollback; begin immediate');
      results = runWithSavepoints(connection, sql, group);
    }
    connection.exec('commit');
    return results;
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback');
    throw error;
  }
}

/** The usual path, without savepoints. null: a write failed half-way, so the group must be run again with them. */
function runPlain(sql: CountingSql, group: readonly Waiting[]): readonly Result[] | null {
  const results: Result[] = [];
  for (const { work } of group) {
    const changedBefore = sql.changed();
    try {
      results.push({ ok: true, value: work(sql) });
    } catch (error) {
      if (isStorageFailure(error)) throw error;
      if (sql.changed() !== changedBefore) return null;
      results.push({ ok: false, error });
    }
  }
  return results;
}

function runWithSavepoints(connection: DatabaseSync, sql: Sql, group: readonly Waiting[]): readonly Result[] {
  return group.map(({ work }): Result => {
    connection.exec('savepoint one_write');
    try {
      const value = work(sql);
      connection.exec('release one_write');
      return { ok: true, value };
    } catch (error) {
      if (isStorageFailure(error)) throw error;
      connection.exec('rollback to one_write; release one_write');
      return { ok: false, error };
    }
  });
}

function isStorageFailure(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  // The low byte is the primary code; the rest says which kind of it.
  return typeof code === 'number' && STORAGE_FAILURES.has(code & 0xff);
}
