// Sealing: what is sealed opens to the same, in its place only, until the person's key is destroyed.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { valueAtPointer } from '../../core/json.ts';
import { contentHash } from '../hash.ts';
import type { Keyring } from './keyring.ts';
import { personSubject } from './plan.ts';
import { replaceUnder } from './pointer.ts';
import { SealBroken, SealedFormGiven, sealedFormIn } from './sealed.ts';
import { openSafe, type Safe, sealerOver } from './testing/vault.ts';

let safe: Safe;
let keyring: Keyring;
beforeEach(() => {
  safe = openSafe();
  keyring = safe.keyring();
});
afterEach(() => safe.database.close());

const RULES = {
  sensitive: ['/nid', '/customer/phone', '/items/1'],
  personal: [{ pointer: '/customer', subject: '/customerId' }],
};
const DATA: JsonObject = {
  orderId: 'O-1',
  customerId: 'C-1',
  nid: 'canary-nid',
  customer: { name: 'canary-name', phone: '+8801700000001', limits: [1, 2] },
  items: ['open', { secret: 'canary-item' }],
};
const CANARIES = ['canary', '+8801700000001'];
const at = (root: Json, pointer: string) => valueAtPointer(root, pointer) as Json;
const put = (root: Json, pointer: string, value: Json): Json => replaceUnder(root, pointer.slice(1).split('/'), value);
const sealed = (value: Json, pointer: string) => (at(value, pointer) as JsonObject).$sealed as JsonObject;

describe('what is sealed', () => {
  it('is at the places of the rules, and opens to what it was, in another process too', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    expect(stored).toEqual({
      orderId: 'O-1',
      customerId: 'C-1',
      nid: { $sealed: { k: expect.any(String), v: 1, iv: expect.any(String), ct: expect.any(String) } },
      customer: { $sealed: expect.any(Object) },
      items: ['open', { $sealed: expect.any(Object) }],
    });
    expect(await sealerOver(safe.keyring(), RULES).unseal(stored)).toEqual({ value: DATA, erased: [] });
  });

  it('is under the key of the person where it is personal, sensitive or not, and else of the workflow', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    const person = await keyring.keyOf(personSubject('C-1'));
    const workflow = await keyring.keyOf('workflow:order-approval');
    expect(sealed(stored, '/customer').k).toBe(person.keyId);
    expect(sealed(stored, '/nid').k).toBe(workflow.keyId);
    expect(sealed(stored, '/items/1').k).toBe(workflow.keyId);
  });

  it('shows nothing of what it was, nor of whom, in JSON', async () => {
    const text = JSON.stringify(await sealerOver(keyring, RULES).seal(DATA));
    for (const canary of CANARIES) expect(text).not.toContain(canary);
    const texts = [...text.matchAll(/"(?:ct|iv)":"([^"]+)"/g)].map(([, ct = '']) => Buffer.from(ct, 'base64url'));
    expect(texts).toHaveLength(6);
    for (const one of texts) expect(one.includes('canary')).toBe(false);
  });

  it('leaves alone what is missing, and seals what is null', async () => {
    const sealer = sealerOver(keyring, RULES);
    expect(await sealer.seal({ orderId: 'O-1', items: ['one'] })).toEqual({ orderId: 'O-1', items: ['one'] });
    const stored = await sealer.seal({ nid: null });
    expect(sealed(stored, '/nid')).toBeDefined();
    expect((await sealer.unseal(stored)).value).toEqual({ nid: null });
  });

  it('does not change the value it was given', async () => {
    const before = JSON.stringify(DATA);
    await sealerOver(keyring, RULES).seal(DATA);
    expect(JSON.stringify(DATA)).toBe(before);
  });

  it('opens after rotations of the vault and renewals of the key', async () => {
    const stored = [await sealerOver(keyring, RULES).seal(DATA)];
    await safe.vault.rotate();
    stored.push(await sealerOver(safe.keyring(), RULES).seal(DATA));
    await keyring.renew('workflow:order-approval');
    stored.push(await sealerOver(safe.keyring(), RULES).seal(DATA));
    expect(stored.map((one) => sealed(one, '/nid').v)).toEqual([1, 1, 2]);
    for (const one of stored) expect((await sealerOver(safe.keyring(), RULES).unseal(one)).value).toEqual(DATA);
  });

  it('that was stored plain, before there was sealing, is still read', async () => {
    expect(await sealerOver(keyring, RULES).unseal(DATA)).toEqual({ value: DATA, erased: [] });
  });

  it('of the whole document is one value', async () => {
    const sealer = sealerOver(keyring, { sensitive: [''] });
    const stored = await sealer.seal(DATA);
    expect(Object.keys(stored as JsonObject)).toEqual(['$sealed']);
    expect((await sealer.unseal(stored)).value).toEqual(DATA);
  });

  it('opens to any JSON it was made of, whatever the places, one within another or not', async () => {
    const key = fc.constantFrom('a', 'b', '0', '1', '', '~', '/', '__proto__', 'toString');
    const { value } = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
      leaf: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('leaf'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const pointer = fc
      .array(key, { maxLength: 3 })
      .map((keys) => keys.map((one) => `/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
    const rules = fc.record({
      sensitive: fc.array(pointer, { maxLength: 3 }),
      personal: fc.array(fc.record({ pointer, subject: pointer }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(value, rules, async (data, some) => {
        const plain = JSON.parse(JSON.stringify(data)) as Json;
        const stored = JSON.parse(JSON.stringify(await sealerOver(keyring, some).seal(plain))) as Json;
        const reader = sealerOver(keyring, some);
        const read = await reader.unseal(stored);
        expect(JSON.stringify(read.value)).toBe(JSON.stringify(plain));
        expect(JSON.stringify(await reader.seal(read.value))).toBe(JSON.stringify(stored));
        for (const one of [...some.sensitive, ...some.personal.map((each) => each.pointer)])
          if (valueAtPointer(stored, one) !== undefined) expect(sealedFormIn(at(stored, one))).toBe('');
      }),
      { numRuns: 300, seed: 20_260_301 },
    );
  });
});

describe('sealing again', () => {
  it('what was read and not changed is what was read, to the last byte', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    const sealer = sealerOver(safe.keyring(), RULES);
    const { value } = await sealer.unseal(stored);
    expect(await sealer.seal(value)).toEqual(stored);
    expect(contentHash(await sealer.seal(JSON.parse(JSON.stringify(value))))).toBe(contentHash(stored));
  });

  it('seals anew only the places that changed', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    const sealer = sealerOver(keyring, RULES);
    const { value } = await sealer.unseal(stored);
    const after = await sealer.seal(put(value, '/nid', 'canary-other'));
    expect(at(after, '/customer')).toEqual(at(stored, '/customer'));
    expect(at(after, '/nid')).not.toEqual(at(stored, '/nid'));
    expect(at((await sealer.unseal(after)).value, '/nid')).toBe('canary-other');
  });

  it('by one sealer gives the same value the same form, so that document and audit agree', async () => {
    const sealer = sealerOver(keyring, RULES);
    expect(await sealer.seal(DATA)).toEqual(
      await sealer
        .seal({ ...DATA, orderId: 'O-2', customerId: 'C-1' })
        .then((one) => ({ ...(one as JsonObject), orderId: 'O-1' })),
    );
    expect(await sealer.seal(DATA)).not.toEqual(await sealerOver(keyring, RULES).seal(DATA));
  });

  it('moves data to the key of another person when it becomes theirs', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    const sealer = sealerOver(keyring, RULES);
    const { value } = await sealer.unseal(stored);
    const after = await sealer.seal(put(value, '/customerId', 'C-2'));
    expect(sealed(after, '/customer').k).toBe((await keyring.keyOf(personSubject('C-2'))).keyId);
    expect(at(after, '/nid')).toEqual(at(stored, '/nid'));
  });

  it('asks for each key once, however many places it seals', async () => {
    const asked: string[] = [];
    const counted: Keyring = {
      ...keyring,
      keyOf: (subject) => {
        asked.push(subject);
        return keyring.keyOf(subject);
      },
    };
    await sealerOver(counted, RULES).seal(DATA);
    expect(asked.sort()).toEqual(['person:C-1', 'workflow:order-approval']);
  });

  it('is possible after a look-up of a key that failed', async () => {
    let failures = 1;
    const failing: Keyring = {
      ...keyring,
      keyOf: (subject) => (failures-- > 0 ? Promise.reject(new Error('busy')) : keyring.keyOf(subject)),
    };
    const sealer = sealerOver(failing, RULES);
    await expect(sealer.seal(DATA)).rejects.toThrow('busy');
    expect((await sealer.unseal(await sealer.seal(DATA))).value).toEqual(DATA);
  });
});

describe('a sealed value that was tampered with', () => {
  const broken = async (stored: Json, more: Parameters<typeof sealerOver>[2] = {}) => {
    const error: unknown = await sealerOver(safe.keyring(), RULES, more)
      .unseal(stored)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SealBroken);
    const text = `${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`;
    for (const canary of CANARIES) expect(text).not.toContain(canary);
    return error as SealBroken;
  };

  it('does not open in another document', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    expect((await broken(stored, { documentId: 'wf-2' })).place).toEqual({ documentId: 'wf-2', pointer: '/customer' });
  });

  it('does not open in another field', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    expect((await broken(put(stored, '/nid', at(stored, '/items/1')))).place.pointer).toBe('/nid');
    expect((await broken(put(stored, '/customer', at(stored, '/nid')))).place.pointer).toBe('/customer');
  });

  it('does not open with one bit changed, anywhere', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    for (const part of ['iv', 'ct'] as const) {
      const bytes = Buffer.from(sealed(stored, '/nid')[part] as string, 'base64url');
      for (let i = 0; i < bytes.length; i += 1) {
        const flipped = Buffer.from(bytes);
        flipped[i] = (flipped[i] as number) ^ (1 << (i % 8));
        const parts = { ...sealed(stored, '/nid'), [part]: flipped.toString('base64url') };
        await broken(put(stored, '/nid', { $sealed: parts }));
      }
    }
  });

  it.each<[string, (parts: JsonObject) => Json]>([
    ['cut off', (parts) => ({ $sealed: { ...parts, ct: (parts.ct as string).slice(0, 8) } })],
    ['empty', (parts) => ({ $sealed: { ...parts, ct: '' } })],
    ['spelled in another way', (parts) => ({ $sealed: { ...parts, ct: `${parts.ct}=` } })],
    ['with a longer nonce', (parts) => ({ $sealed: { ...parts, iv: `${parts.iv}AAAA` } })],
    ['of another key version', (parts) => ({ $sealed: { ...parts, v: 2 } })],
    ['of a key that never was', (parts) => ({ $sealed: { ...parts, k: 'canary' } })],
    ['with more beside it', (parts) => ({ $sealed: parts, more: 1 })],
    ['with more inside', (parts) => ({ $sealed: { ...parts, more: 1 } })],
    ['with a version that is text', (parts) => ({ $sealed: { ...parts, v: '1' } })],
    ['with a key that is a number', (parts) => ({ $sealed: { ...parts, k: 1 } })],
    ['without a nonce', ({ iv: _iv, ...parts }) => ({ $sealed: parts })],
    ['that is only named so', () => ({ $sealed: 'canary' })],
    ['that is nothing', () => ({ $sealed: null })],
  ])('does not open %s', async (_name, change) => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    expect((await broken(put(stored, '/nid', change(sealed(stored, '/nid'))))).place.pointer).toBe('/nid');
  });

  it('does not open under the key of another version, though both are there', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    await keyring.renew('workflow:order-approval');
    await broken(put(stored, '/nid', { $sealed: { ...sealed(stored, '/nid'), v: 2 } }));
  });
});

describe('data from outside that looks sealed', () => {
  it.each<[JsonObject, string]>([
    [{ nid: { $sealed: { k: 'x', v: 1, iv: '', ct: '' } } }, '/nid'],
    [{ orderId: { $sealed: 1 } }, '/orderId'],
    [{ items: [0, { 'a/b~': { $sealed: null, other: 1 } }] }, '/items/1/a~1b~0'],
    [{ $sealed: {} }, ''],
  ])('is refused, at places that are sealed and elsewhere: %j', async (data, pointer) => {
    expect(sealedFormIn(data)).toBe(pointer);
    const error: unknown = await sealerOver(keyring, RULES)
      .seal(data)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SealedFormGiven);
    expect((error as SealedFormGiven).pointer).toBe(pointer);
  });

  it('is refused even if it is a value that was really sealed here', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    await expect(sealerOver(keyring, RULES).seal(stored)).rejects.toBeInstanceOf(SealedFormGiven);
  });

  it('is only an object with that very key', () => {
    for (const value of [null, 1, '$sealed', ['$sealed'], { sealed: 1 }, { $Sealed: {} }, [[{}]]])
      expect(sealedFormIn(value)).toBeNull();
  });
});

describe('a person whose key is destroyed', () => {
  it('has no data left, and all else is as it was', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    await keyring.destroy(personSubject('C-1'));
    expect(await sealerOver(safe.keyring(), RULES).unseal(stored)).toEqual({
      value: { ...DATA, customer: null },
      erased: ['/customer'],
    });
  });

  it('leaves hashes over what is stored as they were, through further commits', async () => {
    const stored = await sealerOver(keyring, RULES).seal(DATA);
    const hash = contentHash(stored);
    await keyring.destroy(personSubject('C-1'));
    const sealer = sealerOver(safe.keyring(), RULES);
    const { value } = await sealer.unseal(stored);
    expect(contentHash(await sealer.seal(value))).toBe(hash);
  });

  it('leaves other persons their data', async () => {
    const other = { ...DATA, customerId: 'C-2' };
    const stored = await sealerOver(keyring, RULES, { documentId: 'wf-2' }).seal(other);
    await sealerOver(keyring, RULES).seal(DATA);
    await keyring.destroy(personSubject('C-1'));
    const read = await sealerOver(safe.keyring(), RULES, { documentId: 'wf-2' }).unseal(stored);
    expect(read).toEqual({ value: other, erased: [] });
  });

  it('can give new data, under a new key, and the old stays erased', async () => {
    const before = await sealerOver(keyring, RULES).seal(DATA);
    await keyring.destroy(personSubject('C-1'));
    const sealer = sealerOver(keyring, RULES);
    const { value } = await sealer.unseal(before);
    const after = await sealer.seal(put(value, '/customer', { name: 'New' }));
    expect((await sealerOver(safe.keyring(), RULES).unseal(after)).value).toEqual({
      ...DATA,
      customer: { name: 'New' },
    });
    expect((await sealerOver(safe.keyring(), RULES).unseal(before)).erased).toEqual(['/customer']);
  });

  it('takes along only their part of a place that holds another’s', async () => {
    const rules = {
      sensitive: ['/order'],
      personal: [{ pointer: '/order/contact', subject: '/contactId' }],
    };
    const data = { contactId: 7, order: { total: 5, contact: { phone: '+8801700000001' } } };
    const stored = await sealerOver(keyring, rules).seal(data);
    await keyring.destroy(personSubject('7'));
    const sealer = sealerOver(safe.keyring(), rules);
    const read = await sealer.unseal(stored);
    expect(read).toEqual({ value: { contactId: 7, order: { total: 5, contact: null } }, erased: ['/order/contact'] });
    expect(await sealer.seal(read.value)).toEqual(stored);
  });

  it('does not take away the name under which another’s data can be erased', async () => {
    const rules = {
      personal: [
        { pointer: '/order', subject: '/customerId' },
        { pointer: '/contact', subject: '/order/contactId' },
      ],
    };
    const data = { customerId: 'C-1', order: { contactId: 'K-1' }, contact: { phone: '+8801700000001' } };
    const stored = await sealerOver(keyring, rules).seal(data);
    await keyring.destroy(personSubject('C-1'));
    const sealer = sealerOver(safe.keyring(), rules);
    const { value } = await sealer.unseal(stored);
    const again = await sealer.seal({ ...(value as JsonObject), note: 'x' });
    await keyring.destroy(personSubject('K-1'));
    expect((await sealerOver(safe.keyring(), rules).unseal(again)).erased).toEqual(['/contact', '/order']);
  });
});

describe('personal data of nobody in particular', () => {
  it.each<Json>([null, '', {}, true, 'x'.repeat(501)])(
    'with the subject %j is under a key of its document',
    async (customerId) => {
      const data = { customerId, customer: 'canary' };
      const stored = await sealerOver(keyring, RULES).seal(data);
      expect(sealed(stored, '/customer').k).toBe((await keyring.keyOf('document:wf-1')).keyId);
      await keyring.destroy('document:wf-1');
      expect((await sealerOver(safe.keyring(), RULES).unseal(stored)).value).toEqual({ ...data, customer: null });
    },
  );
});

it('rules with a pointer that is none stop at once', () => {
  expect(() => sealerOver(keyring, { sensitive: ['nid'] })).toThrow(TypeError);
  expect(() => sealerOver(keyring, { personal: [{ pointer: '/a', subject: '/~2' }] })).toThrow(TypeError);
});
