// System step: named actions, one after the other, performed by the shell as effects.
import type { ActionUse, SystemStep } from '../definition/steps.ts';
import { actionEffectId } from '../effects.ts';
import type { Json } from '../json.ts';
import { decisionNotices } from '../notices/notice.ts';
import type { StepKind } from './kind.ts';
import { deadlineAt, dueAtOf } from './ladder.ts';

/** A use of an action in its long form. */
export const useOf = (action: ActionUse): { readonly use: string; readonly with?: Json } => {
  if (typeof action === 'string') return { use: action };
  return action.with === undefined ? { use: action.use } : { use: action.use, with: action.with };
};

export const system: StepKind<SystemStep> = {
  accepts: [],
  decides: false,
  activate: ({ step, attempt, context }) => [
    {
      action: 'step_started',
      stepId: step.id,
      data: { attempt, dueAt: dueAtOf(step, context.now), deadline: deadlineAt(step, 0, context.now) },
    },
  ],
  pendingEffect(step, open) {
    const action = step.actions[open.action];
    if (action === undefined) return null;
    return {
      kind: 'action',
      id: actionEffectId(step.id, open.attempt, open.action),
      stepId: step.id,
      attempt: open.attempt,
      index: open.action,
      ...useOf(action),
    };
  },
  verdict: (_step, ended) => (ended.state === 'failed' ? 'fail_workflow' : 'go_on'),
  undoing: ({ compensate = [] }) => compensate,
  candidates: () => [],
  peopleNeeded: () => 0,
  endNotices: (_step, outcome) => decisionNotices(outcome),
};
