// Figures add up, in any order and wherever they are cut.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figures, rollups } from '../testing/random-figures.ts';
import { seeded } from '../testing/seeded.ts';
import { addDurations, amountOf, measured, NO_DURATIONS, percentilesOf } from './durations.ts';
import { allOf, figuresSchema, mergeFigures, NO_FIGURES } from './figures.ts';
import { STARTED } from './instance-figures.ts';
import { figuresIn, mergeRollups, NO_ROLLUP, overviewOf, rollupOf, rollupSchema, totalOf } from './rollup.ts';

const MERGES = [
  ['figures', figures, mergeFigures, NO_FIGURES, figuresSchema],
  ['roll-ups', rollups, mergeRollups, NO_ROLLUP, rollupSchema],
] as unknown as readonly [
  string,
  fc.Arbitrary<unknown>,
  (a: unknown, b: unknown) => unknown,
  unknown,
  typeof figuresSchema,
][];

describe.each(MERGES)('merging %s', (_, arbitrary, merge, nothing, schema) => {
  it('is the same in any order and wherever the parts are cut', () =>
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
      seeded(60),
    ));
  it('with nothing changes nothing', () =>
    fc.assert(
      fc.property(arbitrary, (some) => {
        expect(merge(nothing, some)).toEqual(some);
        expect(merge(some, nothing)).toEqual(some);
      }),
      seeded(50),
    ));
  it('stays within the schema, also through JSON', () =>
    fc.assert(
      fc.property(arbitrary, arbitrary, (a, b) => {
        const sum = merge(a, b);
        expect(schema.parse(JSON.parse(JSON.stringify(sum)))).toEqual(sum);
      }),
      seeded(50),
    ));
});

describe('durations', () => {
  it('have their sum, their amount and their percentiles', () => {
    const some = [1_000, 2_000, 4_000].map(measured).reduce(addDurations);
    expect([some.sumMs, amountOf(some)]).toEqual([7_000, 3]);
    expect(percentilesOf(some)).toEqual({ p50Ms: 2_000, p90Ms: 4_000, p99Ms: 4_000 });
  });
  it('of which nothing was measured have no percentiles', () => {
    expect(measured(null)).toEqual(NO_DURATIONS);
    expect(percentilesOf(NO_DURATIONS)).toEqual({ p50Ms: null, p90Ms: null, p99Ms: null });
  });
});

describe('a roll-up', () => {
  const first = rollupOf('2026-03-01', '1.0.0', { ...NO_FIGURES, ended: 2, handOffs: { 'a>b': 1 } });
  const both = mergeRollups(first, rollupOf('2026-03-01', '2.0.0', { ...NO_FIGURES, ended: 3 }));
  it('has the figures of each version, of all of them, and of one that it does not know', () => {
    expect(figuresIn(both, '2.0.0').ended).toBe(3);
    expect(figuresIn(both)).toEqual(totalOf(both));
    expect(totalOf(both).ended).toBe(5);
    expect(figuresIn(both, 'constructor')).toEqual(NO_FIGURES);
  });
  it('has a row for each day, of all versions', () => expect(both.days).toMatchObject({ '2026-03-01': { ended: 5 } }));
  it('counts starts where the instances were started', () =>
    expect(rollupOf('2026-03-01', '1.0.0', STARTED).days).toMatchObject({ '2026-03-01': { started: 1, ended: 0 } }));
  it('of all workflows has no steps, hand-offs and paths', () => {
    const overview = overviewOf('orders', both);
    expect(overview.versions).toEqual({ orders: { ...allOf([{ ...NO_FIGURES, ended: 5 }]) } });
    expect(overview.days).toEqual(both.days);
  });
});
