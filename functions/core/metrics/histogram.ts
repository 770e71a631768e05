// Durations counted in fixed logarithmic buckets, so that histograms of any days add up to that of all of them.
import type { z } from 'zod';
import { type Counts, countsSchema } from './counts.ts';

/** Buckets in each doubling: one spans 19 %, which is how wrong a percentile can be. */
const BUCKETS_A_DOUBLING = 4;
const FIRST_UPPER_MS = 1_000;
/** Beyond ten years everything is one bucket. */
const BUCKET_LAST = 114;

/**
 * Amounts by number of bucket. Bucket 0 is up to one second; bucket n > 0 is longer than `upperMs(n - 1)` and up to
 * `upperMs(n)`. Empty ones are left out.
 */
export const histogramSchema = countsSchema.describe('Amounts by number of the logarithmic bucket of the duration.');
export type Histogram = z.infer<typeof histogramSchema>;

/** The longest duration (ms) of a bucket. */
export const upperMs = (bucket: number): number => Math.round(FIRST_UPPER_MS * 2 ** (bucket / BUCKETS_A_DOUBLING));

const BOUNDS_MS: readonly number[] = Array.from({ length: BUCKET_LAST }, (_, bucket) => upperMs(bucket));

export function bucketOf(durationMs: number): number {
  const bucket = BOUNDS_MS.findIndex((bound) => durationMs <= bound);
  return bucket < 0 ? BUCKET_LAST : bucket;
}

export const histogramOf = (durationMs: number): Histogram => ({ [bucketOf(durationMs)]: 1 });

/** The duration (ms) that `percent` of all do not exceed, rounded up to the end of its bucket; null: there are none. */
export function percentileOf(histogram: Counts, percent: number): number | null {
  const buckets = Object.keys(histogram)
    .map(Number)
    .sort((a, b) => a - b);
  const total = Object.values(histogram).reduce((sum, amount) => sum + amount, 0);
  const rank = Math.max(1, Math.ceil((percent / 100) * total));
  let passed = 0;
  for (const bucket of buckets) {
    passed += histogram[bucket] as number;
    if (passed >= rank) return upperMs(bucket);
  }
  return null;
}
