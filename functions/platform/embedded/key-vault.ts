// The embedded key vault: master keys in one file for the owner alone, and the wrapped data keys in their own table.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isSoundMaster, type MasterKey, type MasterKeys, newMaster, vaultOf } from '../node/master-keys.ts';
import { type KeyVault, type StoredKey, type SubjectKeys, Transient } from '../platform.ts';
import type { Database } from './database.ts';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

export interface EmbeddedKeyVault extends KeyVault {
  /**
   * Adds a master key, which wraps from now on; the older ones still unwrap. Answers its version. Of the processes on
   * one file, one rotates at a time.
   */
  rotate(): Promise<string>;
}

export interface KeyVaultOptions {
  /** A path, whose folder is made if it is missing, or ':memory:'. Whoever has lost it has lost what is sealed. */
  readonly file: string;
}

/** Reads the file, or makes it with a first key. Throws where others than its owner may read it. */
export function openKeyVault({ file }: KeyVaultOptions): EmbeddedKeyVault {
  const store = file === ':memory:' ? inMemory() : onFile(file);
  let masters = store.read();

  return {
    ...vaultOf({
      newest: () => masters.at(-1) as MasterKey,
      find: (version) => {
        const known = masters.find((one) => one.version === version);
        if (known !== undefined) return known;
        // Another process may have rotated since.
        masters = store.read();
        return masters.find((one) => one.version === version);
      },
    }),
    rotate: async () => {
      const before = store.read();
      const version = String(Number(before.at(-1)?.version) + 1);
      const after = [...before, newMaster(version)];
      store.replace(after);
      // Only now: what is not on the disk must wrap nothing.
      masters = after;
      return version;
    },
  };
}

interface MasterStore {
  read(): MasterKeys;
  replace(masters: MasterKeys): void;
}

function inMemory(): MasterStore {
  let kept: MasterKeys = [newMaster('1')];
  return {
    read: () => kept,
    replace: (masters) => {
      kept = masters;
    },
  };
}

function onFile(file: string): MasterStore {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  createOnce(file);
  return {
    read: () => readMasters(file),
    replace: (masters) => {
      const draft = writeDraft(file, masters);
      renameSync(draft, file);
      syncFolder(file);
    },
  };
}

/** A link is made only where no file is: of several processes that start at once, one makes the key. */
function createOnce(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  const draft = writeDraft(file, [newMaster('1')]);
  try {
    linkSync(draft, file);
    syncFolder(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
}

/** On the disk before anything is wrapped with it: a key that is lost takes all it wrapped along. */
function writeDraft(file: string, masters: MasterKeys): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = openSync(draft, 'wx', OWNER_ONLY);
  try {
    writeFileSync(handle, `${JSON.stringify({ masterKeys: masters }, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return draft;
}

function syncFolder(file: string): void {
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Errors name the file and never what is in it. */
function readMasters(file: string): MasterKeys {
  if ((statSync(file).mode & OTHERS) !== 0) throw new Error(`${file} may be read by others: chmod 600 it`);
  const masters = mastersIn(readFileSync(file, 'utf8'));
  if (masters === null) throw new Error(`${file} is no file of master keys`);
  return masters;
}

function mastersIn(text: string): MasterKeys | null {
  try {
    const { masterKeys } = JSON.parse(text) as { readonly masterKeys: MasterKeys };
    return masterKeys.length > 0 && masterKeys.every(isSoundMaster) ? masterKeys : null;
  } catch {
    return null;
  }
}

interface KeyRow {
  readonly key_id: string;
  readonly key_version: number;
  readonly subject: string | null;
  readonly wrapped: string | null;
  readonly master_version: string | null;
}

const TABLE = `create table if not exists subject_keys (
  key_id text not null, key_version integer not null, subject text, wrapped text, master_version text,
  primary key (key_id, key_version), unique (subject, key_version)
) strict`;
const NEWEST = 'select * from subject_keys where subject = ? order by key_version desc limit 1';
const SAME_VERSION = 'select * from subject_keys where subject = ? and key_version = ?';
const BY_ID = 'select * from subject_keys where key_id = ? and key_version = ?';
const INSERT =
  'insert into subject_keys (key_id, key_version, subject, wrapped, master_version) values (?, ?, ?, ?, ?)';
/** The row stays, so that what the key sealed is known to be erased and not taken for broken. */
const DESTROY = 'update subject_keys set subject = null, wrapped = null, master_version = null where subject = ?';
const LIST = 'select distinct subject from subject_keys where subject > ? order by subject limit ?';

export function createSubjectKeys(database: Database): SubjectKeys {
  let made: Promise<unknown> | null = null;
  /** Once for each process; after a failure it is tried again. */
  async function table(): Promise<void> {
    made ??= database.write((sql) => sql.get(TABLE));
    try {
      await made;
    } catch (error) {
      made = null;
      throw error;
    }
  }

  return {
    get: async (subject) => {
      await table();
      return storedIn(database.get<KeyRow>(NEWEST, subject));
    },
    create: async (key) => {
      await table();
      return database.write((sql) => {
        const before = storedIn(sql.get<KeyRow>(SAME_VERSION, key.subject, key.keyVersion));
        if (before !== null) return before;
        sql.run(INSERT, key.keyId, key.keyVersion, key.subject, key.wrapped, key.version);
        return key;
      });
    },
    find: async (keyId, keyVersion) => {
      await table();
      const row = database.get<KeyRow>(BY_ID, keyId, keyVersion);
      return row !== undefined && row.subject === null ? 'destroyed' : storedIn(row);
    },
    destroy: async (subject) => {
      await table();
      const count = await database.write((sql) => {
        // Overwritten in the file, not only let go of.
        sql.get('pragma secure_delete = on');
        return sql.run(DESTROY, subject);
      });
      forgetLog(database);
      return count;
    },
    list: async (after, limit) => {
      await table();
      return database.all<{ readonly subject: string }>(LIST, after ?? '', limit).map(({ subject }) => subject);
    },
  };
}

/** The write-ahead log still holds pages from before; emptying it is what makes the destruction final. */
function forgetLog(database: Database): void {
  const result = database.get<{ readonly busy: number }>('pragma wal_checkpoint(truncate)');
  if (result?.busy !== 0) throw new Transient('the key is destroyed, but the log of the database is still in use');
}

function storedIn(row: KeyRow | undefined): StoredKey | null {
  if (row === undefined || row.subject === null || row.wrapped === null || row.master_version === null) return null;
  return {
    keyId: row.key_id,
    keyVersion: row.key_version,
    subject: row.subject,
    wrapped: row.wrapped,
    version: row.master_version,
  };
}
