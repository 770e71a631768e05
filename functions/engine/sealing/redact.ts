// Puts dots in the place of values, for viewers without need, for logs and for messages.
import type { Json } from '../../core/json.ts';
import { keysOf, replaceUnder, valueUnder } from './pointer.ts';

export const REDACTED = '•••';

/** What is missing stays missing; the shape of what is hidden is hidden too. */
export const redact = (value: Json, pointers: readonly string[]): Json =>
  pointers.reduce((rest, pointer) => {
    const keys = keysOf(pointer);
    return valueUnder(rest, keys) === undefined ? rest : replaceUnder(rest, keys, REDACTED);
  }, value);
