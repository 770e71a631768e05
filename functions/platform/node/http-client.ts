// Sends one POST over TLS to addresses that were checked before; what the action http.post stands on.
import { lookup as resolveName } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { isIP, isIPv6, type LookupFunction, type TcpNetConnectOpts } from 'node:net';

export interface HttpsPost {
  readonly host: string;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** Nothing else is connected to, whatever the name resolves to. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly responseBytesMax: number;
  readonly signal: AbortSignal;
}

export interface HttpsAnswer {
  readonly status: number;
  /** The body of a 2xx answer; null: larger than allowed. Of other answers it is not read. */
  readonly body: Uint8Array | null;
}

const RESPONSE_HEADER_BYTES_MAX = 16 * 1024;
/** How long one address may take while others are left to try. */
const ADDRESS_TIMEOUT_MS = 1_000;

/** Every address that the machine's resolver knows for the name. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await resolveName(host, { all: true });
  return found.map(({ address }) => address);
}

/** `ca` (PEM) replaces the well-known authorities. */
export const createHttpsPost =
  ({ ca }: { readonly ca?: string } = {}) =>
  (post: HttpsPost): Promise<HttpsAnswer> =>
    new Promise((resolve, reject) => {
      // A host that is an address would be connected to without being looked up.
      if (isIP(post.host) !== 0) throw new TypeError('the host is an address');
      const request = httpsRequest(optionsOf(post, ca));
      request.on('error', reject);
      request.on('response', (response) => {
        answerOf(response, post.responseBytesMax)
          .then(resolve, reject)
          .finally(() => request.destroy());
      });
      request.end(post.body);
    });

/** The agent hands what it does not know itself on to the connection. */
type Options = RequestOptions & Pick<TcpNetConnectOpts, 'autoSelectFamily' | 'autoSelectFamilyAttemptTimeout'>;

const optionsOf = (post: HttpsPost, ca: string | undefined): Options => ({
  method: 'POST',
  host: post.host,
  servername: post.host,
  port: post.port,
  path: post.path,
  headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body) },
  lookup: onlyTo(post.addresses),
  autoSelectFamily: true,
  autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS,
  // An own agent for each request: no pool, no proxy from the environment, no session of another host.
  agent: false,
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  maxHeaderSize: RESPONSE_HEADER_BYTES_MAX,
  signal: post.signal,
  ...(ca === undefined ? {} : { ca }),
});

/** A look-up that asks nobody: the addresses are what was checked. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, done) => {
    const [first] = found;
    if (first === undefined) return done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
    if (options.all) return done(null, found);
    return done(null, first.address, first.family);
  };
}

async function answerOf(response: IncomingMessage, bytesMax: number): Promise<HttpsAnswer> {
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) return { status, body: new Uint8Array() };
  if (Number(response.headers['content-length'] ?? 0) > bytesMax) return { status, body: null };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > bytesMax) return { status, body: null };
    chunks.push(chunk as Buffer);
  }
  return { status, body: Buffer.concat(chunks) };
}
