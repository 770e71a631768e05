// Calls operations: with the caller's token, within a time, and again where that is safe and nobody answered.
import { ApiError, asApiError, isTransient } from './error.ts';
import type { Operations } from './operations.gen.d.ts';

export type OperationName = keyof Operations;
export type Input<O extends OperationName> = Operations[O]['input'];
export type Answer<O extends OperationName> = Operations[O]['output'];
/** Operations that are done once however often they arrive, by their `commandId`. */
export type CommandName = {
  [O in OperationName]: 'commandId' extends keyof Input<O> ? O : never;
}[OperationName];

export interface ClientParts {
  readonly fetch: typeof fetch;
  /** A token that is valid now; `isRefused` says that the last one was not. null: nobody is signed in. */
  token(isRefused: boolean): Promise<string | null>;
  wait(ms: number): Promise<void>;
  newId(): string;
}

export interface Client {
  /** Rejects with an ApiError. */
  call<O extends OperationName>(operation: O, data: Input<O>): Promise<Answer<O>>;
  /** The same, under an id of its own: a repeated send is done once. */
  send<O extends CommandName>(operation: O, data: Omit<Input<O>, 'commandId'>): Promise<Answer<O>>;
}

export const TIMEOUT_MS = 15_000;
const TRIES_MAX = 3;
const PAUSE_MS = 400;
const READS = /^(?:get|list|check|preview|verify|export)/;

export function createClient(parts: ClientParts): Client {
  const call = async <O extends OperationName>(operation: O, data: Input<O>): Promise<Answer<O>> => {
    const isSafe = READS.test(operation) || isKeyed(data);
    for (let tries = 1; ; tries++) {
      try {
        return (await signed(parts, operation, data)) as Answer<O>;
      } catch (thrown) {
        const error = asApiError(thrown);
        if (!isSafe || !isTransient(error) || tries === TRIES_MAX) throw error;
        await parts.wait(PAUSE_MS * 2 ** (tries - 1));
      }
    }
  };
  return { call, send: (operation, data) => call(operation, { ...data, commandId: parts.newId() } as never) };
}

/** Whether the engine knows a repetition for one. */
function isKeyed(data: object): boolean {
  if ('commandId' in data || 'idempotencyKey' in data) return true;
  const { decisions } = data as { readonly decisions?: readonly object[] };
  return decisions?.every(isKeyed) ?? false;
}

async function signed(parts: ClientParts, operation: string, data: unknown): Promise<unknown> {
  try {
    return await post(parts.fetch, operation, data, await parts.token(false));
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'UNAUTHENTICATED') throw error;
    const renewed = await parts.token(true);
    if (renewed === null) throw error;
    return post(parts.fetch, operation, data, renewed);
  }
}

/** One request, one answer. Also for operations that need no token. */
export async function post(
  fetcher: typeof fetch,
  operation: string,
  data: unknown,
  token: string | null,
): Promise<unknown> {
  const response = await fetcher(`/api/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-countersign-channel': 'dashboard',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ data }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'TimeoutError'
      ? new ApiError('TIMEOUT', 'There was no answer in time.', 'Try again; nothing is done twice.')
      : new ApiError('OFFLINE', 'The server cannot be reached.', 'Check your connection.');
  });
  const body = (await response.json().catch(() => null)) as Body | null;
  if (body?.error !== undefined) {
    const { reason, next, ...details } = body.error.details;
    throw new ApiError(String(reason), body.error.message, String(next), details);
  }
  if (!response.ok || body === null)
    throw new ApiError('UNAVAILABLE', `The server answered ${response.status}.`, 'Try again in a moment.');
  return body.result;
}

interface Body {
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly details: Readonly<Record<string, unknown>> };
}
