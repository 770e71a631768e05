// Tables without gaps and overlaps, steps that can be reached: compared with trying everything.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, matchingRows } from '../../conditions/evaluate.ts';
import type { Condition } from '../../conditions/schema.ts';
import type { Json, JsonObject } from '../../json.ts';
import { scopeWith } from '../../testing/sample-people.ts';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { seeded } from '../../testing/seeded.ts';
import { checkLogic } from './logic.ts';

const SCHEMA = {
  type: 'object',
  required: ['amount', 'kind', 'unit', 'flag'],
  properties: {
    amount: { type: 'number', minimum: 0 },
    kind: { enum: ['product', 'service', 'bulk'] },
    unit: { type: 'string' },
    flag: { type: 'boolean' },
    note: { type: 'string' },
  },
};
const check = (
  whens: readonly Condition[],
  hit: 'unique' | 'first' = 'unique',
  data: JsonObject = SCHEMA,
  rules = {},
) =>
  checkLogic(
    definitionWith({
      data,
      rules: { ...rules, t: { hit, rows: whens.map((when) => ({ when, then: 'role:sr' })) } },
    } as Parameters<typeof written>[0]),
  );
const found = (...args: Parameters<typeof check>): readonly string[] =>
  check(...args).map(({ severity, code }) => `${severity} ${code}`);

describe('a table', () => {
  it('is fine where exactly one row matches, whatever the request', () => {
    expect(check([{ amount: { $lt: 10 } }, { amount: { $gte: 10, $lt: 50 } }, { amount: { $gte: 50 } }])).toEqual([]);
    expect(
      check([{ kind: 'bulk' }, { kind: { $ne: 'bulk' }, flag: true }, { kind: { $nin: ['bulk'] }, flag: false }]),
    ).toEqual([]);
    expect(
      check([{ $rule: 'small' }, { $not: { $rule: 'small' } }], 'unique', SCHEMA, { small: { amount: { $lt: 10 } } }),
    ).toEqual([]);
    expect(check([{}])).toEqual([]);
  });
  it('has a gap at the one value between two bounds', () => {
    expect(check([{ amount: { $lt: 10 } }, { amount: { $gt: 10 } }])).toEqual([
      {
        severity: 'error',
        code: 'TABLE_GAP',
        path: '/rules/t',
        message: 'No row matches for some data, such as {"amount":10}.',
        counterexample: { amount: 10 },
      },
    ]);
  });
  it('has an overlap at the one value that two bounds share', () => {
    expect(check([{ amount: { $lte: 10 } }, { amount: { $gte: 10 } }])).toMatchObject([
      { code: 'TABLE_OVERLAP', counterexample: { amount: 10 } },
    ]);
  });
  it('may overlap where the first row counts, and not have a gap', () => {
    expect(found([{ amount: { $lte: 10 } }, {}], 'first')).toEqual([]);
    expect(found([{ amount: { $lte: 10 } }, { amount: { $gt: 11 } }], 'first')).toEqual(['error TABLE_GAP']);
  });
  it('has both where it has both', () => {
    expect(found([{ amount: { $lt: 10 } }, { amount: { $lt: 5 } }])).toEqual([
      'error TABLE_GAP',
      'error TABLE_OVERLAP',
    ]);
  });
  it('has only a doubtful gap where a field has to be missing for it', () => {
    expect(check([{ note: 'a' }, { note: { $ne: 'a' }, $not: { note: { $exists: false } } }])).toMatchObject([
      { severity: 'warning', code: 'TABLE_GAP', counterexample: {} },
    ]);
  });
  it('has only a doubtful gap where a field has to be of a type nobody expects', () => {
    const untyped = { type: 'object', required: ['amount'], properties: { amount: {} } };
    expect(check([{ amount: { $lt: 10 } }, { amount: { $gte: 10 } }], 'unique', untyped)).toMatchObject([
      { severity: 'warning', code: 'TABLE_GAP', counterexample: { amount: null } },
    ]);
  });
  it('shows the usual case before the one that needs a missing field', () => {
    expect(check([{ amount: { $lte: 10 }, note: { $exists: true } }])).toMatchObject([
      { severity: 'error', counterexample: { amount: 20, note: 'any' } },
    ]);
  });
  it.each<[string, readonly Condition[], JsonObject]>([
    ['texts before the first in order', [{ unit: { $gte: 'm' } }], SCHEMA],
    ['texts between two in order', [{ unit: { $lte: 'a' } }, { unit: { $gte: 'c' } }], SCHEMA],
    [
      'lists of another size',
      [{ items: { $size: 0 } }],
      { type: 'object', required: ['items'], properties: { items: { type: 'array' } } },
    ],
    ['numbers beyond a very large one', [{ amount: { $lte: 1e18 } }], SCHEMA],
    [
      'the other value of a field that is only asked to exist',
      [{ flag: { $exists: true }, amount: { $lt: 5 } }],
      SCHEMA,
    ],
    [
      'a text that fits its pattern',
      [{ unit: 'ACL' }],
      { type: 'object', required: ['unit'], properties: { unit: { type: 'string', pattern: '^[A-Z]{3}$' } } },
    ],
    ['another object', [{ o: { a: 1 } }], { type: 'object', required: ['o'], properties: { o: { type: 'object' } } }],
    [
      'null where it is allowed',
      [{ n: { $ne: null } }],
      { type: 'object', required: ['n'], properties: { n: { type: ['number', 'null'] } } },
    ],
  ])('has a gap at %s', (_what, whens, data) => expect(found(whens, 'unique', data)).toEqual(['error TABLE_GAP']));
  it.each<[string, readonly Condition[], JsonObject]>([
    [
      'between whole numbers',
      [{ n: { $lt: 1.5 } }, { n: { $gt: 1.5 } }],
      { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
    ],
    ['outside the bounds of the schema', [{ amount: { $gte: 0 } }], SCHEMA],
    [
      'for a priority that does not exist',
      ['low', 'medium', 'high', 'urgent'].map((priority) => ({ '$context.priority': priority })),
      SCHEMA,
    ],
    ['for a constant', [{ c: 'x' }], { type: 'object', required: ['c'], properties: { c: { const: 'x' } } }],
  ])('has no gap %s', (_what, whens, data) => expect(found(whens, 'unique', data)).toEqual([]));
  it('is in doubt over outcomes that a step may have besides those it names', () => {
    expect(found([{ '$steps.review.outcome': 'approved' }, { '$steps.review.outcome': 'rejected' }])).toEqual([
      'warning TABLE_GAP',
    ]);
  });
  it('is not proven where it computes, or tells too many cases apart', () => {
    expect(found([{ $expr: 'data.amount > 5' }])).toEqual(['warning NOT_PROVEN']);
    expect(found(Array.from({ length: 16 }, (_, i) => ({ [`f${i}`]: true })))).toEqual(['warning NOT_PROVEN']);
  });
});

describe('the conditions of a step', () => {
  const reach = (conditions: Condition, data: JsonObject = SCHEMA) =>
    checkLogic(definitionWith({ data, steps: [{ ...APPROVAL, conditions }] } as Parameters<typeof written>[0]));
  it.each<[string, Condition]>([
    ['two bounds that leave nothing', { amount: { $gt: 10, $lt: 10 } }],
    ['a value the schema does not allow', { kind: 'custom' }],
    ['a number below its minimum', { amount: { $lt: 0 } }],
    ['a text where a number stands', { amount: 'much' }],
    ['a field that is always there', { flag: { $exists: false } }],
    ['something and its opposite', { flag: true, $not: { flag: true } }],
    ['a priority that does not exist', { '$context.priority': 'asap' }],
  ])('can never hold with %s', (_what, conditions) => {
    expect(reach(conditions)).toEqual([
      {
        severity: 'error',
        code: 'UNREACHABLE_STEP',
        path: '/steps/0/conditions',
        message: 'The conditions of "review" can never hold.',
      },
    ]);
  });
  it.each<[string, Condition]>([
    ['a field that may be there', { note: { $exists: true } }],
    ['a field that may be missing', { note: { $exists: false } }],
    ['a field the schema does not describe', { coupon: { $exists: true } }],
    ['a required text', { unit: { $exists: true } }],
    ['a text that is not null', { unit: { $ne: null } }],
    ['a list that is not empty', { items: { $exists: true }, $not: { items: { $size: 0 } } }],
    ['an outcome of a step', { '$steps.review.outcome': 'auto_approved' }],
    ['a tag', { '$context.tags': { $ne: [] } }],
    ['an expression', { $expr: 'data.amount > 5' }],
  ])('can hold with %s', (_what, conditions) => expect(reach(conditions)).toEqual([]));
});

describe('any small table', () => {
  const bound = fc.integer({ min: 0, max: 4 });
  const text = fc.constantFrom('b', 'd');
  const orders = (operand: fc.Arbitrary<Json>) =>
    fc
      .record(
        {
          $eq: operand,
          $ne: operand,
          $gt: operand,
          $gte: operand,
          $lt: operand,
          $lte: operand,
          $in: fc.array(operand, { maxLength: 2 }),
          $nin: fc.array(operand, { maxLength: 2 }),
          $exists: fc.boolean(),
        },
        { requiredKeys: [] },
      )
      .map((test) => Object.fromEntries(Object.entries(test).slice(0, 2)))
      .filter((test) => Object.keys(test).length > 0);
  const test = {
    real: orders(bound),
    whole: orders(bound.map((n) => n / 2)),
    text: orders(text),
    choice: fc.oneof(fc.constantFrom('x', 'y'), orders(fc.constantFrom('x', 'y', 'z'))),
    flag: fc.oneof(fc.boolean(), fc.record({ $ne: fc.boolean() })),
    list: fc.oneof(fc.record({ $size: fc.nat(2) }), fc.constantFrom([0], [])),
  };
  const schema = {
    type: 'object',
    required: ['real', 'whole', 'text', 'choice', 'flag', 'list'],
    properties: {
      real: { type: 'number', minimum: 0, exclusiveMaximum: 4 },
      whole: { type: 'integer' },
      text: { type: 'string' },
      choice: { enum: ['x', 'y', 'z'] },
      flag: { type: 'boolean' },
      list: { type: 'array' },
    },
  };
  const GRID: { readonly [field in keyof typeof test]: readonly Json[] } = {
    real: Array.from({ length: 16 }, (_, i) => i / 4),
    whole: Array.from({ length: 9 }, (_, i) => i - 3),
    text: ['', 'a', 'b', 'b!', 'c', 'd', 'd!', 'e', 'other'],
    choice: ['x', 'y', 'z'],
    flag: [true, false],
    list: [[], [0], [1], [0, 0], [0, 0, 0], ['a', 1]],
  };
  type Field = keyof typeof test;
  const FIELDS = Object.keys(test) as Field[];
  const two = fc.shuffledSubarray(FIELDS, { minLength: 1, maxLength: 2 });
  const conditionOver = (fields: readonly Field[]): fc.Arbitrary<Condition> => {
    const plain = fc.record(Object.fromEntries(fields.map((field) => [field, test[field] as fc.Arbitrary<unknown>])), {
      requiredKeys: [],
    }) as fc.Arbitrary<Condition>;
    return fc.oneof(
      { weight: 4, arbitrary: plain },
      plain.map(($not) => ({ $not })),
      fc.tuple(plain, plain).map(($or) => ({ $or })),
    );
  };
  const drawn = two.chain((fields) =>
    fc.tuple(
      fc.constant(fields),
      fc.array(conditionOver(fields), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('unique', 'first'),
    ),
  );
  /** All requests of the grid over these fields; what no row looks at does not matter. */
  const requests = (fields: readonly Field[]): readonly JsonObject[] =>
    fields.reduce<readonly JsonObject[]>(
      (all, field) => all.flatMap((one) => GRID[field].map((value) => ({ ...one, [field]: value }))),
      [{}],
    );

  it('has a gap or an overlap if and only if trying everything finds one, and its example is one', () => {
    const seen = { gaps: 0, overlaps: 0, fine: 0 };
    fc.assert(
      fc.property(drawn, ([fields, whens, hit]) => {
        const definition = definitionWith({
          data: schema,
          rules: { t: { hit, rows: whens.map((when) => ({ when, then: 'role:sr' })) } },
        } as Parameters<typeof written>[0]);
        const table = { hit: hit as 'unique' | 'first', rows: whens.map((when) => ({ when, then: 'role:sr' })) };
        const hits = (data: JsonObject): number => matchingRows(table, scopeWith({ data })).length;
        const counts = requests(fields).map(hits);
        const findings = checkLogic(definition);
        const gap = findings.find(({ code }) => code === 'TABLE_GAP');
        const overlap = findings.find(({ code }) => code === 'TABLE_OVERLAP');
        const hasGap = counts.includes(0);
        const hasOverlap = hit === 'unique' && counts.some((count) => count > 1);
        seen.gaps += Number(hasGap);
        seen.overlaps += Number(hasOverlap);
        seen.fine += Number(!hasGap && !hasOverlap);
        expect({ gap: gap?.severity, overlap: overlap?.severity }).toEqual({
          gap: hasGap ? 'error' : undefined,
          overlap: hasOverlap ? 'error' : undefined,
        });
        if (gap !== undefined) expect(hits(gap.counterexample as JsonObject)).toBe(0);
        if (overlap !== undefined) expect(hits(overlap.counterexample as JsonObject)).toBeGreaterThan(1);
      }),
      seeded(600),
    );
    expect(seen.gaps).toBeGreaterThan(50);
    expect(seen.overlaps).toBeGreaterThan(50);
    expect(seen.fine).toBeGreaterThan(20);
  }, 30_000);
  it('has a step that is never reached if and only if nothing that is tried reaches it', () => {
    let unreachable = 0;
    fc.assert(
      fc.property(
        two.chain((fields) => fc.tuple(fc.constant(fields), conditionOver(fields))),
        ([fields, conditions]) => {
          const findings = checkLogic(
            definitionWith({ data: schema, steps: [{ ...APPROVAL, conditions }] } as Parameters<typeof written>[0]),
          );
          const isReached = requests(fields).some((data) => holds(conditions, scopeWith({ data })));
          unreachable += Number(!isReached);
          return (findings.length === 0) === isReached;
        },
      ),
      seeded(600),
    );
    expect(unreachable).toBeGreaterThan(10);
  }, 30_000);
});
