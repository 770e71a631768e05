// What each command's decision is given, and the checks that several share.
import { hasPermission } from '../access.ts';
import type { Command, Personal } from '../commands.ts';
import type { Context } from '../context.ts';
import { planOf, stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { StepDefinition } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import { type Assignee, type Instance, isOpen, type OpenStep, type StepInstance } from '../instance.ts';
import { excludedFrom } from '../kinds/assigning.ts';
import { kindOf } from '../kinds/index.ts';
import { type Rejection, reject } from '../rejection.ts';
import { ok, type Result } from '../result.ts';
import { actsFor } from '../routing/delegation.ts';
import { roleNeeded } from '../routing/rules.ts';

export type Decision = Result<readonly Event[], Rejection>;
export type Refusal = ReturnType<typeof reject>;

export interface Case<C extends Command> {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly command: C;
  readonly context: Context;
}
export type Decide<C extends Command> = (input: Case<C>) => Decision;

export const events = (...happened: readonly Event[]): Decision => ok(happened);

export interface FoundStep {
  readonly stepId: string;
  readonly definition: StepDefinition;
  readonly step: StepInstance;
}
type OnStep = Personal & { readonly type: Command['type']; readonly stepId?: string; readonly attempt?: number };

/** The step a command means: the named one, or the only open one that this person may act on. */
export function findStep(input: Case<Command & OnStep>): Result<FoundStep, Rejection> {
  const { definition, instance, command } = input;
  const stepId = command.stepId ?? onlyStepOf(input);
  if (typeof stepId !== 'string') return stepId;
  const step = planOf(definition).byId.has(stepId) ? instance.steps[stepId] : undefined;
  if (step === undefined) return reject('NOT_FOUND', `There is no step "${stepId}" in this workflow.`);
  if (command.attempt !== undefined && command.attempt !== step.attempt)
    return reject('STALE_ATTEMPT', `"${stepId}" is in attempt ${step.attempt}, not ${command.attempt}.`, {
      attempt: step.attempt,
    });
  return ok({ stepId, definition: stepOf(definition, stepId), step });
}

function onlyStepOf(input: Case<Command & OnStep>): string | Refusal {
  const { instance, definition, command, context } = input;
  const mine = Object.entries(instance.steps).filter(
    ([id, step]) =>
      isOpen(step) &&
      kindOf(stepOf(definition, id)).accepts.some((type) => type === command.type) &&
      entitlement(step, command.actor.id, command.actor.roles, context) !== null,
  );
  const [first] = mine;
  if (first === undefined) return reject('NOT_ASSIGNED', 'No open step of this workflow waits for you.');
  if (mine.length > 1)
    return reject(
      'INVALID_DATA',
      `Several steps wait for you: ${mine.map(([id]) => id).join(', ')}. Name one as "stepId".`,
    );
  return first[0];
}

/** As whom the person may decide the step: themselves while they still hold the role, or an absent assignee's stand-in. */
export function entitlement(
  step: OpenStep,
  userId: string,
  roles: readonly string[],
  context: Context,
): Assignee | null {
  const own = step.assignees.find(({ user }) => user === userId);
  if (own !== undefined) {
    const role = own.onBehalfOf === undefined ? roleNeeded(own.via) : null;
    return role === null || roles.includes(role) ? own : null;
  }
  const absent = step.assignees.find(({ user }) => actsFor(userId, user, context));
  return absent === undefined ? null : { user: userId, onBehalfOf: absent.user, via: absent.via };
}

export interface OpenWork extends FoundStep {
  readonly step: OpenStep;
  readonly as: Assignee;
}

/** The open step this person may decide now; the same order of checks for every way of deciding. */
export function findOpenWork(input: Case<Command & OnStep>): Result<OpenWork, Rejection> {
  const { instance, command, context } = input;
  const found = findStep(input);
  if (!found.ok) return found;
  const { stepId, definition, step } = found.value;
  const name = definition.name ?? stepId;
  if (!kindOf(definition).accepts.some((type) => type === command.type))
    return reject(
      'INVALID_STATE_TRANSITION',
      `"${name}" is a ${definition.type} step; it does not take ${command.type}.`,
    );
  const self = excludedFrom(definition, instance).has(command.actor.id);
  if (!isOpen(step)) return notOpen(found.value, self);
  if (self) return reject('SELF_APPROVAL', `You may not decide "${name}" yourself.`);
  const as = entitlement(step, command.actor.id, command.actor.roles, context);
  if (as === null) return reject('NOT_ASSIGNED', `"${name}" is not assigned to you.`);
  if (as.onBehalfOf !== undefined && excludedFrom(definition, instance).has(as.onBehalfOf))
    return reject('SELF_APPROVAL', `You may not decide "${name}" for ${as.onBehalfOf}.`);
  if (instance.status !== 'running')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${instance.status}; nothing can be decided in it now.`);
  return ok({ stepId, definition, step, as });
}

function notOpen({ stepId, definition, step }: FoundStep, self: boolean): Refusal {
  const name = definition.name ?? stepId;
  if (step.state === 'pending')
    return self
      ? reject('SELF_APPROVAL', `You may not decide "${name}" yourself.`)
      : reject('INVALID_STATE_TRANSITION', `"${name}" has not begun yet.`);
  const decidedBy = 'votes' in step ? Object.keys(step.votes) : [];
  const outcome = 'outcome' in step ? step.outcome : step.state;
  return reject('ALREADY_DECIDED', `"${name}" is already ${step.state} (${outcome}).`, { decidedBy, outcome });
}

/** Refuses whoever may not operate instances of others. */
export function refuseUnlessOperator(input: Case<Command & Personal>, what: string): Refusal | null {
  const { command, context } = input;
  return hasPermission(context.access, 'modify_instance', command.actor)
    ? null
    : reject('PERMISSION_DENIED', `Your roles do not allow you to ${what}.`);
}

export function reasonOf(reason: string | undefined, what: string): Result<string, Rejection> {
  const text = reason?.trim() ?? '';
  return text === '' ? reject('REASON_REQUIRED', `Say why you ${what}.`) : ok(text);
}
