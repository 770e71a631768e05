// Rules of forms: a field for everything a schema says, data for everything somebody types, problems at their place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/error.ts';
import type { Schema } from '../data/definition.ts';
import { labelOf, pointerLabel } from './label.ts';
import { problemsIn, problemsOf } from './problems.ts';
import { type Data, fieldsOf, kindOf, parsed, patchBetween, shown, withValue } from './values.ts';

const schema: Schema = {
  type: 'object',
  required: ['orderId', 'customer', 'amount'],
  properties: {
    note: { type: 'string', maxLength: 2000 },
    orderId: { type: 'string', pattern: '^ORD-' },
    amount: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
    customer: {
      type: 'object',
      title: 'Buyer',
      required: ['name'],
      properties: { name: { type: 'string', minLength: 2 } },
    },
    kind: { enum: ['a', 'b'] },
    mail: { type: 'string', format: 'email' },
    items: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
    tags: { type: 'array', items: { type: 'string' } },
    deep: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
    free: { type: 'object' },
    sure: { type: ['boolean', 'null'] },
  },
};

it('each kind of property has a field that can ask for it, and JSON asks for the rest', () => {
  const kinds = Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, one]) => [name, kindOf(one)]));
  expect(kinds).toEqual({
    note: 'long',
    orderId: 'text',
    amount: 'number',
    customer: 'object',
    kind: 'choice',
    mail: 'text',
    items: 'list',
    tags: 'list',
    deep: 'json',
    free: 'json',
    sure: 'boolean',
  });
});

it('required fields come first, otherwise in the order of the schema', () => {
  expect(
    fieldsOf(schema)
      .map(({ name }) => name)
      .slice(0, 4),
  ).toEqual(['orderId', 'amount', 'customer', 'note']);
});

it('fields are called by their title, or by their name in words', () => {
  expect([labelOf('totalAmount'), labelOf('orderId'), labelOf('x', { title: 'Ix' })]).toEqual([
    'Total amount',
    'Order ID',
    'Ix',
  ]);
  expect(pointerLabel('/customer/name', schema)).toBe('Buyer › Name');
});

describe('what somebody types', () => {
  it('becomes the type that the schema asks for, and nothing where nothing is there', () => {
    expect(parsed({ type: 'number' }, '12.5')).toBe(12.5);
    expect(parsed({ type: 'number' }, '12 bags')).toBe('12 bags');
    expect(parsed({ enum: [1, 2] }, '2')).toBe(2);
    expect(parsed({ type: 'string' }, '')).toBeUndefined();
    const at = parsed({ type: 'string', format: 'date-time' }, '2026-11-27T10:00');
    expect(shown({ type: 'string', format: 'date-time' }, at)).toBe('2026-11-27T10:00');
  });

  it('lands at its place, keeps the order, and takes empty groups away with it', () => {
    const data = { a: 1, group: { x: 1 }, list: [{ s: 'p' }, { s: 'q' }] };
    expect(withValue(data, ['list', '1', 's'], 'r')).toEqual({ ...data, list: [{ s: 'p' }, { s: 'r' }] });
    expect(withValue(data, ['group', 'x'], undefined)).toEqual({ a: 1, list: data.list });
    expect(Object.keys(withValue(data, ['a'], 2) as Data)).toEqual(['a', 'group', 'list']);
    expect(withValue({}, ['new', 'deep'], 1)).toEqual({ new: { deep: 1 } });
  });
});

describe('problems', () => {
  it('are found before anything is sent, each at its field', () => {
    const found = problemsOf(schema, { orderId: 'x', amount: 0, customer: { name: 'R' }, mail: 'nobody' });
    expect(found).toEqual({
      '/orderId': { kind: 'pattern' },
      '/amount': { kind: 'minimum', limit: 0 },
      '/customer/name': { kind: 'short', limit: 2 },
      '/mail': { kind: 'email' },
    });
    expect(problemsOf(schema, {})).toEqual({
      '/orderId': { kind: 'required' },
      '/amount': { kind: 'required' },
      '/customer/name': { kind: 'required' },
    });
    expect(problemsOf(schema, { orderId: 'ORD-1', amount: 5, customer: { name: 'Rina' } })).toEqual({});
  });

  it('that the API names come to the same places', () => {
    const error = new ApiError('INVALID_DATA', '', '', {
      problems: [
        { path: '/data/amount', message: 'too much' },
        { path: '/other', message: 'x' },
      ],
    });
    expect(problemsIn(error, '/data')).toEqual({ '/amount': 'too much', '/other': 'x' });
    expect(problemsIn(new ApiError('NOT_FOUND', ''), '/data')).toEqual({});
  });
});

describe('a patch', () => {
  /** RFC 7396, as the engine applies it. */
  const merge = (target: unknown, patch: unknown): unknown => {
    if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
    const result: Record<string, unknown> =
      typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
    for (const [name, value] of Object.entries(patch))
      if (value === null) delete result[name];
      else result[name] = merge(result[name], value);
    return result;
  };

  it('holds what changed alone, and null for what is gone', () => {
    expect(patchBetween({ a: 1, b: { x: 1, y: 2 }, c: [1] }, { a: 1, b: { x: 2 }, c: [1, 2] })).toEqual({
      b: { x: 2, y: null },
      c: [1, 2],
    });
    expect(patchBetween({ a: 1 }, { a: 1 })).toEqual({});
  });

  it('always makes the one of the other', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 2 }, fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer()), tie('object')),
      object: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3 }),
    })).object as fc.Arbitrary<Data>;
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(merge(before, patchBetween(before, after))).toEqual({ ...after });
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
