// Whether a word or an object of the gateway's says that its telephone is lost, or is back.
import { type Json, ownValue } from '../../core/json.ts';

const UP = /^(?:active|connected|authenticated|ready|online|open|logged-?in|working)$/;
const DOWN =
  /qr|idle|load|disab|discon|error|log(?:ged)?-?out|unpaired|unlaunched|offline|conflict|timeout|close|stop|not-|lost/;
const DEPTH_MAX = 3;

/** Null: it says neither. */
export function isSessionDown(status: Json | undefined, depth = 0): boolean | null {
  if (typeof status === 'string') return isDownWord(status);
  if (depth > DEPTH_MAX) return null;
  const says = (key: string, value: boolean): boolean => ownValue(status, key) === value;
  if (says('isQr', true) || says('loading', true)) return true;
  if (['loggedIn', 'connected', 'canSend'].some((key) => says(key, false))) return true;
  const inner = isSessionDown(ownValue(status, 'state') ?? ownValue(status, 'status'), depth + 1);
  if (inner !== null) return inner;
  return ['loggedIn', 'connected', 'canSend'].some((key) => says(key, true)) ? false : null;
}

function isDownWord(status: string): boolean | null {
  const word = status
    .slice(0, 100)
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  if (UP.test(word)) return false;
  return DOWN.test(word) ? true : null;
}
