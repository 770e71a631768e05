// http.post: what is sent, what an answer means, and what is never told; over a real TLS connection.
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActionResult } from '../core/commands.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { createHttpsPost } from '../platform/node/http-client.ts';
import { Transient } from '../platform/platform.ts';
import type { HttpConnect, HttpRequest } from './http/connection.ts';
import { type Received, startTlsServer, type TlsServer } from './http/testing/tls-server.ts';
import { createHttpPost, type HttpPostOptions } from './http-post.ts';
import { callOf, createMemoryRecords } from './testing/memory-records.ts';

const HOST = 'api.example.com';
const SECRET = 'Bearer canary-of-a-secret';
const ports = { records: createMemoryRecords() };

let server: TlsServer;
/** What the server answers to the next requests. */
let respond: (
  received: Received,
) => { status: number; body?: string | Buffer; headers?: Record<string, string> } | null;

beforeAll(async () => {
  server = await startTlsServer([HOST], (received, response) => {
    const answer = respond(received);
    // null: the connection breaks in the middle of the answer.
    if (answer === null) {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      setImmediate(() => response.destroy());
      return;
    }
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body ?? '');
  });
});
afterAll(() => server.close());
beforeEach(() => {
  respond = () => ({ status: 200, body: '{"accepted":true}' });
});

const url = (path = '/hook') => `https://${HOST}:${server.port}${path}`;
const options = (more: Partial<HttpPostOptions> = {}): HttpPostOptions => ({
  allow: [`${HOST}:${server.port}`],
  secrets: async (name) => (name === 'PARTNER' ? SECRET : undefined),
  resolve: async () => ['127.0.0.1'],
  connect: createHttpsPost({ ca: server.ca }),
  mayConnect: (address) => address === '127.0.0.1',
  ...more,
});
const post = (settings: JsonObject, more: Partial<HttpPostOptions> = {}): Promise<ActionResult> =>
  createHttpPost(options(more))(callOf('http.post', {}, { key: 'key-of-the-effect', with: settings }), ports);

/** A connection that is never to be used, and remembers if it was. */
function forbidden() {
  const requests: HttpRequest[] = [];
  const connect: HttpConnect = async (request) => {
    requests.push(request);
    return { status: 200, body: new Uint8Array() };
  };
  return { connect, requests };
}

describe('a call', () => {
  it('posts the body as JSON under the key of the effect, and answers status and body', async () => {
    const before = server.received.length;
    const result = await post({
      url: url('/hook?x=1'),
      body: { name: 'Zoë', n: 1 },
      headers: { 'X-Trace': 'abc', 'Content-Type': 'application/vnd.example+json' },
      secretHeaders: { Authorization: 'secret:PARTNER' },
    });
    expect(result).toEqual({ ok: true, output: { status: 200, body: { accepted: true } } });
    expect(server.received.slice(before)).toMatchObject([
      {
        method: 'POST',
        url: '/hook?x=1',
        body: '{"name":"Zoë","n":1}',
        headers: {
          host: `${HOST}:${server.port}`,
          'idempotency-key': 'key-of-the-effect',
          authorization: SECRET,
          'content-type': 'application/vnd.example+json',
          'content-length': '21',
          'accept-encoding': 'identity',
          'x-trace': 'abc',
        },
      },
    ]);
  });

  it('without a body sends an empty object', async () => {
    await post({ url: url() });
    expect(server.received.at(-1)?.body).toBe('{}');
  });

  it.each([
    ['', null],
    ['ok', null],
    ['"text"', 'text'],
    ['[1,{"a":null}]', [1, { a: null }]],
    ['{"__proto__":{"admin":true},"big":1e999,"half":"\\ud800"}', { big: null, half: '\ufffd' }],
    [Buffer.from([0x22, 0xff, 0x22]), null],
  ])('answered with %j has the body %j', async (body, expected) => {
    respond = () => ({ status: 201, body });
    expect(await post({ url: url() })).toEqual({ ok: true, output: { status: 201, body: expected as Json } });
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 599])('answered with %i is tried again', async (status) => {
    respond = () => ({ status, body: 'canary' });
    await expect(post({ url: url() })).rejects.toThrow(new Transient(`http.post to ${HOST}: answered ${status}`));
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 422, 451])('answered with %i is refused with no more', async (status) => {
    respond = () => ({ status, body: 'canary' });
    expect(await post({ url: url() })).toEqual({ ok: false, error: `http.post: answered ${status}` });
  });

  it.each([300, 301, 302, 303, 304, 307, 308])('answered with %i goes nowhere else', async (status) => {
    respond = () => ({ status, headers: { location: url('/elsewhere') } });
    const before = server.received.length;
    const result = await post({ url: url() });
    expect(result).toEqual({ ok: false, error: `http.post: answered ${status}; redirects are not followed` });
    expect(server.received.length).toBe(before + 1);
  });
});

describe('limits', () => {
  it.each([{}, { 'content-length': '1001' }])('refuse an answer above them, announced or not: %j', async (headers) => {
    respond = () => ({ status: 200, headers, body: `"${'x'.repeat(999)}"` });
    const result = await post({ url: url() }, { responseBytesMax: 1_000 });
    expect(result).toEqual({ ok: false, error: 'http.post: answered 200 with more than 1000 bytes' });
    expect((await post({ url: url() }, { responseBytesMax: 1_001 })).ok).toBe(true);
  });

  it('refuse an answer that is nested too deep', async () => {
    respond = () => ({ status: 200, body: '['.repeat(33) + ']'.repeat(33) });
    expect(await post({ url: url() })).toMatchObject({ ok: false, error: expect.stringContaining('nested deeper') });
    respond = () => ({ status: 200, body: '['.repeat(32) + ']'.repeat(32) });
    expect((await post({ url: url() })).ok).toBe(true);
  });

  it('refuse a request above them before anything is resolved', async () => {
    const { connect, requests } = forbidden();
    const result = await post({ url: url(), body: 'x'.repeat(100) }, { connect, requestBytesMax: 101 });
    expect(result).toEqual({ ok: false, error: 'http.post: "body" is larger than 101 bytes' });
    expect(requests).toEqual([]);
  });

  it.each([
    ['a name that does not resolve', { resolve: () => new Promise<never>(() => {}) }, 'the host was not found'],
    ['a secret that does not come', { secrets: () => new Promise<never>(() => {}) }, 'the secrets were not read'],
    ['a server that is silent', { connect: () => new Promise<never>(() => {}) }, 'there was no answer'],
  ] as const)('end the wait for %s', async (_name, more, what) => {
    const settings = { url: url(), secretHeaders: { Authorization: 'secret:PARTNER' } };
    await expect(post(settings, { ...more, timeoutMs: 20 })).rejects.toThrow(
      new Transient(`http.post to ${HOST}: ${what} (too late)`),
    );
  });

  it('end a real connection whose answer never ends', async () => {
    respond = () => ({ status: 200, headers: { 'content-length': '10' }, body: '"x' });
    await expect(post({ url: url() }, { timeoutMs: 300 })).rejects.toThrow(Transient);
  });
});

describe('failures of the network', () => {
  const throws = (): never => {
    throw new Error('canary');
  };
  it.each([
    ['nothing listens', { resolve: async () => ['127.0.0.2'], mayConnect: () => true }, 'ECONNREFUSED'],
    ['the certificate is not trusted', { connect: createHttpsPost() }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'the name is unknown',
      { resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })) },
      '',
    ],
    ['the name has no address', { resolve: async () => [] }, 'no address'],
    ['the secrets cannot be read', { secrets: () => Promise.reject(new Error('canary')) }, 'the secrets were not read'],
    ['a port throws at once', { resolve: throws }, 'not found (failed)'],
  ] as const)('are tried again: %s', async (_name, more, told) => {
    const settings = { url: url(), secretHeaders: { Authorization: 'secret:PARTNER' } };
    const error: unknown = await post(settings, more).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Transient);
    expect(String(error)).toContain(told);
    expect(String(error)).toMatch(/^Transient: http\.post to api\.example\.com: [ a-zA-Z_()]+$/);
  });

  it('are tried again when the answer breaks off', async () => {
    respond = () => null;
    await expect(post({ url: url() })).rejects.toThrow(Transient);
  });

  it('include a certificate for another name', async () => {
    const other = `other.example.com:${server.port}`;
    await expect(post({ url: `https://${other}/` }, { allow: [other] })).rejects.toThrow(
      'ERR_TLS_CERT_ALTNAME_INVALID',
    );
  });
});

describe('addresses', () => {
  it.each([
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:169.254.169.254']],
    [['fd00:ec2::254']],
    [['8.8.8.8', '127.0.0.1']],
    [['127.0.0.1', '8.8.8.8']],
    [['']],
    [['api.example.com']],
  ])('are all public or nothing is connected to: %j', async (addresses) => {
    const { connect, requests } = forbidden();
    const result = await createHttpPost({
      allow: [HOST],
      secrets: async () => undefined,
      resolve: async () => addresses,
      connect,
    })(callOf('http.post', {}, { with: { url: `https://${HOST}/` } }), ports);
    expect(result).toEqual({
      ok: false,
      error: 'http.post: the host of "url" leads to an address that is not public',
    });
    expect(requests).toEqual([]);
  });

  it('are asked for once, and only those that were checked are handed on', async () => {
    const { connect, requests } = forbidden();
    // A name that is rebound: public when it is checked, inside when it is asked for again.
    const answers = [['8.8.8.8', '2606:4700::1'], ['127.0.0.1']];
    const resolve = async () => answers.shift() ?? [];
    await post({ url: url() }, { connect, resolve, mayConnect: (address) => address !== '127.0.0.1' });
    expect(requests.map(({ addresses, host }) => [host, addresses])).toEqual([[HOST, ['8.8.8.8', '2606:4700::1']]]);
    expect(answers).toEqual([['127.0.0.1']]);
  });

  it('that are private are never connected to, however URL and name are spelled', async () => {
    const piece = fc.constantFrom(
      ...['https://', '//', '@', ':', '#', '/', '\\', '.', '%2e', '。', '\u200b', '[', ']', '443', 'user@'],
      ...[HOST, '127.0.0.1', '0x7f.1', '2130706433', '[::1]', 'localhost', 'x.example.com', 'evil.example'],
    );
    const spelling = fc.oneof(
      fc.array(piece, { maxLength: 6 }).map((pieces) => `https://${pieces.join('')}`),
      fc.array(piece, { maxLength: 3 }).map((pieces) => `https://${HOST}/${pieces.join('')}`),
    );
    const isPrivate = /^(?:0|10|127|169\.254|192\.168)\.|^(?:::|f)/;
    const address = fc.oneof(
      fc.constantFrom('8.8.8.8', '2606:4700::1', '10.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1', '0.0.0.0'),
      fc.ipV4(),
      fc.ipV6(),
    );
    const { connect, requests } = forbidden();
    await fc.assert(
      fc.asyncProperty(spelling, fc.array(address, { maxLength: 3 }), async (text, addresses) => {
        const action = createHttpPost({
          allow: [HOST, '*.example.com'],
          secrets: async () => undefined,
          resolve: async () => addresses,
          connect,
        });
        await action(callOf('http.post', {}, { with: { url: text } }), ports).catch(() => {});
      }),
      { numRuns: 3_000, seed: 20_260_302 },
    );
    expect(requests.length).toBeGreaterThan(50);
    for (const { host, port, addresses } of requests) {
      expect(host).toMatch(/\.example\.com$/);
      expect(port).toBe(443);
      for (const one of addresses) expect(one).not.toMatch(isPrivate);
    }
  });
});

describe('settings', () => {
  it.each<[Json, string]>([
    [null, 'needs a "url"'],
    [[], 'needs a "url"'],
    [{}, '"url" is missing'],
    [{ url: 'https://evil.example/' }, 'allow-list'],
    [{ retries: 3 }, 'field besides'],
    [{ headers: [] }, '"headers" is not an object'],
    [{ secretHeaders: 'secret:PARTNER' }, '"secretHeaders" is not an object'],
    [{ headers: { 'a b': 'x' } }, 'no header'],
    [{ headers: { 'X-A': 'x', 'x-a': 'y' } }, 'twice'],
    [{ headers: { 'x-a': 'line\r\nevil: yes' } }, 'one line'],
    [{ headers: { 'x-a': ' padded' } }, 'one line'],
    [{ headers: { 'x-a': 'é' } }, 'one line'],
    [{ headers: { 'x-a': 5 } }, 'one line'],
    [{ headers: { 'x-a': 'x'.repeat(2_049) } }, 'one line'],
    [{ headers: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`x-${i}`, 'x'])) }, 'more than 32'],
    [{ headers: { Host: 'evil.example' } }, "not the definition's"],
    [{ headers: { 'Idempotency-Key': 'mine' } }, "not the definition's"],
    [{ headers: { 'Proxy-Authorization': 'x' } }, "not the definition's"],
    [{ secretHeaders: { 'Transfer-Encoding': 'secret:PARTNER' } }, "not the definition's"],
    [{ headers: { Authorization: 'canary' } }, 'credentials'],
    [{ headers: { 'x-key': 'secret:PARTNER' } }, 'secrets belong'],
    [{ headers: { 'x-key': 'x' }, secretHeaders: { 'X-Key': 'secret:PARTNER' } }, 'both kinds'],
    [{ secretHeaders: { 'x-key': 'canary' } }, 'not "secret:NAME"'],
    [{ secretHeaders: { 'x-key': 'secret:../PARTNER' } }, 'not "secret:NAME"'],
    [{ secretHeaders: { 'x-key': 'secret:OTHER' } }, 'not there for this host'],
  ])('are refused: %j', async (settings, why) => {
    const { connect, requests } = forbidden();
    const complete = typeof settings === 'object' && settings !== null && Object.keys(settings).length > 0;
    const given = complete && !Array.isArray(settings) ? { url: url(), ...settings } : settings;
    const result = await post(given as JsonObject, { connect });
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining(why) });
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(requests).toEqual([]);
  });

  it('ask for a secret only for a host that is allowed, and say which', async () => {
    const asked: string[] = [];
    const secrets = async (name: string, host: string) => {
      asked.push(`${name} ${host}`);
      return SECRET;
    };
    const secretHeaders = { Authorization: 'secret:PARTNER' };
    await post({ url: 'https://evil.example/', secretHeaders }, { secrets });
    expect(asked).toEqual([]);
    await post({ url: url(), secretHeaders }, { secrets });
    expect(asked).toEqual([`PARTNER ${HOST}`]);
  });

  it('refuse a secret that would break the header', async () => {
    const secrets = async () => 'canary\r\nx: y';
    const result = await post({ url: url(), secretHeaders: { Authorization: 'secret:PARTNER' } }, { secrets });
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('cannot be the value') });
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

it('a server that repeats the secret does not bring it into the output, whole or in part', async () => {
  respond = ({ headers }) => ({
    status: 200,
    body: JSON.stringify({ whole: headers.authorization, [SECRET]: ['key'], part: `got ${SECRET.split(' ')[1]}!` }),
  });
  const result = await post({ url: url(), secretHeaders: { Authorization: 'secret:PARTNER' } });
  expect(result).toEqual({
    ok: true,
    output: { status: 200, body: { whole: '•••', '•••': ['key'], part: 'got •••!' } },
  });
});

it('an entry that is no host stops the start, not the first call', () => {
  expect(() => createHttpPost(options({ allow: ['*'] }))).toThrow(TypeError);
});
