// HTTP in and out: requests and answers of the functions framework as the API knows them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CallAnswer, type CallRequest, refusal } from '../api/callable.ts';
import { jsonOf } from '../api/json-body.ts';
import type { Cloud, GetCloud } from './cloud.ts';

/** The framework reads the whole body before it calls. */
export type HttpRequest = IncomingMessage & { readonly rawBody?: Uint8Array };
export type HttpHandler = (request: HttpRequest, response: ServerResponse) => Promise<void>;

const NO_BODY = new Uint8Array();

export function callOf(request: HttpRequest): CallRequest {
  // Parsed from the bytes rather than taken parsed: so it is JSON whatever the content type says, and own keys stay own keys.
  const bytes = request.rawBody ?? NO_BODY;
  return {
    method: request.method ?? '',
    path: (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/',
    authorization: request.headers.authorization,
    body: jsonOf(bytes),
    bodyBytes: bytes.length,
  };
}

export const headerOf = ({ headers }: IncomingMessage, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Answers every request in the protocol, also where this process could not be set up: the log says why. */
export const answering =
  (getCloud: GetCloud, answer: (cloud: Cloud, request: HttpRequest) => Promise<CallAnswer>): HttpHandler =>
  async (request, response) => {
    const cloud = await getCloud().catch(reportUnusable);
    if (cloud === null) return send(response, refusal({ reason: 'INTERNAL', message: 'The service is not set up.' }));
    send(response, await cloud.traced(traceOf(request), () => answer(cloud, request)));
  };

function reportUnusable(error: unknown): null {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ severity: 'CRITICAL', event: 'not_set_up', message }));
  return null;
}

/** The header in which Google's front ends and others name the trace that a request belongs to. */
export const traceOf = (request: IncomingMessage): string | undefined =>
  headerOf(request, 'traceparent') ?? headerOf(request, 'x-cloud-trace-context');

export function send(response: ServerResponse, { status, body }: CallAnswer): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': text.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
