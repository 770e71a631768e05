// The figures of the instances of one version that ended on one day. Figures merge: of any days, versions or parts.
import { z } from 'zod';
import { addCounts, countsSchema, merged } from './counts.ts';
import { addDurations, durationsSchema, NO_DURATIONS } from './durations.ts';

const amount = z.int().min(0);

/** One step, over all its attempts in all instances. */
export const stepFiguresSchema = z.object({
  /** Attempts that ended, skips included. */
  ended: amount,
  /** By how they ended: approved, rejected, done, failed, or the reason of a skip. */
  outcomes: countsSchema,
  /** From beginning to end, of attempts that were open. */
  waited: durationsSchema,
  /** The part of it before the first claim, comment or decision. */
  waiting: durationsSchema,
  /** The part of it after that, where there is one. */
  working: durationsSchema,
  /** The part of it in which nobody had it who could decide, where there is one. */
  unstaffed: durationsSchema,
  escalations: amount,
  handOffs: amount,
  /** Attempts begun, those that never ended included. */
  attempts: amount,
  /** How often it sent the workflow back. */
  loops: amount,
  /** Instances in which it ran, and in which it ran more than once. */
  instances: amount,
  reworked: amount,
});
export type StepFigures = z.infer<typeof stepFiguresSchema>;

export const personFiguresSchema = z.object({
  /** approved, rejected, changes_requested, completed. */
  decisions: countsSchema,
  /** From when the task was theirs to their decision. */
  took: durationsSchema,
});
export type PersonFigures = z.infer<typeof personFiguresSchema>;

export const figuresSchema = z.object({
  /** Instances that were started on the day, drafts included. Everything else is of those that ended on it. */
  started: amount,
  ended: amount,
  /** completed, failed, cancelled. */
  statuses: countsSchema,
  /** approved, rejected, expired: of the completed ones. */
  outcomes: countsSchema,
  /** kept or breached, of those with a promise; warned, of both. */
  sla: countsSchema,
  /**
   * What happened on the way: auto_approved, rejected and changes_requested (decisions), escalated, handed_off, looped,
   * message_failed; and reworked: instances in which any step ran more than once.
   */
  happened: countsSchema,
  /** From start to end. */
  durations: durationsSchema,
  steps: z.record(z.string(), stepFiguresSchema),
  people: z.record(z.string(), personFiguresSchema),
  /** By who to whom (pairs.ts). */
  handOffs: countsSchema,
  /** By the path that was taken (paths.ts). */
  variants: z.record(z.string(), durationsSchema),
});
export type Figures = z.infer<typeof figuresSchema>;

export const NO_FIGURES: Figures = {
  started: 0,
  ended: 0,
  statuses: {},
  outcomes: {},
  sla: {},
  happened: {},
  durations: NO_DURATIONS,
  steps: {},
  people: {},
  handOffs: {},
  variants: {},
};

export const NO_STEP_FIGURES: StepFigures = {
  ended: 0,
  outcomes: {},
  waited: NO_DURATIONS,
  waiting: NO_DURATIONS,
  working: NO_DURATIONS,
  unstaffed: NO_DURATIONS,
  escalations: 0,
  handOffs: 0,
  attempts: 0,
  loops: 0,
  instances: 0,
  reworked: 0,
};

export const mergeFigures = (a: Figures, b: Figures): Figures => ({
  started: a.started + b.started,
  ended: a.ended + b.ended,
  statuses: addCounts(a.statuses, b.statuses),
  outcomes: addCounts(a.outcomes, b.outcomes),
  sla: addCounts(a.sla, b.sla),
  happened: addCounts(a.happened, b.happened),
  durations: addDurations(a.durations, b.durations),
  steps: merged(a.steps, b.steps, mergeSteps),
  people: merged(a.people, b.people, mergePeople),
  handOffs: addCounts(a.handOffs, b.handOffs),
  variants: merged(a.variants, b.variants, addDurations),
});

export const mergeSteps = (a: StepFigures, b: StepFigures): StepFigures => ({
  ended: a.ended + b.ended,
  outcomes: addCounts(a.outcomes, b.outcomes),
  waited: addDurations(a.waited, b.waited),
  waiting: addDurations(a.waiting, b.waiting),
  working: addDurations(a.working, b.working),
  unstaffed: addDurations(a.unstaffed, b.unstaffed),
  escalations: a.escalations + b.escalations,
  handOffs: a.handOffs + b.handOffs,
  attempts: a.attempts + b.attempts,
  loops: a.loops + b.loops,
  instances: a.instances + b.instances,
  reworked: a.reworked + b.reworked,
});

export const mergePeople = (a: PersonFigures, b: PersonFigures): PersonFigures => ({
  decisions: addCounts(a.decisions, b.decisions),
  took: addDurations(a.took, b.took),
});

/** The steps of any figures together. */
export const allOf = (figures: readonly Figures[]): Figures => figures.reduce(mergeFigures, NO_FIGURES);
