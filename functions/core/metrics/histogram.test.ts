// Durations in buckets: within one bucket of the truth, and the same however they were added up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing/seeded.ts';
import { addCounts } from './counts.ts';
import { bucketOf, type Histogram, histogramOf, percentileOf, upperMs } from './histogram.ts';

const YEAR_MS = 365 * 86_400_000;
const durations = fc.array(fc.double({ min: 0, max: 10 * YEAR_MS, noNaN: true }).map(Math.floor), { minLength: 1 });
const all = (of: readonly number[]): Histogram => of.map(histogramOf).reduce(addCounts, {});

describe('a bucket', () => {
  it.each([
    [0, 0],
    [1_000, 0],
    [1_001, 1],
    [1_189, 1],
    [1_190, 2],
    [2_000, 4],
    [2_001, 5],
    [86_400_000, 66],
  ])('of %i ms is number %i', (durationMs, bucket) => expect(bucketOf(durationMs)).toBe(bucket));
  it('has every duration between its bounds', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * YEAR_MS }), (durationMs) => {
        const bucket = bucketOf(durationMs);
        expect(durationMs).toBeLessThanOrEqual(upperMs(bucket));
        if (bucket > 0) expect(durationMs).toBeGreaterThan(upperMs(bucket - 1));
      }),
      seeded(),
    ));
  it('is one for everything beyond ten years', () => {
    expect(bucketOf(13 * YEAR_MS)).toBe(114);
    expect(bucketOf(Number.MAX_SAFE_INTEGER)).toBe(114);
    expect(bucketOf(10 * YEAR_MS)).toBeLessThan(114);
  });
});

describe('a percentile', () => {
  it('is that of the sorted durations, rounded up to the end of its bucket', () =>
    fc.assert(
      fc.property(durations, fc.constantFrom(1, 50, 90, 99, 100), (of, percent) => {
        const sorted = [...of].sort((a, b) => a - b);
        const exact = sorted[Math.ceil((percent / 100) * of.length) - 1] as number;
        expect(percentileOf(all(of), percent)).toBe(upperMs(bucketOf(exact)));
      }),
      seeded(),
    ));
  it('is at most 19 % too long', () => {
    for (const exact of [1_001, 2_000, 60_000, 3_600_000, 86_400_001, YEAR_MS])
      expect((percentileOf(histogramOf(exact), 50) as number) / exact).toBeLessThan(1.1893);
  });
  it('of nothing is none', () => expect(percentileOf({}, 50)).toBeNull());
  it('of a few goes by the rank: of four, the second is the half', () => {
    const four = all([1_000, 2_000, 4_000, 8_000]);
    expect([1, 25, 26, 50, 75, 76, 100].map((percent) => percentileOf(four, percent))).toEqual([
      1_000, 1_000, 2_000, 2_000, 4_000, 8_000, 8_000,
    ]);
  });
});
