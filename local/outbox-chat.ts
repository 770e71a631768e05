// The chat of the outbox: what people say there does what the webhook's would, and every answer is kept to be seen.
import type { Said } from '../functions/api/replies.ts';
import { keptChat } from '../functions/channels/kept-chat.ts';
import type { Chat } from '../functions/channels/provider.ts';
import type { WorkflowEngine } from '../functions/engine/engine.ts';
import { type Addresses, repliesOf } from '../functions/messaging.ts';
import type { EmbeddedPlatform } from '../functions/platform/embedded/platform.ts';
import { createTelephones } from './outbox/telephones.ts';

export interface OutboxChat {
  /** Resolves when the message was looked at, and answered if it is to be. */
  said(message: Said): Promise<void>;
}

export interface OutboxChatParts {
  readonly engine: WorkflowEngine;
  readonly platform: EmbeddedPlatform;
  readonly addresses: Addresses;
  /** IANA name of the zone in which moments are told. */
  readonly timeZone: string;
}

export function createOutboxChat({ engine, platform, addresses, timeZone }: OutboxChatParts): OutboxChat {
  const messaging = { platform, chat: seenChat(platform), close: () => {} };
  return { said: repliesOf(messaging, engine, { addresses, timeZone }) };
}

/** The outbox keeps messages to people; what a number that nobody has is told stays with its telephone. */
function seenChat({ outbox, records }: EmbeddedPlatform): Chat {
  const telephones = createTelephones(records);
  const kept = keptChat(outbox);
  return {
    say: (answer) => {
      const { key, phone, to, text, at } = answer;
      return to === null ? telephones.add(phone, { id: key, by: 'system', text, at, after: 0 }) : kept.say(answer);
    },
  };
}
