// Points of the data: one for every combination of regions that conditions tell apart.
import { describe, expect, it } from 'vitest';
import type { Condition } from '../../conditions/schema.ts';
import { TABLE_POINTS_MAX } from '../../limits.ts';
import { definitionWith, type written } from '../../testing/sample-workflow.ts';
import { expand, pointsOf } from './points.ts';

const fields = (conditions: readonly Condition[], definition: Parameters<typeof written>[0] = {}) =>
  pointsOf(definitionWith(definition), conditions)?.map((point) => point.fields);
const flag = (...names: readonly string[]) => ({
  data: {
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'boolean' }])),
  },
});

describe('conditions', () => {
  const rules = {
    a: { x: 1, $or: [{ $rule: 'b' }] },
    b: { y: 1 },
    t: { hit: 'first' as const, rows: [{ when: { z: 1 }, then: 'role:sr' }] },
    e: { $expr: 'data.x > 1' },
  };
  const paths = (conditions: readonly Condition[]) =>
    expand(conditions, rules)?.flatMap((part) => Object.keys(part).filter((key) => !key.startsWith('$')));
  it('lead through named rules to all their parts', () => {
    expect(paths([{ $not: { $rule: 'a' } }, { $rule: 'a', w: 1 }])?.sort()).toEqual(['w', 'x', 'y']);
  });
  it('lead nowhere through tables, missing rules and circles', () => {
    expect(paths([{ $rule: 't' }, { $rule: 'missing' }, { $rule: 'constructor' }])).toEqual([]);
    expect(expand([{ $rule: 'c' }], { c: { $rule: 'c' } })).toHaveLength(2);
  });
  it('that compute anywhere cannot be reasoned about', () => {
    expect(paths([{ $and: [{ $not: { $expr: 'true' } }] }])).toBeUndefined();
    expect(pointsOf(definitionWith({ rules }), [{ $rule: 'e' }])).toBeNull();
  });
});

describe('points', () => {
  it('are every combination of the fields', () => {
    const found = fields([{ a: true }, { b: true }], flag('a', 'b'));
    expect(found).toHaveLength(4);
    for (const a of [true, false]) for (const b of [true, false]) expect(found).toContainEqual({ a, b });
  });
  it('are the empty one where nothing is asked', () => expect(fields([{}])).toEqual([{}]));
  it('leave out a field that is missing', () => {
    expect(fields([{ a: true }], { data: { type: 'object', properties: { a: { type: 'boolean' } } } })).toEqual([
      { a: true },
      { a: false },
      {},
    ]);
  });
  it('stand in the data, the steps and the circumstances', () => {
    const [point] =
      pointsOf(definitionWith(), [
        { 'a.b.c': true, 'a.b.d': true, '$steps.review.output.ok': true, '$context.priority': 'low' },
      ]) ?? [];
    expect(point?.scope).toEqual({
      data: { a: { b: { c: true, d: true } } },
      steps: { review: { output: { ok: true } } },
      context: { priority: 'low' },
      rules: {},
    });
  });
  it('stand under a field that is compared itself', () => {
    const found = pointsOf(definitionWith(), [{ a: { $exists: true }, 'a.b': true }])?.map(({ scope }) => scope.data);
    expect(found).toEqual(expect.arrayContaining([{}, { a: null }, { a: { b: true } }]));
  });
  it('have their own keys, whatever these are called', () => {
    const data = pointsOf(definitionWith(), [{ 'constructor.x': 1, toString: true }])?.[0]?.scope.data;
    expect(JSON.stringify(data)).toBe('{"constructor":{"x":1},"toString":true}');
  });
  it('are usual only where all their fields are', () => {
    const points =
      pointsOf(definitionWith({ data: { type: 'object', required: ['a'], properties: { a: { type: 'boolean' } } } }), [
        { a: true, b: { $eq: 'x' } },
      ]) ?? [];
    expect(points.filter(({ usual }) => usual).map((point) => point.fields.b)).toEqual([
      'x',
      'other than x',
      'x',
      'other than x',
    ]);
    expect(points.some(({ usual, fields: { b } }) => !usual && b === undefined)).toBe(true);
  });
  it(`are not listed where there are more than ${TABLE_POINTS_MAX}`, () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => `f${i}`);
    const all = (count: number) => names(count).map((name) => ({ [name]: true }));
    expect(fields(all(15), flag(...names(15)))).toHaveLength(2 ** 15);
    expect(fields(all(16), flag(...names(16)))).toBeUndefined();
  });
});
