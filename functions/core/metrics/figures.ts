// The figures of the instances of one workflow that ended on one day. Figures merge: of any days, workflows or parts.
import { z } from 'zod';
import { type EndedStep, type Instance, isEnded } from '../instance.ts';
import { addCounts, countsSchema, merged, one } from './counts.ts';
import { histogramOf, histogramSchema } from './histogram.ts';

const amount = z.int().min(0);

/** One step, over all instances in which it ended; of a step that ran again, its last attempt. */
const stepFiguresSchema = z.object({
  ended: amount,
  /** By how it ended: approved, rejected, done, failed, or the reason of a skip. */
  outcomes: countsSchema,
  /** From its beginning to its end, of those that began. */
  waited: histogramSchema,
  /** Rungs of its ladder that fired. */
  escalations: amount,
  /** Attempts begun; more than `ended` where steps ran again. */
  attempts: amount,
});
export type StepFigures = z.infer<typeof stepFiguresSchema>;

export const figuresSchema = z.object({
  ended: amount,
  /** completed, failed, cancelled. */
  statuses: countsSchema,
  /** approved, rejected, expired: of the completed ones. */
  outcomes: countsSchema,
  /** By version of the definition. */
  versions: countsSchema,
  /** From start to end. */
  durations: histogramSchema,
  steps: z.record(z.string(), stepFiguresSchema),
});
export type Figures = z.infer<typeof figuresSchema>;

export const NO_FIGURES: Figures = { ended: 0, statuses: {}, outcomes: {}, versions: {}, durations: {}, steps: {} };

/** The figures of one instance that ended at `endedAt` (epoch ms). */
export function figuresOf(instance: Instance, endedAt: number): Figures {
  const steps: Record<string, StepFigures> = {};
  for (const [stepId, step] of Object.entries(instance.steps)) if (isEnded(step)) steps[stepId] = ofStep(step);
  return {
    ended: 1,
    statuses: one(instance.status),
    outcomes: instance.outcome === null ? {} : one(instance.outcome),
    versions: one(instance.definition.version),
    durations: histogramOf(endedAt - instance.context.startedAt),
    steps,
  };
}

const ofStep = ({ outcome, startedAt, endedAt, level, attempt }: EndedStep): StepFigures => ({
  ended: 1,
  outcomes: one(outcome),
  waited: startedAt === null ? {} : histogramOf(endedAt - startedAt),
  escalations: level,
  attempts: attempt,
});

export const mergeFigures = (a: Figures, b: Figures): Figures => ({
  ended: a.ended + b.ended,
  statuses: addCounts(a.statuses, b.statuses),
  outcomes: addCounts(a.outcomes, b.outcomes),
  versions: addCounts(a.versions, b.versions),
  durations: addCounts(a.durations, b.durations),
  steps: merged(a.steps, b.steps, mergeSteps),
});

const mergeSteps = (a: StepFigures, b: StepFigures): StepFigures => ({
  ended: a.ended + b.ended,
  outcomes: addCounts(a.outcomes, b.outcomes),
  waited: addCounts(a.waited, b.waited),
  escalations: a.escalations + b.escalations,
  attempts: a.attempts + b.attempts,
});
