// Changes of data: merge patches as RFC 7396 has them, and what they touched.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataChange } from './instance.ts';
import type { Json, JsonObject } from './json.ts';
import { changesBetween, mergePatch, touches, withoutValues } from './patch.ts';
import { seeded } from './testing/seeded.ts';

const json = (text: string): JsonObject => JSON.parse(text) as JsonObject;

describe('a merge patch', () => {
  it.each<readonly [JsonObject, JsonObject, JsonObject]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of the standard: %j with %j is %j', (data, patch, result) => expect(mergePatch(data, patch)).toEqual(result));

  // The standard's examples whose whole is no object, one level down: the data of a request is always one.
  it.each<readonly [Json, Json, Json | undefined]>([
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, undefined],
    [{ a: 'foo' }, 'bar', 'bar'],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  ])('of the standard, inside: %j with %j is %j', (value, patch, result) =>
    expect(mergePatch({ v: value }, { v: patch })).toEqual(result === undefined ? {} : { v: result }),
  );

  it('changes neither the data nor the patch', () => {
    const data = { a: { b: 1 }, c: 2 };
    const patch = { a: { b: null, d: 3 } };
    expect(mergePatch(data, patch)).toEqual({ a: { d: 3 }, c: 2 });
    expect([data, patch]).toEqual([{ a: { b: 1 }, c: 2 }, { a: { b: null, d: 3 } }]);
  });
  it('knows only own keys, whatever they are called', () => {
    const merged = mergePatch({}, json('{"__proto__": {"isAdmin": true}, "constructor": {"a": 1}}'));
    expect(Object.keys(merged)).toEqual(['__proto__', 'constructor']);
    expect(merged.constructor).toEqual({ a: 1 });
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(Object.keys(mergePatch(json('{"__proto__": 1}'), json('{"__proto__": null}')))).toEqual([]);
  });
  it('changes nothing when it comes again', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()), (a, b) => {
        const once = mergePatch(a as JsonObject, b as JsonObject);
        expect(mergePatch(once, b as JsonObject)).toEqual(once);
        expect(changesBetween(once, mergePatch(once, b as JsonObject))).toEqual([]);
      }),
      seeded(200),
    ));
});

describe('changes', () => {
  it('name every value that differs, deepest first named, in the order of their names', () => {
    expect(changesBetween({ b: 1, a: { x: 1, y: 2 }, same: [1] }, { a: { x: 1, y: 3 }, c: 'new', same: [1] })).toEqual([
      { pointer: '/a/y', from: 2, to: 3 },
      { pointer: '/b', from: 1, to: null },
      { pointer: '/c', from: null, to: 'new' },
    ]);
  });
  it('of lists, and between an object and another value, are one', () => {
    expect(changesBetween({ a: [1, 2], b: { c: 1 } }, { a: [1, 3], b: 'text' })).toEqual([
      { pointer: '/a', from: [1, 2], to: [1, 3] },
      { pointer: '/b', from: { c: 1 }, to: 'text' },
    ]);
  });
  it('are named by pointers that can be told apart', () => {
    expect(changesBetween({}, { 'a/b': 1, 'a~b': 2, a: { b: 3 } }).map(({ pointer }) => pointer)).toEqual([
      '/a',
      '/a~1b',
      '/a~0b',
    ]);
  });
  it('are none where only the order of the keys differs', () =>
    expect(changesBetween({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).toEqual([]));
  it('that are more than a hundred are told as one of the whole', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, i]));
    expect(changesBetween({}, many(100))).toHaveLength(100);
    expect(changesBetween({}, many(101))).toEqual([{ pointer: '', from: null, to: null }]);
  });
});

describe('a change', () => {
  const change = (pointer: string): DataChange => ({ pointer, from: 1, to: 2 });
  it.each([
    ['/a', '/a', true],
    ['/a/b', '/a', true],
    ['/a', '/a/b/c', true],
    ['', '/a', true],
    ['/a', '/b', false],
    ['/ab', '/a', false],
    ['/a', '/ab', false],
    ['/a/b', '/a/c', false],
  ])('of "%s" touches "%s": %s', (changed, pointer, does) => expect(touches(change(changed), pointer)).toBe(does));

  it('of what is to stay unseen is told without its values', () => {
    expect(
      withoutValues([change('/phone'), change('/customer'), change('/total')], ['/phone', '/customer/id']),
    ).toEqual([
      { pointer: '/phone', from: null, to: null },
      { pointer: '/customer', from: null, to: null },
      change('/total'),
    ]);
  });
});
