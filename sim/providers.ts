// The outside: what messages were delivered and what actions were done. Counted, never deduplicated by the engine's word.
import type { ActionCall, ActionResult } from '../functions/core/commands.ts';
import type { OutgoingMessage } from '../functions/platform/platform.ts';
import { Transient } from '../functions/platform/platform.ts';
import type { Process, World } from './world.ts';

/** Each time a provider took a message. */
export interface Taken {
  readonly message: OutgoingMessage;
  /** As the words of the message say it. */
  readonly effectId: string;
  readonly isReminder: boolean;
  /** Taken, and never shown to anybody. */
  readonly isInVain: boolean;
}

export interface Done {
  readonly call: ActionCall;
  readonly result: ActionResult;
  calls: number;
}

export interface Outside {
  /** Nothing is taken for the same: who sends twice is heard twice. */
  readonly taken: Taken[];
  isChatDown: boolean;
  /** Actions honour keys: the same key again is the same action. */
  readonly done: Map<string, Done>;
  /** Told of every call that reached a provider, before anything is answered. */
  onTaken: (taken: Taken) => void;
  onAction: (call: ActionCall) => void;
}

export const createOutside = (): Outside => ({
  taken: [],
  isChatDown: false,
  done: new Map(),
  onTaken: () => {},
  onAction: () => {},
});

/** What a message says in this world: which effect it is of, and whether it says that it may be a repetition. */
export const wordsOf = (effectId: string, isReminder: boolean): string =>
  `${isReminder ? 'again' : 'first'} ${effectId}`;

/** Answers what the provider calls it. What is only kept in the app is kept once. */
export function takeMessage(outside: Outside, message: OutgoingMessage, isInVain = false): string {
  const known = message.channel === 'in_app' ? outside.taken.findIndex((one) => one.message.key === message.key) : -1;
  if (known >= 0) return `provider-${known + 1}`;
  const [mark, ...rest] = message.text.split(' ');
  const taken = { message, effectId: rest.join(' '), isReminder: mark === 'again', isInVain };
  outside.taken.push(taken);
  outside.onTaken(taken);
  return `provider-${outside.taken.length}`;
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
