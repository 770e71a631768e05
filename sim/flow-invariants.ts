// What leads a workflow on besides people: waits, signals, loops, children, its promise, and rests that do not count.
import { parseDuration } from '../functions/core/definition/duration.ts';
import type { SystemStep } from '../functions/core/definition/steps.ts';
import type { Event } from '../functions/core/events.ts';
import { isOpen, isTerminal, SLA_STAGES } from '../functions/core/instance.ts';
import type { Occasion } from './invariants.ts';
import type { Account } from './ledger.ts';
import type { World } from './world.ts';

/** Every child started, by parent and effect; shared by all instances of a world. */
export type Started = Map<string, string>;

const LOOPS_WHERE_UNSAID = 3;

/** Watches one event of an instance, before the account of its steps is changed by it. */
export function requireFlow<E>(world: World<E>, started: Started, occasion: Occasion, event: Event): void {
  switch (event.action) {
    case 'workflow_started':
      requireOneChild(started, occasion, event.data);
      return;
    case 'child_started':
      requireNewChild(occasion, event.data);
      return;
    case 'workflow_looped':
      requireLoop(occasion, event.data);
      return;
    case 'signal_received':
      occasion.account.signals.add(event.data.name);
      return;
    case 'signal_consumed':
      if (!occasion.account.signals.delete(event.data.name))
        occasion.violate('SIGNAL', `"${event.data.name}" is taken and did not come, or was taken before`);
      return;
    case 'action_completed':
      requireWaited(world, occasion, event.stepId, event.data);
      return;
    case 'sla_warned':
    case 'sla_escalated':
    case 'sla_breached':
      requirePromise(occasion, event.action, event.data.at);
      return;
    default:
      return;
  }
}

function requireOneChild(
  started: Started,
  { entry, violate }: Occasion,
  { parent, instanceId }: Extract<Event, { action: 'workflow_started' }>['data'],
): void {
  if (parent === null) return;
  const effect = `${parent.instanceId}/${entry.commandId}`;
  const other = started.get(effect);
  if (other !== undefined) violate('CHILD', `is started by ${effect}, and so was ${other}`);
  started.set(effect, instanceId);
}

function requireNewChild(
  { account, violate }: Occasion,
  { effectId }: Extract<Event, { action: 'child_started' }>['data'],
): void {
  if (account.children.has(effectId)) violate('CHILD', `${effectId} starts a workflow again`);
  account.children.add(effectId);
}

function requireLoop(
  { account, violate }: Occasion,
  { from, count }: Extract<Event, { action: 'workflow_looped' }>['data'],
): void {
  const before = account.loops.get(from) ?? 0;
  account.loops.set(from, count);
  const step = account.definition.steps.find(({ id }) => id === from);
  const back = step?.type === 'approval' ? step.onReject : step?.type === 'system' ? step.onFailure : undefined;
  const most = typeof back === 'object' ? (back.maxLoops ?? LOOPS_WHERE_UNSAID) : 0;
  if (count !== before + 1 || count > most) violate('LOOP', `${from} sends back ${count} times, of ${most}`);
}

/** A wait ends when what it waits for has come: its moment, its signal, the end of its child. */
function requireWaited<E>(
  world: World<E>,
  { before, account, entry, now, violate }: Occasion,
  stepId: string,
  { effectId, output }: Extract<Event, { action: 'action_completed' }>['data'],
): void {
  const was = before?.steps[stepId];
  const index = Number(effectId.split(':').at(-1));
  const action = (account.definition.steps.find(({ id }) => id === stepId) as SystemStep).actions[index];
  const { use, with: given } = typeof action === 'object' ? action : { use: action };
  const isSame = isOpen(was) && was.action === index && effectId.startsWith(`${stepId}:${was.attempt}:`);
  if (isSame && was.wait?.kind === 'time' && was.wait.at > now)
    violate('S9', `${stepId} waits ${was.wait.at - now} ms less than it was to`);
  const isTaken = entry.events.some(({ action: happened }) => happened === 'signal_consumed');
  if (use === 'wait.signal' && !isTaken) violate('SIGNAL', `${stepId} goes on, and no signal is taken`);
  if (use !== 'workflow.start') return;
  const child = world.store.instances.get(String(output.instanceId))?.document.instance;
  if (child?.parent?.stepId !== stepId) violate('CHILD', `${stepId} goes on with ${output.instanceId}, no child of it`);
  else if (given?.await === true && !isTerminal(child.status))
    violate('CHILD', `${effectId} goes on although ${child.id} is ${child.status}`);
}

const STAGE_OF = { sla_warned: 'warned', sla_escalated: 'escalated', sla_breached: 'breached' } as const;
const PROMISED = { warned: 'warningThreshold', escalated: 'escalationThreshold', breached: 'maxDuration' } as const;

/** Each stage once, in its time; in elapsed time it is worked out here once more, with the rests taken out. */
function requirePromise(
  { account, before, entry, now, violate }: Occasion,
  action: keyof typeof STAGE_OF,
  at: number,
): void {
  const stage = STAGE_OF[action];
  if (account.stages.includes(stage)) violate('SLA', `${stage} is reached twice`);
  account.stages.push(stage);
  if (at > now || at > entry.at) violate('SLA', `${stage} is reached ${at - now} ms early`);
  const promised = account.definition.sla?.[PROMISED[stage]];
  if (promised === undefined) {
    violate('SLA', `${stage} was not asked for`);
    return;
  }
  const duration = parseDuration(promised);
  const startedAt = before?.sla?.startedAt;
  if (startedAt === undefined || duration.kind !== 'elapsed') return;
  const due = withoutRests(account, startedAt, duration.ms);
  if (at < due) violate('SLA', `${stage} is reached ${due - at} ms before its time`);
}

/** When so much time has passed since `from` that was no rest. */
export function withoutRests({ rests }: Account, from: number, ms: number): number {
  let at = from + ms;
  for (const rest of rests) if (rest.from >= from && rest.from < at) at += rest.to - rest.from;
  return at;
}

/** Keeps the rests: from a pause or a failure until the workflow runs again. */
export function accountRests(account: Account, event: Event, at: number): void {
  if (event.action === 'workflow_paused' || event.action === 'workflow_failed') account.restsSince = at;
  if (event.action !== 'workflow_resumed' && event.action !== 'workflow_retried') return;
  if (account.restsSince !== null) account.rests.push({ from: account.restsSince, to: at });
  account.restsSince = null;
}

/** The stages of the promise in a running document agree with the account. */
export function requireStages({ account, violate }: Occasion, reached: readonly string[]): void {
  const order = SLA_STAGES.filter((stage) => account.stages.includes(stage));
  if (order.join() !== [...reached].join())
    violate('SLA', `has reached ${reached.join()}, by its audit ${order.join()}`);
}
