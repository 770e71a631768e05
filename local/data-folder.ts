// The folder a server keeps its data in: one server at a time, and a key for its tokens that only the owner reads.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Unusable } from './unusable.ts';

const KEY_BYTES = 32;
const SQLITE_BUSY = 5;

export interface DataFolder {
  /** Where the database is: a path, or ':memory:'. */
  readonly file: string;
  /** What tokens are signed with. */
  readonly key: Uint8Array;
  /** For people: where the data are. */
  readonly place: string;
  /** Lets another server in. */
  release(): void;
}

/** Nothing lasts: when the process ends, all is gone, and so are its tokens. */
export const memoryFolder = (): DataFolder => ({
  file: ':memory:',
  key: randomBytes(KEY_BYTES),
  place: 'memory (gone when the server stops)',
  release: () => {},
});

export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const release = lock(folder);
    return { file: join(folder, 'countersign.db'), key: keyOf(folder), place: folder, release };
  } catch (error) {
    if (error instanceof Unusable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unusable(`The data folder ${folder} cannot be used: ${reason}. Choose another with --data.`);
  }
}

/**
 * An exclusive transaction on a file of its own: SQLite's lock belongs to the process, so the operating system lets go
 * of it however the process ends, and no stale lock has to be told from a live one.
 */
function lock(folder: string): () => void {
  const connection = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    connection.exec('begin exclusive');
  } catch (error) {
    connection.close();
    if (!isBusy(error)) throw error;
    throw new Unusable(`Another server is using ${folder}. Stop it, or choose another folder with --data.`);
  }
  return () => connection.close();
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;

/** Made on first use. Written aside and renamed, so that a crash leaves a whole key or none. */
function keyOf(folder: string): Uint8Array {
  const file = join(folder, 'token.key');
  const known = readIfThere(file);
  if (known?.length === KEY_BYTES) return known;
  const key = randomBytes(KEY_BYTES);
  writeFileSync(`${file}.new`, key, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return key;
}

function readIfThere(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
