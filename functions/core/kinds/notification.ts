// Notification: tells people and is done; whether it arrives is followed on the messages, not on the step.
import type { NotificationStep } from '../definition/steps.ts';
import type { StepKind } from './kind.ts';

export const notification: StepKind<NotificationStep> = {
  accepts: [],
  decides: false,
  activate: ({ step, attempt }) => [
    {
      action: 'step_completed',
      stepId: step.id,
      data: { attempt, outcome: 'done', output: {}, by: null, onBehalfOf: null },
    },
  ],
  pendingEffect: () => null,
  verdict: () => 'go_on',
  isOutdatedBy: () => false,
  undoing: () => [],
  candidates: () => [],
  peopleNeeded: () => 0,
  endNotices: ({ assignedTo, where, template, channels, data = {} }) => [
    { occasion: 'notice', to: [assignedTo].flat(), where, template, channels, facts: data },
  ],
};
