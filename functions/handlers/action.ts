// What a named system action is, and the small readings of a call that all of them share.
import type { ActionCall, ActionResult } from '../core/commands.ts';
import { type Json, type JsonObject, ownValue, valueAt } from '../core/json.ts';
import type { Records } from '../platform/platform.ts';

export interface ActionPorts {
  readonly records: Records;
}

/** A business refusal is answered (`ok: false`); only what may succeed when repeated is thrown. */
export type Action = (call: ActionCall, ports: ActionPorts) => Promise<ActionResult>;
export type Actions = Readonly<Record<string, Action>>;

export const done = (output: JsonObject): ActionResult => ({ ok: true, output });
export const refused = (error: string): ActionResult => ({ ok: false, error });

/** The same for an action and for the compensation that undoes it, so that either may come first. */
export const identityOf = (call: ActionCall): string => `${call.instanceId}/${call.stepId}/${call.attempt}`;

/** A setting that the definition gives under `with`. */
export const setting = (call: ActionCall, name: string): Json | undefined => ownValue(call.with, name);

/** The text at a dotted path without surrounding space; undefined where there is none. */
export function textAt(root: unknown, path: string): string | undefined {
  const value = valueAt(root, path);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** The finite number at a dotted path; text that looks like a number is not one. */
export function numberAt(root: unknown, path: string): number | undefined {
  const value = valueAt(root, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export const isPositive = (value: number | undefined): value is number => value !== undefined && value > 0;

const RECORD_ID = /^[A-Za-z0-9][A-Za-z0-9 ._:#@-]{0,127}$/;

/** Text that every store accepts as the id of a record, or undefined. */
export function recordIdAt(root: unknown, path: string): string | undefined {
  const id = textAt(root, path);
  return id !== undefined && RECORD_ID.test(id) ? id : undefined;
}

export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();
