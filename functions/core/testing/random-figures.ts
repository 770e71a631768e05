// Random figures, for tests that merge and bound them.
import fc from 'fast-check';
import type { Counts } from '../metrics/counts.ts';
import { addDurations, type Durations, measured, NO_DURATIONS } from '../metrics/durations.ts';
import { type Figures, NO_STEP_FIGURES, type StepFigures } from '../metrics/figures.ts';
import { mergeRollups, NO_ROLLUP, type Rollup, rollupOf } from '../metrics/rollup.ts';

const YEAR_MS = 365 * 86_400_000;
const amount = fc.nat(1_000);
/** Names that objects have by themselves are names like every other. */
const name = fc.constantFrom('a', 'b', 'constructor', 'toString');
const counts: fc.Arbitrary<Counts> = fc.dictionary(name, amount);
const durations: fc.Arbitrary<Durations> = fc
  .array(fc.nat(10 * YEAR_MS), { maxLength: 3 })
  .map((all) => all.map(measured).reduce(addDurations, NO_DURATIONS));
const steps: fc.Arbitrary<StepFigures> = fc.record({
  ...(Object.fromEntries(Object.keys(NO_STEP_FIGURES).map((field) => [field, amount])) as {
    [field in keyof StepFigures]: fc.Arbitrary<never>;
  }),
  outcomes: counts,
  waited: durations,
  waiting: durations,
  working: durations,
  unstaffed: durations,
});

export const figures: fc.Arbitrary<Figures> = fc.record({
  started: amount,
  ended: amount,
  statuses: counts,
  outcomes: counts,
  sla: counts,
  happened: counts,
  durations,
  steps: fc.dictionary(name, steps),
  people: fc.dictionary(name, fc.record({ decisions: counts, took: durations })),
  handOffs: counts,
  variants: fc.dictionary(name, durations),
});

export const rollups: fc.Arbitrary<Rollup> = fc
  .array(fc.tuple(fc.constantFrom('2026-03-01', '2026-03-02'), fc.constantFrom('1.0.0', '1.1.0', '2.0.0'), figures), {
    maxLength: 3,
  })
  .map((parts) => parts.map((part) => rollupOf(...part)).reduce(mergeRollups, NO_ROLLUP));
