// One POST to the gateway, and which of its failures prove that it took nothing.
import type { Json } from '../../core/json.ts';
import { Transient, Unconfirmed } from '../../platform/platform.ts';

/** Whoever asks to be left alone for longer is asked again all the same. */
const RETRY_AFTER_MAX_MS = 60 * 60_000;

export interface GatewayOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
}

export interface GatewayAnswer {
  readonly status: number;
  /** Undefined: it broke off, is larger than any real one, or is no JSON. */
  readonly body: Json | undefined;
}

/** Answers below 500 only. Throws Transient where the gateway surely took nothing, Unconfirmed where nobody knows. */
export type Gateway = (path: string, body: Json) => Promise<GatewayAnswer>;

const ANSWER_BYTES_MAX = 64 * 1024;
/** The request was not even written. */
const NEVER_CONNECTED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/;

export function createGateway({ apiKey, baseUrl, fetch, timeoutMs }: GatewayOptions): Gateway {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new Error('the Maytapi API key is empty or has characters no key has');
  const root = `${baseUrl.replace(/\/+$/, '')}/api`;
  // A connection that is kept may be closed by the other side while a request is on its way, which leaves in doubt
  // what a new one would have made certain.
  const headers = { 'x-maytapi-key': apiKey, 'content-type': 'application/json', connection: 'close' };
  return async (path, body) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual', signal } as const;
    const response = await fetch(`${root}/${path}`, request).catch((error: unknown) => {
      throw failureOf(error, timeoutMs);
    });
    if (response.status === 429 || response.status === 503) {
      await response.body?.cancel().catch(() => {});
      throw new Transient(`Maytapi answered ${response.status}`, { retryAfterMs: retryAfterMsOf(response) });
    }
    if (response.status >= 500) {
      await response.body?.cancel().catch(() => {});
      throw new Unconfirmed(`Maytapi answered ${response.status}, which says nothing of the message`);
    }
    return { status: response.status, body: await jsonOf(response) };
  };
}

/** Its own words are left out: an error of the client may quote what was sent. */
function failureOf(error: unknown, timeoutMs: number): Transient | Unconfirmed {
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Unconfirmed(`Maytapi did not answer within ${timeoutMs} ms`);
  const code = codeOf(error);
  if (NEVER_CONNECTED.test(code)) return new Transient(`Maytapi cannot be reached: ${code}`);
  return new Unconfirmed(`the connection to Maytapi ended before its answer: ${code}`);
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'no reason given';
}

/** 0 where the gateway does not say, or says it as a date. */
function retryAfterMsOf(response: Response): number {
  const seconds = response.headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Math.min(Number(seconds) * 1_000, RETRY_AFTER_MAX_MS) : 0;
}

async function jsonOf(response: Response): Promise<Json | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
