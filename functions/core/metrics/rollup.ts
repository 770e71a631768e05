// What is stored of one workflow and some days: figures by version, and a short row for each day.
import { z } from 'zod';
import { addCounts, countsSchema, merged } from './counts.ts';
import { addDurations, durationsSchema } from './durations.ts';
import { allOf, type Figures, figuresSchema, mergeFigures, NO_FIGURES } from './figures.ts';

const amount = z.int().min(0);

const daySchema = z.object({
  started: amount,
  ended: amount,
  statuses: countsSchema,
  outcomes: countsSchema,
  sla: countsSchema,
  durations: durationsSchema,
});
export type DayRow = z.infer<typeof daySchema>;

export const rollupSchema = z.object({
  days: z.record(z.string(), daySchema),
  versions: z.record(z.string(), figuresSchema),
});
export type Rollup = z.infer<typeof rollupSchema>;

/** What is kept of one hour. `source` says which instances, in which state, the figures are made from. */
export const hourSchema = z.object({ source: z.string(), versions: rollupSchema.shape.versions });
export type Hour = z.infer<typeof hourSchema>;

/** What is kept of the starts of one day: amounts by workflow and version, and until when they are counted (epoch ms). */
export const startsSchema = z.object({ until: z.int(), workflows: z.record(z.string(), countsSchema) });
export type Starts = z.infer<typeof startsSchema>['workflows'];

/** The date of the newest day that was counted. */
export const lastCountedSchema = z.object({ date: z.string() });

export const NO_ROLLUP: Rollup = { days: {}, versions: {} };

/** What some instances of one version are on the day they are counted on. */
export const rollupOf = (date: string, version: string, figures: Figures): Rollup => ({
  days: { [date]: rowOf(figures) },
  versions: { [version]: figures },
});

const rowOf = ({ started, ended, statuses, outcomes, sla, durations }: Figures): DayRow => ({
  started,
  ended,
  statuses,
  outcomes,
  sla,
  durations,
});

export const mergeRollups = (a: Rollup, b: Rollup): Rollup => ({
  days: merged(a.days, b.days, mergeRows),
  versions: merged(a.versions, b.versions, mergeFigures),
});

const mergeRows = (a: DayRow, b: DayRow): DayRow => ({
  started: a.started + b.started,
  ended: a.ended + b.ended,
  statuses: addCounts(a.statuses, b.statuses),
  outcomes: addCounts(a.outcomes, b.outcomes),
  sla: addCounts(a.sla, b.sla),
  durations: addDurations(a.durations, b.durations),
});

/** All versions together. */
export const totalOf = ({ versions }: Rollup): Figures => allOf(Object.values(versions));

/**
 * What the company's overview keeps of a workflow: in place of versions it has workflows, and nothing of steps, whose ids
 * mean something else in each.
 */
export const overviewOf = (workflowId: string, rollup: Rollup): Rollup => ({
  days: rollup.days,
  versions: { [workflowId]: { ...totalOf(rollup), steps: {}, handOffs: {}, variants: {} } },
});

/** The figures of one version, or of all. */
export const figuresIn = (rollup: Rollup, version?: string): Figures => {
  if (version === undefined) return totalOf(rollup);
  return Object.hasOwn(rollup.versions, version) ? (rollup.versions[version] as Figures) : NO_FIGURES;
};
