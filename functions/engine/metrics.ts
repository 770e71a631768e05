// The figures of days: rolled up from what ended, and asked for.
import type { JsonObject } from '../core/json.ts';
import { metricsAnswer } from '../core/metrics/answer.ts';
import { type Day, dayAt } from '../core/metrics/days.ts';
import { type Figures, figuresOf, figuresSchema, mergeFigures, NO_FIGURES } from '../core/metrics/figures.ts';
import type { InputOf, metricsRequest } from '../core/requests.ts';
import type { EndedQuery } from '../platform/platform.ts';
import { requirePermission } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

const PAGE_SIZE = 200;

/** What a roll-up did, for the log. */
export interface RolledUp {
  /** Instances that were counted. */
  readonly instances: number;
  /** Figures written: one for each day and workflow. */
  readonly rows: number;
  readonly [field: string]: number;
}

/**
 * Counts anew what ended today and yesterday, as the company's clocks have it, and replaces the figures of these days: a
 * workflow that failed yesterday and was retried since has not ended there any more. Again, it changes nothing.
 */
export async function rollUpMetrics(parts: Parts, now: number = parts.platform.clock.now()): Promise<RolledUp> {
  let instances = 0;
  let rows = 0;
  for (const daysBefore of [1, 0]) {
    const day = dayAt(parts.timeZone, now, daysBefore);
    for (const [workflowId, figures] of await figuresOn(parts, day)) {
      await parts.platform.metrics.put({ workflowId, date: day.date, figures });
      instances += figures.ended;
      rows += 1;
    }
  }
  return { instances, rows };
}

async function figuresOn(parts: Parts, { from, to }: Day): Promise<ReadonlyMap<string, Figures>> {
  const byWorkflow = new Map<string, Figures>();
  let query: EndedQuery | null = { from, to, pageSize: PAGE_SIZE };
  while (query !== null) {
    const { instances, nextPageToken } = await parts.platform.instances.ended(query);
    for (const { instance } of instances) {
      const { id } = instance.definition;
      const figures = figuresOf(instance, instance.endedAt as number);
      byWorkflow.set(id, mergeFigures(byWorkflow.get(id) ?? NO_FIGURES, figures));
    }
    query = nextPageToken === null ? null : { from, to, pageSize: PAGE_SIZE, pageToken: nextPageToken };
  }
  return byWorkflow;
}

/** The figures of one workflow from one date to another, both included. */
export async function workflowMetrics(
  parts: Parts,
  caller: Caller,
  { workflowId, from, to }: InputOf<typeof metricsRequest>,
): Promise<JsonObject> {
  await requirePermission(parts, caller, ['view_analytics'], 'see figures of workflows');
  const days = await parts.platform.metrics.list(workflowId, from, to);
  const parsed = days.map(({ date, figures }) => ({ date, figures: figuresSchema.parse(figures) }));
  return { workflowId, from, to, ...metricsAnswer(parsed) };
}
