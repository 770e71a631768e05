// Events applied to an instance: total, never refusing. What happened has happened.
import type { Event, EventOf } from '../events.ts';
import type { Instance } from '../instance.ts';
import { careEvolvers } from './care.ts';
import { effectEvolvers } from './effects.ts';
import { messageEvolvers } from './messages.ts';
import { stepEvolvers } from './steps.ts';
import { started, workflowEvolvers } from './workflow.ts';

export type Evolver<A extends Event['action']> = (instance: Instance, event: EventOf<A>, at: number) => Instance;
export type Evolvers<A extends Event['action']> = { readonly [action in A]: Evolver<action> };

const EVOLVERS: Evolvers<Exclude<Event['action'], 'workflow_started'>> = {
  ...workflowEvolvers,
  ...stepEvolvers,
  ...effectEvolvers,
  ...messageEvolvers,
  ...careEvolvers,
};

/** The instance after one event that happened at `at` (epoch ms); null is the instance before its first. */
export function evolve(instance: Instance | null, event: Event, at: number): Instance {
  if (event.action === 'workflow_started') return started(event, at);
  if (instance === null) throw new Error(`the first event of an instance is workflow_started, not ${event.action}`);
  const evolver = EVOLVERS[event.action] as (instance: Instance, event: Event, at: number) => Instance;
  return { ...evolver(instance, event, at), now: at };
}
