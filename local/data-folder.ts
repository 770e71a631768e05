// The folder a server keeps its data in: one server at a time, and keys for its tokens and links that only the owner reads.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { linkKeyBytes } from '../functions/api/decision-links.ts';
import { Unusable } from './unusable.ts';

const KEY_BYTES = 32;
const SQLITE_BUSY = 5;

export interface DataFolder {
  /** Where the database is: a path, or ':memory:'. */
  readonly file: string;
  /** What tokens are signed with. */
  readonly key: Uint8Array;
  /** What links in messages are signed with, by key id. */
  readonly linkKeys: Readonly<Record<string, string>>;
  /** For people: where the data are. */
  readonly place: string;
  /** Lets another server in. */
  release(): void;
}

/** Nothing lasts: when the process ends, all is gone, and so are its tokens. */
export const memoryFolder = (): DataFolder => ({
  file: ':memory:',
  key: randomBytes(KEY_BYTES),
  linkKeys: newLinkKeys(),
  place: 'memory (gone when the server stops)',
  release: () => {},
});

export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const release = lock(folder);
    const file = join(folder, 'countersign.db');
    return { file, key: keyOf(folder), linkKeys: linkKeysOf(folder), place: folder, release };
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

/** Made on first use. */
function keyOf(folder: string): Uint8Array {
  const file = join(folder, 'token.key');
  const known = readIfThere(file);
  if (known?.length === KEY_BYTES) return known;
  const key = randomBytes(KEY_BYTES);
  keep(file, key);
  return key;
}

const newLinkKeys = (): DataFolder['linkKeys'] => ({ 1: randomBytes(KEY_BYTES).toString('base64') });
const linkKeysSchema = z.record(z.string(), z.string());

/** A file of text, so that whoever keeps the folder can add a key and take the old one out. */
function linkKeysOf(folder: string): DataFolder['linkKeys'] {
  const file = join(folder, 'link-keys.json');
  const known = readIfThere(file);
  if (known !== null) return readLinkKeys(known.toString());
  const keys = newLinkKeys();
  keep(file, JSON.stringify(keys));
  return keys;
}

function readLinkKeys(text: string): DataFolder['linkKeys'] {
  try {
    const keys = linkKeysSchema.parse(JSON.parse(text));
    linkKeyBytes(keys);
    return keys;
  } catch {
    throw new Error('link-keys.json in it is not {"<number>": "<32 bytes or more in base64>"}; mend or remove it');
  }
}

/** Written aside and renamed, so that a crash leaves a whole key or none. */
function keep(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
