// The figures of days: rolled up from what ended, and asked for.

import { processAnswer } from '../core/analytics/process.ts';
import type { JsonObject } from '../core/json.ts';
import { CATCH_UP_DAYS_MAX } from '../core/limits.ts';
import { metricsAnswer } from '../core/metrics/answer.ts';
import { OTHERS } from '../core/metrics/bounds.ts';
import { type Day, dayAt } from '../core/metrics/days.ts';
import { NO_FIGURES } from '../core/metrics/figures.ts';
import { mergeRollups, NO_ROLLUP, overviewOf, type Rollup, rollupOf } from '../core/metrics/rollup.ts';
import type { InputOf, metricsRequest, processRequest } from '../core/requests.ts';
import { DAY_MS } from '../core/time/zone.ts';
import { requirePermission } from './asking.ts';
import type { Caller, Parts } from './parts.ts';
import { createHourCounter, type Versions } from './rollup/hours.ts';
import { startsOn } from './rollup/starts.ts';
import { ALL_WORKFLOWS, lastCounted, readRollup, rememberCounted, writeDay, writeSums } from './rollup/store.ts';

/** What a roll-up did, for the log. */
export interface RolledUp {
  /** Instances that ended and were counted. */
  readonly instances: number;
  /** Figures written: one for each day and workflow. */
  readonly rows: number;
  readonly [field: string]: number;
}

type CountHours = ReturnType<typeof createHourCounter>;

/**
 * Counts anew what ended today and yesterday, as the company's clocks have it, and replaces the figures of these days: a
 * workflow that failed yesterday and was retried since has not ended there any more. Again, it changes nothing. Days on
 * which nobody counted are made up for.
 */
export async function rollUpMetrics(parts: Parts, now: number = parts.platform.clock.now()): Promise<RolledUp> {
  const { metrics } = parts.platform;
  const countHours = createHourCounter(parts);
  const today = dayAt(parts.timeZone, now).date;
  const last = (await lastCounted(metrics)) ?? today;
  let instances = 0;
  let rows = 0;
  for (let daysBefore = daysMissed(last, today) + 1; daysBefore >= 0; daysBefore--) {
    const day = dayAt(parts.timeZone, now, daysBefore);
    const rollups = await rollupsOn(parts, day, now, countHours);
    await writeDays(parts, day.date, rollups);
    for (const { days } of rollups.values()) instances += days[day.date]?.ended ?? 0;
    rows += rollups.size;
  }
  if (today >= last) await rememberCounted(metrics, today);
  return { instances, rows };
}

const daysMissed = (last: string, today: string): number =>
  Math.max(0, Math.min(CATCH_UP_DAYS_MAX, (Date.parse(today) - Date.parse(last)) / DAY_MS));

async function rollupsOn(
  parts: Parts,
  day: Day,
  now: number,
  countHours: CountHours,
): Promise<ReadonlyMap<string, Rollup>> {
  const { metrics } = parts.platform;
  const { date } = day;
  const rollups = new Map<string, Rollup>();
  const add = (workflowId: string, versions: Versions): void => {
    for (const [version, figures] of Object.entries(versions))
      rollups.set(workflowId, mergeRollups(rollups.get(workflowId) ?? NO_ROLLUP, rollupOf(date, version, figures)));
  };
  // What was written before is written again, also where nothing of it is left.
  const before = await readRollup(metrics, ALL_WORKFLOWS, { from: date, to: date });
  for (const workflowId of Object.keys(before.versions)) if (workflowId !== OTHERS) rollups.set(workflowId, NO_ROLLUP);
  for await (const [workflowId, versions] of countHours(day)) add(workflowId, versions);
  for (const [workflowId, versions] of Object.entries(await startsOn(parts, day, now)))
    for (const [version, started] of Object.entries(versions))
      add(workflowId, { [version]: { ...NO_FIGURES, started } });
  return rollups;
}

async function writeDays(parts: Parts, date: string, rollups: ReadonlyMap<string, Rollup>): Promise<void> {
  const { metrics } = parts.platform;
  if (rollups.size === 0) return;
  let all = NO_ROLLUP;
  for (const [workflowId, rollup] of rollups) {
    await writeDay(metrics, workflowId, date, rollup);
    await writeSums(metrics, workflowId, date);
    all = mergeRollups(all, overviewOf(workflowId, rollup));
  }
  await writeDay(metrics, ALL_WORKFLOWS, date, all);
  await writeSums(metrics, ALL_WORKFLOWS, date);
}

/** The figures of one workflow from one date to another, both included. */
export async function workflowMetrics(
  parts: Parts,
  caller: Caller,
  { workflowId, from, to }: InputOf<typeof metricsRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['view_analytics'], 'see figures of workflows');
  const rollup = await readRollup(parts.platform.metrics, workflowId, { from, to });
  return { workflowId, from, to, ...metricsAnswer(rollup) };
}

/** How the process ran between the two dates, both included: of one version, or of all. */
export async function processAnalytics(
  parts: Parts,
  caller: Caller,
  { workflowId, version, from, to }: InputOf<typeof processRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['view_analytics'], 'see figures of workflows');
  const rollup = await readRollup(parts.platform.metrics, workflowId, { from, to });
  return {
    workflowId,
    ...(version === undefined ? {} : { version }),
    from,
    to,
    ...processAnswer(rollup, version),
  };
}
