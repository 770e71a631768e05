// The embedded key vault passes its suites, keeps its file to itself, and leaves nothing of a destroyed key on disk.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeKeyVault, describeSubjectKeys } from '../contract/key-vault.ts';
import { Transient } from '../platform.ts';
import { type Database, openDatabase } from './database.ts';
import { createSubjectKeys, openKeyVault } from './key-vault.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'countersign-'));

describeKeyVault('embedded, in memory', async () => {
  const vault = openKeyVault({ file: ':memory:' });
  return { vault, rotate: () => vault.rotate(), close: async () => {} };
});
describeKeyVault('embedded, on file', async () => {
  const folder = newFolder();
  const file = join(folder, 'data', 'keys.json');
  const vault = openKeyVault({ file });
  return {
    vault,
    rotate: () => vault.rotate(),
    reopen: async () => openKeyVault({ file }),
    close: async () => rmSync(folder, { recursive: true }),
  };
});

describeSubjectKeys('embedded, in memory', async () => {
  const database = openDatabase({ file: ':memory:' });
  return { keys: createSubjectKeys(database), close: () => database.close() };
});
describeSubjectKeys('embedded, on file', async () => {
  const folder = newFolder();
  const file = join(folder, 'countersign.db');
  const opened = [openDatabase({ file })];
  return {
    keys: createSubjectKeys(opened[0] as Database),
    reopen: async () => {
      await opened[0]?.close();
      const again = openDatabase({ file });
      opened.push(again);
      return createSubjectKeys(again);
    },
    close: async () => {
      for (const database of opened) await database.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('on file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = newFolder();
    file = join(folder, 'keys.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const key = Buffer.alloc(32, 7);

  it('the master keys are for their owner alone, after a rotation too, and nothing else is left', async () => {
    const vault = openKeyVault({ file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await vault.rotate()).toBe('2');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it.each([0o640, 0o604, 0o660, 0o620])('a file of mode %o that others may touch is refused', (mode) => {
    openKeyVault({ file });
    chmodSync(file, mode);
    expect(() => openKeyVault({ file })).toThrow('chmod 600');
  });

  it.each(['', '{}', '{"masterKeys":[]}', '{"masterKeys":[{"version":"1","key":"Y2FuYXJ5"}]}', 'null', 'canary'])(
    'a file that holds %j is refused, told nothing of, and left as it is',
    (text) => {
      writeFileSync(file, text, { mode: 0o600 });
      expect(() => openKeyVault({ file })).toThrow(`${file} is no file of master keys`);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('a process sees what another one wrapped after its rotation, and wraps and rotates on', async () => {
    const one = openKeyVault({ file });
    const other = openKeyVault({ file });
    await other.rotate();
    const { wrapped, version } = await other.wrap(key, 'x');
    expect(version).toBe('2');
    expect(Buffer.from(await one.unwrap(wrapped, version, 'x'))).toEqual(key);
    expect(await one.rotate()).toBe('3');
    expect(Buffer.from(await openKeyVault({ file }).unwrap(wrapped, version, 'x'))).toEqual(key);
  });

  it('of several processes that start at once, all have the same master key', async () => {
    const program = `
      import { openKeyVault } from '${new URL('./key-vault.ts', import.meta.url).href}';
      const { wrapped, version } = await openKeyVault({ file: process.argv[1] }).wrap(new Uint8Array(32), 'x');
      process.stdout.write(version + ' ' + wrapped);`;
    const outputs = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '--eval', program, file]);
        let output = '';
        for await (const chunk of child.stdout) output += String(chunk);
        return output;
      }),
    );
    const vault = openKeyVault({ file });
    for (const output of outputs) {
      const [version = '', wrapped = ''] = output.split(' ');
      expect(Buffer.from(await vault.unwrap(wrapped, version, 'x'))).toEqual(Buffer.alloc(32));
    }
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it('a file that cannot be made leaves no draft behind', () => {
    expect(() => openKeyVault({ file: join(folder, 'x'.repeat(300)) })).toThrow();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a destroyed key is in no file of the database any more', async () => {
    const data = join(folder, 'countersign.db');
    const database = openDatabase({ file: data });
    const keys = createSubjectKeys(database);
    const canary = 'canary-of-a-wrapped-key';
    const everything = () =>
      Buffer.concat(['', '-wal'].map((end) => (existsSync(data + end) ? readFileSync(data + end) : Buffer.alloc(0))));
    // Once through the log only, once moved to the main file before.
    for (const [i, isMoved] of [false, true].entries()) {
      const subject = `person:canary-${i}`;
      await keys.create({ keyId: `id-${i}`, keyVersion: 1, subject, wrapped: canary, version: '1' });
      if (isMoved) database.get('pragma wal_checkpoint(truncate)');
      expect(everything().includes(canary)).toBe(true);
      expect(await keys.destroy(subject)).toBe(1);
      expect(everything().includes(canary)).toBe(false);
      expect(everything().includes(subject)).toBe(false);
    }
    await database.close();
  });

  it('a destruction whose traces cannot be wiped yet is to be repeated', async () => {
    const data = join(folder, 'countersign.db');
    const database = openDatabase({ file: data, busyTimeoutMs: 10 });
    const keys = createSubjectKeys(database);
    await keys.create({ keyId: 'id', keyVersion: 1, subject: 'person:c-1', wrapped: 'w', version: '1' });
    const reader = new (await import('node:sqlite')).DatabaseSync(data);
    reader.exec('begin');
    reader.prepare('select count(*) from subject_keys').get();
    await expect(keys.destroy('person:c-1')).rejects.toBeInstanceOf(Transient);
    reader.exec('commit');
    reader.close();
    expect(await keys.destroy('person:c-1')).toBe(0);
    expect(await keys.find('id', 1)).toBe('destroyed');
    await database.close();
  });
});

it('a table that could not be made is made at the next call', async () => {
  const real = openDatabase({ file: ':memory:' });
  let failures = 1;
  const failing: Database = {
    ...real,
    write: (work) => (failures-- > 0 ? Promise.reject(new Transient('busy')) : real.write(work)),
  };
  const keys = createSubjectKeys(failing);
  await expect(keys.get('person:c-1')).rejects.toBeInstanceOf(Transient);
  expect(await keys.get('person:c-1')).toBeNull();
  await real.close();
});
