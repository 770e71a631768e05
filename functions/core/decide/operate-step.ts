// Operating a single step: skip and retry.
import type { RetryStep, SkipStep } from '../commands.ts';
import { isOpen, type StepInstance } from '../instance.ts';
import { reject } from '../rejection.ts';
import { type Decide, events, findStep, reasonOf, refuseUnlessOperator } from './decision.ts';
import { refuseWhileUndoing, retryEvents } from './operate-workflow.ts';

const isOver = ({ state }: StepInstance): boolean => state === 'completed' || state === 'skipped';

export const skipStep: Decide<SkipStep> = (input) => {
  const refused = refuseUnlessOperator(input, 'skip steps');
  if (refused !== null) return refused;
  const found = findStep(input, ({ step }) => isOpen(step) || step.state === 'failed');
  if (!found.ok) return found;
  const { stepId, step } = found.value;
  const { status } = input.instance;
  if (status !== 'running' && status !== 'failed')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${status}; no step can be skipped.`);
  if (isOver(step)) return reject('INVALID_STATE_TRANSITION', `"${stepId}" is already ${step.state}.`);
  const reason = reasonOf(input.command.reason, 'skip');
  if (!reason.ok) return reason;
  // A step that has not begun is passed over instead of its next attempt.
  const attempt = step.state === 'pending' ? step.attempt + 1 : step.attempt;
  const data = { attempt, outcome: 'skipped', reason: reason.value };
  const skipped = { action: 'step_skipped', stepId, data } as const;
  if (status === 'running') return events(skipped);
  return refuseWhileUndoing(input) ?? events(skipped, ...retryEvents(input, stepId));
};

export const retryStep: Decide<RetryStep> = (input) => {
  const refused = refuseUnlessOperator(input, 'retry steps');
  if (refused !== null) return refused;
  const found = findStep(input, ({ step }) => step.state === 'failed');
  if (!found.ok) return found;
  const { stepId, step } = found.value;
  if (step.state !== 'failed' || input.instance.status !== 'failed')
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" is ${step.state}; only a failed step can be retried.`);
  return refuseWhileUndoing(input) ?? events(...retryEvents(input));
};
