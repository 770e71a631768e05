// A gRPC server for one call of one service of Google's: it keeps what it was asked, and answers what it is told to.
import { readFileSync } from 'node:fs';
import {
  type GrpcObject,
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type ServiceDefinition,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

export interface RpcCall {
  readonly request: unknown;
  /** How long the client is willing to wait, in ms. */
  readonly willingMs: number;
}
/** An answer, or the code and words of a refusal; null: silence. */
export type Answer = { readonly value: object } | { readonly code: number; readonly details: string } | null;

export interface RpcServer {
  /** `host:port`. */
  readonly address: string;
  readonly calls: readonly RpcCall[];
  answerWith(answer: Answer): void;
  close(): void;
}

/** `protos` is the JSON of the client's package, `service` the full name of the service in it. */
export async function serveRpc(protos: URL, service: string, method: string): Promise<RpcServer> {
  const calls: RpcCall[] = [];
  let answer: Answer = null;
  const server = new Server();
  server.addService(definitionOf(protos, service), {
    [method]: (call: { request: unknown; getDeadline(): number | Date }, reply: sendUnaryData<object>) => {
      calls.push({ request: call.request, willingMs: Number(call.getDeadline()) - Date.now() });
      if (answer === null) return;
      if ('value' in answer) reply(null, answer.value);
      else reply(answer);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    calls,
    answerWith: (given) => {
      answer = given;
    },
    close: () => server.forceShutdown(),
  };
}

function definitionOf(protos: URL, service: string): ServiceDefinition {
  const root = loadPackageDefinition(fromJSON(JSON.parse(readFileSync(protos, 'utf8'))));
  const found = service.split('.').reduce<GrpcObject>((parent, name) => parent[name] as GrpcObject, root);
  return (found as unknown as ServiceClientConstructor).service;
}
