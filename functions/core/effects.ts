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
  /** Facts of the occasion for the template, such as the reason of a rejection. */
  readonly facts: { readonly [key: string]: Json };
}

export type Effect = ActionEffect | CompensationEffect | MessageEffect;

/** A deadline or a retry that someone must look at when its moment has come. Derived from the instance, never stored. */
export type Timer =
  | { readonly kind: 'deadline'; readonly stepId: string; readonly attempt: number; readonly at: number }
  | { readonly kind: 'retry'; readonly effectId: string; readonly at: number };

export const actionEffectId = (stepId: string, attempt: number, index: number): string =>
  `${stepId}:${attempt}:do:${index}`;
export const compensationEffectId = (stepId: string, attempt: number, index: number): string =>
  `${stepId}:${attempt}:undo:${index}`;
