// A timer's moment may have come. It acts only on an open step of the same attempt whose deadline is due.
import type { CheckDeadlines } from '../commands.ts';
import { stepOf } from '../definition/plan.ts';
import type { Event, StepEvent } from '../events.ts';
import { isOpen, type OpenStep } from '../instance.ts';
import { kindOf } from '../kinds/index.ts';
import { advance, isNextDue } from '../kinds/sequence.ts';
import { staffing } from '../kinds/staffing.ts';
import { endedWaits } from '../kinds/waits.ts';
import { reachedStages } from '../sla.ts';
import { type Case, type Decide, events } from './decision.ts';
import { climb } from './escalation.ts';
import { overdueMessages } from './record-messages.ts';

type Check = Case<CheckDeadlines>;

export const checkDeadlines: Decide<CheckDeadlines> = (input) => {
  const overdue = overdueMessages(input);
  if (input.instance.status !== 'running') return events(...overdue);
  // Two hints about one step are one: a firing climbs one rung.
  const hinted = new Set(
    input.command.timers.map((timer) => (timer.kind === 'deadline' ? `${timer.stepId}:${timer.attempt}` : '')),
  );
  const ended = endedWaits(input.definition, input.instance, input.context.now);
  // A step whose wait is over goes on with that; its deadline, if it is still open, is looked at next.
  const goneOn = new Set(ended.map((event) => (event as StepEvent).stepId));
  return events(
    ...overdue,
    ...reachedStages(input.instance, input.context.now),
    ...ended,
    ...Object.entries(input.instance.steps).flatMap(([stepId, open]): readonly Event[] => {
      if (!isOpen(open) || goneOn.has(stepId)) return [];
      const isHinted = hinted.has(`${stepId}:${open.attempt}`);
      if (isHinted && isDue(input, open.deadline?.at)) return climbRung(input, stepId, open);
      return isDue(input, open.reassignAt) ? offerAgain(input, stepId, open) : [];
    }),
  );
};

const isDue = ({ context }: Check, at: number | null | undefined): boolean =>
  typeof at === 'number' && at <= context.now;

function climbRung({ definition, instance, context }: Check, stepId: string, open: OpenStep): readonly Event[] {
  const work = { definition, instance, step: stepOf(definition, stepId), attempt: open.attempt, context };
  return climb(work, open, { byHand: null });
}

/** A step that too few can decide is offered again: people come back, capacity frees up. */
function offerAgain({ definition, instance, context }: Check, stepId: string, open: OpenStep): readonly Event[] {
  const step = stepOf(definition, stepId);
  const { attempt } = open;
  const work = { definition, instance, step, attempt, context };
  if (isNextDue(open)) return advance(work, open).some(bringsSomebody(open)) ? advance(work, open) : [];
  const from = open.assignees.map(({ user }) => user);
  const known = new Set([...from, ...Object.keys(open.votes)]);
  const added = kindOf(step)
    .candidates(work)
    .filter(({ user }) => !known.has(user));
  if (added.length === 0) return [];
  const assignees = [...open.assignees, ...added];
  const { reassignAt, events: told } = staffing(work, kindOf(step), { assignees, votes: open.votes });
  return [{ action: 'step_reassigned', stepId, data: { attempt, from, assignees, reason: null, reassignAt } }, ...told];
}

/** Asking again is worth an entry in the audit only where somebody was found. */
const bringsSomebody =
  (open: OpenStep) =>
  (event: Event): boolean =>
    event.action === 'step_advanced' && event.data.assignees.length > open.assignees.length;
