// What every answer of Firestore means to the stores, shown by a real gRPC server that fails as it is told.
import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Transient } from '../platform.ts';
import type { Firestore, Write } from './firestore.ts';
import { openFirestore } from './firestore-client.ts';
import { type FirestoreServer, openFirestoreServer } from './testing/firestore-server.ts';
import { int } from './values.ts';

let server: FirestoreServer;
let firestore: Firestore;
beforeEach(async () => {
  server = await openFirestoreServer();
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', server.address);
  firestore = openFirestore({ projectId: 'demo-client', deadlineMs: 400 });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await firestore.close();
  await server.close();
});

const put = (n: number, precondition?: Write['precondition']): Write => ({
  kind: 'set',
  path: 'instances/i-1',
  fields: { n: int(n) },
  ...(precondition === undefined ? {} : { precondition }),
});
const CREATE = put(1, { exists: false });
const UPDATE = put(2, { updateTime: '1.0' });
const stored = async (): Promise<number | null> => {
  const document = (await firestore.get(['instances/i-1'])).documents.get('instances/i-1');
  return document === undefined ? null : Number(document.fields.n?.integerValue);
};
const query = () => firestore.query({ collection: 'instances', filters: [], orders: [], limit: 1 });
const named = (code: status): string => status[code];

const UNKNOWN_OUTCOME = [
  status.DEADLINE_EXCEEDED,
  status.UNAVAILABLE,
  status.UNKNOWN,
  status.INTERNAL,
  status.CANCELLED,
  status.RESOURCE_EXHAUSTED,
];
const REFUSED = [
  status.INVALID_ARGUMENT,
  status.PERMISSION_DENIED,
  status.OUT_OF_RANGE,
  status.UNIMPLEMENTED,
  status.DATA_LOSS,
];

describe('a commit that failed with an outcome nobody knows', () => {
  for (const code of UNKNOWN_OUTCOME) {
    for (const isApplied of [true, false]) {
      it(`may be repeated: ${named(code)}, ${isApplied ? 'and yet it was written' : 'and nothing was written'}`, async () => {
        server.endNext({ code, isApplied });
        await expect(firestore.commit([CREATE])).rejects.toThrow(Transient);
        expect(await stored()).toBe(isApplied ? 1 : null);
        expect(server.calls).toEqual(['Commit', 'BatchGetDocuments']);
      });
    }
  }

  it('is one that got no answer within the deadline', async () => {
    server.hangNext();
    await expect(firestore.commit([CREATE])).rejects.toThrow(/Commit: DEADLINE_EXCEEDED/);
    server.hangNext();
    await expect(firestore.get(['instances/i-1'])).rejects.toThrow(Transient);
  });

  it('is one that found no server, and the next finds it again', async () => {
    vi.stubEnv('FIRESTORE_EMULATOR_HOST', '127.0.0.1:1');
    const nowhere = openFirestore({ projectId: 'demo-client', deadlineMs: 400 });
    await expect(nowhere.commit([CREATE])).rejects.toThrow(Transient);
    await nowhere.close();
    expect(await firestore.commit([CREATE])).toBe('committed');
  });
});

describe('a commit whose precondition does not hold', () => {
  const CONFLICTS: readonly { readonly code: status; readonly write: Write }[] = [
    { code: status.ALREADY_EXISTS, write: CREATE },
    { code: status.FAILED_PRECONDITION, write: CREATE },
    { code: status.FAILED_PRECONDITION, write: UPDATE },
    { code: status.NOT_FOUND, write: UPDATE },
    { code: status.ABORTED, write: CREATE },
    { code: status.ABORTED, write: put(3) },
  ];
  for (const { code, write } of CONFLICTS) {
    it(`is a conflict: ${named(code)} with ${JSON.stringify(write.precondition ?? 'none')}`, async () => {
      server.endNext({ code });
      expect(await firestore.commit([write])).toBe('conflict');
      expect(await stored()).toBeNull();
    });
  }

  it('is a conflict only where it could be the cause', async () => {
    for (const [code, write] of [
      [status.NOT_FOUND, CREATE],
      [status.ALREADY_EXISTS, UPDATE],
      [status.FAILED_PRECONDITION, put(1)],
    ] as const) {
      server.endNext({ code });
      const failure = await firestore.commit([write]).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(Transient);
    }
  });
});

describe('what is refused for good', () => {
  for (const code of REFUSED) {
    it(`is a defect that says what Firestore said: ${named(code)}`, async () => {
      for (const call of [() => firestore.commit([CREATE]), () => firestore.get(['a/b']), query]) {
        server.endNext({ code, details: 'the words of the server' });
        const failure = await call().catch((error: unknown) => error);
        expect(failure).not.toBeInstanceOf(Transient);
        expect(String(failure)).toContain(`${named(code)} the words of the server`);
      }
    });
  }

  it('tells of a query without its index what to deploy', async () => {
    server.endNext({ code: status.FAILED_PRECONDITION, details: 'The query requires an index' });
    await expect(query()).rejects.toThrow(/requires an index \(deploy the indexes of firestore.indexes.json/);
  });
});

describe('a read that failed', () => {
  for (const code of [...UNKNOWN_OUTCOME, status.ABORTED, status.UNAUTHENTICATED]) {
    it(`may be repeated: ${named(code)}`, async () => {
      server.endNext({ code });
      await expect(firestore.get(['instances/i-1'])).rejects.toThrow(Transient);
      server.endNext({ code });
      await expect(query()).rejects.toThrow(Transient);
    });
  }
});

describe('a call', () => {
  it('goes out once: nothing retries by itself', async () => {
    server.endNext({ code: status.UNAVAILABLE });
    await expect(firestore.commit([CREATE])).rejects.toThrow(Transient);
    expect(server.calls).toEqual(['Commit']);
  });

  it('carries the database it is for, and the token of the emulator', async () => {
    await firestore.commit([CREATE]);
    const database = 'projects/demo-client/databases/(default)';
    expect(server.metadata()).toMatchObject({
      authorization: 'Bearer owner',
      'google-cloud-resource-prefix': database,
      'x-goog-request-params': `database=${encodeURIComponent(database)}`,
    });
  });

  it('answers the time of the server in whole milliseconds, also where nothing was found', async () => {
    expect(await firestore.get(['instances/nobody'])).toEqual({ documents: new Map(), readAt: 7_008 });
  });
});
