// What the API answers of figures: amounts and percentiles, in total and for each day.
import type { JsonObject } from '../json.ts';
import type { Counts } from './counts.ts';
import { type Figures, mergeFigures, NO_FIGURES, type StepFigures } from './figures.ts';
import { percentileOf } from './histogram.ts';

export interface DayFigures {
  readonly date: string;
  readonly figures: Figures;
}

export function metricsAnswer(days: readonly DayFigures[]): JsonObject {
  const total = days.reduce((sum, { figures }) => mergeFigures(sum, figures), NO_FIGURES);
  const steps = Object.entries(total.steps).map(([stepId, step]) => ({ stepId, ...stepRow(step) }));
  return {
    total: { ...row(total), versions: total.versions, steps },
    days: days.map(({ date, figures }) => ({ date, ...row(figures) })),
  };
}

const row = ({ ended, statuses, outcomes, durations }: Figures): JsonObject => ({
  ended,
  statuses,
  outcomes,
  duration: percentiles(durations),
});

const stepRow = ({ ended, outcomes, waited, escalations, attempts }: StepFigures): JsonObject => ({
  ended,
  outcomes,
  waited: percentiles(waited),
  escalations,
  attempts,
});

/** null: nothing was measured. */
const percentiles = (histogram: Counts): JsonObject => ({
  p50Ms: percentileOf(histogram, 50),
  p90Ms: percentileOf(histogram, 90),
  p99Ms: percentileOf(histogram, 99),
});
