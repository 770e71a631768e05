// The protocol of the engine: what is asked, and every answer as a value, also those that no server gave.
import type { Json, JsonObject } from './values.ts';

export interface Call {
  readonly operation: string;
  readonly data: JsonObject;
}

export interface Refusal {
  readonly ok: false;
  /** Of the engine's table, or UNREACHABLE. */
  readonly reason: string;
  readonly message: string;
  /** What the person can do now. */
  readonly next: string;
}
// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field where they are used.
export type Answer = { readonly ok: true; readonly result: any } | Refusal;

export const refusal = (reason: string, message: string, next: string): Refusal => ({
  ok: false,
  reason,
  message,
  next,
});

export const UNREACHABLE = refusal(
  'UNREACHABLE',
  'The Countersign server could not be reached.',
  'Try again in a moment; repeating it does nothing twice.',
);

/** The person's own words for what a program would read in `next`. */
const NEXT: Readonly<Record<string, string>> = {
  UNAUTHENTICATED:
    'Reload the sheet and try again. If it stays, ask your administrator whether your account may use Countersign.',
  NOT_FOUND: 'It was deleted, or it is not yours to see. Ask whoever submitted it.',
  INVALID_DATA: 'Correct the cells named here and submit the row again.',
  IDEMPOTENCY_CONFLICT:
    'This row was sent before with other values. Put them back and submit again, or copy the row to a new one.',
  STALE_REVISION: 'It changed since you looked. Look at it again, then decide.',
  STALE_ATTEMPT: 'It was asked anew since you looked. Look at it again, then decide.',
  ALREADY_DECIDED: 'Nothing to do: refresh to see who decided and how.',
  UNAVAILABLE: 'Try again in a moment; repeating it does nothing twice.',
};

export function answerOf(code: number, text: string): Answer {
  const body = parsed(text);
  if (code === 200 && isObject(body) && 'result' in body) return { ok: true, result: body.result };
  const error = isObject(body) && isObject(body.error) ? body.error : undefined;
  if (error === undefined) return code === 429 || code >= 500 ? busy(code) : strange(code);
  const details = isObject(error.details) ? error.details : {};
  const reason = typeof details.reason === 'string' ? details.reason : String(error.status ?? code);
  const next = typeof details.next === 'string' ? details.next : 'Try again; if it stays, tell your administrator.';
  return refusal(reason, String(error.message ?? ''), NEXT[reason] ?? next);
}

const busy = (code: number): Refusal =>
  refusal('UNAVAILABLE', `The Countersign server is busy (${code}).`, NEXT.UNAVAILABLE ?? '');
const strange = (code: number): Refusal =>
  refusal(
    'UNREACHABLE',
    `Something else than Countersign answered (${code}).`,
    'Check the server address under Settings.',
  );

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
