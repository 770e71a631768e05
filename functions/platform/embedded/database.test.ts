// Group commit, its failures, and opening what an earlier process left.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { type Database, openDatabase, type Sql } from './database.ts';
import { createDirectory } from './directory.ts';
import { SCHEMA_STEPS } from './schema.ts';

const put = (key: string) => (sql: Sql) =>
  sql.run('insert into records (collection, id, record) values (?, ?, ?)', 'c', key, '{}');
const keys = (database: Database): readonly string[] =>
  database.all<{ readonly id: string }>('select id from records order by id').map(({ id }) => id);

describe('a database in memory', () => {
  let database: Database;
  beforeEach(() => {
    database = openDatabase({ file: ':memory:' });
  });
  afterEach(() => database.close());

  it('puts what is written in one turn into one transaction', async () => {
    const writes = Array.from({ length: 200 }, (_, i) => database.write(put(`k-${i}`)));
    expect(database.busy()).toBe(true);
    expect(await Promise.all(writes)).toEqual(writes.map(() => 1));
    expect(database.counters()).toEqual({ writes: 200, transactions: 1 });
    expect(keys(database)).toHaveLength(200);
    await database.idle();
    expect(database.busy()).toBe(false);
  });

  it('bounds a group, so that a burst cannot hold the event loop', async () => {
    await Promise.all(Array.from({ length: 1_200 }, (_, i) => database.write(put(`k-${i}`))));
    expect(database.counters()).toEqual({ writes: 1_200, transactions: 3 });
  });

  it('gives writes that follow each other a transaction each', async () => {
    for (let i = 0; i < 5; i += 1) await database.write(put(`k-${i}`));
    expect(database.counters()).toEqual({ writes: 5, transactions: 5 });
  });

  it('counts no transaction where nothing was changed', async () => {
    await database.write((sql) => sql.run("delete from records where id = 'none'"));
    expect(database.counters()).toEqual({ writes: 1, transactions: 0 });
  });

  it('answers a write only after it is committed', async () => {
    let answered = false;
    const write = database.write(put('k')).then(() => {
      answered = true;
    });
    await Promise.resolve();
    expect(answered).toBe(false);
    expect(keys(database)).toEqual([]);
    await write;
    expect(keys(database)).toEqual(['k']);
  });

  it('rejects a write that throws before it changed anything, without running the others again', async () => {
    let runs = 0;
    const outcomes = await Promise.allSettled([
      database.write((sql) => {
        runs += 1;
        return put('before')(sql);
      }),
      database.write(() => {
        throw new RangeError('no');
      }),
      database.write(put('after')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: new RangeError('no') });
    expect(keys(database)).toEqual(['after', 'before']);
    expect(runs).toBe(1);
  });

  it('undoes a write that throws half-way, and that one alone', async () => {
    const outcomes = await Promise.allSettled([
      database.write(put('before')),
      database.write((sql) => {
        put('half')(sql);
        throw new RangeError('no');
      }),
      database.write((sql) => {
        put('first')(sql);
        // The same key again: the database's own refusal.
        put('first')(sql);
      }),
      database.write(put('after')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'ERR_SQLITE_ERROR' } });
    expect(keys(database)).toEqual(['after', 'before']);
    expect(database.counters()).toEqual({ writes: 4, transactions: 1 });
  });

  it('rejects the whole group as Transient where COMMIT fails, and stores none of it', async () => {
    await database.write((sql) => {
      sql.run('create table parents (id text primary key)');
      sql.run('create table children (id text references parents (id) deferrable initially deferred)');
    });
    const outcomes = await Promise.allSettled([
      database.write(put('good')),
      // A broken deferred reference is noticed at COMMIT.
      database.write((sql) => sql.run("insert into children values ('orphan')")),
    ]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'Transient' } });
    expect(keys(database)).toEqual([]);
    await database.write(put('later'));
    expect(keys(database)).toEqual(['later']);
  });

  it('lets a storage failure inside a write fail the group as Transient, half-way or not', async () => {
    const full = Object.assign(new Error('full'), { errcode: 13 });
    const fail = (): never => {
      throw full;
    };
    const plain = await Promise.allSettled([database.write(put('a')), database.write(fail)]);
    let runs = 0;
    const later = await Promise.allSettled([
      database.write((sql) => {
        put('b')(sql);
        throw new RangeError('half-way');
      }),
      database.write(() => (runs++ === 0 ? 'fine' : fail())),
      database.write((sql) => {
        put('c')(sql);
        if (runs > 0) fail();
      }),
    ]);
    for (const outcome of [...plain, ...later]) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'Transient', cause: full } });
    }
    expect(keys(database)).toEqual([]);
  });

  it('commits what waits when it is closed, and refuses everything afterwards as Transient', async () => {
    const waiting = database.write(put('k'));
    const closing = database.close();
    await expect(database.write(put('late'))).rejects.toThrow(Transient);
    await closing;
    expect(await waiting).toBe(1);
    expect(() => keys(database)).toThrow(Transient);
    await database.close();
  });

  it('passes on the mistake in a read as it is', () => {
    expect(() => database.get('select * from nowhere')).toThrow(/no such table/);
  });
});

describe('a database on file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    file = join(folder, 'new', 'deeper', 'countersign.db');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes its folder, for its owner alone, and syncs every commit', async () => {
    const database = openDatabase({ file });
    expect(existsSync(file)).toBe(true);
    expect(statSync(join(folder, 'new', 'deeper')).mode & 0o077).toBe(0);
    expect(database.get('pragma journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(database.get('pragma synchronous')).toEqual({ synchronous: 2 });
    expect(database.get('pragma user_version')).toEqual({ user_version: SCHEMA_STEPS.length });
    await database.close();
  });

  it('keeps what was written over closing and opening', async () => {
    const first = openDatabase({ file });
    await first.write(put('kept'));
    await first.close();
    const second = openDatabase({ file });
    expect(keys(second)).toEqual(['kept']);
    await second.close();
  });

  it('shows a second connection what was answered, though nothing was closed', async () => {
    const first = openDatabase({ file });
    await first.write(put('kept'));
    const second = openDatabase({ file });
    expect(keys(second)).toEqual(['kept']);
    await first.close();
    await second.close();
  });

  it('brings a file of the first version up to date, with the ends and deadlines of its instances and what its people are found by', async () => {
    const raw = new DatabaseSync(file.replace('new/deeper/', ''));
    raw.exec(SCHEMA_STEPS[0] as string);
    raw.exec('pragma user_version = 1');
    const put = raw.prepare(`insert into instances values (?, 1, 'w', '1.0.0', ?, null, 'u', 1, 0, null, 0, '[]', ?)`);
    const steps = {
      done: { state: 'completed', dueAt: 1 },
      a: { state: 'assigned', dueAt: 5 },
      b: { state: 'escalated', dueAt: 4 },
    };
    put.run('ended', 'completed', JSON.stringify({ instance: { id: 'ended', endedAt: 7, steps, sla: null } }));
    put.run('running', 'running', JSON.stringify({ instance: { id: 'running', endedAt: null, steps, sla: null } }));
    const sla = { at: { breached: 3 } };
    put.run('promised', 'running', JSON.stringify({ instance: { id: 'promised', endedAt: null, steps, sla } }));
    raw.exec(`insert into users values ('u', '{"id":"u","email":"One@example.com","phone":"+8801712345678"}')`);
    raw.close();
    const database = openDatabase({ file: file.replace('new/deeper/', '') });
    expect(database.all('select id, ended_at, due_at from instances order by id')).toEqual([
      { id: 'ended', ended_at: 7, due_at: null },
      { id: 'promised', ended_at: null, due_at: 3 },
      { id: 'running', ended_at: null, due_at: 4 },
    ]);
    expect(await createDirectory(database).findByEmail('ONE@example.com')).toMatchObject([{ id: 'u' }]);
    expect(await createDirectory(database).findByPhone('+8801712345678')).toMatchObject([{ id: 'u' }]);
    await database.close();
  });

  it('refuses a file of a newer version and leaves it as it was', async () => {
    await openDatabase({ file }).close();
    const raw = new DatabaseSync(file);
    raw.exec('pragma user_version = 99');
    raw.close();
    expect(() => openDatabase({ file })).toThrow(/newer version \(schema 99/);
    const after = new DatabaseSync(file);
    expect(after.prepare('pragma user_version').get()).toEqual({ user_version: 99 });
    after.close();
  });

  it('answers Transient while another process holds the write lock, and works again after it', async () => {
    const database = openDatabase({ file, busyTimeoutMs: 20 });
    const rival = new DatabaseSync(file);
    rival.exec('begin immediate');
    await expect(database.write(put('k'))).rejects.toThrow(Transient);
    expect(keys(database)).toEqual([]);
    rival.exec('rollback');
    expect(await database.write(put('k'))).toBe(1);
    rival.close();
    await database.close();
  });

  it('does not open a file that another process holds for itself', async () => {
    await openDatabase({ file }).close();
    const rival = new DatabaseSync(file);
    rival.exec("pragma locking_mode = exclusive; begin immediate; insert into users values ('u', '{}'); commit");
    expect(() => openDatabase({ file, busyTimeoutMs: 20 })).toThrow(/locked/);
    rival.close();
  });

  it('answers Transient where the storage refuses a read', async () => {
    const database = openDatabase({ file });
    await database.write((sql) => sql.run('pragma query_only = on'));
    // The cheapest refusal that comes from the storage and not from the text of the query.
    expect(() => database.get('delete from users')).toThrow(Transient);
    await database.close();
  });
});
