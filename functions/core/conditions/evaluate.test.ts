// Conditions and tables: what each operator means, and that nothing in the data can make them fail.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionTable } from '../definition/schema.ts';
import type { Json, JsonObject } from '../json.ts';
import { RULE_CHAIN_MAX } from '../limits.ts';
import { scopeWith } from '../testing/sample-people.ts';
import { seeded } from '../testing/seeded.ts';
import { evaluateTable, holds, matchingRows } from './evaluate.ts';
import { type Condition, conditionSchema } from './schema.ts';
import type { Scope } from './scope.ts';

const on = (data: JsonObject, condition: Condition, rules: Scope['rules'] = {}): boolean =>
  holds(condition, scopeWith({ data, rules }));

describe('operators', () => {
  it.each<[string, Json, unknown, boolean]>([
    ['$eq of equal values', 5, { $eq: 5 }, true],
    ['$eq across types', 5, { $eq: '5' }, false],
    ['$eq of objects in another order of keys', { a: 1, b: 2 }, { $eq: { b: 2, a: 1 } }, true],
    ['a plain value', 'gold', 'gold', true],
    ['a plain null', null, null, true],
    ['a plain list', ['a'], ['a'], true],
    ['$ne of another value', 5, { $ne: 6 }, true],
    ['$ne of another type', 5, { $ne: '5' }, true],
    ['$ne of the same value', 5, { $ne: 5 }, false],
    ['$gt at the bound', 5, { $gt: 5 }, false],
    ['$gt above it', 5.1, { $gt: 5 }, true],
    ['$gte at the bound', 5, { $gte: 5 }, true],
    ['$gte below it', 4.9, { $gte: 5 }, false],
    ['$lt at the bound', 5, { $lt: 5 }, false],
    ['$lt below it', 4.9, { $lt: 5 }, true],
    ['$lte at the bound', 5, { $lte: 5 }, true],
    ['$lte above it', 5.1, { $lte: 5 }, false],
    ['text in its order', '2026-03-02', { $gt: '2026-03-01', $lt: '2026-04-01' }, true],
    ['a number against a text', 5, { $gt: '1' }, false],
    ['a text against a number', '5', { $gt: 1 }, false],
    ['a text against a number, the other way', '5', { $lt: 100 }, false],
    ['null against a number', null, { $lt: 1 }, false],
    ['true against a number', true, { $gt: 0 }, false],
    ['a list against a number', [5], { $gte: 5 }, false],
    ['$in with the value', 'a', { $in: ['a', 'b'] }, true],
    ['$in without it', 'c', { $in: ['a', 'b'] }, false],
    ['$in of nothing', 'a', { $in: [] }, false],
    ['$in of lists', [1], { $in: [[1], [2]] }, true],
    ['$nin with the value', 'a', { $nin: ['a'] }, false],
    ['$nin without it', 'c', { $nin: ['a'] }, true],
    ['$exists of a null', null, { $exists: true }, true],
    ['$exists: false of a value', 5, { $exists: false }, false],
    ['$size of a list', [1, 2], { $size: 2 }, true],
    ['$size of another list', [1], { $size: 2 }, false],
    ['$size of a text', 'ab', { $size: 2 }, false],
    ['$size of an object', { length: 2 }, { $size: 2 }, false],
    ['several operators of which one fails', 5, { $gt: 1, $lt: 5 }, false],
    ['an operator that is left out', 5, { $gt: 1, $lt: undefined }, true],
  ])('%s', (_what, value, test, expected) => expect(on({ value }, { value: test })).toBe(expected));

  it.each<[unknown, boolean]>([
    [{ $eq: null }, false],
    [null, false],
    [{ $gt: 0 }, false],
    [{ $lt: 0 }, false],
    [{ $in: [null] }, false],
    [{ $size: 0 }, false],
    [{ $exists: true }, false],
    [{ $exists: false }, true],
    [{ $ne: 5 }, true],
    [{ $nin: [5] }, true],
  ])('a missing field makes %j %s', (test, expected) => expect(on({}, { 'not.there': test })).toBe(expected));
});

describe('conditions', () => {
  it('hold where there is none, and where it is empty', () => {
    expect(holds(undefined, scopeWith())).toBe(true);
    expect(on({}, {})).toBe(true);
  });
  it('mean all of several fields', () => {
    expect(on({ a: 1, b: 2 }, { a: 1, b: 2 })).toBe(true);
    expect(on({ a: 1, b: 2 }, { a: 1, b: 3 })).toBe(false);
    expect(on({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  });
  it('combine with $and, $or and $not, also beside fields', () => {
    const both = { a: 1, $and: [{ b: 2 }, { $or: [{ c: 3 }, { c: 4 }] }], $not: { d: 5 } };
    expect(on({ a: 1, b: 2, c: 4 }, both)).toBe(true);
    expect(on({ a: 1, b: 2, c: 5 }, both)).toBe(false);
    expect(on({ a: 1, b: 2, c: 4, d: 5 }, both)).toBe(false);
    expect(on({ a: 2, b: 2, c: 4 }, both)).toBe(false);
  });
  it('reach into steps and circumstances, and nowhere else', () => {
    const scope = scopeWith({ data: { priority: 'low' }, steps: { review: { outcome: 'approved' } } });
    expect(holds({ '$steps.review.outcome': 'approved', '$context.priority': 'medium', priority: 'low' }, scope)).toBe(
      true,
    );
    expect(holds({ '$steps.other.outcome': { $exists: true } }, scope)).toBe(false);
  });
  it('compute where they say $expr; only a plain true counts', () => {
    expect(on({ total: 6, discount: 100 }, { $expr: 'data.total * data.discount > 500.0' })).toBe(true);
    expect(on({ total: 'six' }, { $expr: 'data.total > 5' })).toBe(false);
    expect(on({ total: 6 }, { $expr: 'data.total' })).toBe(false);
    expect(on({ total: 'true' }, { $expr: 'data.total' })).toBe(false);
  });
  it.each(['__proto__', 'constructor', 'length', 'toString', 'constructor.name', '__proto__.toString'])(
    'find nothing at the path "%s" of data that does not own it',
    (path) => {
      const condition = JSON.parse(`{"${path}": {"$exists": true}, "list.${path}": {"$exists": true}}`) as Condition;
      for (const [key, test] of Object.entries(condition))
        expect(on({ list: ['a'], text: 'b' }, { [key]: test })).toBe(false);
      expect(on({ text: 'b' }, { [`text.${path}`]: { $exists: true } })).toBe(false);
    },
  );
});

describe('named rules', () => {
  it('hold where their condition does', () => {
    const rules = { high: { total: { $gte: 50 } } };
    expect(on({ total: 50 }, { $rule: 'high' }, rules)).toBe(true);
    expect(on({ total: 49 }, { $rule: 'high' }, rules)).toBe(false);
  });
  it.each(['missing', 'constructor', 'table'])('are false where "%s" names no condition', (name) => {
    const rules = { table: { hit: 'first' as const, rows: [{ when: {}, then: 'role:sr' }] } };
    expect(on({}, { $rule: name }, rules)).toBe(false);
  });
  it('are false in a circle, which ends', () => {
    expect(on({}, { $rule: 'a' }, { a: { $rule: 'b' }, b: { $rule: 'a' } })).toBe(false);
  });
  it(`may lead through ${RULE_CHAIN_MAX} of them`, () => {
    const chain = (length: number): Scope['rules'] =>
      Object.fromEntries(Array.from({ length }, (_, i) => [`r${i}`, i === length - 1 ? {} : { $rule: `r${i + 1}` }]));
    expect(on({}, { $rule: 'r0' }, chain(RULE_CHAIN_MAX))).toBe(true);
    expect(on({}, { $rule: 'r0' }, chain(RULE_CHAIN_MAX + 1))).toBe(false);
  });
  it('are evaluated once for a request, however often rules name rules', () => {
    let reads = 0;
    const data = Object.defineProperty({}, 'total', {
      enumerable: true,
      get: () => {
        reads += 1;
        return 5;
      },
    }) as JsonObject;
    const often = (name: string): Condition => ({ $and: Array.from({ length: 50 }, () => ({ $rule: name })) });
    expect(on(data, often('a'), { a: often('b'), b: often('c'), c: { total: 5 } })).toBe(true);
    expect(reads).toBeLessThan(5);
  });
});

describe('tables', () => {
  const table = (hit: 'unique' | 'first'): DecisionTable => ({
    hit,
    rows: [
      { when: { amount: { $lt: 10 } }, then: 'role:a' },
      { when: { amount: { $gte: 5 } }, then: 'role:b' },
    ],
  });
  const at = (amount: Json): Scope => scopeWith({ data: { amount } });
  it('yield their one matching row', () => {
    expect(evaluateTable(table('unique'), at(4))).toBe('role:a');
    expect(evaluateTable(table('unique'), at(10))).toBe('role:b');
  });
  it('yield nothing where a unique table has two rows that match', () => {
    expect(evaluateTable(table('unique'), at(7))).toBeUndefined();
    expect(matchingRows(table('unique'), at(7))).toHaveLength(2);
  });
  it('yield the first of several where they say so', () => expect(evaluateTable(table('first'), at(7))).toBe('role:a'));
  it('yield nothing where no row matches', () => expect(evaluateTable(table('first'), at('much'))).toBeUndefined());
});

describe('any condition on any data', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'constructor', 'toString', 'length', '0');
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<Json>(null, true, false, 0, 1, 1.5, -1, '', 'a', 'b'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const path = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join('.'));
  const order = fc.constantFrom<Json>(0, 1, 'a');
  const comparison = fc.record(
    {
      $eq: value,
      $ne: value,
      $gt: order,
      $gte: order,
      $lt: order,
      $lte: order,
      $in: fc.array(value, { maxLength: 3 }),
      $nin: fc.array(value, { maxLength: 3 }),
      $exists: fc.boolean(),
      $size: fc.nat(3),
    },
    { requiredKeys: [] },
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      fc.dictionary(path, fc.oneof(comparison, value), { maxKeys: 3 }) as fc.Arbitrary<Condition>,
      fc.record(
        {
          $and: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
          $or: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
          $not: tie('condition'),
          $rule: fc.constantFrom('r', 's', 'none'),
          $expr: fc.constantFrom('data.a > 1', 'data.b == data.c', 'size(data.a) > 0', 'data.a.exists(x, x == data.b)'),
        },
        { requiredKeys: [] },
      ) as fc.Arbitrary<Condition>,
    ),
  }));
  const data = fc.dictionary(key, value, { maxKeys: 4 }) as fc.Arbitrary<JsonObject>;

  const shuffled = <T>(item: T): T => {
    if (Array.isArray(item)) return item.map((inner: unknown) => shuffled(inner)) as T;
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(
      Object.entries(item)
        .reverse()
        .map(([name, inner]) => [name, shuffled(inner)]),
    ) as T;
  };

  it('never fails, and comes to the same for shuffled keys', () => {
    let held = 0;
    fc.assert(
      fc.property(condition, condition, data, (tested, named, request) => {
        const parsed = conditionSchema.parse(tested);
        const rules = { r: conditionSchema.parse(named), s: { $rule: 'r' } };
        const result = on(request, parsed, rules);
        if (result) held += 1;
        return (
          typeof result === 'boolean' &&
          on(shuffled(request), shuffled(parsed), shuffled(rules)) === result &&
          on(request, { $not: parsed }, rules) === !result
        );
      }),
      seeded(200),
    );
    // The examples are worth something only if both answers come.
    expect(held).toBeGreaterThan(20);
    expect(held).toBeLessThan(180);
  }, 30_000);
});
