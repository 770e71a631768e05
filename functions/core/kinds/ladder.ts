// Deadlines of an open step: its escalation levels, or its timeout alone.

import { type DurationText, parseDuration } from '../definition/duration.ts';
import type { EscalationAction, StepDefinition } from '../definition/steps.ts';
import type { Deadline } from '../instance.ts';

export interface Rung {
  readonly after: DurationText;
  readonly action: EscalationAction;
  readonly to: readonly string[];
}

/** The rungs in the order they are climbed. A timeout alone escalates once. */
export function ladderOf(step: StepDefinition): readonly Rung[] {
  const levels = step.escalation?.levels;
  if (levels === undefined)
    return step.timeout === undefined ? [] : [{ after: step.timeout, action: 'escalate', to: [] }];
  return levels.map(({ after, action, to }) => ({ after, action, to: toList(to) }));
}

const toList = (to: string | readonly string[] | undefined): readonly string[] =>
  to === undefined ? [] : typeof to === 'string' ? [to] : to;

/** When `duration` has passed since `from` (epoch ms). */
export function momentAfter(duration: DurationText, from: number): number {
  const parsed = parseDuration(duration);
  // Working time is refused when a definition is published, until calendars are there.
  if (parsed.kind !== 'elapsed') throw new Error(`working time needs a calendar: ${duration}`);
  return from + parsed.ms;
}

/** The deadline at a rung, counted from the assignment; null past the end of the ladder. */
export function deadlineAt(step: StepDefinition, rung: number, startedAt: number): Deadline | null {
  const next = ladderOf(step)[rung];
  return next === undefined ? null : { at: momentAfter(next.after, startedAt), rung };
}

/** When people are told the step is due: its timeout, else its first escalation. */
export function dueAtOf(step: StepDefinition, startedAt: number): number | null {
  const after = step.timeout ?? ladderOf(step)[0]?.after;
  return after === undefined ? null : momentAfter(after, startedAt);
}
