// The action `http.post`: sends JSON to a host that the operator allows, and to no address inside.
import type { ActionCall, ActionResult } from '../core/commands.ts';
import { DATA_BYTES_MAX } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { Transient } from '../platform/platform.ts';
import { type Action, done, refused } from './action.ts';
import { isPublicAddress } from './http/addresses.ts';
import { answerOf } from './http/answer.ts';
import type { HttpConnect, HttpRequest, HttpResolve, HttpResponse } from './http/connection.ts';
import { isHeaderValue, type PostSettings, type SecretHeader, settingsOf } from './http/settings.ts';
import { allowListOf } from './http/target.ts';

export interface HttpPostOptions {
  /** `host`, `*.suffix`, and either with `:port`; without one, port 443. Empty: nothing may be called. */
  readonly allow: readonly string[];
  /** The secret's value for this host; undefined: there is none, or this host may not have it. */
  readonly secrets: (name: string, host: string) => Promise<string | undefined>;
  readonly resolve: HttpResolve;
  readonly connect: HttpConnect;
  /** From the resolving of the name to the last byte of the answer. */
  readonly timeoutMs?: number;
  readonly requestBytesMax?: number;
  readonly responseBytesMax?: number;
  /** Which addresses may be connected to; by default public ones only. */
  readonly mayConnect?: (address: string) => boolean;
}

const TIMEOUT_MS = 10_000;
const RESPONSE_BYTES_MAX = 64 * 1024;
const ADDRESSES_MAX = 16;
/** Answers that say "not now": the only ones besides 5xx that another try may change. */
const AGAIN: ReadonlySet<number> = new Set([408, 425, 429]);

export function createHttpPost({
  allow,
  secrets,
  resolve,
  connect,
  timeoutMs = TIMEOUT_MS,
  requestBytesMax = DATA_BYTES_MAX,
  responseBytesMax = RESPONSE_BYTES_MAX,
  mayConnect = isPublicAddress,
}: HttpPostOptions): Action {
  const allowed = allowListOf(allow);

  async function post(call: ActionCall): Promise<Result<ActionResult, string>> {
    const settings = settingsOf(call.with, { allowed, requestBytesMax });
    if (!settings.ok) return settings;
    const { target, body, headers, secretHeaders } = settings.value;
    const signal = AbortSignal.timeout(timeoutMs);
    const within = <T>(work: () => Promise<T>, what: string) => inTime({ work, what, host: target.host, signal });
    const secret = await within(() => secretValues(secretHeaders, target.host, secrets), 'the secrets were not read');
    if (!secret.ok) return secret;
    const addresses = await within(() => resolve(target.host), 'the host was not found');
    if (addresses.length === 0) throw new Transient(`http.post to ${target.host}: the host has no address`);
    // One inner address among outer ones is no accident: none of them is trusted.
    if (!addresses.every(mayConnect)) return err('the host of "url" leads to an address that is not public');
    const request: HttpRequest = {
      ...target,
      addresses: addresses.slice(0, ADDRESSES_MAX),
      headers: { ...headersOf(call, headers), ...secret.value },
      body,
      responseBytesMax,
      signal,
    };
    const response = await within(() => connect(request), 'there was no answer');
    return resultOf(response, { host: target.host, responseBytesMax, secrets: Object.values(secret.value) });
  }

  return async (call) => {
    const result = await post(call);
    return result.ok ? result.value : refused(`http.post: ${result.error}`);
  };
}

const headersOf = (call: ActionCall, headers: PostSettings['headers']): Record<string, string> => ({
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': 'countersign',
  ...headers,
  'accept-encoding': 'identity',
  'idempotency-key': call.key,
});

async function secretValues(
  wanted: readonly SecretHeader[],
  host: string,
  secrets: HttpPostOptions['secrets'],
): Promise<Result<Readonly<Record<string, string>>, string>> {
  const values: [string, string][] = [];
  for (const { header, secret } of wanted) {
    const value = await secrets(secret, host);
    if (value === undefined) return err('"secretHeaders" names a secret that is not there for this host');
    if (!isHeaderValue(value)) return err('"secretHeaders" names a secret that cannot be the value of a header');
    values.push([header, value]);
  }
  return ok(Object.fromEntries(values));
}

interface Timed<T> {
  readonly work: () => Promise<T>;
  readonly what: string;
  readonly host: string;
  readonly signal: AbortSignal;
}

/** Waits no longer than the signal allows, and turns every failure into one that says nothing of what was sent. */
async function inTime<T>({ work, what, host, signal }: Timed<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const onAbort = (): void => late.reject(new Error('late'));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), late.promise]);
  } catch (error) {
    throw new Transient(`http.post to ${host}: ${what} (${signal.aborted ? 'too late' : codeOf(error)})`);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** The machine's short name of a failure. Its message can hold addresses and more. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'failed';
}

function resultOf(
  { status, body }: HttpResponse,
  about: { readonly host: string; readonly responseBytesMax: number; readonly secrets: readonly string[] },
): Result<ActionResult, string> {
  if (status >= 500 || AGAIN.has(status)) throw new Transient(`http.post to ${about.host}: answered ${status}`);
  if (status >= 300 && status < 400) return err(`answered ${status}; redirects are not followed`);
  if (status < 200 || status >= 400) return err(`answered ${status}`);
  if (body === null) return err(`answered ${status} with more than ${about.responseBytesMax} bytes`);
  const answer = answerOf(body, about.secrets);
  return answer.ok ? ok(done({ status, body: answer.value })) : answer;
}
