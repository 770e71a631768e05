// Workflows under workflows: the end of one that a step waits for, and cancelling with the parent.
import type { CancelByParent, RecordChildEnd } from '../commands.ts';
import { stepOf } from '../definition/plan.ts';
import { isOpen, WORKFLOW_MOVES } from '../instance.ts';
import { finishAction } from '../kinds/finish.ts';
import { START_USE, useOf } from '../kinds/use.ts';
import { type Decide, events } from './decision.ts';

/** The step goes on with how the child ended. Told early, before the start itself was recorded, it counts as well. */
export const recordChildEnd: Decide<RecordChildEnd> = ({ definition, instance, command }) => {
  const { childId, stepId, attempt, index, status, outcome } = command;
  const open = instance.steps[stepId];
  if (!isOpen(open) || open.attempt !== attempt) return events();
  const step = stepOf(definition, stepId);
  const action = step.type === 'system' ? step.actions[open.action] : undefined;
  const isStarting =
    open.wait === null && open.action === index && action !== undefined && useOf(action).use === START_USE;
  const isAwaited = open.wait?.kind === 'child' && open.wait.instanceId === childId;
  if (!isStarting && !isAwaited) return events();
  return events(...finishAction(definition, stepId, open, { instanceId: childId, status, outcome }));
};

export const cancelByParent: Decide<CancelByParent> = ({ instance, command }) =>
  WORKFLOW_MOVES[instance.status].includes('cancelled')
    ? events({ action: 'workflow_cancelled', data: { reason: command.reason } })
    : events();
