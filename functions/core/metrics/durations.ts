// Durations that add up: their sum, for shares of time, and their histogram, for percentiles.
import { z } from 'zod';
import type { JsonObject } from '../json.ts';
import { addCounts } from './counts.ts';
import { histogramOf, histogramSchema, percentileOf } from './histogram.ts';

export const durationsSchema = z.object({ sumMs: z.int().min(0), buckets: histogramSchema });
export type Durations = z.infer<typeof durationsSchema>;

export const NO_DURATIONS: Durations = { sumMs: 0, buckets: {} };

/** One duration (ms); null: nothing was measured. */
export const measured = (durationMs: number | null): Durations =>
  durationMs === null ? NO_DURATIONS : { sumMs: durationMs, buckets: histogramOf(durationMs) };

export const addDurations = (a: Durations, b: Durations): Durations => ({
  sumMs: a.sumMs + b.sumMs,
  buckets: addCounts(a.buckets, b.buckets),
});

export const amountOf = ({ buckets }: Durations): number =>
  Object.values(buckets).reduce((sum, amount) => sum + amount, 0);

/** Each at most 19 % too long (histogram.ts); null: nothing was measured. */
export const percentilesOf = ({ buckets }: Durations): JsonObject => ({
  p50Ms: percentileOf(buckets, 50),
  p90Ms: percentileOf(buckets, 90),
  p99Ms: percentileOf(buckets, 99),
});
