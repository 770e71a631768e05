// Samples of a field: one for every region that its tests tell apart.
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../json.ts';
import { DATA_BYTES_MAX } from '../../limits.ts';
import { samplesOf } from './samples.ts';

const of = (tests: readonly unknown[], schema: JsonObject, required = true, open = true) =>
  samplesOf(tests, { required, schema, open });
const values = (tests: readonly unknown[], schema: JsonObject): readonly (Json | undefined)[] =>
  of(tests, schema).map(({ value }) => value);
const usual = (tests: readonly unknown[], schema: JsonObject): readonly (Json | undefined)[] =>
  of(tests, schema).flatMap((sample) => (sample.usual ? [sample.value] : []));
const sorted = (numbers: readonly unknown[]): readonly number[] => (numbers as number[]).toSorted((a, b) => a - b);

describe('numbers', () => {
  const NUMBER = { type: 'number' };
  it('are at, between and beyond all bounds', () => {
    expect(sorted(values([{ $lt: 10 }, { $gte: 10, $lt: 50 }], NUMBER))).toEqual([0, 10, 30, 50, 100]);
  });
  it('stay within the schema, whose bounds count too', () => {
    expect(sorted(values([{ $lt: 10 }], { ...NUMBER, minimum: 0, maximum: 10 }))).toEqual([0, 5, 10]);
    expect(sorted(values([{ $lt: 10 }], { ...NUMBER, exclusiveMinimum: 0, exclusiveMaximum: 20 }))).toEqual([
      5, 10, 15,
    ]);
  });
  it('lie beyond bounds so large that one more makes no difference', () => {
    expect(values([{ $lte: 1e18 }], NUMBER)).toContain(2e18);
    expect(values([{ $gte: -1e18 }], NUMBER)).toContain(-2e18);
  });
  it('are whole where the schema says so, on both sides of a bound that is not', () => {
    expect(sorted(values([{ $lt: 1.5 }], { type: 'integer' }))).toEqual([1, 2]);
    expect(sorted(values([{ $lt: 5 }], { type: 'integer' }))).toEqual([4, 5, 6]);
    expect(sorted(values([{ $gt: 1 }, { $lt: 2 }], { type: 'integer' }))).toEqual([0, 1, 2, 3]);
    expect(values([{ $exists: true }], { type: 'integer' })).toContain(0);
  });
  it('are there though no test names one, where the schema says number', () => {
    expect(sorted(values([{ $exists: true }], NUMBER))).toEqual([-1, 1]);
  });
  it('that no multiple allows are kept as unusual', () => {
    expect(sorted(usual([{ $lt: 10 }], { ...NUMBER, multipleOf: 10 }))).toEqual([0, 10, 20]);
  });
});

describe('texts', () => {
  const STRING = { type: 'string' };
  it('are those that are named, and one that is none of them', () => {
    expect(values(['gold', { $in: ['silver'] }], STRING)).toEqual(['gold', 'silver', 'other than gold, silver']);
  });
  it('are one of those the schema lists, and no other', () => {
    expect(usual(['gold'], { enum: ['gold', 'silver'] })).toEqual(['gold', 'silver']);
    expect(usual(['gold'], { const: 'gold' })).toEqual(['gold']);
  });
  it('fit the schema where a short one does', () => {
    expect(usual(['ACL'], { ...STRING, maxLength: 3 })).toEqual(['ACL', 'x']);
    expect(usual(['ACL'], { ...STRING, pattern: '^[A-Z]{3}$' })).toEqual(['ACL', 'XXX']);
    expect(usual(['ACL'], { ...STRING, pattern: '^(ACL|AIL)$' })).toEqual(['ACL']);
    expect(values(['ACL'], { ...STRING, pattern: '^(ACL|AIL)$' })).toEqual(['ACL', 'other than ACL']);
  });
  it('stand before, between and after those they are compared with in order', () => {
    const texts = values([{ $lt: 'b' }, { $gte: 'd' }], STRING) as readonly string[];
    for (const inside of [
      (t: string) => t < 'b',
      (t: string) => t > 'b' && t < 'd',
      (t: string) => t > 'd',
      (t: string) => t === 'b',
    ])
      expect(texts.some(inside)).toBe(true);
  });
  it('stand between neighbours that leave hardly any room', () => {
    const texts = values([{ $gt: 'a' }, { $lt: 'a\u0001' }, { $lt: 'a' }], STRING) as readonly string[];
    expect(texts.some((text) => text > 'a' && text < 'a\u0001')).toBe(true);
  });
  it('that nobody names are not expected of a step', () => {
    const samples = samplesOf(['approved'], { required: false, schema: {}, open: false });
    expect(samples.filter((sample) => sample.usual).map(({ value }) => value)).toEqual(['approved']);
  });
});

describe('lists', () => {
  const ARRAY = { type: 'array' };
  const lengths = (tests: readonly unknown[]): readonly number[] =>
    values(tests, ARRAY).map((list) => (list as readonly Json[]).length);
  it('have every size that is asked for, and another', () => {
    expect(lengths([{ $size: 0 }])).toEqual([0, 1]);
    expect(lengths([{ $size: 2 }, { $size: 0 }])).toEqual([2, 0, 3]);
  });
  it('of a size are also such as are none of the named ones', () => {
    const lists = values([{ $size: 2 }, [0, 0], { $ne: [1, 1] }], ARRAY);
    expect(lists).toEqual([
      [0, 0],
      [1, 1],
      ['other', 'other'],
      [0, 0, 0],
    ]);
  });
  it('are there though no test names one', () => expect(lengths([{ $exists: true }])).toEqual([1]));
  it('are not made longer than any data can be', () => expect(lengths([{ $size: DATA_BYTES_MAX }])).toEqual([1]));
});

describe('other types', () => {
  it('are there where the schema names them', () => {
    expect(values([{ $exists: true }], { type: 'boolean' })).toEqual([true, false]);
    expect(values([true], { type: 'boolean' })).toEqual([true, false]);
    expect(values([{ $exists: true }], { type: 'null' })).toEqual([null]);
    expect(values([{ $exists: true }], { type: 'object' })).toEqual([{}]);
    expect(values([{ $ne: {} }], { type: 'object' })).toEqual([{}, { other: true }]);
    expect(values([{ $ne: null }], { type: ['string', 'null'] })).toEqual(['any', null]);
  });
  it('are there where a test names them and the schema names none', () => {
    const anything = values([true, null, [1], { a: 1 }, 5, 'a'], {});
    expect(anything).toEqual(expect.arrayContaining([true, false, null, [1], { a: 1 }, 5, 'a']));
  });
  it('that the schema does not name are left out', () => {
    expect(values([5, null, 'a'], { type: 'boolean' })).toEqual([true, false]);
  });
});

describe('a field of any type', () => {
  it('may have a value that makes every comparison false, which is not usual', () => {
    expect(of([{ $lt: 5 }], {}).filter((sample) => !sample.usual)).toEqual([{ value: null, usual: false }]);
    expect(of([null, { $eq: {} }], {}).filter((sample) => !sample.usual)).toEqual([
      { value: { other: true }, usual: false },
    ]);
  });
  it('has it as its usual value where no test tells anything else apart', () => {
    expect(of([{ $exists: true }], {})).toEqual([{ value: null, usual: true }]);
  });
  it('has none where the schema says in another way what fits', () => {
    expect(values([{ $lt: 5 }], { anyOf: [{ type: 'number' }] })).not.toContain(null);
  });
});

describe('a field that may be missing', () => {
  it('is also missing, which is not usual', () => {
    expect(of([true], { type: 'boolean' }, false).at(-1)).toEqual({ value: undefined, usual: false });
    expect(of([true], { enum: [true] }, false)).toEqual([
      { value: true, usual: true },
      { value: undefined, usual: false },
    ]);
  });
});
