// Where roll-ups are kept: a document for each workflow and day, ten days and month, so that any range is a few reads.
import { bounded, OVERVIEW_ROWS_MAX, WORKFLOW_ROWS_MAX } from '../../core/metrics/bounds.ts';
import { covering, type Level, partsOf, periodOf, type Run } from '../../core/metrics/periods.ts';
import { lastCountedSchema, mergeRollups, NO_ROLLUP, type Rollup, rollupSchema } from '../../core/metrics/rollup.ts';
import type { MetricsStore } from '../../platform/platform.ts';

/** Under this name all workflows together are kept; no workflow is called so. */
export const ALL_WORKFLOWS = '#all';

const nameOf = (workflowId: string, level: Level): string => (level === 'day' ? workflowId : `${workflowId}#${level}s`);

/** Exactly the days of the range, both ends included, from at most 36 documents. */
export async function readRollup(
  metrics: MetricsStore,
  workflowId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Rollup> {
  const parts = await Promise.all(covering(from, to).map((run) => readRun(metrics, workflowId, run)));
  return parts.reduce(mergeRollups, NO_ROLLUP);
}

async function readRun(metrics: MetricsStore, workflowId: string, { level, from, to }: Run): Promise<Rollup> {
  const stored = await metrics.list(nameOf(workflowId, level), from, to);
  // What an earlier version has counted in another form says nothing here.
  return stored.map(({ figures }) => rollupSchema.safeParse(figures).data ?? NO_ROLLUP).reduce(mergeRollups, NO_ROLLUP);
}

export const writeDay = (metrics: MetricsStore, workflowId: string, date: string, rollup: Rollup): Promise<void> =>
  write(metrics, workflowId, 'day', date, rollup);

/** Sums the ten days and the month of this date anew. */
export async function writeSums(metrics: MetricsStore, workflowId: string, date: string): Promise<void> {
  for (const level of ['ten', 'month'] as const) {
    const sum = await readRun(metrics, workflowId, partsOf(level, date));
    await write(metrics, workflowId, level, date, sum);
  }
}

async function write(
  metrics: MetricsStore,
  workflowId: string,
  level: Level,
  date: string,
  rollup: Rollup,
): Promise<void> {
  const max = workflowId === ALL_WORKFLOWS ? OVERVIEW_ROWS_MAX : WORKFLOW_ROWS_MAX;
  await metrics.put({
    workflowId: nameOf(workflowId, level),
    date: periodOf(level, date),
    figures: bounded(rollup, max),
  });
}

const LAST = { workflowId: '#last', date: 'counted' } as const;

/** The newest date that was counted; null: none ever was. */
export async function lastCounted(metrics: MetricsStore): Promise<string | null> {
  const [stored] = await metrics.list(LAST.workflowId, LAST.date, LAST.date);
  return stored === undefined ? null : lastCountedSchema.parse(stored.figures).date;
}

export const rememberCounted = (metrics: MetricsStore, date: string): Promise<void> =>
  metrics.put({ ...LAST, figures: { date } });
