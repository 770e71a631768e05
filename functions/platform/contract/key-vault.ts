// The behaviour suites of KeyVault and SubjectKeys.
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { KeyVault, StoredKey, SubjectKeys } from '../platform.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface KeyVaultSubject extends Closable {
  readonly vault: KeyVault;
  /** Makes a new master key; absent where the test may not. */
  readonly rotate?: () => Promise<unknown>;
  readonly reopen?: () => Promise<KeyVault>;
}

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const bytes = (key: Uint8Array): readonly number[] => [...key];
/** The text with the character there replaced by another one of base64. */
const changed = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

const VAULT_CASES: Cases<KeyVaultSubject> = {
  'what was wrapped unwraps to the same bytes under the same context': async ({ vault }) => {
    for (const key of [KEY, randomBytes(16), randomBytes(32), randomBytes(64)]) {
      const { wrapped, version } = await vault.wrap(key, 'key/one');
      expect(bytes(await vault.unwrap(wrapped, version, 'key/one'))).toEqual(bytes(key));
    }
  },
  'the wrapped key and its version are text without the key in it': async ({ vault }) => {
    const { wrapped, version } = await vault.wrap(KEY, 'key/one');
    expect([typeof wrapped, typeof version]).toEqual(['string', 'string']);
    for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const)
      expect(wrapped).not.toContain(Buffer.from(KEY).toString(form).replaceAll('=', ''));
  },
  'no two wrappings of one key are the same': async ({ vault }) => {
    const all = await Promise.all(Array.from({ length: 20 }, () => vault.wrap(KEY, 'key/one')));
    expect(new Set(all.map(({ wrapped }) => wrapped)).size).toBe(20);
  },
  'under another context nothing unwraps': async ({ vault }) => {
    const { wrapped, version } = await vault.wrap(KEY, 'key/one');
    for (const context of ['key/two', '', 'key/one ', 'KEY/ONE'])
      await expect(vault.unwrap(wrapped, version, context)).rejects.toThrow();
  },
  'a wrapped key that was changed does not unwrap, wherever it was changed': async ({ vault }) => {
    const { wrapped, version } = await vault.wrap(KEY, 'key/one');
    const places = [0, 8, Math.floor(wrapped.length / 2), wrapped.length - 4];
    for (const text of [...places.map((at) => changed(wrapped, at)), wrapped.slice(0, -8), '', 'A'])
      await expect(vault.unwrap(text, version, 'key/one')).rejects.toThrow();
  },
  'under a version that was never there nothing unwraps': async ({ vault }) => {
    const { wrapped } = await vault.wrap(KEY, 'key/one');
    for (const version of ['999', '', '__proto__']) {
      await expect(vault.unwrap(wrapped, version, 'key/one')).rejects.toThrow();
    }
  },
  'an error tells nothing of the key': async ({ vault }) => {
    const { wrapped, version } = await vault.wrap(KEY, 'key/one');
    const error: unknown = await vault
      .unwrap(changed(wrapped, 8), version, 'key/one')
      .catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain(wrapped.slice(12, 24));
  },
  'after a rotation the new master key wraps, and the old ones still unwrap': async ({ vault, rotate }, skip) => {
    if (rotate === undefined) return skip('the vault is rotated by its operator');
    const wrappings = [await vault.wrap(KEY, 'key/one')];
    for (let i = 0; i < 3; i += 1) {
      await rotate();
      wrappings.push(await vault.wrap(KEY, 'key/one'));
    }
    expect(new Set(wrappings.map(({ version }) => version)).size).toBe(4);
    for (const { wrapped, version } of wrappings)
      expect(bytes(await vault.unwrap(wrapped, version, 'key/one'))).toEqual(bytes(KEY));
    const [first, second] = wrappings as [(typeof wrappings)[0], (typeof wrappings)[0]];
    await expect(vault.unwrap(first.wrapped, second.version, 'key/one')).rejects.toThrow();
  },
  'what was wrapped unwraps after the vault is opened again': async ({ vault, reopen }, skip) => {
    if (reopen === undefined) return skip('the vault cannot be opened again');
    const { wrapped, version } = await vault.wrap(KEY, 'key/one');
    expect(bytes(await (await reopen()).unwrap(wrapped, version, 'key/one'))).toEqual(bytes(KEY));
  },
};

export function describeKeyVault(name: string, make: () => Promise<KeyVaultSubject>, options: SuiteOptions = {}): void {
  describeCases(`KeyVault: ${name}`, make, VAULT_CASES, options);
}

export interface SubjectKeysSubject extends Closable {
  readonly keys: SubjectKeys;
  readonly reopen?: () => Promise<SubjectKeys>;
}

const keyOf = (subject: string, more: Partial<StoredKey> = {}): StoredKey => ({
  keyId: `id-of-${subject.replaceAll(/[^a-z0-9]/gi, '-')}`,
  keyVersion: 1,
  subject,
  wrapped: `wrapped-${subject}`,
  version: '1',
  ...more,
});

const KEYS_CASES: Cases<SubjectKeysSubject> = {
  'a subject without a key has none, and an id that was never there is none': async ({ keys }) => {
    expect(await keys.get('person:c-1')).toBeNull();
    expect(await keys.find('nowhere', 1)).toBeNull();
    expect(await keys.list(null, 10)).toEqual([]);
    expect(await keys.destroy('person:c-1')).toBe(0);
  },
  'a key that was created is found by its subject and by its id': async ({ keys }) => {
    const key = keyOf('person:c-1');
    expect(await keys.create(key)).toEqual(key);
    expect(await keys.get('person:c-1')).toEqual(key);
    expect(await keys.find(key.keyId, 1)).toEqual(key);
    expect(await keys.find(key.keyId, 2)).toBeNull();
    expect(await keys.get('person:c-10')).toBeNull();
  },
  'of many that create the first key of a subject at once, all get the same one': async ({ keys }) => {
    const created = await Promise.all(
      Array.from({ length: 20 }, (_, i) => keys.create(keyOf('person:c-1', { keyId: `id-${i}`, wrapped: `w-${i}` }))),
    );
    expect(new Set(created.map(({ keyId }) => keyId)).size).toBe(1);
    expect(await keys.get('person:c-1')).toEqual(created[0]);
  },
  'of several versions the newest is the key, and each is found by its own': async ({ keys }) => {
    const versions = [1, 2, 10].map((keyVersion) => keyOf('person:c-1', { keyVersion, wrapped: `w-${keyVersion}` }));
    for (const key of versions) await keys.create(key);
    expect(await keys.get('person:c-1')).toEqual(versions[2]);
    for (const key of versions) expect(await keys.find(key.keyId, key.keyVersion)).toEqual(key);
  },
  'destroyed is every version of the key, and nobody else’s': async ({ keys }) => {
    const [first, second] = [keyOf('person:c-1'), keyOf('person:c-1', { keyVersion: 2, wrapped: 'w-2' })] as const;
    const other = keyOf('person:c-2');
    for (const key of [first, second, other]) await keys.create(key);
    expect(await keys.destroy('person:c-1')).toBe(2);
    expect(await keys.get('person:c-1')).toBeNull();
    expect(await keys.find(first.keyId, 1)).toBe('destroyed');
    expect(await keys.find(second.keyId, 2)).toBe('destroyed');
    expect(await keys.get('person:c-2')).toEqual(other);
    expect(await keys.destroy('person:c-1')).toBe(0);
  },
  'a key created after the destruction is another one, and brings nothing back': async ({ keys }) => {
    await keys.create(keyOf('person:c-1'));
    await keys.destroy('person:c-1');
    const again = keyOf('person:c-1', { keyId: 'another', wrapped: 'w-2' });
    expect(await keys.create(again)).toEqual(again);
    expect(await keys.get('person:c-1')).toEqual(again);
    expect(await keys.find(keyOf('person:c-1').keyId, 1)).toBe('destroyed');
  },
  'subjects that have a key are listed in order, once, in pages': async ({ keys }) => {
    for (const id of ['c', 'a', 'd', 'b']) await keys.create(keyOf(`person:${id}`));
    await keys.create(keyOf('person:a', { keyVersion: 2 }));
    await keys.destroy('person:d');
    expect(await keys.list(null, 10)).toEqual(['person:a', 'person:b', 'person:c']);
    expect(await keys.list(null, 2)).toEqual(['person:a', 'person:b']);
    expect(await keys.list('person:b', 2)).toEqual(['person:c']);
    expect(await keys.list('person:c', 2)).toEqual([]);
  },
  'awkward subjects are kept apart': async ({ keys }) => {
    const subjects = [
      'person:a/b',
      'person:a b',
      'person:__proto__',
      'person:ব্যক্তি',
      "person:'; --",
      'person:A',
      'person:a',
    ];
    for (const [i, subject] of subjects.entries()) await keys.create(keyOf(subject, { keyId: `id-${i}` }));
    for (const [i, subject] of subjects.entries()) expect((await keys.get(subject))?.keyId).toBe(`id-${i}`);
    await keys.destroy('person:a');
    expect((await keys.get('person:A'))?.keyId).toBe('id-5');
  },
  'keys, and that they are destroyed, are there after the store is opened again': async ({ keys, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    await keys.create(keyOf('person:c-1'));
    await keys.create(keyOf('person:c-2'));
    await keys.destroy('person:c-2');
    const again = await reopen();
    expect(await again.get('person:c-1')).toEqual(keyOf('person:c-1'));
    expect(await again.find(keyOf('person:c-2').keyId, 1)).toBe('destroyed');
  },
};

export function describeSubjectKeys(
  name: string,
  make: () => Promise<SubjectKeysSubject>,
  options: SuiteOptions = {},
): void {
  describeCases(`SubjectKeys: ${name}`, make, KEYS_CASES, options);
}
