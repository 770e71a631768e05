// Data keys: one for a subject, the same everywhere, kept at hand for a while, and gone when destroyed.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredKey } from '../../platform/platform.ts';
import type { DataKey } from './sealed.ts';
import { openSafe, type Safe } from './testing/vault.ts';

let safe: Safe;
beforeEach(() => {
  safe = openSafe();
});
afterEach(() => safe.database.close());

const hex = (key: DataKey | 'destroyed' | null): string =>
  key === null || key === 'destroyed' ? String(key) : Buffer.from(key.bytes).toString('hex');

it('a subject has one key of 256 bits, the same in every process, and no two have the same', async () => {
  const [one, other] = [safe.keyring(), safe.keyring()];
  const key = await one.keyOf('person:c-1');
  expect(key).toMatchObject({ subject: 'person:c-1', keyVersion: 1, keyId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(key.bytes.length).toBe(32);
  expect(hex(await other.keyOf('person:c-1'))).toBe(hex(key));
  expect(hex(await other.findKey(key.keyId, 1))).toBe(hex(key));
  expect(hex(await one.keyOf('person:c-2'))).not.toBe(hex(key));
});

it('of many that make the first key at once, all use the one that was stored', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, () => safe.keyring().keyOf('person:c-1')));
  expect(new Set(made.map(hex)).size).toBe(1);
  expect(hex(await safe.keyring().keyOf('person:c-1'))).toBe(hex(made[0] as DataKey));
});

it('a renewed key is another one under the same id, and the older one is still found', async () => {
  const keyring = safe.keyring();
  const first = await keyring.keyOf('workflow:orders');
  const second = await keyring.renew('workflow:orders');
  expect([second.keyId, second.keyVersion]).toEqual([first.keyId, 2]);
  expect(hex(second)).not.toBe(hex(first));
  const other = safe.keyring();
  expect(hex(await other.keyOf('workflow:orders'))).toBe(hex(second));
  expect(hex(await other.findKey(first.keyId, 1))).toBe(hex(first));
});

it('the first renewal of a subject without a key makes its first key', async () => {
  expect(await safe.keyring().renew('workflow:orders')).toMatchObject({ keyVersion: 1 });
});

it('a destroyed key is gone here at once, and elsewhere when it has been remembered long enough', async () => {
  let now = 0;
  const here = safe.keyring();
  const elsewhere = safe.keyring({ now: () => now, rememberMs: 1_000 });
  const { keyId } = await here.keyOf('person:c-1');
  await elsewhere.findKey(keyId, 1);
  expect(await here.destroy('person:c-1')).toBe(1);
  expect(await here.findKey(keyId, 1)).toBe('destroyed');
  now = 999;
  expect(await elsewhere.findKey(keyId, 1)).not.toBe('destroyed');
  now = 1_000;
  expect(await elsewhere.findKey(keyId, 1)).toBe('destroyed');
  expect(await here.destroy('person:c-1')).toBe(0);
});

it('nothing new is sealed under a key that was destroyed elsewhere, not even for a moment', async () => {
  const [here, elsewhere] = [safe.keyring(), safe.keyring()];
  const before = await elsewhere.keyOf('person:c-1');
  await here.destroy('person:c-1');
  const after = await elsewhere.keyOf('person:c-1');
  expect(after.keyId).not.toBe(before.keyId);
});

it('a key is unwrapped once while it is remembered, and again when it was pushed out', async () => {
  let unwraps = 0;
  const vault = {
    wrap: safe.vault.wrap,
    unwrap: (...args: Parameters<typeof safe.vault.unwrap>) => {
      unwraps += 1;
      return safe.vault.unwrap(...args);
    },
  };
  const keyring = safe.keyring({ vault, rememberedMax: 2 });
  const ids: string[] = [];
  for (const subject of ['a', 'b', 'b', 'b']) ids.push((await keyring.keyOf(subject)).keyId);
  expect(unwraps).toBe(2);
  await keyring.keyOf('c');
  await keyring.findKey(ids[1] as string, 1);
  expect(unwraps).toBe(3);
  await keyring.findKey(ids[0] as string, 1);
  expect(unwraps).toBe(4);
});

it('keys wrapped before a rotation of the vault are still used after it', async () => {
  const key = await safe.keyring().keyOf('person:c-1');
  await safe.vault.rotate();
  expect(hex(await safe.keyring().keyOf('person:c-1'))).toBe(hex(key));
  const fresh = await safe.keyring().keyOf('person:c-2');
  expect(await safe.keys.find(fresh.keyId, 1)).toMatchObject({ version: '2' });
});

it('a wrapped key that was put under another subject, id or version does not unwrap', async () => {
  const key = await safe.keyring().keyOf('person:c-1');
  const stored = (await safe.keys.get('person:c-1')) as StoredKey;
  const moves: readonly StoredKey[] = [
    { ...stored, keyId: 'other-1', subject: 'person:c-2' },
    { ...stored, keyId: 'other-2', subject: 'person:c-3', keyVersion: 2 },
  ];
  for (const move of moves) {
    await safe.keys.create(move);
    await expect(safe.keyring().keyOf(move.subject)).rejects.toThrow('does not unwrap');
  }
  expect(hex(await safe.keyring().findKey(stored.keyId, 1))).toBe(hex(key));
});

it('an id that was never there is null', async () => {
  expect(await safe.keyring().findKey('nowhere', 1)).toBeNull();
});

it('with given bytes instead of chance, the same keys and nonces come again', async () => {
  const counter = () => {
    let next = 0;
    return (bytes: number) => Uint8Array.from({ length: bytes }, () => next++ % 256);
  };
  const one = safe.keyring({ random: counter() });
  const other = openSafe();
  const again = other.keyring({ random: counter() });
  expect(hex(await one.keyOf('x'))).toBe(hex(await again.keyOf('x')));
  expect(one.nonce()).toEqual(again.nonce());
  expect(one.nonce().length).toBe(12);
  await other.database.close();
});
