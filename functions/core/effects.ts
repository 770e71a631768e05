// What the shell is asked to do after a commit. An effect's id is the same however often it is derived.
import type { Json } from './json.ts';
import type { Channel } from './user.ts';

/** Run one named action of a system step. */
export interface ActionEffect {
  readonly kind: 'action';
  readonly id: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly index: number;
  readonly use: string;
  readonly with?: Json;
}

/** Undo a completed system step: the same call, named by the step's `compensate`. */
export interface CompensationEffect {
  readonly kind: 'compensation';
  readonly id: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly index: number;
  readonly use: string;
  readonly with?: Json;
}

/** Tell one person something through one channel. */
export interface MessageEffect {
  readonly kind: 'message';
  readonly id: string;
  readonly to: string;
  /** `preferred` is settled when it is sent, from the person's own record. */
  readonly channel: Channel | 'preferred';
  readonly template: string;
  readonly stepId?: string;
  readonly attempt?: number;
  /** Held until then (epoch ms), because these are the person's quiet hours; absent: sent at once. */
  readonly notBefore?: number;
  /** Channels by which it was tried before, in order; absent: none. */
  readonly tried?: readonly Channel[];
  /** It may have arrived by one of those: its words say so. */
  readonly isReminder?: true;
  /** Facts of the occasion for the template, such as the reason of a rejection. */
  readonly facts: { readonly [key: string]: Json };
}

/** Tell the workflow that started this one, and waits for it, how it ended. */
export interface ParentEffect {
  readonly kind: 'tell_parent';
  readonly id: string;
  readonly parentId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly status: 'completed' | 'cancelled';
  readonly outcome: string | null;
}

/** Cancel a workflow that this one has started, or may be starting. */
export interface CancelChildEffect {
  readonly kind: 'cancel_child';
  readonly id: string;
  /** The effect that started it: the child's id follows from it. */
  readonly startedBy: string;
  readonly reason: string;
}

/** Write the workflow's status to the business record that started it. */
export interface WriteBackEffect {
  readonly kind: 'write_back';
  readonly id: string;
  readonly collection: string;
  readonly recordId: string;
  readonly field: string;
}

export type Effect =
  | ActionEffect
  | CompensationEffect
  | MessageEffect
  | ParentEffect
  | CancelChildEffect
  | WriteBackEffect;

/** A deadline or a retry that someone must look at when its moment has come. Derived from the instance, never stored. */
export type Timer =
  | { readonly kind: 'deadline'; readonly stepId: string; readonly attempt: number; readonly at: number }
  | { readonly kind: 'wait'; readonly stepId: string; readonly attempt: number; readonly at: number }
  | { readonly kind: 'sla'; readonly at: number }
  | { readonly kind: 'delivery'; readonly effectId: string; readonly at: number }
  | { readonly kind: 'retry'; readonly effectId: string; readonly at: number };

/** An id that no other commit makes; `place` says what it is about, and on which occasion. */
export const messageId = (
  place: string,
  { to, channel, template }: Pick<MessageEffect, 'to' | 'channel' | 'template'>,
) => `${place}:${to}:${channel}:${template}`;

/** The same message by the next channel. */
export const nextMessageId = (id: string, channel: Channel): string => `${id}>${channel}`;

/** What the ids of messages have in common that tell one person the same on one occasion, by whatever channel. */
export function messageFamily(id: string): string {
  const [first = ''] = id.split('>', 1);
  const parts = first.split(':');
  return [...parts.slice(0, -2), parts.at(-1)].join(':');
}

export const actionEffectId = (stepId: string, attempt: number, index: number): string =>
  `${stepId}:${attempt}:do:${index}`;
export const compensationEffectId = (stepId: string, attempt: number, index: number): string =>
  `${stepId}:${attempt}:undo:${index}`;

/** When (epoch ms) an effect that is asked for at `at` may first be performed. */
export const firstTryAt = (effect: Effect, at: number): number =>
  effect.kind === 'message' ? Math.max(at, effect.notBefore ?? at) : at;

/** One name for one timer, wherever it is kept. */
export function timerKey(timer: Timer): string {
  switch (timer.kind) {
    case 'deadline':
    case 'wait':
      return `${timer.kind}/${timer.stepId}/${timer.attempt}/${timer.at}`;
    case 'delivery':
    case 'retry':
      return `${timer.kind}/${timer.effectId}/${timer.at}`;
    case 'sla':
      return `sla/${timer.at}`;
  }
}
