// Operating a single step: skip, retry, reassign, escalate by hand.
import type { Command, EscalateTask, Personal, ReassignTask, RetryStep, SkipStep } from '../commands.ts';
import { type Assignee, isOpen } from '../instance.ts';
import { excludedFrom } from '../kinds/assigning.ts';
import { kindOf } from '../kinds/index.ts';
import { reject } from '../rejection.ts';
import { standIn } from '../routing/delegation.ts';
import {
  type Case,
  type Decide,
  type Decision,
  entitlement,
  events,
  findStep,
  reasonOf,
  refuseUnlessOperator,
} from './decision.ts';
import { climb } from './escalation.ts';
import { nobodyResolved } from './incidents.ts';
import { mayOperate, retryEvents } from './operate-workflow.ts';

export const skipStep: Decide<SkipStep> = (input) => {
  const refused = refuseUnlessOperator(input, 'skip steps');
  if (refused !== null) return refused;
  const found = findStep(input);
  if (!found.ok) return found;
  const { stepId, step } = found.value;
  const { status } = input.instance;
  if (status !== 'running' && status !== 'failed')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${status}; no step can be skipped.`);
  if (step.state === 'completed' || step.state === 'skipped')
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" is already ${step.state}.`);
  const reason = reasonOf(input.command.reason, 'skip');
  if (!reason.ok) return reason;
  const attempt = Math.max(step.attempt, 1);
  const skipped = {
    action: 'step_skipped',
    stepId,
    data: { attempt, outcome: 'skipped', reason: reason.value },
  } as const;
  const resolved = nobodyResolved(input.instance, stepId, step.attempt);
  if (status === 'running') return events(skipped, ...resolved);
  return events(
    skipped,
    ...retryEvents(input.instance).filter((event) => !('stepId' in event && event.stepId === stepId)),
    ...resolved,
  );
};

export const retryStep: Decide<RetryStep> = (input) => {
  const refused = refuseUnlessOperator(input, 'retry steps');
  if (refused !== null) return refused;
  const found = findStep(input);
  if (!found.ok) return found;
  const { stepId, step } = found.value;
  if (step.state !== 'failed' || input.instance.status !== 'failed')
    return reject('INVALID_STATE_TRANSITION', `"${stepId}" is ${step.state}; only a failed step can be retried.`);
  return events(...retryEvents(input.instance));
};

/** Operators move any task; an assignee hands on their own. */
export const reassignTask: Decide<ReassignTask> = (input) => {
  const { command, instance, context } = input;
  const open = findOpen(input);
  if (!open.ok) return open;
  const { stepId, step, definition } = open.value;
  const own = entitlement(step, command.actor.id, command.actor.roles, context);
  if (own === null && !mayOperate(input))
    return reject('PERMISSION_DENIED', 'Only an assignee or an administrator reassigns this task.');
  const from = command.from ?? (mayOperate(input) ? undefined : own?.user);
  if (from !== undefined && !step.assignees.some(({ user }) => user === from))
    return reject('INVALID_DATA', `"${from}" has no task in "${stepId}".`);
  const excluded = excludedFrom(definition, instance);
  const user = standIn(command.to, context);
  if (user === null)
    return reject('NO_AVAILABLE_ASSIGNEES', `"${command.to}" is not a present user, and nobody stands in.`);
  if (excluded.has(command.to) || excluded.has(user))
    return reject('SELF_APPROVAL', `"${command.to}" may not decide "${stepId}".`);
  if (step.votes[user] !== undefined) return reject('ALREADY_DECIDED', `"${user}" has already decided "${stepId}".`);
  const added: Assignee = {
    user,
    via: `user:${command.to}`,
    ...(user === command.to ? {} : { onBehalfOf: command.to }),
  };
  const kept =
    from === undefined ? [] : step.assignees.filter((assignee) => assignee.user !== from && assignee.user !== user);
  return events(
    {
      action: 'step_reassigned',
      stepId,
      data: {
        attempt: step.attempt,
        from: step.assignees.map((assignee) => assignee.user),
        assignees: [...kept, added],
        reason: command.reason?.trim() || null,
        reassignAt: null,
      },
    },
    ...nobodyResolved(instance, stepId, step.attempt),
  );
};

/** The next rung at once, as if its time had come. The requester may nudge, too. */
export const escalateTask: Decide<EscalateTask> = (input) => {
  const { command, instance, context } = input;
  const open = findOpen(input);
  if (!open.ok) return open;
  const { step, definition } = open.value;
  const involved =
    entitlement(step, command.actor.id, command.actor.roles, context) !== null ||
    command.actor.id === instance.context.startedBy;
  if (!involved && !mayOperate(input))
    return reject('PERMISSION_DENIED', 'Only people involved or an administrator escalate this task.');
  const reason = reasonOf(command.reason, 'escalate');
  if (!reason.ok) return reason;
  const work = { definition: input.definition, instance, step: definition, attempt: step.attempt, context };
  return events(...climb(work, step, { byHand: reason.value }));
};

function findOpen(input: Case<(ReassignTask | EscalateTask) & Command & Personal>) {
  const found = findStep(input);
  if (!found.ok) return found;
  const { stepId, step, definition } = found.value;
  if (input.instance.status !== 'running')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${input.instance.status}.`) satisfies Decision;
  if (!isOpen(step) || kindOf(definition).accepts.length === 0)
    return reject(
      'INVALID_STATE_TRANSITION',
      `"${stepId}" is ${step.state}; there is no task to move.`,
    ) satisfies Decision;
  return { ok: true as const, value: { stepId, step, definition } };
}
