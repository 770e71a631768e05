// Data keys at hand: made when first needed, unwrapped by the vault, remembered for a minute, destroyed for good.
import { randomBytes } from 'node:crypto';
import type { KeyVault, StoredKey, SubjectKeys } from '../../platform/platform.ts';
import { DATA_KEY_BYTES, type DataKey, IV_BYTES } from './sealed.ts';

export interface Keyring {
  /** The subject's newest key as it stands now, made if there is none: nothing new is sealed under a destroyed one. */
  keyOf(subject: string): Promise<DataKey>;
  /** The key that sealed data names; null: it was never there. */
  findKey(keyId: string, keyVersion: number): Promise<DataKey | 'destroyed' | null>;
  /** A new key for what is sealed from now on; what is sealed already still opens. */
  renew(subject: string): Promise<DataKey>;
  /** Destroys all keys of the subject, and answers how many. Other processes forget theirs within `rememberMs`. */
  destroy(subject: string): Promise<number>;
  /** Bytes for one sealing. */
  nonce(): Uint8Array;
}

export interface KeyringOptions {
  readonly vault: KeyVault;
  readonly keys: SubjectKeys;
  /** Epoch ms. */
  readonly now: () => number;
  /** By default the operating system's; for simulations that repeat. */
  readonly random?: (bytes: number) => Uint8Array;
  /** How long a key still opens that was destroyed by another process. */
  readonly rememberMs?: number;
  readonly rememberedMax?: number;
}

const REMEMBER_MS = 60_000;
const REMEMBERED_MAX = 1_000;
const KEY_ID_BYTES = 16;

export function createKeyring({
  vault,
  keys,
  now,
  random = randomBytes,
  rememberMs = REMEMBER_MS,
  rememberedMax = REMEMBERED_MAX,
}: KeyringOptions): Keyring {
  /** By id and version, newest last. */
  const remembered = new Map<string, { readonly key: DataKey; readonly until: number }>();

  function recall(name: string): DataKey | undefined {
    const entry = remembered.get(name);
    if (entry === undefined || entry.until > now()) return entry?.key;
    remembered.delete(name);
    return undefined;
  }

  function remember(name: string, key: DataKey): void {
    remembered.set(name, { key, until: now() + rememberMs });
    const [oldest] = remembered.keys();
    if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
  }

  async function unwrapped(stored: StoredKey): Promise<DataKey> {
    const name = idName(stored.keyId, stored.keyVersion);
    const known = recall(name);
    if (known !== undefined) return known;
    const { keyId, keyVersion, subject } = stored;
    const bytes = await vault.unwrap(stored.wrapped, stored.version, contextOf(stored));
    const key = { keyId, keyVersion, subject, bytes };
    remember(name, key);
    return key;
  }

  async function make(subject: string, before: StoredKey | null): Promise<DataKey> {
    const keyId = before?.keyId ?? Buffer.from(random(KEY_ID_BYTES)).toString('hex');
    const name = { keyId, keyVersion: (before?.keyVersion ?? 0) + 1, subject };
    const wrapped = await vault.wrap(random(DATA_KEY_BYTES), contextOf(name));
    // Two may make one at once: both use the one that was stored.
    return unwrapped(await keys.create({ ...name, ...wrapped }));
  }

  return {
    keyOf: async (subject) => {
      const stored = await keys.get(subject);
      return stored === null ? make(subject, null) : unwrapped(stored);
    },
    findKey: async (keyId, keyVersion) => {
      const known = recall(idName(keyId, keyVersion));
      if (known !== undefined) return known;
      const stored = await keys.find(keyId, keyVersion);
      return stored === null || stored === 'destroyed' ? stored : unwrapped(stored);
    },
    renew: async (subject) => make(subject, await keys.get(subject)),
    destroy: async (subject) => {
      const count = await keys.destroy(subject);
      for (const [name, { key }] of remembered) if (key.subject === subject) remembered.delete(name);
      return count;
    },
    nonce: () => random(IV_BYTES),
  };
}

const idName = (keyId: string, keyVersion: number): string => `${keyId} ${keyVersion}`;

/** A wrapped key that is moved to another name or person does not unwrap. */
const contextOf = ({ keyId, keyVersion, subject }: Pick<StoredKey, 'keyId' | 'keyVersion' | 'subject'>): string =>
  JSON.stringify(['countersign data key', keyId, keyVersion, subject]);
