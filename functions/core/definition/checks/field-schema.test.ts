// What is known of a path before there is data.
import { describe, expect, it } from 'vitest';
import { definitionWith } from '../../testing/sample-workflow.ts';
import { fieldAt, fits, typeOf, typesOf } from './field-schema.ts';

const definition = definitionWith({
  data: {
    type: 'object',
    required: ['customer', 'total'],
    properties: {
      total: { type: 'number', minimum: 0 },
      customer: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, tier: { enum: ['gold'] } },
      },
      site: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      odd: true,
    },
  },
});

describe('a field', () => {
  it('of the data is what its schema says, and always there only if all that leads to it is', () => {
    expect(fieldAt(definition, 'total')).toEqual({
      required: true,
      schema: { type: 'number', minimum: 0 },
      open: true,
    });
    expect(fieldAt(definition, 'customer.name')).toMatchObject({ required: true, schema: { type: 'string' } });
    expect(fieldAt(definition, 'customer.tier')).toMatchObject({ required: false, schema: { enum: ['gold'] } });
    expect(fieldAt(definition, 'site.name')).toMatchObject({ required: false, schema: { type: 'string' } });
  });
  it.each(['other', 'total.deeper', 'odd', 'constructor', 'customer.toString'])(
    'that the schema does not describe may be anything: %s',
    (path) => expect(fieldAt(definition, path)).toEqual({ required: false, schema: {}, open: true }),
  );
  it('may be anything without a schema', () =>
    expect(fieldAt(definitionWith(), 'total')).toEqual({ required: false, schema: {}, open: true }));
  it('of the circumstances is known', () => {
    expect(fieldAt(definition, '$context.priority')).toMatchObject({
      required: true,
      schema: { enum: ['low', 'medium', 'high', 'urgent'] },
    });
    expect(fieldAt(definition, '$context.startedBy')).toMatchObject({ required: true, schema: { type: 'string' } });
    expect(fieldAt(definition, '$context.tags.0')).toMatchObject({ required: false });
  });
  it('of a step is what its conditions name, or missing', () => {
    expect(fieldAt(definition, '$steps.review.outcome')).toEqual({ required: false, schema: {}, open: false });
  });
});

describe('types', () => {
  it('are those a schema names, whole numbers among the numbers', () => {
    expect(typesOf({})).toBeNull();
    expect([...(typesOf({ type: 'integer' }) ?? [])]).toEqual(['number']);
    expect([...(typesOf({ type: ['string', 'null'] }) ?? [])]).toEqual(['string', 'null']);
  });
  it('of values are those of JSON', () => {
    expect([5, 'a', true, null, [], {}].map(typeOf)).toEqual([
      'number',
      'string',
      'boolean',
      'null',
      'array',
      'object',
    ]);
  });
});

describe('fitting', () => {
  it('is what the schema says', () => {
    expect(fits({ type: 'string', maxLength: 3 }, 'abc')).toBe(true);
    expect(fits({ type: 'string', maxLength: 3 }, 'abcd')).toBe(false);
  });
  it('is not denied by a schema that does not stand alone', () => expect(fits({ $ref: '#/$defs/x' }, 5)).toBe(true));
});
