// The outbox over HTTP: one page, its parts as JSON, mails under a policy of their own, and two things people do.
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { parse, refusal } from '../../functions/api/callable.ts';
import { jsonOf } from '../../functions/api/json-body.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import { Refused, refuse, Transient } from '../../functions/engine/failure.ts';
import type { Answer } from '../http/answer.ts';
import type { ReadBody } from '../http/api-route.ts';
import { isLoopback } from '../http/caller.ts';
import { SECURITY_HEADERS } from '../http/security.ts';
import { type OutboxParts, type Owner, ownerOf, peopleRows, personView } from './model.ts';
import { type OutboxView, outboxPage, outboxParts } from './page.ts';
import { isChannel } from './telephones.ts';
import { markSeen, replyRequest, sayAs, seenRequest } from './telling.ts';

const BODY_BYTES_MAX = 64 * 1024;

/** Mails are shown in a frame of this page alone. */
const PAGE_POLICY = `${SECURITY_HEADERS['content-security-policy']}; frame-src 'self'`;
/** Nothing in a mail runs, loads or knows where it is; its links open in a tab of their own, which is free of this. */
const MAIL_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; '),
  'x-frame-options': 'SAMEORIGIN',
} as const;

const asset = (name: string, type: string): Answer => ({
  status: 200,
  type: `text/${type}; charset=utf-8`,
  text: readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8'),
});
const ASSETS: ReadonlyMap<string, Answer> = new Map([
  ['/outbox.css', asset('outbox.css', 'css')],
  ['/outbox-phone.css', asset('outbox-phone.css', 'css')],
  ['/outbox-papers.css', asset('outbox-papers.css', 'css')],
  ['/outbox.js', asset('outbox.js', 'javascript')],
]);

const json = (status: number, body: JsonObject): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(body),
});
const page = (text: string, headers: Answer['headers'] = {}): Answer => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  text,
  headers,
});

export const isOutbox = (path: string): boolean => /^\/outbox(?:$|[/.-])/.test(path);

/** Refusals are those of the API. */
export async function answerOutbox(
  parts: OutboxParts,
  request: IncomingMessage,
  path: string,
  body: ReadBody,
): Promise<Answer> {
  try {
    // It shows everybody's messages, and speaks for everybody; that is nobody's business elsewhere.
    if (!isLoopback(request)) return refuse('PERMISSION_DENIED', 'The outbox is only for this machine.');
    if (request.method === 'GET' || request.method === 'HEAD') return await read(parts, request, path);
    if (request.method === 'POST') return await write(parts, request, path, body);
    return refuse('INVALID_DATA', 'The outbox is read with GET and told things by POST.');
  } catch (error) {
    const rejection = rejectionOf(error);
    if (rejection === null) throw error;
    const { status, body: answer } = refusal(rejection);
    return json(status, answer);
  }
}

function rejectionOf(error: unknown): Refused['rejection'] | null {
  if (error instanceof Refused) return error.rejection;
  return error instanceof Transient ? { reason: 'UNAVAILABLE', message: 'The server is busy; try again.' } : null;
}

async function read(parts: OutboxParts, request: IncomingMessage, path: string): Promise<Answer> {
  const found = ASSETS.get(path);
  if (found !== undefined) return found;
  const mail = /^\/outbox\/([^/]+)\/mail\/(\d{1,15})$/.exec(path);
  if (mail !== null) return mailPage(parts, await personAt(parts, mail[1]), Number(mail[2]));
  const [, id, isJson] =
    /^\/outbox(?:\/([^/]+?))?(\.json)?$/.exec(path) ?? refuse('NOT_FOUND', 'There is nothing here.');
  const asked = new URLSearchParams(/\?([^#]*)/.exec(request.url ?? '')?.[1]);
  const outbox = await outboxView(parts, id === undefined ? null : await personAt(parts, id), asked);
  if (isJson !== undefined) return json(200, { parts: { ...outboxParts(outbox) } });
  return page(outboxPage(outbox), { 'content-security-policy': PAGE_POLICY });
}

async function outboxView(parts: OutboxParts, owner: Owner | null, asked: URLSearchParams): Promise<OutboxView> {
  const by = asked.get('channel');
  const channel = isChannel(by) ? by : null;
  const rows = await peopleRows(parts, channel);
  const view = owner === null ? null : await personView(parts, owner);
  const open = view?.mails.find(({ position }) => String(position) === asked.get('mail')) ?? null;
  const { timeZone, platform } = parts;
  return { rows, view, channel, open, isAsText: asked.get('as') === 'text', now: platform.clock.now(), timeZone };
}

async function mailPage(parts: OutboxParts, owner: Owner, position: number): Promise<Answer> {
  const { mails } = await personView(parts, owner);
  const text = mails.find((mail) => mail.position === position)?.message.html;
  if (text === undefined) return refuse('NOT_FOUND', 'There is no such mail.');
  return page(text.replace(/<head[^>]*>/, '$&\n<base target="_blank">'), MAIL_HEADERS);
}

async function write(parts: OutboxParts, request: IncomingMessage, path: string, body: ReadBody): Promise<Answer> {
  const [, id, what] = /^\/outbox\/([^/]+)\/(reply|seen)$/.exec(path) ?? refuse('NOT_FOUND', 'There is nothing here.');
  const owner = await personAt(parts, id);
  if (request.headers.origin === undefined)
    return refuse('PERMISSION_DENIED', 'This is only for the outbox page itself; send its origin.');
  if (what === 'seen')
    return json(200, { result: { seen: await markSeen(parts, owner, bodyOf(seenRequest, request, body)) } });
  await sayAs(parts, owner, bodyOf(replyRequest, request, body).text);
  return json(200, { result: {} });
}

function bodyOf<S extends z.ZodType>(schema: S, request: IncomingMessage, { bytes }: ReadBody): z.infer<S> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return refuse('INVALID_DATA', 'The body is to be sent as application/json.');
  if (bytes === null || bytes.length > BODY_BYTES_MAX)
    return refuse('LIMIT_EXCEEDED', `The body is larger than ${BODY_BYTES_MAX} bytes.`);
  return parse(schema, jsonOf(bytes));
}

async function personAt(parts: OutboxParts, encoded = ''): Promise<Owner> {
  return (await ownerOf(parts, decodeURIComponent(encoded))) ?? refuse('NOT_FOUND', 'There is no such person.');
}
