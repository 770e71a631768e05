// Calls of other systems: POST /webhooks/<source>/<secret> with what signalWorkflow takes sends a signal to a workflow.
import { createHash, timingSafeEqual } from 'node:crypto';
import { reject } from '../core/rejection.ts';
import { type Api, type CallAnswer, type CallRequest, handleCall, refusal } from './callable.ts';

/** By name of the source: the secret part of its address, and the person of the directory in whose name it calls. */
export type WebhookSources = Readonly<Record<string, { readonly secret: string; readonly as: string }>>;

export type WebhookRequest = Omit<CallRequest, 'authorization'>;

const PATH = /^\/(?:webhooks\/)?([a-z][a-z0-9-]{0,39})\/([^/]{1,200})$/;

/** A forged address is answered like one that does not exist, before anything is read. */
export async function handleWebhook(
  api: Omit<Api, 'authenticate'>,
  sources: WebhookSources,
  request: WebhookRequest,
): Promise<CallAnswer> {
  const { name, secret } = sourceOf(request.path);
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined || !isSame(secret, source.secret)) return nowhere();
  const caller = { userId: source.as, channel: 'webhook', authentication: `webhook ${name}` };
  return handleCall(
    { ...api, authenticate: async () => caller },
    { ...request, path: '/signalWorkflow', authorization: 'Bearer webhook', body: wrapped(request.body) },
  );
}

const wrapped = (body: unknown): unknown => (body === undefined ? undefined : { data: body });

/** The parts of an address, empty where it has none. */
export function sourceOf(path: string): { readonly name: string; readonly secret: string } {
  const [, name = '', secret = ''] = PATH.exec(path) ?? [];
  return { name, secret };
}

export const nowhere = (): CallAnswer => refusal(reject('NOT_FOUND', 'There is nothing at this address.').error);

/** Takes the same time whatever is the same. */
export const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
