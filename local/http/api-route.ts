// Operations over HTTP: who calls from where, and the answer as JSON.
import type { IncomingMessage } from 'node:http';
import { type Api, handleCall } from '../../functions/api/callable.ts';
import { CHANNEL_HEADER, channelOf } from '../../functions/api/channel.ts';
import { jsonOf } from '../../functions/api/json-body.ts';
import { operations } from '../../functions/api/operations.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import type { WorkflowEngine } from '../../functions/engine/engine.ts';
import { refuse } from '../../functions/engine/failure.ts';
import type { Caller } from '../../functions/engine/parts.ts';
import type { Log } from '../../functions/platform/platform.ts';
import type { Tokens } from '../tokens.ts';
import type { Answer } from './answer.ts';
import { isLoopback } from './caller.ts';

export type OpenOperations = Readonly<Record<string, (data: unknown) => Promise<JsonObject>>>;

export interface ApiParts {
  readonly engine: WorkflowEngine;
  readonly open: OpenOperations;
  readonly tokens: Tokens;
  readonly log: Log;
}

export async function callerOf(tokens: Tokens, request: IncomingMessage, token: string): Promise<Caller | null> {
  const userId = await tokens.verify(token);
  const channel = channelOf(request.headers[CHANNEL_HEADER]);
  return userId === null ? null : { userId, channel, authentication: 'token' };
}

/** `bytes` is null where the body was too large to be read. */
export type ReadBody = { readonly bytes: Uint8Array } | { readonly bytes: null; readonly size: number };

export async function answerCall(
  parts: ApiParts,
  request: IncomingMessage,
  path: string,
  body: ReadBody,
): Promise<Answer> {
  const { status, body: answer } = await handleCall(apiFor(parts, request), {
    method: request.method ?? '',
    path,
    authorization: request.headers.authorization,
    body: body.bytes === null ? undefined : jsonOf(body.bytes),
    bodyBytes: body.bytes === null ? body.size : body.bytes.length,
  });
  return { status, type: 'application/json; charset=utf-8', text: JSON.stringify(answer) };
}

const apiFor = ({ engine, open, tokens, log }: ApiParts, request: IncomingMessage): Api => ({
  operations,
  engine,
  open: isLoopback(request) ? open : closed(open),
  authenticate: (token) => callerOf(tokens, request, token),
  log,
});

const closed = (open: OpenOperations): OpenOperations =>
  Object.fromEntries(
    Object.keys(open).map((name) => [
      name,
      async () => refuse('PERMISSION_DENIED', `"${name}" is only for callers on this machine.`),
    ]),
  );
