// Expressions and JSON Schemas inside a definition: they parse, fit their place, and cannot run away.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../json.ts';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { checkTexts } from './texts.ts';

const check = (fields: Parameters<typeof written>[0]) => checkTexts(definitionWith(fields));
const found = (fields: Parameters<typeof written>[0]): readonly (readonly [string, string])[] =>
  check(fields).map(({ code, path }) => [code, path]);

describe('expressions', () => {
  it('are fine where they yield what is needed, or what only the data tells', () => {
    const rules = { high: { $expr: 'data.total * 2 > 5' }, flag: { $expr: 'data.flag' } };
    const steps = [{ ...APPROVAL, assignedTo: ['condition:data.to', 'condition:data.a > 1 ? "role:sr" : "role:cro"'] }];
    expect(found({ rules, steps })).toEqual([]);
  });
  it('are found where they do not parse, wherever they stand', () => {
    const broken = { $and: [{ $not: { $expr: 'data.total >' } }] };
    expect(
      found({
        rules: { r: broken, t: { rows: [{ when: broken, then: 'condition:(' }] } },
        steps: [{ ...APPROVAL, conditions: broken, autoApprove: broken, assignedTo: 'condition:data.' }],
        trigger: { collection: 'orders', on: ['create'], conditions: broken },
      }).toSorted(),
    ).toEqual(
      [
        '/rules/r',
        '/rules/t/rows/0/then',
        '/rules/t/rows/0/when',
        '/steps/0/assignedTo',
        '/steps/0/autoApprove',
        '/steps/0/conditions',
        '/trigger/conditions',
      ].map((path) => ['INVALID_EXPRESSION', path]),
    );
  });
  it.each([
    ['an unknown variable', 'order.total > 5', 'Unknown variable: order'],
    ['a comparison that no data can satisfy', '"a" > 5', 'no such overload'],
    ['a regular expression', 'data.text.matches("a")', '"matches" is not available'],
    ['a number where yes or no is needed', 'size(data.items)', 'it yields int, and bool is needed here'],
    ['a text where yes or no is needed', '"yes"', 'it yields string, and bool is needed here'],
  ])('are found with %s', (_what, $expr, why) => {
    expect(check({ rules: { r: { $expr } } })[0]).toMatchObject({
      severity: 'error',
      code: 'INVALID_EXPRESSION',
      message: expect.stringContaining(why) as string,
    });
  });
  it('have to yield a rule where people are named', () => {
    expect(check({ steps: [{ ...APPROVAL, assignedTo: 'condition:data.total > 5' }] })[0]?.message).toContain(
      'it yields bool, and string is needed here',
    );
  });
});

describe('schemas', () => {
  const form = (schema: JsonObject) => found({ steps: [{ ...APPROVAL, form: schema }] });
  it('are fine in the forms people write', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
        pattern: { type: 'string' },
        items: { type: 'array', items: { $ref: '#/$defs/item' } },
      },
      $defs: { item: { type: 'object', additionalProperties: false } },
    };
    expect(form(schema)).toEqual([]);
    expect(found({ data: schema })).toEqual([]);
  });
  it.each([
    ['an unknown type', { type: 'banana' }],
    ['a reference to another place', { $ref: 'https://example.com/other.json' }],
    ['a reference to nothing', { $ref: '#/$defs/missing' }],
    ['a pattern that is none', { type: 'string', pattern: '(' }],
  ])('are found with %s', (_what, schema) => {
    expect(form(schema)).toEqual([['INVALID_SCHEMA', '/steps/0/form']]);
    expect(found({ data: { type: 'object', properties: { a: schema } } })).toEqual([['INVALID_SCHEMA', '/data']]);
  });
  it('are found with every pattern that can run away, also for names of fields, however deep', () => {
    const run = '^(a+)+$';
    const schema = {
      type: 'object',
      properties: { a: { anyOf: [{ type: 'string', pattern: run }] } },
      patternProperties: { [run]: { pattern: '(b*)*' } },
    };
    expect(check({ data: schema }).map(({ message }) => /"(.*)"/.exec(message)?.[1])).toEqual([run, run, '(b*)*']);
  });
  it('may have a property called "patternProperties" or a list of patterns as an example', () => {
    expect(
      form({
        type: 'object',
        properties: { patternProperties: { type: 'string' } },
        examples: [{ pattern: 5, patternProperties: 5 }],
      }),
    ).toEqual([]);
  });
});
