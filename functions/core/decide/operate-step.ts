// Operating a single step: skip, retry, reassign, escalate by hand.
import type { EscalateTask, ReassignTask, RetryStep, SkipStep } from '../commands.ts';
import type { StepDefinition } from '../definition/steps.ts';
import { type Assignee, isOpen, type OpenStep, type StepInstance } from '../instance.ts';
import { type Json, jsonEquals } from '../json.ts';
import { excludedFrom } from '../kinds/assigning.ts';
import { kindOf } from '../kinds/index.ts';
import { staffing } from '../kinds/staffing.ts';
import { type Rejection, reject } from '../rejection.ts';
import { ok, type Result } from '../result.ts';
import { standIn } from '../routing/delegation.ts';
import {
  type Case,
  type Decide,
  entitlement,
  events,
  type FoundStep,
  findStep,
  reasonOf,
  refuseUnlessOperator,
} from './decision.ts';
import { climb } from './escalation.ts';
import { isRequester, mayOperate, refuseWhileUndoing, retryEvents } from './operate-workflow.ts';

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
  return refuseWhileUndoing(input) ?? events(skipped, ...retryEvents(input.instance, stepId));
};

export const retryStep: Decide<RetryStep> = (input) => {
  const refused = refuseUnlessOperator(input, 'retry steps');
  if (refused !== null) return refused;
  const found = findStep(input, ({ step }) => step.state === 'failed');
  if (!found.ok) return found;
  const { stepId, step } = found.value;
  if (step.state !== 'failed' || input.instance.status !== 'failed')
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" is ${step.state}; only a failed step can be retried.`);
  return refuseWhileUndoing(input) ?? events(...retryEvents(input.instance));
};

/** Operators move any task; an assignee hands on their own. */
export const reassignTask: Decide<ReassignTask> = (input) => {
  const { command, instance, context } = input;
  const open = findTask(input);
  if (!open.ok) return open;
  const { stepId, step, definition } = open.value;
  const own = entitlement(step, command.actor, context);
  const isOperator = mayOperate(input);
  const from = command.from ?? (isOperator ? undefined : own?.task.user);
  if (!isOperator && (own === null || from !== own.task.user))
    return reject('PERMISSION_DENIED', 'Only its assignee or an administrator reassigns a task.');
  if (from !== undefined && !step.assignees.some(({ user }) => user === from))
    return reject('INVALID_DATA', `"${from}" has no task in "${stepId}".`);
  const taker = takerOf(open.value, input);
  if (!taker.ok) return taker;
  const kept =
    from === undefined ? [] : step.assignees.filter(({ user }) => user !== from && user !== taker.value.user);
  const assignees = [...kept, taker.value];
  if (jsonEquals(asJson(assignees), asJson(step.assignees))) return events();
  const work = { definition: input.definition, instance, step: definition, attempt: step.attempt, context };
  const { reassignAt, events: told } = staffing(work, kindOf(definition), { assignees, votes: step.votes });
  return events(
    {
      action: 'step_reassigned',
      stepId,
      data: {
        attempt: step.attempt,
        from: step.assignees.map(({ user }) => user),
        assignees,
        reason: command.reason?.trim() || null,
        reassignAt,
      },
    },
    ...told,
  );
};

const asJson = (assignees: readonly Assignee[]): Json => assignees.map((assignee) => ({ ...assignee }));

/** The person named, or who stands in for them; refused where neither may decide the step. */
function takerOf({ stepId, step, definition }: Task, input: Case<ReassignTask>): Result<Assignee, Rejection> {
  const { to } = input.command;
  const user = standIn(to, input.context);
  if (user === null) return reject('NO_AVAILABLE_ASSIGNEES', `"${to}" is not a present user, and nobody stands in.`);
  const excluded = excludedFrom(definition, input.instance);
  if (excluded.has(to) || excluded.has(user)) return reject('SELF_APPROVAL', `"${to}" may not decide "${stepId}".`);
  if (Object.hasOwn(step.votes, user)) return reject('ALREADY_DECIDED', `"${user}" has already decided "${stepId}".`);
  return ok({ user, via: `user:${to}`, ...(user === to ? {} : { onBehalfOf: to }) });
}

/** The next rung at once, as if its time had come, except that nothing is decided by it. The requester may nudge, too. */
export const escalateTask: Decide<EscalateTask> = (input) => {
  const { command, instance, context } = input;
  const open = findTask(input);
  if (!open.ok) return open;
  const { step, definition } = open.value;
  const isInvolved = entitlement(step, command.actor, context) !== null || isRequester(input);
  if (!isInvolved && !mayOperate(input))
    return reject('PERMISSION_DENIED', 'Only people involved or an administrator escalate this task.');
  const reason = reasonOf(command.reason, 'escalate');
  if (!reason.ok) return reason;
  const work = { definition: input.definition, instance, step: definition, attempt: step.attempt, context };
  return events(...climb(work, step, { byHand: reason.value }));
};

interface Task extends FoundStep {
  readonly step: OpenStep;
}

/** The open step whose task is to move. */
function findTask(input: Case<ReassignTask | EscalateTask>): Result<Task, Rejection> {
  const isTask = (definition: StepDefinition): boolean => kindOf(definition).accepts.length > 0;
  const found = findStep(input, ({ step, definition }) => isOpen(step) && isTask(definition));
  if (!found.ok) return found;
  const { stepId, step, definition } = found.value;
  if (input.instance.status !== 'running')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${input.instance.status}.`);
  if (!isOpen(step) || !isTask(definition))
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" is ${step.state}; there is no task to move.`);
  return ok({ stepId, step, definition });
}
