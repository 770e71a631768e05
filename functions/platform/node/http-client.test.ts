// The connection of http.post goes to the checked address and to no other, with TLS for the name.
import { isIP } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTlsServer, type TlsServer } from '../../handlers/http/testing/tls-server.ts';
import { createHttpsPost, type HttpsPost, resolveHost } from './http-client.ts';

// The name resolves to the loopback; the addresses given decide all the same.
const HOST = 'localhost';
let server: TlsServer;
beforeAll(async () => {
  server = await startTlsServer([HOST], (_received, response) => response.end('"yes"'));
});
afterAll(() => server.close());

const request = (more: Partial<HttpsPost> = {}): HttpsPost => ({
  host: HOST,
  port: server.port,
  path: '/',
  addresses: ['127.0.0.1'],
  headers: {},
  body: '{}',
  responseBytesMax: 100,
  signal: AbortSignal.timeout(5_000),
  ...more,
});
const send = (more: Partial<HttpsPost> = {}) => createHttpsPost({ ca: server.ca })(request(more));

it('reaches the server at the address given, by the name that it was called', async () => {
  const { status, body } = await send();
  expect([status, Buffer.from(body ?? []).toString()]).toEqual([200, '"yes"']);
  expect(server.received.at(-1)?.headers.host).toBe(`${HOST}:${server.port}`);
});

it('goes to the address given even where the name leads to a server that answers', async () => {
  const before = server.connections();
  await expect(send({ addresses: ['127.0.0.3'] })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(server.connections()).toBe(before);
});

it('tries the next of several addresses when one cannot be reached', async () => {
  expect((await send({ addresses: ['127.0.0.3', '127.0.0.1'] })).status).toBe(200);
});

it('connects nowhere without an address, or to a host that is one itself', async () => {
  const before = server.connections();
  await expect(send({ addresses: [] })).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(send({ host: '127.0.0.1' })).rejects.toThrow(TypeError);
  await expect(send({ host: '::1' })).rejects.toThrow(TypeError);
  expect(server.connections()).toBe(before);
});

it('trusts no certificate without its authority, whatever the environment says', async () => {
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    await expect(createHttpsPost()(request())).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  } finally {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  }
});

it('ends when it is told to', async () => {
  await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORT_ERR' });
});

it('resolves a name to addresses', async () => {
  const addresses = await resolveHost(HOST);
  expect(addresses.length).toBeGreaterThan(0);
  expect(addresses.filter((address) => isIP(address) === 0)).toEqual([]);
});
