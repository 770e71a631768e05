// The outside: what messages were delivered and what actions were done. Counted, never deduplicated by the engine's word.
import type { ActionCall, ActionResult } from '../functions/core/commands.ts';
import type { OutgoingMessage } from '../functions/platform/platform.ts';
import { Transient } from '../functions/platform/platform.ts';
import type { Process, World } from './world.ts';

export interface Delivered {
  readonly message: OutgoingMessage;
  calls: number;
}

export interface Done {
  readonly call: ActionCall;
  readonly result: ActionResult;
  calls: number;
}

/** A provider that honours keys: the same key again is the same message, another key is another one. */
export interface Outside {
  readonly delivered: Map<string, Delivered>;
  readonly refusedMessages: Set<string>;
  readonly done: Map<string, Done>;
  /** Told of every call that reached a provider, before anything is answered. */
  onMessage: (message: OutgoingMessage) => void;
  onAction: (call: ActionCall) => void;
}

export const createOutside = (): Outside => ({
  delivered: new Map(),
  refusedMessages: new Set(),
  done: new Map(),
  onMessage: () => {},
  onAction: () => {},
});

export function deliverMessage(outside: Outside, message: OutgoingMessage): void {
  outside.onMessage(message);
  const known = outside.delivered.get(message.key);
  if (known === undefined) outside.delivered.set(message.key, { message, calls: 1 });
  else known.calls += 1;
}

/** `always_refused` names the one action that never succeeds; every other one does what it is asked. */
export function performAction(outside: Outside, call: ActionCall): ActionResult {
  outside.onAction(call);
  const known = outside.done.get(call.key);
  if (known !== undefined) {
    known.calls += 1;
    return known.result;
  }
  const result: ActionResult =
    call.use === 'always.refused'
      ? { ok: false, error: 'refused by the other side' }
      : { ok: true, output: { [call.use.replaceAll('.', '_')]: call.attempt } };
  outside.done.set(call.key, { call, result, calls: 1 });
  return result;
}

/** Performs a named action for one process; to be tried again, it throws. */
export function actionOf<E>(
  world: World<E>,
  process: Omit<Process<E>, 'engine'>,
  outside: Outside,
): (call: ActionCall) => Promise<ActionResult> {
  return (call) =>
    world.call<ActionResult>(process, {
      name: `action ${call.use} ${call.stepId}:${call.attempt}`,
      kind: 'action',
      apply: () => performAction(outside, call),
      variants: {
        action_error: () => {
          throw new Transient('the other side is busy');
        },
        action_refused: () => ({ ok: false, error: 'refused by the other side' }),
        action_timeout_but_done: () => {
          performAction(outside, call);
          throw new Transient('no answer in time');
        },
      },
    });
}
