// How a process runs: where its time goes, what is done twice, who hands over to whom, which ways it takes.
import type { JsonObject } from '../json.ts';
import { versionRows } from '../metrics/answer.ts';
import { byName } from '../metrics/counts.ts';
import { amountOf, percentilesOf } from '../metrics/durations.ts';
import type { Figures } from '../metrics/figures.ts';
import { handOffOf, stepsOfPath } from '../metrics/names.ts';
import { figuresIn, type Rollup } from '../metrics/rollup.ts';

const HAND_OFFS_SHOWN = 20;
const VARIANTS_SHOWN = 10;

/** Of one version, or of all; versions are compared in either case. */
export function processAnswer(rollup: Rollup, version?: string): JsonObject {
  const figures = figuresIn(rollup, version);
  return {
    instances: figures.ended,
    duration: percentilesOf(figures.durations),
    bottlenecks: bottlenecksOf(figures),
    rework: reworkOf(figures),
    handOffs: handOffsOf(figures),
    variants: variantsOf(figures),
    versions: versionRows(rollup),
  };
}

/** Steps by their share of the time from start to end; steps side by side share the same time, so the sum may exceed 1. */
const bottlenecksOf = ({ steps, durations }: Figures): readonly JsonObject[] =>
  Object.entries(steps)
    .toSorted(([a, x], [b, y]) => y.waited.sumMs - x.waited.sumMs || byName(a, b))
    .map(([stepId, { waited, waiting, working, unstaffed }]) => ({
      stepId,
      share: shareOf(waited.sumMs, durations.sumMs),
      totalMs: waited.sumMs,
      waitingMs: waiting.sumMs,
      workingMs: working.sumMs,
      unstaffedMs: unstaffed.sumMs,
      waited: percentilesOf(waited),
      waiting: percentilesOf(waiting),
      working: percentilesOf(working),
    }));

const reworkOf = ({ steps, happened, ended }: Figures): JsonObject => ({
  instances: happened.reworked ?? 0,
  share: shareOf(happened.reworked ?? 0, ended),
  loops: happened.looped ?? 0,
  steps: Object.entries(steps)
    .filter(([, { reworked, loops }]) => reworked > 0 || loops > 0)
    .toSorted(([a, x], [b, y]) => y.reworked - x.reworked || byName(a, b))
    .map(([stepId, { instances, reworked, attempts, loops }]) => ({ stepId, instances, reworked, attempts, loops })),
});

const handOffsOf = ({ handOffs }: Figures): readonly JsonObject[] =>
  Object.entries(handOffs)
    .toSorted(([a, x], [b, y]) => y - x || byName(a, b))
    .slice(0, HAND_OFFS_SHOWN)
    .map(([name, count]) => ({ ...handOffOf(name), count }));

const variantsOf = ({ variants, ended }: Figures): readonly JsonObject[] =>
  Object.entries(variants)
    .map(([path, durations]) => ({ path, durations, instances: amountOf(durations) }))
    .toSorted((a, b) => b.instances - a.instances || byName(a.path, b.path))
    .slice(0, VARIANTS_SHOWN)
    .map(({ path, durations, instances }) => ({
      steps: stepsOfPath(path),
      instances,
      share: shareOf(instances, ended),
      duration: percentilesOf(durations),
    }));

/** In [0, 1], to four digits. */
export const shareOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
