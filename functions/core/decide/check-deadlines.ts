// A timer's moment may have come. It acts only on an open step of the same attempt whose deadline is due.
import type { CheckDeadlines } from '../commands.ts';
import { stepOf } from '../definition/plan.ts';
import type { Event } from '../events.ts';
import { isOpen } from '../instance.ts';
import { firstAssignees } from '../kinds/assigning.ts';
import { type Case, type Decide, events } from './decision.ts';
import { climb } from './escalation.ts';
import { nobodyResolved } from './incidents.ts';

export const checkDeadlines: Decide<CheckDeadlines> = (input) => {
  const { definition, instance, command, context } = input;
  if (instance.status !== 'running') return events();
  // Two hints about one step are one: a firing climbs one rung.
  const timers = new Map(
    command.timers.flatMap((timer) =>
      timer.kind === 'deadline' ? [[`${timer.stepId}:${timer.attempt}`, timer] as const] : [],
    ),
  );
  const happened = [...timers.values()].flatMap((timer): readonly Event[] => {
    const step = instance.steps[timer.stepId];
    if (!isOpen(step) || step.attempt !== timer.attempt) return [];
    if (step.deadline === null || step.deadline.at > context.now) return [];
    const work = { definition, instance, step: stepOf(definition, timer.stepId), attempt: step.attempt, context };
    return climb(work, step, { byHand: null });
  });
  return events(...happened, ...offerAgain(input));
};

/** Steps that nobody could decide are offered again: people come back, capacity frees up. */
function offerAgain({ definition, instance, context }: Case<CheckDeadlines>): readonly Event[] {
  return Object.entries(instance.steps).flatMap(([stepId, open]): readonly Event[] => {
    if (!isOpen(open) || open.reassignAt === null || open.reassignAt > context.now || open.assignees.length > 0)
      return [];
    const step = stepOf(definition, stepId);
    if (
      !('assignedTo' in step) ||
      step.assignedTo === undefined ||
      step.type === 'notification' ||
      step.type === 'system'
    )
      return [];
    const assignees = firstAssignees({ definition, instance, step, attempt: open.attempt, context });
    if (assignees.length === 0) return [];
    return [
      {
        action: 'step_reassigned',
        stepId,
        data: { attempt: open.attempt, from: [], assignees, reason: null, reassignAt: null },
      },
      ...nobodyResolved(instance, stepId, open.attempt),
    ];
  });
}
