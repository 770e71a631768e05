// The `with` of an http.post, read strictly: a field that is not understood is refused, never ignored.
import { bytesOf, isObject, type Json, type JsonObject, ownValue } from '../../core/json.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type AllowedHost, type Target, targetOf } from './target.ts';

export interface SecretHeader {
  readonly header: string;
  /** The name of the secret whose value is the header's. */
  readonly secret: string;
}

export interface PostSettings {
  readonly target: Target;
  /** JSON text. */
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secretHeaders: readonly SecretHeader[];
}

const FIELDS: ReadonlySet<string> = new Set(['url', 'body', 'headers', 'secretHeaders']);
const HEADERS_MAX = 32;
const HEADER_CHARS_MAX = 2_048;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
/** Visible ASCII and single spaces or tabs between: nothing that could end a line. */
export const isHeaderValue = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= HEADER_CHARS_MAX && /^[!-~](?:[\t -~]*[!-~])?$/.test(value);
const SECRET = /^secret:([A-Za-z][A-Za-z0-9_-]{0,99})$/;

/** Set by the action itself, or about the connection rather than the request. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const isReserved = (name: string): boolean => RESERVED.has(name) || name.startsWith('proxy-');
/** A credential in a definition could be read by everybody who may read the definition. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** What is to be sent where, or why it may not be sent. The reason repeats no value. */
export function settingsOf(
  settings: Json,
  limits: { readonly allowed: readonly AllowedHost[]; readonly requestBytesMax: number },
): Result<PostSettings, string> {
  if (!isObject(settings)) return err('"with" needs a "url"');
  if (Object.keys(settings).some((field) => !FIELDS.has(field)))
    return err('"with" has a field besides url, body, headers and secretHeaders');
  const target = targetOf(ownValue(settings, 'url'), limits.allowed);
  if (!target.ok) return target;
  const body = ownValue(settings, 'body') ?? {};
  if (bytesOf(body) > limits.requestBytesMax) return err(`"body" is larger than ${limits.requestBytesMax} bytes`);
  const plain = headersOf(ownValue(settings, 'headers') ?? {}, 'headers');
  if (!plain.ok) return plain;
  const secret = headersOf(ownValue(settings, 'secretHeaders') ?? {}, 'secretHeaders');
  if (!secret.ok) return secret;
  const problem = problemOf(plain.value, secret.value);
  if (problem !== null) return err(problem);
  return ok({
    target: target.value,
    body: JSON.stringify(body),
    headers: plain.value,
    secretHeaders: Object.entries(secret.value).map(([header, value]) => ({
      header,
      secret: SECRET.exec(value)?.[1] ?? '',
    })),
  });
}

function headersOf(headers: Json, field: string): Result<Readonly<Record<string, string>>, string> {
  if (!isObject(headers)) return err(`"${field}" is not an object of header names and texts`);
  const entries = Object.entries(headers as JsonObject);
  if (entries.length > HEADERS_MAX) return err(`"${field}" has more than ${HEADERS_MAX} entries`);
  const read = new Map<string, string>();
  for (const [name, value] of entries) {
    const lower = name.toLowerCase();
    if (!HEADER_NAME.test(name) || read.has(lower)) return err(`"${field}" has a name that is no header, or twice`);
    if (isReserved(lower)) return err(`"${field}" has a header that is not the definition's to set`);
    if (!isHeaderValue(value)) return err(`"${field}" has a value that is not plain text of one line`);
    read.set(lower, value);
  }
  return ok(Object.fromEntries(read));
}

function problemOf(plain: Readonly<Record<string, string>>, secret: Readonly<Record<string, string>>): string | null {
  if (Object.keys(plain).some((name) => CREDENTIALS.has(name))) return 'credentials belong into "secretHeaders"';
  if (Object.values(plain).some((value) => SECRET.test(value))) return 'secrets belong into "secretHeaders"';
  if (Object.keys(plain).some((name) => Object.hasOwn(secret, name))) return 'a header is in both kinds of headers';
  if (Object.values(secret).some((value) => !SECRET.test(value)))
    return '"secretHeaders" has a value not "secret:NAME"';
  return null;
}
