// What must hold at every commit, as far as the pure state shows it; worked out again here, not asked of the core.
import type { Command } from '../commands.ts';
import type { Context } from '../context.ts';
import { planOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { ApprovalStep } from '../definition/steps.ts';
import type { Event, EventOf } from '../events.ts';
import { raisesRevision } from '../events.ts';
import {
  type Assignee,
  type EndedStep,
  type Instance,
  isEnded,
  isOpen,
  type OpenStep,
  STEP_MOVES,
  WORKFLOW_MOVES,
} from '../instance.ts';
import { bytesOf } from '../json.ts';
import { INSTANCE_BYTES_MAX } from '../limits.ts';
import { apply } from '../step.ts';
import { isAway } from '../user.ts';
import { checkChanges, checkWakeUp } from './time-invariants.ts';

export interface Observed {
  readonly definition: WorkflowDefinition;
  readonly before: Instance | null;
  readonly command: Command;
  readonly events: readonly Event[];
  readonly after: Instance;
  readonly context: Context;
}

/** What a run remembers from commit to commit. */
export interface Memory {
  readonly begun: Set<string>;
  readonly ended: Set<string>;
  readonly asked: Set<string>;
}
export const createMemory = (): Memory => ({ begun: new Set(), ended: new Set(), asked: new Set() });

/** Everything that is violated, each as "S4: …". */
export function violations(observed: Observed, memory: Memory): readonly string[] {
  const found: string[] = [];
  const require = (isSo: boolean, what: string): void => {
    if (!isSo) found.push(what);
  };
  let at = observed.before;
  for (const event of observed.events) {
    const next = apply(observed.definition, at, event, observed.context.now);
    checkMoves(at, next, event, require);
    if (at !== null) {
      checkBeginning(observed, at, event, memory, require);
      checkPeople(observed, at, next, event, require);
      checkEscalation(observed, event, require);
    }
    at = next;
  }
  checkChanges(observed, require);
  checkEffects(observed, memory, require);
  checkRest(observed, require);
  checkWakeUp(observed.after, require);
  return found;
}

export type Require = (isSo: boolean, what: string) => void;
const stateOf = (instance: Instance, id: string): string => instance.steps[id]?.state ?? 'missing';
const hasEnded = (instance: Instance, id: string): boolean => ['completed', 'skipped'].includes(stateOf(instance, id));
/** Ended, and so is everything ahead of it: after a retry or a change something ahead may run again. */
const isOver = (definition: WorkflowDefinition, instance: Instance, id: string): boolean =>
  [id, ...aheadOf(definition, id)].every((one) => hasEnded(instance, one));

function aheadOf(definition: WorkflowDefinition, id: string): ReadonlySet<string> {
  const ahead = new Set(planOf(definition).byId.get(id)?.dependencies ?? []);
  for (const one of ahead) for (const before of planOf(definition).byId.get(one)?.dependencies ?? []) ahead.add(before);
  return ahead;
}

/** S2, S15: statuses and steps move along their tables; the definition stays. */
function checkMoves(before: Instance | null, after: Instance, event: Event, require: Require): void {
  if (before === null) return;
  const { status } = before;
  if (after.status !== status)
    require(WORKFLOW_MOVES[status].includes(after.status), `S2: ${status} → ${after.status} by ${event.action}`);
  for (const [id, step] of Object.entries(after.steps)) {
    const was = before.steps[id];
    if (was === undefined || was.state === step.state) continue;
    const isClosed = ['workflow_cancelled', 'workflow_completed'].includes(event.action) && step.state === 'skipped';
    require(isClosed ||
      STEP_MOVES[was.state].includes(step.state), `S2: ${id} ${was.state} → ${step.state} by ${event.action}`);
  }
  require(after.definition === before.definition, 'S15: another definition');
  if (event.action === 'workflow_resumed')
    checkTimeKept(before, after, event.data.rest.to - event.data.rest.from, require);
}

/** S9: a deadline keeps the time that remained when the workflow was paused. */
function checkTimeKept(before: Instance, after: Instance, ms: number, require: Require): void {
  for (const [id, was] of Object.entries(before.steps)) {
    const now = after.steps[id];
    if (!isOpen(was) || !isOpen(now) || was.deadline === null) continue;
    const isPast = was.deadline.at <= (before.pausedAt ?? 0);
    require(now.deadline?.at ===
      was.deadline.at + (isPast ? 0 : ms), `S9: the deadline of ${id} does not move with the pause`);
  }
}

/** S3, S4, S18: an attempt begins once, ends once, after its dependencies, in a running workflow. */
function checkBeginning(
  { definition }: Observed,
  before: Instance,
  event: Event,
  memory: Memory,
  require: Require,
): void {
  if (!('stepId' in event) || !('attempt' in event.data)) return;
  const { stepId, data } = event;
  const was = before.steps[stepId];
  const name = `${stepId}:${data.attempt}`;
  const ends = ['step_completed', 'step_skipped', 'step_failed'].includes(event.action);
  const opens = event.action === 'step_assigned' || event.action === 'step_started';
  if (opens || (ends && was?.state === 'pending')) {
    const isPassedOver = event.action === 'step_skipped' && event.data.outcome === 'skipped';
    const dependencies = planOf(definition).byId.get(stepId)?.dependencies ?? [];
    require(was?.state === 'pending' && data.attempt === was.attempt + 1, `S3: ${name} begins after ${was?.attempt}`);
    require(!memory.begun.has(name), `S3: ${name} begins twice`);
    memory.begun.add(name);
    require(isPassedOver || dependencies.every((id) => isOver(definition, before, id)), `S4: ${name} begins too early`);
    require(isPassedOver || before.status === 'running', `S18: ${name} begins while ${before.status}`);
    require(isPassedOver || before.changesRequested === null, `S4: ${name} begins while changes are asked for`);
    require(isPassedOver || before.compensations.length === 0, `S4: ${name} begins while something is undone`);
  } else if (event.action !== 'step_reset' && !event.action.startsWith('action_'))
    require(isOpen(was) || was?.state === 'failed', `S8: ${event.action} of ${name}, which is ${was?.state}`);
  if (!ends) return;
  const isMended = was?.state === 'failed' && event.action === 'step_skipped';
  require(isMended || !memory.ended.has(name), `S3: ${name} ends twice`);
  memory.ended.add(name);
}

/** S6, S7, S16: who votes may, who is asked is there, and an approval has the votes it needs. */
function checkPeople(
  { definition, events, context }: Observed,
  before: Instance,
  after: Instance,
  event: Event,
  require: Require,
): void {
  if (!('stepId' in event)) return;
  const step = planOf(definition).byId.get(event.stepId)?.definition;
  const distinctFrom = step !== undefined && 'distinctFrom' in step ? step.distinctFrom : [];
  const deciders = distinctFrom.flatMap((name) => {
    const named = before.steps[name];
    return named === undefined || named.state === 'pending' ? [] : Object.keys(named.votes);
  });
  const isKeptOut = (user: string): boolean =>
    deciders.includes(user) || (distinctFrom.includes('requester') && user === before.context.startedBy);
  if (event.action === 'step_approved' || event.action === 'step_rejected') {
    const { by, onBehalfOf } = event.data;
    const open = before.steps[event.stepId] as OpenStep;
    require(before.status === 'running', `S18: ${event.stepId} is decided while ${before.status}`);
    require(!isKeptOut(by) && !(onBehalfOf !== null && isKeptOut(onBehalfOf)), `S7: ${by} decides ${event.stepId}`);
    require(!Object.hasOwn(open.votes, by), `S6: ${by} votes twice on ${event.stepId}`);
    require(open.assignees.some(
      ({ user }) => user === by || user === onBehalfOf,
    ), `S7: ${by} has no task in ${event.stepId}`);
  }
  const asked = newcomers(event, before);
  for (const { user } of asked) {
    const person = context.directory.users[user];
    require(person !== undefined && !isAway(person, context.now), `S16: ${event.stepId} goes to absent ${user}`);
    require(!isKeptOut(user), `S16: ${event.stepId} goes to ${user}, who may not decide it`);
  }
  if (event.action === 'step_completed' && event.data.outcome === 'approved' && step?.type === 'approval')
    require(isMet(step, before, after, event, events, context), `S6: ${event.stepId} is approved without its votes`);
}

const newcomers = (event: Event, before: Instance): readonly Assignee[] => {
  if (event.action === 'step_advanced') {
    const had = (before.steps[event.stepId] as OpenStep).assignees;
    return event.data.assignees.filter(({ user }) => !had.some((one) => one.user === user));
  }
  if (event.action === 'step_assigned') return event.data.assignees;
  if (event.action === 'step_escalated') return event.data.added;
  return event.action === 'step_reassigned'
    ? event.data.assignees.filter(({ user }) => !event.data.from.includes(user))
    : [];
};

function neededOf({ policy }: ApprovalStep, people: number): number {
  if (policy === undefined || policy === 'any') return 1;
  if (typeof policy === 'string') return people;
  return 'quorum' in policy ? policy.quorum : Math.ceil((people * policy.percent) / 100 - 1e-9);
}

/** Whom a rule of a queue names, or a member of the role it names, has voted before their turn. */
function hasVoted(rule: string, { votes }: EndedStep, { directory }: Context): boolean {
  const [kind, name = ''] = rule.split(':');
  return Object.entries(votes).some(([user, { onBehalfOf = user }]) =>
    kind === 'user' ? onBehalfOf === name : directory.users[onBehalfOf]?.roles.includes(name) === true,
  );
}

function isMet(
  step: ApprovalStep,
  before: Instance,
  after: Instance,
  event: EventOf<'step_completed'>,
  events: readonly Event[],
  context: Context,
): boolean {
  const inWords = events.some(
    (one) => one.action === 'step_escalated' && one.stepId === step.id && one.data.rung === 'approve',
  );
  if (event.data.by === null) return inWords || step.autoApprove !== undefined;
  const [was, ended] = [before.steps[step.id], after.steps[step.id]];
  if (!isEnded(ended) || !isOpen(was) || !was.queue.every((rule) => hasVoted(rule, ended, context))) return false;
  const people = new Set([...ended.assignees.map(({ user }) => user), ...Object.keys(ended.votes)]).size;
  const yes = Object.values(ended.votes).filter(({ decision }) => decision === 'approved').length;
  return yes >= Math.max(1, neededOf(step, people));
}

/** S9, S10: one rung a firing, of an open step of this attempt, when it is due; by hand nothing is decided. */
function checkEscalation(
  { before, command, events, context, definition }: Observed,
  event: Event,
  require: Require,
): void {
  if (event.action !== 'step_escalated') return;
  const { stepId, data } = event;
  const was = before?.steps[stepId];
  const same = events.filter((one) => one.action === 'step_escalated' && one.stepId === stepId);
  require(same.length === 1, `S9: ${stepId} is escalated twice in a commit`);
  require(isOpen(was) &&
    was.attempt === data.attempt &&
    data.level === was.level + 1, `S10: ${stepId} climbs to ${data.level}`);
  if (!isOpen(was)) return;
  if (command.type !== 'check_deadlines') {
    require(!['approve', 'reject', 'skip', 'fail'].includes(data.rung), `S10: ${data.rung} by hand`);
    return;
  }
  const isHinted = command.timers.some(
    (timer) => timer.kind === 'deadline' && timer.stepId === stepId && timer.attempt === was.attempt,
  );
  require(isHinted, `S9: ${stepId}:${was.attempt} is escalated without a hint`);
  require(before?.status === 'running', `S9: ${stepId} is escalated while ${before?.status}`);
  const rungs = definition.steps.find(({ id }) => id === stepId)?.escalation?.levels;
  const rung = was.deadline?.rung ?? -1;
  require(was.deadline !== null && was.deadline.at <= context.now, `S9: ${stepId} is escalated early`);
  require(data.rung === (rungs?.[rung]?.action ?? 'escalate'), `S10: ${data.rung} at rung ${rung}`);
  require(data.deadline === null ||
    data.deadline.rung === rung + 1, `S10: rung ${rung} is followed by ${data.deadline?.rung}`);
}

/** S11, S12: every effect has its cause in the commit that asks for it, and is asked for once. */
function checkEffects({ before, after, events }: Observed, memory: Memory, require: Require): void {
  for (const [id, { effect }] of Object.entries(after.effects)) {
    if (effect.kind === 'action') {
      const open = after.steps[effect.stepId];
      require(isOpen(open) &&
        open.attempt === effect.attempt &&
        open.action === effect.index, `S12: ${id} without its step`);
    }
    if (before?.effects[id] !== undefined) continue;
    require(!memory.asked.has(id), `S11: ${id} is asked for twice`);
    memory.asked.add(id);
    const isTold = events.some(
      (event) => event.action === 'messages_queued' && event.data.messages.some((one) => one.id === id),
    );
    if (effect.kind === 'message') require(isTold && !effect.to.includes(':'), `S12: ${id} to ${effect.to}`);
  }
  const undoing = Object.values(after.effects).filter(({ effect }) => effect.kind === 'compensation');
  require(undoing.length === Math.min(1, after.compensations.length), `S12: ${undoing.length} compensations under way`);
}

/** S5, S14, S20, and that nobody waits in silence. */
function checkRest({ definition, before, events, after }: Observed, require: Require): void {
  const wasAt = before?.revision ?? 0;
  require(after.revision ===
    wasAt + (events.some(raisesRevision) ? 1 : 0), `S14: revision ${wasAt} → ${after.revision}`);
  require(bytesOf(after) < INSTANCE_BYTES_MAX, 'S20: too large');
  if (after.status !== 'running') return;
  const mayBegin = after.changesRequested === null && after.compensations.length === 0;
  for (const { definition: step, dependencies } of planOf(definition).steps) {
    const now = after.steps[step.id];
    require(!mayBegin ||
      now?.state !== 'pending' ||
      !dependencies.every((id) => isOver(definition, after, id)), `S5: ${step.id} could begin`);
    if (!isOpen(now) || (step.type !== 'approval' && step.type !== 'manual')) continue;
    const waiting = now.assignees.filter(({ user }) => !Object.hasOwn(now.votes, user)).length;
    const yes = Object.values(now.votes).filter(({ decision }) => decision !== 'rejected').length;
    const people = waiting + Object.keys(now.votes).length;
    const needed = step.type === 'approval' ? Math.max(1, neededOf(step, people)) : 1;
    const isEnough = waiting + yes >= needed && (waiting > 0 || now.queue.length === 0);
    require(isEnough || now.reassignAt !== null, `S16: ${step.id} waits for nobody in silence`);
  }
}
