// Where a chat's gateway calls us: POST /webhooks/maytapi/<secret> with what people wrote, and what became of messages.
import { CHAT_SOURCE, type ChatEvent } from '../core/chat-event.ts';
import { DATA_BYTES_MAX } from '../core/limits.ts';
import type { Channel } from '../core/user.ts';
import type { Reported } from '../engine/deliveries.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import { Transient } from '../engine/failure.ts';
import type { Log } from '../engine/parts.ts';
import { type CallAnswer, refusal } from './callable.ts';
import type { Replies } from './replies.ts';
import { isSame, nowhere, sourceOf, type WebhookRequest } from './webhooks.ts';

/** A chat whose gateway may call. */
export interface ChatWebhook {
  /** The secret part of its address. */
  readonly secret: string;
  /** What a post says; nothing where it is not meant for us or not understood. Total. */
  readonly read: (body: unknown) => readonly ChatEvent[];
  readonly replies: Replies;
  readonly channel: Channel;
}

export interface ChatWebhookParts {
  readonly engine: Pick<WorkflowEngine, 'recordDeliveries' | 'channelReported'>;
  readonly log: Log;
  /** Null: no chat is set up, and nothing is at its address. */
  readonly chat: ChatWebhook | null;
}

/** Of one post; what is beyond is not looked at. */
const EVENTS_MAX = 500;

export const isForChat = (path: string): boolean => sourceOf(path).name === CHAT_SOURCE;

/**
 * A forged address is answered like one that does not exist, before anything is read. 503 where the same post should come
 * again; whatever else is odd in it is answered with 200, since no other try would mend it.
 */
export async function handleChatWebhook(
  { engine, log, chat }: ChatWebhookParts,
  { method, path, body, bodyBytes }: WebhookRequest,
): Promise<CallAnswer> {
  const { name, secret } = sourceOf(path);
  if (chat === null || name !== CHAT_SOURCE || !isSame(secret, chat.secret)) return nowhere();
  if (method !== 'POST') return refusal({ reason: 'INVALID_DATA', message: 'Webhooks are called by POST.' });
  if (bodyBytes > DATA_BYTES_MAX)
    return refusal({ reason: 'LIMIT_EXCEEDED', message: `The request is larger than ${DATA_BYTES_MAX} bytes.` });
  const events = chat.read(body).slice(0, EVENTS_MAX);
  let comesAgain = false;
  for (const handle of work(engine, chat, events)) {
    try {
      await handle();
    } catch (error) {
      comesAgain ||= error instanceof Transient;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (error instanceof Transient) log.write('warning', 'chat_event_unavailable', { error: error.message });
      else log.write('error', 'chat_event_defect', { error: message });
    }
  }
  if (comesAgain) return refusal({ reason: 'UNAVAILABLE', message: 'The service is busy; send the same again.' });
  return { status: 200, body: { result: { events: events.length } } };
}

/** In order. Reports wait for their instances together, after everything that people wait for. */
function work(
  engine: ChatWebhookParts['engine'],
  { replies, channel }: ChatWebhook,
  events: readonly ChatEvent[],
): readonly (() => Promise<void>)[] {
  const reports: Reported[] = [];
  const handlers: (() => Promise<void>)[] = [];
  for (const event of events)
    switch (event.kind) {
      case 'said':
        handlers.push(() => replies(event));
        break;
      case 'session':
        handlers.push(() => engine.channelReported(channel, event.isDown));
        break;
      case 'report':
        reports.push(event);
    }
  return reports.length === 0 ? handlers : [...handlers, () => engine.recordDeliveries(reports)];
}
