// A gRPC server that answers what a test tells it to, over documents it really keeps: for failures no emulator shows.

import type { google } from '@google-cloud/firestore-api/protos';
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { protos } from '../firestore-protos.ts';

const { v1 } = protos.google.firestore;
type Commit = google.firestore.v1.CommitRequest;
type Get = google.firestore.v1.BatchGetDocumentsRequest;
type Answer = google.firestore.v1.IBatchGetDocumentsResponse;

/** How the next call ends. */
export interface Ending {
  readonly code: status;
  readonly details?: string;
  /** Whether a commit was written all the same; absent: not. */
  readonly isApplied?: boolean;
}

export interface FirestoreServer {
  /** host:port */
  readonly address: string;
  /** Calls so far, by name. */
  readonly calls: readonly string[];
  /** What the newest call carried beside its message. */
  readonly metadata: () => Readonly<Record<string, unknown>>;
  endNext(ending: Ending): void;
  /** The next call gets no answer at all. */
  hangNext(): void;
  close(): Promise<void>;
}

/** With a certificate it speaks TLS. */
export async function openFirestoreServer(certificate?: {
  readonly cert: string;
  readonly key: string;
}): Promise<FirestoreServer> {
  const documents = new Map<string, google.firestore.v1.IDocument>();
  const calls: string[] = [];
  let metadata: Readonly<Record<string, unknown>> = {};
  let next: Ending | 'hang' | null = null;
  let commits = 0;
  const taken = (call: string, sent: { getMap(): Record<string, unknown> }): Ending | 'hang' | null => {
    calls.push(call);
    metadata = sent.getMap();
    const ending = next;
    next = null;
    return ending;
  };
  const apply = ({ writes }: Commit): void => {
    commits += 1;
    for (const { update } of writes) {
      if (update?.name != null) documents.set(update.name, { ...update, updateTime: { seconds: commits, nanos: 0 } });
    }
  };
  const commit = (call: ServerUnaryCall<Commit, object>, answer: sendUnaryData<object>): void => {
    const ending = taken('Commit', call.metadata);
    if (ending === 'hang') return;
    if (ending === null || ending.isApplied === true) apply(call.request);
    if (ending === null) answer(null, {});
    else answer({ code: ending.code, details: ending.details ?? 'as told' });
  };
  const get = (call: ServerWritableStream<Get, Answer>): void => {
    const ending = taken('BatchGetDocuments', call.metadata);
    if (ending === 'hang') return;
    if (ending !== null) return void call.emit('error', { code: ending.code, details: ending.details ?? 'as told' });
    for (const name of call.request.documents) {
      const found = documents.get(name);
      call.write({
        ...(found === undefined ? { missing: name } : { found }),
        readTime: { seconds: 7, nanos: 8_900_000 },
      });
    }
    call.end();
  };
  const query = (call: ServerWritableStream<object, object>): void => {
    const ending = taken('RunQuery', call.metadata);
    call.emit('error', ending ?? { code: status.UNIMPLEMENTED });
  };
  const server = new Server();
  server.addService(service, { commit, get, query });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentialsOf(certificate), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    calls,
    metadata: () => metadata,
    endNext: (ending) => {
      next = ending;
    },
    hangNext: () => {
      next = 'hang';
    },
    close: async () => server.forceShutdown(),
  };
}

function credentialsOf(certificate: { readonly cert: string; readonly key: string } | undefined): ServerCredentials {
  if (certificate === undefined) return ServerCredentials.createInsecure();
  const { cert, key } = certificate;
  return ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(cert), private_key: Buffer.from(key) }]);
}

type Codec = { encode(message: object): { finish(): Uint8Array }; decode(bytes: Uint8Array): object };
const method = (name: string, request: Codec, response: Codec, responseStream: boolean) => ({
  path: `/google.firestore.v1.Firestore/${name}`,
  requestStream: false,
  responseStream,
  requestSerialize: (message: object) => Buffer.from(request.encode(message).finish()),
  requestDeserialize: (bytes: Buffer) => request.decode(bytes),
  responseSerialize: (message: object) => Buffer.from(response.encode(message).finish()),
  responseDeserialize: (bytes: Buffer) => response.decode(bytes),
});
const service = {
  commit: method('Commit', v1.CommitRequest, v1.CommitResponse, false),
  get: method('BatchGetDocuments', v1.BatchGetDocumentsRequest, v1.BatchGetDocumentsResponse, true),
  query: method('RunQuery', v1.RunQueryRequest, v1.RunQueryResponse, true),
};
