// What the API answers of figures: amounts and percentiles, in total, for each step, version and day.
import type { JsonObject } from '../json.ts';
import { byName } from './counts.ts';
import { percentilesOf } from './durations.ts';
import type { Figures, StepFigures } from './figures.ts';
import { type DayRow, type Rollup, totalOf } from './rollup.ts';

export function metricsAnswer(rollup: Rollup): JsonObject {
  const total = totalOf(rollup);
  const versions = Object.entries(rollup.versions);
  return {
    total: {
      ...rowOf(total),
      happened: total.happened,
      versions: Object.fromEntries(versions.map(([version, { ended }]) => [version, ended])),
      steps: Object.entries(total.steps).map(([stepId, step]) => ({ stepId, ...stepRow(step) })),
    },
    byVersion: versionRows(rollup),
    days: Object.entries(rollup.days)
      .toSorted(([a], [b]) => byName(a, b))
      .map(([date, row]) => ({ date, ...rowOf(row) })),
  };
}

export const versionRows = ({ versions }: Rollup): readonly JsonObject[] =>
  Object.entries(versions).map(([version, figures]) => ({
    version,
    ...rowOf(figures),
    happened: figures.happened,
  }));

const rowOf = ({ started, ended, statuses, outcomes, sla, durations }: DayRow | Figures): JsonObject => ({
  started,
  ended,
  statuses,
  outcomes,
  sla,
  duration: percentilesOf(durations),
});

const stepRow = (step: StepFigures): JsonObject => ({
  ended: step.ended,
  outcomes: step.outcomes,
  waited: percentilesOf(step.waited),
  waiting: percentilesOf(step.waiting),
  working: percentilesOf(step.working),
  unstaffed: percentilesOf(step.unstaffed),
  escalations: step.escalations,
  handOffs: step.handOffs,
  attempts: step.attempts,
  loops: step.loops,
  reworked: step.reworked,
});
