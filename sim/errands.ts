// What simulated people do besides deciding: claim, hand on, ask for changes, send again, signal, mend the data.
import { type Instance, isOpen } from '../functions/core/instance.ts';
import type { JsonObject } from '../functions/core/json.ts';
import type { Request } from './commands.ts';
import type { Task } from './people.ts';
import type { Random } from './random.ts';
import { SIGNALS } from './random-definitions.ts';

/** Chance, and names for commands. */
export interface Make {
  readonly random: Random;
  id(): string;
}

const ADMIN = 'admin-1';
const STRANGER = 'stranger-1';
export const COLLEAGUES = ['cro-2', 'bdo-2', 'asm-1', 'asm-2', 'incharge-1'] as const;
const AMOUNT_MAX = 10_000;

/** What is asked for; the moment lies in the first hours of the world. */
export const dataOf = (random: Random): JsonObject => ({
  amount: random.below(AMOUNT_MAX),
  until: `2026-01-05T${String(4 + random.below(9)).padStart(2, '0')}:30:00Z`,
  note: 'as usual',
});

const changeOf = (random: Random): JsonObject =>
  random.chance(0.5) ? { amount: random.below(AMOUNT_MAX) } : { note: `changed ${random.below(100)}` };

const request = (operation: string, user: string, input: JsonObject, forbidden: string | null = null): Request => ({
  operation,
  user,
  input,
  forbidden,
});

/** Something that whoever has a task may do with it instead of deciding. */
export function errand(make: Make, { instance, stepId, step, type, user }: Task): Request {
  const { random } = make;
  const input: JsonObject = {
    instanceId: instance.id,
    stepId,
    commandId: make.id(),
    ...(random.chance(0.4) ? { attempt: step.attempt } : {}),
  };
  const hand = { ...input, to: random.pick(COLLEAGUES) };
  if (step.pool.length > 0 && random.chance(0.7))
    return request(random.chance(0.6) ? 'claimTask' : 'releaseTask', user, input);
  if (type === 'approval' && random.chance(0.5))
    return request('requestChanges', user, { ...input, reason: 'say more' });
  return request(random.pick(['delegateTask', 'assignTask', 'reassignTask']), user, hand);
}

/** Whether its requester, or somebody outside, has to say something. */
export const isWanting = (instance: Instance): boolean =>
  instance.status === 'draft' ||
  (instance.status === 'running' &&
    (instance.changesRequested !== null ||
      Object.values(instance.steps).some((step) => isOpen(step) && step.wait?.kind === 'signal')));

/** What an instance waits for from its requester, or from outside; null where it waits for neither. */
export function needed(make: Make, instance: Instance): Request | null {
  const { random } = make;
  const requester = instance.context.startedBy;
  const command = (): JsonObject => ({ instanceId: instance.id, commandId: make.id() });
  if (instance.status === 'draft') return request('submitWorkflow', requester, { ...command(), data: dataOf(random) });
  if (instance.status !== 'running') return null;
  if (instance.changesRequested !== null) {
    const data = random.chance(0.7) ? { data: changeOf(random) } : {};
    return request('resubmitWorkflow', requester, { ...command(), ...data });
  }
  for (const step of Object.values(instance.steps))
    if (isOpen(step) && step.wait?.kind === 'signal')
      return request('signalWorkflow', random.chance(0.5) ? requester : ADMIN, {
        ...command(),
        name: step.wait.name,
        payload: { received: true },
      });
  return null;
}

/** Something that nobody waits for: it has its effect, or is refused. */
export function meddle(make: Make, instance: Instance): Request {
  const { random } = make;
  const command: JsonObject = { instanceId: instance.id, commandId: make.id() };
  const requester = instance.context.startedBy;
  const change = { ...command, data: changeOf(random), reason: 'it was wrong' };
  return random.pick([
    () => request('updateWorkflowData', ADMIN, change),
    () => request('updateWorkflowData', ADMIN, change),
    () => request('updateWorkflowData', STRANGER, change, 'nobody let them'),
    () => request('signalWorkflow', requester, { ...command, name: random.pick(SIGNALS) }),
    () => request('signalWorkflow', STRANGER, { ...command, name: random.pick(SIGNALS) }, 'nobody let them'),
    () => request('resubmitWorkflow', requester, { ...command, data: changeOf(random) }),
    () => request('submitWorkflow', requester, command),
  ])();
}
