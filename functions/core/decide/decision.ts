// What each command's decision is given, and the checks that several share.
import { hasPermission } from '../access.ts';
import { type Assurance, assuranceNeeded, isEnough } from '../assurance.ts';
import type { Command, Personal } from '../commands.ts';
import { type Context, personOf } from '../context.ts';
import { planOf, stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { StepDefinition } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import { type Assignee, type Instance, isEnded, isOpen, type OpenStep, type StepInstance } from '../instance.ts';
import { excludedFrom } from '../kinds/assigning.ts';
import { kindOf } from '../kinds/index.ts';
import { type Rejection, reject } from '../rejection.ts';
import { ok, type Result } from '../result.ts';
import { actsFor } from '../routing/delegation.ts';
import { roleNeeded } from '../routing/rules.ts';
import type { User } from '../user.ts';

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

/** The step a command means: the named one, or the only one that it `couldMean`. */
export function findStep(
  input: Case<Command & OnStep>,
  couldMean: (found: FoundStep) => boolean,
): Result<FoundStep, Rejection> {
  const { definition, instance, command } = input;
  if (command.stepId === undefined) return findOnlyStep(input, couldMean);
  const { stepId, attempt } = command;
  const step = planOf(definition).byId.has(stepId) ? instance.steps[stepId] : undefined;
  if (step === undefined) return reject('NOT_FOUND', `There is no step "${stepId}" in this workflow.`);
  if (attempt !== undefined && attempt !== step.attempt)
    return reject('STALE_ATTEMPT', `"${stepId}" is in attempt ${step.attempt}, not ${attempt}.`, {
      attempt: step.attempt,
    });
  return ok({ stepId, definition: stepOf(definition, stepId), step });
}

function findOnlyStep(
  { definition, instance }: Case<Command & OnStep>,
  couldMean: (found: FoundStep) => boolean,
): Result<FoundStep, Rejection> {
  const meant = Object.entries(instance.steps)
    .map(([stepId, step]) => ({ stepId, definition: stepOf(definition, stepId), step }))
    .filter(couldMean);
  const [first] = meant;
  if (first === undefined) return reject('NOT_ASSIGNED', 'No step of this workflow waits for this from you.');
  if (meant.length === 1) return ok(first);
  const names = meant.map(({ stepId }) => stepId).join(', ');
  return reject('INVALID_DATA', `Several steps could be meant: ${names}. Name one as "stepId".`);
}

/** The task by which a person may decide a step, and as whom. */
export interface Entitlement {
  readonly as: Assignee;
  readonly task: Assignee;
}

/** A person's own task goes before standing in for somebody absent; either only while the task stands. */
export function entitlement(step: OpenStep, actor: User, context: Context): Entitlement | null {
  const tasks = step.assignees.filter((task) => stands(task, actor, context));
  const own = tasks.find(({ user }) => user === actor.id);
  if (own !== undefined) return { as: own, task: own };
  const absent = tasks.find(({ user }) => actsFor(actor.id, user, context));
  if (absent === undefined) return null;
  return { as: { user: actor.id, onBehalfOf: absent.user, via: absent.via }, task: absent };
}

/** Whoever loses the role loses the tasks that came by it, and so do those who stand in. */
function stands({ user, onBehalfOf = user, via }: Assignee, actor: User, context: Context): boolean {
  const role = roleNeeded(via);
  if (role === null) return true;
  const holder = onBehalfOf === actor.id ? actor : personOf(context.directory, onBehalfOf);
  return holder?.roles.includes(role) === true;
}

export interface OpenWork extends FoundStep {
  readonly step: OpenStep;
  readonly as: Assignee;
}

/** The open step this person may decide now; the same order of checks for every way of deciding. */
export function findOpenWork(input: Case<Command & OnStep>): Result<OpenWork, Rejection> {
  const { instance, command, context } = input;
  const takes = (kind: StepDefinition): boolean => kindOf(kind).accepts.some((type) => type === command.type);
  const found = findStep(
    input,
    ({ definition, step }) => isOpen(step) && takes(definition) && entitlement(step, command.actor, context) !== null,
  );
  if (!found.ok) return found;
  const { stepId, definition, step } = found.value;
  const name = definition.name ?? stepId;
  if (!takes(definition))
    return reject(
      'INVALID_STATE_TRANSITION',
      `"${name}" is a ${definition.type} step; it does not take ${command.type}.`,
    );
  const excluded = excludedFrom(definition, instance);
  const self = excluded.has(command.actor.id);
  if (!isOpen(step)) return notOpen(found.value, self);
  if (self) return reject('SELF_APPROVAL', `You may not decide "${name}" yourself.`);
  const entitled = entitlement(step, command.actor, context);
  if (entitled === null) return reject('NOT_ASSIGNED', `"${name}" is not assigned to you.`);
  const { as, task } = entitled;
  if (excluded.has(task.user) || (task.onBehalfOf !== undefined && excluded.has(task.onBehalfOf)))
    return reject('SELF_APPROVAL', `You may not decide "${name}" for somebody who may not decide it either.`);
  if (instance.status !== 'running')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${instance.status}; nothing can be decided in it now.`);
  const needs = assuranceNeeded(input.definition, instance, definition);
  if (!isEnough(command.assurance ?? 'sign_in', needs)) return stepUp(name, needs);
  return ok({ stepId, definition, step, as });
}

const stepUp = (name: string, needs: Assurance): Refusal =>
  reject(
    'STEP_UP_REQUIRED',
    needs === 'sign_in'
      ? `"${name}" is decided only by those who have signed in.`
      : `"${name}" is not decided by a reply: open the link of the message.`,
    { needs: needs === 'sign_in' ? 'sign_in' : 'page' },
  );

function notOpen({ stepId, definition, step }: FoundStep, self: boolean): Refusal {
  const name = definition.name ?? stepId;
  if (!isEnded(step))
    return self
      ? reject('SELF_APPROVAL', `You may not decide "${name}" yourself.`)
      : reject('INVALID_STATE_TRANSITION', `"${name}" has not begun yet.`);
  const { outcome } = step;
  const decidedBy = Object.keys(step.votes);
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
