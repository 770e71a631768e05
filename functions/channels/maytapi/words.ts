// What of the gateway's words may be kept: ids that can be trusted as ids, and errors that tell nothing of anybody.
import { type Json, ownValue } from '../../core/json.ts';
import { cut, oneLine } from '../values.ts';

const ID = /^[\x21-\x7e]{1,200}$/;
const ERROR_CHARS_MAX = 200;

/** Text or a number as text; an object is asked for its serialised form. Null: it is no id. */
export function idIn(value: Json | undefined): string | null {
  const named = ownValue(value, '_serialized') ?? ownValue(value, 'id') ?? value;
  const text = typeof named === 'number' ? String(named) : named;
  return typeof text === 'string' && ID.test(text) ? text : null;
}

/** One message goes by "3EB0…" here and by "true_8801…@c.us_3EB0…" there. */
export function ownIdIn(value: Json | undefined): string | null {
  const id = idIn(value);
  return id === null ? null : (/^(?:true|false)_[^_]+_([^_]+)/.exec(id)?.[1] ?? id);
}

/** One bounded line without telephone numbers: errors are kept where request data must not be. */
export const errorText = (text: string): string =>
  cut(oneLine(text.slice(0, 10 * ERROR_CHARS_MAX)).replace(/\d{7,}/g, '…'), ERROR_CHARS_MAX);
