// One step of the engine: decide, fold, react, and go on until nothing follows by itself.

import type { Command } from './commands.ts';
import type { Context } from './context.ts';
import { decide } from './decide/decide.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import { firstTryAt } from './effects.ts';
import { type Event, raisesRevision } from './events.ts';
import { evolve } from './evolve/evolve.ts';
import type { Instance, PendingEffect } from './instance.ts';
import { SETTLE_ROUNDS_MAX } from './limits.ts';
import { announce } from './notices/announce.ts';
import { react } from './react.ts';
import type { Rejection } from './rejection.ts';
import { ok, type Result } from './result.ts';
import { settle } from './settle.ts';

export interface Stepped {
  readonly instance: Instance;
  /** All events of the commit, in order; empty when nothing changed. */
  readonly events: readonly Event[];
}

/** The state after one event and the effects it asks for. */
export function apply(definition: WorkflowDefinition, instance: Instance | null, event: Event, at: number): Instance {
  const evolved = evolve(instance, event, at);
  const asked = react(definition, evolved, event);
  if (asked.length === 0) return evolved;
  const added = asked.map((effect): [string, PendingEffect] => [
    effect.id,
    { effect, tries: 0, notBefore: firstTryAt(effect, at) },
  ]);
  return { ...evolved, effects: { ...evolved.effects, ...Object.fromEntries(added) } };
}

/** The state after one commit: its events, and one revision more if any of them is more than bookkeeping. */
export function applyCommit(
  definition: WorkflowDefinition,
  before: Instance | null,
  events: readonly Event[],
  at: number,
): Instance {
  return raised(applyAll(definition, before, events, at), events);
}

function applyAll(
  definition: WorkflowDefinition,
  before: Instance | null,
  [first, ...rest]: readonly Event[],
  at: number,
): Instance {
  if (first === undefined) throw new Error('a commit has at least one event');
  let instance = apply(definition, before, first, at);
  for (const event of rest) instance = apply(definition, instance, event, at);
  return instance;
}

const raised = (instance: Instance, events: readonly Event[]): Instance =>
  events.some(raisesRevision) ? { ...instance, revision: instance.revision + 1 } : instance;

/** Goes on while there is something left. Definitions are finite: what does not come to rest is a defect. */
export function untilRest(goOn: () => boolean): void {
  for (let round = 0; goOn(); round++)
    if (round >= SETTLE_ROUNDS_MAX) throw new Error(`no rest after ${SETTLE_ROUNDS_MAX} rounds`);
}

/** Decides a command and everything that follows from it without a word from outside, for one commit. */
export function step(
  definition: WorkflowDefinition,
  before: Instance | null,
  command: Command,
  context: Context,
): Result<Stepped, Rejection> {
  const decided = decide(definition, before, command, context);
  if (!decided.ok) return decided;
  // Without an instance there is only a start, and a start has events.
  if (decided.value.length === 0) return ok({ instance: before as Instance, events: [] });
  return ok(follow(definition, before, decided.value, context));
}

/** The commit of some events: what follows by itself, and who is told. */
export function follow(
  definition: WorkflowDefinition,
  before: Instance | null,
  first: readonly Event[],
  context: Context,
): Stepped {
  const { now } = context;
  const events = [...first];
  let instance = applyAll(definition, before, first, now);
  untilRest(() => {
    const following = settle(definition, instance, context);
    for (const event of following) instance = apply(definition, instance, event, now);
    events.push(...following);
    return following.length > 0;
  });
  for (const told of announce(definition, before, instance, events, context)) {
    instance = apply(definition, instance, told, now);
    events.push(told);
  }
  return { instance: raised(instance, events), events };
}
