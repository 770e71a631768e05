// Moving tasks between people: reassign, delegate, add an approver, escalate by hand.
import type { AssignTask, Command, DelegateTask, EscalateTask, Personal, ReassignTask } from '../commands.ts';
import type { StepDefinition } from '../definition/steps.ts';
import { type Assignee, isOpen, type OpenStep } from '../instance.ts';
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
  type Decision,
  entitlement,
  events,
  type FoundStep,
  findOpenWork,
  findStep,
  reasonOf,
} from './decision.ts';
import { climb } from './escalation.ts';
import { isRequester, mayOperate } from './operate-workflow.ts';

/** Operators move any task; an assignee hands on their own. */
export const reassignTask: Decide<ReassignTask> = (input) => {
  const { command, context } = input;
  const open = findTask(input);
  if (!open.ok) return open;
  const { stepId, step } = open.value;
  const own = entitlement(step, command.actor, context);
  const isOperator = mayOperate(input);
  const from = command.from ?? (isOperator ? undefined : own?.task.user);
  if (!isOperator && (own === null || from !== own.task.user))
    return reject('PERMISSION_DENIED', 'Only its assignee or an administrator reassigns a task.');
  if (from !== undefined && !step.assignees.some(({ user }) => user === from))
    return reject('INVALID_DATA', `"${from}" has no task in "${stepId}".`);
  const taker = takerOf(open.value, input, command.to);
  if (!taker.ok) return taker;
  const kept =
    from === undefined ? [] : step.assignees.filter(({ user }) => user !== from && user !== taker.value.user);
  return handedTo(input, open.value, [...kept, taker.value], command.reason);
};

/** One's own task, done by another on one's behalf. */
export const delegateTask: Decide<DelegateTask> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const { step, stepId, as } = work.value;
  if (Object.hasOwn(step.votes, as.user)) return reject('ALREADY_DECIDED', `You have already decided "${stepId}".`);
  const taker = takerOf(work.value, input, input.command.to);
  if (!taker.ok) return taker;
  const delegate: Assignee = { user: taker.value.user, onBehalfOf: as.onBehalfOf ?? as.user, via: as.via };
  if (delegate.user === delegate.onBehalfOf) return reject('INVALID_DATA', 'Nobody is their own delegate.');
  const kept = step.assignees.filter(
    ({ user }) => user !== as.user && user !== as.onBehalfOf && user !== delegate.user,
  );
  return handedTo(input, work.value, [...kept, delegate], input.command.reason);
};

/** One more person beside those who have the step. */
export const assignTask: Decide<AssignTask> = (input) => {
  const { command, context } = input;
  const open = findTask(input);
  if (!open.ok) return open;
  const { step } = open.value;
  if (!mayOperate(input) && entitlement(step, command.actor, context) === null)
    return reject('PERMISSION_DENIED', 'Only an assignee or an administrator adds somebody to a step.');
  const taker = takerOf(open.value, input, command.to);
  if (!taker.ok) return taker;
  if (step.assignees.some(({ user }) => user === taker.value.user)) return events();
  return handedTo(input, open.value, [...step.assignees, taker.value], command.reason);
};

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
type Move = Command & Personal & { readonly stepId?: string; readonly attempt?: number };

/** The open step whose task is to move. */
function findTask(input: Case<Move>): Result<Task, Rejection> {
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

/** The person named, or who stands in for them; refused where neither may decide the step. */
function takerOf({ stepId, step, definition }: Task, input: Case<Move>, to: string): Result<Assignee, Rejection> {
  const user = standIn(to, input.context);
  if (user === null) return reject('NO_AVAILABLE_ASSIGNEES', `"${to}" is not a present user, and nobody stands in.`);
  const excluded = excludedFrom(definition, input.instance);
  if (excluded.has(to) || excluded.has(user)) return reject('SELF_APPROVAL', `"${to}" may not decide "${stepId}".`);
  if (Object.hasOwn(step.votes, user)) return reject('ALREADY_DECIDED', `"${user}" has already decided "${stepId}".`);
  return ok({ user, via: `user:${to}`, ...(user === to ? {} : { onBehalfOf: to }) });
}

function handedTo(
  input: Case<Move>,
  { stepId, step, definition }: Task,
  assignees: readonly Assignee[],
  reason: string | undefined,
): Decision {
  if (jsonEquals(asJson(assignees), asJson(step.assignees))) return events();
  const work = {
    definition: input.definition,
    instance: input.instance,
    step: definition,
    attempt: step.attempt,
    context: input.context,
  };
  const { reassignAt, events: told } = staffing(work, kindOf(definition), { assignees, votes: step.votes });
  const from = step.assignees.map(({ user }) => user);
  return events(
    {
      action: 'step_reassigned',
      stepId,
      data: { attempt: step.attempt, from, assignees, reason: reason?.trim() || null, reassignAt },
    },
    ...told,
  );
}

const asJson = (assignees: readonly Assignee[]): Json => assignees.map((assignee) => ({ ...assignee }));
