// How many instances were started on a day. A start never changes, so each is read once and remembered as an amount.
import { addCounts, merged, one } from '../../core/metrics/counts.ts';
import type { Day } from '../../core/metrics/days.ts';
import { type Starts, startsSchema } from '../../core/metrics/rollup.ts';
import type { InstanceQuery } from '../../platform/platform.ts';
import type { Parts } from '../parts.ts';

const NAME = '#starts';
const PAGE_SIZE = 200;
/** Later than this after its moment no start is committed any more. */
const SETTLED_AFTER_MS = 10 * 60_000;

/** By workflow and version. */
export async function startsOn(parts: Parts, day: Day, now: number): Promise<Starts> {
  const { metrics } = parts.platform;
  const [stored] = await metrics.list(NAME, day.date, day.date);
  const known = stored === undefined ? { until: day.from, workflows: {} } : startsSchema.parse(stored.figures);
  const until = Math.max(known.until, Math.min(now - SETTLED_AFTER_MS, day.to));
  const settled = add(known.workflows, await startsBetween(parts, known.until, until));
  if (until > known.until)
    await metrics.put({ workflowId: NAME, date: day.date, figures: { until, workflows: settled } });
  return add(settled, await startsBetween(parts, until, day.to));
}

async function startsBetween(parts: Parts, from: number, to: number): Promise<Starts> {
  let starts: Starts = {};
  let query: InstanceQuery | null = from < to ? { from, to, pageSize: PAGE_SIZE } : null;
  while (query !== null) {
    const { instances, nextPageToken } = await parts.platform.instances.list(query);
    for (const { instance } of instances)
      starts = add(starts, { [instance.definition.id]: one(instance.definition.version) });
    query = nextPageToken === null ? null : { from, to, pageSize: PAGE_SIZE, pageToken: nextPageToken };
  }
  return starts;
}

const add = (a: Starts, b: Starts): Starts => merged(a, b, addCounts);
