// JSON values: own keys only, paths and pointers, equality, depth, size.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  depthOf,
  isObject,
  type Json,
  jsonEquals,
  ownValue,
  tieHash,
  valueAt,
  valueAtPointer,
} from './json.ts';
import { seeded } from './testing/seeded.ts';

const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'valueOf'];

describe('reading values', () => {
  it.each(INHERITED)('finds nothing under "%s" unless it is an own key', (key) => {
    for (const value of [{}, [], ['a', 'b'], 'text', 5, true, null]) {
      expect(ownValue(value, key)).toBeUndefined();
      expect(valueAt({ a: value }, `a.${key}`)).toBeUndefined();
      expect(valueAtPointer({ a: value }, `/a/${key}`)).toBeUndefined();
    }
    const owned: unknown = JSON.parse(`{"${key}": 7}`);
    expect(ownValue(owned, key)).toBe(7);
  });
  it('follows dots through objects and lists', () => {
    const data = { customer: { tiers: [{ name: 'gold' }] } };
    expect(valueAt(data, 'customer.tiers.0.name')).toBe('gold');
    expect(valueAt(data, 'customer.tiers.1.name')).toBeUndefined();
    expect(valueAt(data, 'customer.name.first')).toBeUndefined();
  });
  it('takes only plain whole numbers as places in a list', () => {
    for (const key of ['-1', '1.0', '1e0', ' 1', '1234567', '']) expect(ownValue(['a', 'b'], key)).toBeUndefined();
    expect(ownValue(['a', 'b'], '1')).toBe('b');
  });
  it('finds nothing beyond a null and nothing inside a text', () => {
    expect(valueAt({ a: null }, 'a')).toBeNull();
    expect(valueAt({ a: null }, 'a.b')).toBeUndefined();
    expect(valueAt({ a: 'text' }, 'a.0')).toBeUndefined();
  });
  it('follows JSON pointers with their two escapes; the empty one is the whole', () => {
    const data = { 'a/b': { 'c~d': 1 }, '~1': 2 };
    expect(valueAtPointer(data, '/a~1b/c~0d')).toBe(1);
    expect(valueAtPointer(data, '/~01')).toBe(2);
    expect(valueAtPointer(data, '')).toBe(data);
    expect(valueAtPointer(data, '/a/b')).toBeUndefined();
  });
  it('tells objects from lists and null', () => {
    expect([{}, [], null, 'a'].map(isObject)).toEqual([true, false, false, false]);
  });
});

const shuffled = (value: Json): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => shuffled(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
};
const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

describe('equality', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => jsonEquals(value, shuffled(value)) && jsonEquals(shuffled(value), value)),
      seeded(),
    );
  });
  it('holds exactly for values with the same canonical text', () => {
    const canonical = (value: Json): string =>
      JSON.stringify(value, (_key, item: unknown) =>
        isObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item,
      );
    const small = fc.jsonValue({ maxDepth: 2, stringUnit: fc.constantFrom('a', 'b') }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(small, small, (a, b) => jsonEquals(a, b) === (canonical(a) === canonical(b))),
      seeded(500),
    );
  });
  it.each<[Json | undefined, Json | undefined]>([
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      { a: 1, b: 2 },
      { a: 1, c: 2 },
    ],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[], {}],
    [{}, null],
    [1, '1'],
    [undefined, null],
    [JSON.parse('{"__proto__": {}}') as Json, { x: {} }],
    [{ toString: 1 }, { x: 1 }],
  ])('keeps %j and %j apart', (a, b) => {
    expect(jsonEquals(a, b)).toBe(false);
    expect(jsonEquals(b, a)).toBe(false);
  });
});

describe('measures', () => {
  it('counts nesting from 0 for a plain value, and stops one above the limit', () => {
    expect([1, {}, [[]], { a: { b: [1] } }].map((value) => depthOf(value, 10))).toEqual([0, 1, 2, 3]);
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as Json;
    expect(depthOf(deep, 32)).toBe(33);
  });
  it('counts the bytes of the UTF-8 text, whatever the characters', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\u0000', 'é', '€', '😀', '\ud800', '\udc00') });
    fc.assert(
      fc.property(
        fc.oneof(json, text, fc.array(text, { maxLength: 3 })),
        (value) => bytesOf(value) === new TextEncoder().encode(JSON.stringify(value)).length,
      ),
      seeded(),
    );
    expect(bytesOf('\ud800')).toBe('"\\ud800"'.length);
    expect(bytesOf('é€😀')).toBe(2 + 2 + 3 + 4);
    expect(bytesOf(undefined)).toBe(0);
  });
  it('hashes the same text to the same 32 bits everywhere', () => {
    // Published values of FNV-1a.
    expect(tieHash('')).toBe(0x811c9dc5);
    expect(tieHash('a')).toBe(0xe40c292c);
    expect(tieHash('foobar')).toBe(0xbf9cf968);
  });
});
