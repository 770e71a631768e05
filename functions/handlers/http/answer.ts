// Reads an answer's body as JSON that is safe to keep: bounded, storable, and without the secrets that were sent.
import { depthOf, type Json } from '../../core/json.ts';
import { DATA_DEPTH_MAX } from '../../core/limits.ts';
import { err, ok, type Result } from '../../core/result.ts';

const HIDDEN = '•••';
/** A shorter word of a secret, such as "Bearer", is no secret of its own. */
const SECRET_WORD_CHARS_MIN = 8;

/** The body as JSON; null where it is not JSON. A server may repeat what it was sent, so secrets are blotted out. */
export function answerOf(body: Uint8Array, secrets: readonly string[]): Result<Json, string> {
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json;
  } catch {
    return ok(null);
  }
  if (depthOf(value, DATA_DEPTH_MAX) > DATA_DEPTH_MAX)
    return err(`the answer is nested deeper than ${DATA_DEPTH_MAX} levels`);
  return ok(storable(value, hiding(secrets)));
}

/** Without what JSON text can say and no store keeps: numbers beyond all bounds, half characters, the prototype's key. */
function storable(value: Json, hide: (text: string) => string): Json {
  if (typeof value === 'string') return hide(value.toWellFormed());
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item: Json) => storable(item, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '__proto__')
      .map(([key, item]) => [hide(key.toWellFormed()), storable(item as Json, hide)]),
  );
}

function hiding(secrets: readonly string[]): (text: string) => string {
  const words = secrets.flatMap((secret) => secret.split(/\s+/)).filter((word) => word.length >= SECRET_WORD_CHARS_MIN);
  const hidden = [...new Set([...secrets, ...words])].filter((text) => text !== '');
  // The longest first, or a part that is found first would leave the rest of the whole.
  hidden.sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}
