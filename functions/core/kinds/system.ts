// System step: named actions, one after the other, performed by the shell as effects.
import type { SystemStep } from '../definition/steps.ts';
import { actionEffectId } from '../effects.ts';
import { decisionNotices } from '../notices/notice.ts';
import type { StepKind } from './kind.ts';
import { deadlineAt, dueAtOf } from './ladder.ts';
import { loopBack } from './loop.ts';
import { isWait, useOf } from './use.ts';

export const system: StepKind<SystemStep> = {
  accepts: [],
  decides: false,
  activate: (work) => [
    {
      action: 'step_started',
      stepId: work.step.id,
      data: {
        attempt: work.attempt,
        dueAt: dueAtOf(work, work.context.now),
        deadline: deadlineAt(work, 0, work.context.now),
      },
    },
  ],
  pendingEffect(step, open) {
    const action = step.actions[open.action];
    if (action === undefined || isWait(useOf(action).use)) return null;
    return {
      kind: 'action',
      id: actionEffectId(step.id, open.attempt, open.action),
      stepId: step.id,
      attempt: open.attempt,
      index: open.action,
      ...useOf(action),
    };
  },
  verdict({ onFailure }, ended) {
    if (ended.state !== 'failed') return 'go_on';
    return typeof onFailure === 'object' ? loopBack(onFailure, 'fail_workflow') : 'fail_workflow';
  },
  // Checks and bookings were made for the data as it was.
  isOutdatedBy: () => true,
  undoing: ({ compensate = [] }) => compensate,
  candidates: () => [],
  peopleNeeded: () => 0,
  endNotices: (_step, outcome) => decisionNotices(outcome),
};
