// A call to Firestore itself: over TLS, with the token of the service account that the metadata server knows.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testCertificate } from '../../handlers/http/testing/certificate.ts';
import { type Channel, openChannel } from './firestore-channel.ts';
import { protos } from './firestore-protos.ts';
import { type FirestoreServer, openFirestoreServer } from './testing/firestore-server.ts';

const { CommitRequest, CommitResponse } = protos.google.firestore.v1;
const COMMIT = { name: 'Commit', request: CommitRequest, response: CommitResponse };
const database = 'projects/p-1/databases/(default)';

/** What Google's metadata server answers a process that runs as a service account. */
const tokens: string[] = [];
const metadataServer = createServer((request, response) => {
  response.setHeader('Metadata-Flavor', 'Google');
  response.setHeader('Content-Type', 'application/json');
  if (request.url?.includes('/token') !== true) return response.end('{}');
  if (tokens.length === 0) return response.writeHead(500).end();
  return response.end(JSON.stringify({ access_token: tokens.shift(), expires_in: 3_600, token_type: 'Bearer' }));
});

const certificate = testCertificate(['localhost']);
let server: FirestoreServer;
let channel: Channel;
beforeEach(async () => {
  server = await openFirestoreServer(certificate);
  await new Promise<void>((resolve) => metadataServer.listen(0, '127.0.0.1', resolve));
  const { port } = metadataServer.address() as AddressInfo;
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${port}`);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
  vi.stubEnv('HOME', '/nonexistent');
  const endpoint = { host: server.address.replace('127.0.0.1', 'localhost'), authority: Buffer.from(certificate.cert) };
  channel = openChannel({ projectId: 'p-1', database, deadlineMs: 2_000, emulator: undefined, endpoint });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  tokens.length = 0;
  channel.close();
  await server.close();
  await new Promise((resolve) => metadataServer.close(resolve));
});

describe('a call to Firestore itself', () => {
  it('carries the token of the service account, which is asked for once', async () => {
    tokens.push('token-1');
    await channel.unary(COMMIT, { database, writes: [] });
    expect(server.metadata()).toMatchObject({
      authorization: 'Bearer token-1',
      'google-cloud-resource-prefix': database,
    });
    await channel.unary(COMMIT, { database, writes: [] });
    expect(server.calls).toEqual(['Commit', 'Commit']);
  });

  it('does not go out without a token', async () => {
    await expect(channel.unary(COMMIT, { database, writes: [] })).rejects.toThrow();
    expect(server.calls).toEqual([]);
  });
});
