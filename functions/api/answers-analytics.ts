// The shapes of answers about figures.
import { z } from 'zod';
import { REPORTS } from '../core/analytics/reports.ts';

const moment = z.iso.datetime();
const amount = z.int().min(0);
const amounts = z.record(z.string(), amount);
/** In [0, 1]. */
const share = z.number().min(0);
/** Milliseconds, rounded up to the end of a bucket of 19 %; null: nothing was measured. */
const percentiles = z.object({ p50Ms: amount.nullable(), p90Ms: amount.nullable(), p99Ms: amount.nullable() });
const range = { from: z.iso.date(), to: z.iso.date() };

const figuresRow = z.object({
  started: amount,
  ended: amount,
  /** completed, failed, cancelled. */
  statuses: amounts,
  /** approved, rejected, expired. */
  outcomes: amounts,
  /** kept, breached; warned of both. */
  sla: amounts,
  duration: percentiles,
});
/** auto_approved, rejected, changes_requested, escalated, handed_off, looped, reworked, message_failed. */
const happened = amounts;
const versionRow = figuresRow.extend({ version: z.string(), happened });
const stepRow = z.object({
  stepId: z.string(),
  ended: amount,
  outcomes: amounts,
  waited: percentiles,
  waiting: percentiles,
  working: percentiles,
  unstaffed: percentiles,
  escalations: amount,
  handOffs: amount,
  attempts: amount,
  loops: amount,
  reworked: amount,
});

export const metricsAnswer = z.object({
  workflowId: z.string(),
  ...range,
  total: figuresRow.extend({ happened, versions: amounts, steps: z.array(stepRow) }),
  byVersion: z.array(versionRow),
  days: z.array(figuresRow.extend({ date: z.iso.date() })),
});

export const processAnswer = z.object({
  workflowId: z.string(),
  version: z.string().optional(),
  ...range,
  instances: amount,
  duration: percentiles,
  /** The largest share first. */
  bottlenecks: z.array(
    z.object({
      stepId: z.string(),
      share,
      totalMs: amount,
      waitingMs: amount,
      workingMs: amount,
      unstaffedMs: amount,
      waited: percentiles,
      waiting: percentiles,
      working: percentiles,
    }),
  ),
  rework: z.object({
    instances: amount,
    share,
    loops: amount,
    steps: z.array(
      z.object({ stepId: z.string(), instances: amount, reworked: amount, attempts: amount, loops: amount }),
    ),
  }),
  handOffs: z.array(z.object({ from: z.string(), to: z.string(), count: amount })),
  /** Each step as "id:outcome", in the order in which they ended. */
  variants: z.array(z.object({ steps: z.array(z.string()), instances: amount, share, duration: percentiles })),
  versions: z.array(versionRow),
});

export const workloadAnswer = z.object({
  workload: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      roles: z.array(z.string()),
      openTasks: amount,
      capacity: amount.optional(),
      free: amount.optional(),
      isAway: z.boolean(),
      overdue: amount.optional(),
      dueToday: amount.optional(),
      /** When the oldest open task began. */
      oldestTaskAt: moment.nullable().optional(),
      /** In workflows that ended in the last seven days, today included. */
      decided: amount.optional(),
      /** null: they decided nothing. */
      medianMsToDecide: amount.nullable().optional(),
    }),
  ),
  /** With details: whether all open tasks were looked at. */
  isComplete: z.boolean().optional(),
});

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const reportAnswer = z.object({
  report: z.enum(REPORTS),
  workflowId: z.string().optional(),
  ...range,
  /** false: there are more exceptions than were looked for; ask for a shorter range. */
  isComplete: z.boolean(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.array(cell)).optional(),
  /** Instead of columns and rows, where CSV was asked for. */
  csv: z.string().optional(),
});

const attribute = z.object({ name: z.string(), value: z.string() });
const relationships = z.array(z.object({ objectId: z.string(), qualifier: z.string() }));
const types = z.array(
  z.object({
    name: z.string(),
    attributes: z.array(z.object({ name: z.string(), type: z.enum(['string', 'integer']) })),
  }),
);
export const eventsAnswer = z.object({
  /** OCEL 2.0: a log of the instances on this page. What has the same id on two pages is the same. */
  log: z.object({
    objectTypes: types,
    eventTypes: types,
    objects: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        attributes: z.array(attribute.extend({ time: moment })),
        relationships,
      }),
    ),
    events: z.array(
      z.object({ id: z.string(), type: z.string(), time: moment, attributes: z.array(attribute), relationships }),
    ),
  }),
  nextPageToken: z.string().optional(),
});
