// The data of a request and the forms of deciders, against their schemas and limits.
import { describe, expect, it } from 'vitest';
import { DATA_BYTES_MAX, DATA_DEPTH_MAX } from '../limits.ts';
import { approval, define, manual, system } from '../testing/build.ts';
import { checkData, checkForm, compileSchema } from './form.ts';

const deep = (levels: number): { [key: string]: never } =>
  Array.from({ length: levels - 1 }).reduce<object>((inside) => ({ inside }), {}) as { [key: string]: never };
const step = (input: Parameters<typeof define>[0][number]) => define([input]).steps[0] as never;

describe('data', () => {
  it('is fine without a schema, up to the last level and byte', () => {
    expect(checkData(undefined, deep(DATA_DEPTH_MAX), 'The data')).toBeNull();
    expect(checkData(undefined, { a: 'x'.repeat(DATA_BYTES_MAX - 8) }, 'The data')).toBeNull();
  });
  it('is refused one level deeper', () =>
    expect(checkData(undefined, deep(DATA_DEPTH_MAX + 1), 'The data')).toMatchObject({
      error: { reason: 'LIMIT_EXCEEDED', message: expect.stringContaining('32 levels') },
    }));
  it('is refused one byte larger', () =>
    expect(checkData(undefined, { a: 'x'.repeat(DATA_BYTES_MAX - 7) }, 'The data')).toMatchObject({
      error: { reason: 'LIMIT_EXCEEDED', message: expect.stringContaining('262144 bytes') },
    }));
  it('that does not fit is refused with every problem and its place', () => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'object', properties: { b: { type: 'number' } } } },
    };
    expect(checkData(schema, { a: { b: 'x' } }, 'The form')).toMatchObject({
      error: {
        reason: 'INVALID_DATA',
        details: { problems: [{ path: '/a/b' }] },
        message: expect.stringContaining('/a/b: '),
      },
    });
  });
  it('that is wrong as a whole says so', () =>
    expect(checkData({ type: 'object', additionalProperties: false }, { x: 1 }, 'The form')).toMatchObject({
      error: { reason: 'INVALID_DATA', message: expect.stringContaining('the whole: ') },
    }));
  it('names at most twenty problems', () => {
    const names = Array.from({ length: 30 }, (_, i) => `f${i}`);
    const schema = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) };
    const refusal = checkData(schema, Object.fromEntries(names.map((name) => [name, 1])), 'The data');
    expect(refusal?.error.details?.problems).toHaveLength(20);
  });
  it('is refused where the schema itself is not usable', () =>
    expect(checkData({ type: 'nonsense' }, {}, 'The data')).toMatchObject({ error: { reason: 'INVALID_DEFINITION' } }));
});

describe('a schema', () => {
  it('is compiled once', () => {
    const schema = { type: 'object' };
    expect(compileSchema(schema)).toBe(compileSchema(schema));
  });
});

describe('a form', () => {
  const form = { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } };
  it.each([approval('a', { form }), manual('a', { form })])('of a $type step has to be filled in', (input) => {
    expect(checkForm(step(input), {})).toMatchObject({ error: { reason: 'INVALID_DATA' } });
    expect(checkForm(step(input), { amount: 3 })).toBeNull();
  });
  it('is not asked for where the step has none', () => {
    expect(checkForm(step(approval('a')), { anything: 1 })).toBeNull();
    expect(checkForm(step(system('a')), { anything: 1 })).toBeNull();
  });
});
