// Deadlines of an open step: its escalation levels, or its timeout alone; in elapsed or in working time.
import type { Context } from '../context.ts';
import { type DurationText, parseDuration } from '../definition/duration.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { EscalationAction, StepDefinition } from '../definition/steps.ts';
import type { Deadline, Instance } from '../instance.ts';
import type { Calendar } from '../time/calendar.ts';
import { addDuration, remainingOf, shiftBy } from '../time/working-time.ts';

export interface Rung {
  readonly after: DurationText;
  readonly action: EscalationAction;
  readonly to: readonly string[];
}

/** What a duration needs to become a moment. */
export interface Timing {
  readonly definition: Pick<WorkflowDefinition, 'calendar'>;
  readonly step?: Pick<StepDefinition, 'calendar'>;
  readonly context: Pick<Context, 'calendars'>;
  readonly instance: Pick<Instance, 'pauses'>;
}

/** The rungs in the order they are climbed. A timeout alone escalates once. */
export function ladderOf(step: StepDefinition): readonly Rung[] {
  const levels = step.escalation?.levels;
  if (levels === undefined)
    return step.timeout === undefined ? [] : [{ after: step.timeout, action: 'escalate', to: [] }];
  return levels.map(({ after, action, to }) => ({ after, action, to: to === undefined ? [] : [to].flat() }));
}

/**
 * When `duration` has passed since `from` (epoch ms), in the step's calendar, else the definition's. Pauses do not count:
 * what remained when one began remains when it ends.
 */
export function momentAfter(timing: Timing, duration: DurationText, from: number): number {
  const parsed = parseDuration(duration);
  const calendar = calendarOf(timing);
  let at = addDuration(from, parsed, calendar);
  for (const pause of timing.instance.pauses)
    if (pause.from >= from && pause.from < at)
      at = shiftBy(pause.to, remainingOf(pause.from, at, parsed.kind, calendar), calendar);
  return at;
}

const calendarOf = ({ definition, step, context }: Timing): Calendar | null => {
  const id = step?.calendar ?? definition.calendar;
  return id === undefined ? null : (context.calendars[id] ?? null);
};

type StepTiming = Timing & { readonly step: StepDefinition };

/** The deadline at a rung, counted from the assignment; null past the end of the ladder. */
export function deadlineAt(timing: StepTiming, rung: number, startedAt: number): Deadline | null {
  const next = ladderOf(timing.step)[rung];
  return next === undefined ? null : { at: momentAfter(timing, next.after, startedAt), rung };
}

/** When people are told the step is due: its timeout, else its first escalation. */
export function dueAtOf(timing: StepTiming, startedAt: number): number | null {
  const after = timing.step.timeout ?? ladderOf(timing.step)[0]?.after;
  return after === undefined ? null : momentAfter(timing, after, startedAt);
}
