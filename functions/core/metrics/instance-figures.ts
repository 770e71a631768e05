// The figures of one instance that ended, from its state and its audit.

import type { Instance } from '../instance.ts';
import { type Attempt, attemptsOf, type Moment } from './attempts.ts';
import { addCounts, type Counts, merged, one } from './counts.ts';
import { measured } from './durations.ts';
import {
  type Figures,
  mergePeople,
  mergeSteps,
  NO_FIGURES,
  NO_STEP_FIGURES,
  type PersonFigures,
  type StepFigures,
} from './figures.ts';
import { nameOfHandOff, pathOf } from './names.ts';

export const STARTED: Figures = { ...NO_FIGURES, started: 1 };

/** What of an instance its figures are made from, besides its audit. */
export type EndedInstance = Pick<
  Instance,
  'status' | 'outcome' | 'sla' | 'loops' | 'messages' | 'now' | 'endedAt' | 'context'
>;

/** `moments` are the entries of its whole audit. */
export function figuresOf(instance: EndedInstance, moments: readonly Moment[]): Figures {
  const attempts = attemptsOf(moments);
  const took = measured((instance.endedAt ?? instance.now) - instance.context.startedAt);
  const steps = stepsOf(attempts, instance.loops);
  return {
    started: 0,
    ended: 1,
    statuses: one(instance.status),
    outcomes: instance.outcome === null ? {} : one(instance.outcome),
    sla: slaOf(instance),
    happened: happenedTo(instance, attempts, steps),
    durations: took,
    steps,
    people: peopleOf(attempts),
    handOffs: attempts
      .flatMap(({ handOffs }) => handOffs.map((each) => one(nameOfHandOff(each))))
      .reduce(addCounts, {}),
    variants: { [pathOf(attempts)]: took },
  };
}

function slaOf({ sla }: EndedInstance): Counts {
  if (sla === null) return {};
  const end = one(sla.reached.includes('breached') ? 'breached' : 'kept');
  return sla.reached.includes('warned') ? { ...end, warned: 1 } : end;
}

function stepsOf(attempts: readonly Attempt[], loops: Instance['loops']): Readonly<Record<string, StepFigures>> {
  const byStep = attempts.map((attempt) => ({ [attempt.stepId]: ofAttempt(attempt) })).reduce(mergedSteps, {});
  return Object.fromEntries(
    Object.entries(byStep).map(([stepId, step]) => [
      stepId,
      {
        ...step,
        loops: Object.hasOwn(loops, stepId) ? (loops[stepId] as number) : 0,
        instances: 1,
        reworked: step.attempts > 1 ? 1 : 0,
      },
    ]),
  );
}

const mergedSteps = (
  a: Readonly<Record<string, StepFigures>>,
  b: Readonly<Record<string, StepFigures>>,
): Readonly<Record<string, StepFigures>> => merged(a, b, mergeSteps);

function ofAttempt(attempt: Attempt): StepFigures {
  const { startedAt, touchedAt, endedAt, outcome } = attempt;
  const begun = {
    ...NO_STEP_FIGURES,
    attempts: 1,
    escalations: attempt.escalations,
    handOffs: attempt.handOffs.length,
  };
  if (endedAt === null) return begun;
  const isWorked = touchedAt !== null && touchedAt < endedAt;
  return {
    ...begun,
    ended: outcome === null ? 0 : 1,
    outcomes: outcome === null ? {} : one(outcome),
    waited: measured(startedAt === null ? null : endedAt - startedAt),
    waiting: measured(startedAt === null ? null : (touchedAt ?? endedAt) - startedAt),
    working: measured(isWorked ? endedAt - touchedAt : null),
    unstaffed: measured(attempt.unstaffedMs === 0 ? null : attempt.unstaffedMs),
  };
}

const peopleOf = (attempts: readonly Attempt[]): Readonly<Record<string, PersonFigures>> =>
  attempts
    .flatMap(({ decisions }) => decisions)
    .map(({ by, decision, tookMs }) => ({ [by]: { decisions: one(decision), took: measured(tookMs) } }))
    .reduce((a: Readonly<Record<string, PersonFigures>>, b) => merged(a, b, mergePeople), {});

function happenedTo(
  { messages, loops }: EndedInstance,
  attempts: readonly Attempt[],
  steps: Readonly<Record<string, StepFigures>>,
): Counts {
  const decisions = attempts.flatMap((attempt) => attempt.decisions.map(({ decision }) => decision));
  const all: Counts = {
    auto_approved: attempts.filter(({ isAutomatic }) => isAutomatic).length,
    rejected: decisions.filter((decision) => decision === 'rejected').length,
    changes_requested: decisions.filter((decision) => decision === 'changes_requested').length,
    escalated: sum(attempts.map(({ escalations }) => escalations)),
    handed_off: sum(attempts.map(({ handOffs }) => handOffs.length)),
    looped: sum(Object.values(loops)),
    reworked: Object.values(steps).some(({ reworked }) => reworked > 0) ? 1 : 0,
    message_failed: Object.values(messages).filter(({ state }) => state === 'failed').length,
  };
  return Object.fromEntries(Object.entries(all).filter(([, amount]) => amount > 0));
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
