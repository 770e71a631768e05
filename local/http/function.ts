// The one HTTP function: operations under /api, everything else the start page; served as the cloud would serve it.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { DATA_BYTES_MAX } from '../../functions/core/limits.ts';
import type { OutboxParts } from '../outbox/model.ts';
import { answerOutbox, isOutbox } from '../outbox/route.ts';
import { answerPage, type PageParts } from '../page/routes.ts';
import type { Answer } from './answer.ts';
import { type ApiParts, answerCall } from './api-route.ts';
import { putInFront } from './front.ts';
import { answerWebhook, type WebhookParts } from './webhook-route.ts';

const FUNCTION_NAME = 'countersign';
/** As much as an operation takes, and a little, so that the operation itself can name its limit. */
const BODY_BYTES_MAX = DATA_BYTES_MAX + 64 * 1024;

export type ServerParts = ApiParts & PageParts & WebhookParts & OutboxParts;

/** Not listening yet. */
export function createServer(parts: ServerParts): Server {
  http(FUNCTION_NAME, async (request: IncomingMessage, response: ServerResponse) => {
    send(response, await answer(parts, request, bodies.of(request)));
  });
  const server = getTestServer(FUNCTION_NAME);
  const bodies = putInFront(server, {
    bodyBytesMax: BODY_BYTES_MAX,
    tooLarge: (request) => answer(parts, request, null),
    badPath: (request) => answer(parts, request, new Uint8Array(), '/not-a-path'),
  });
  return server;
}

/** `body` is null where it was too large to be read. */
async function answer(
  parts: ServerParts,
  request: IncomingMessage,
  body: Uint8Array | null,
  path = pathOf(request.url ?? '/'),
): Promise<Answer> {
  const size = Number(request.headers['content-length'] ?? 0);
  const read = body === null ? { bytes: null, size: Math.max(size, BODY_BYTES_MAX + 1) } : { bytes: body };
  if (path === '/api' || path.startsWith('/api/')) return answerCall(parts, request, path, read);
  if (path.startsWith('/webhooks/')) return answerWebhook(parts, request, path, read);
  if (isOutbox(path)) return answerOutbox(parts, request, path, read);
  return answerPage(parts, request, path);
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? '/';

function send(response: ServerResponse, { status, type, text, headers = {} }: Answer): void {
  const body = Buffer.from(text);
  response.writeHead(status, { 'content-type': type, 'content-length': body.length, ...headers });
  response.end(body);
}
