// How people are reached and how they answer: the providers that are set up, the chat's webhook, and links into messages.
import type { ChatWebhook } from './api/chat-webhook.ts';
import type { DecisionLinks } from './api/decision-links.ts';
import { createReplies, type Replies } from './api/replies.ts';
import { createChannels } from './channels/channels.ts';
import { keptChat } from './channels/kept-chat.ts';
import { readMaytapi } from './channels/maytapi/events.ts';
import { createMaytapi } from './channels/maytapi/provider.ts';
import { createPace, paced } from './channels/pace.ts';
import type { Chat, Provider } from './channels/provider.ts';
import { createReplyWords } from './channels/replies-spoken.ts';
import type { Smtp } from './channels/smtp/provider.ts';
import { SMTP_TRAITS } from './channels/smtp/traits.ts';
import type { ProvidersConfig } from './config.ts';
import type { WorkflowEngine } from './engine/engine.ts';
import type { EngineOptions } from './engine/parts.ts';
import type { Platform } from './platform/platform.ts';

/** What the engine puts into messages for those who are to decide. */
export type Addresses = Required<Pick<EngineOptions, 'signLink' | 'pageOf'>>;

export const addressesOf = (links: DecisionLinks): Addresses => ({
  signLink: (task) => links.sign(task),
  pageOf: ({ instanceId, stepId }) =>
    `${links.home}/decide/${encodeURIComponent(instanceId)}/${encodeURIComponent(stepId)}`,
});

export interface Messaging<P extends Platform> {
  /** The same, with each channel by its provider. */
  readonly platform: P;
  readonly chat: Chat;
  close(): void;
}

/** A channel without a provider is kept where the platform keeps messages. */
export function openMessaging<P extends Platform>(platform: P, { maytapi, smtp }: ProvidersConfig): Messaging<P> {
  const { channels: kept, clock, entropy } = platform;
  const whatsapp =
    maytapi === null
      ? null
      : paced(createMaytapi(maytapi), createPace({ perMinute: maytapi.perMinute, clock, entropy }));
  const email = smtp === null ? null : lazySmtp(smtp);
  const providers = [whatsapp, email].filter((provider) => provider !== null);
  return {
    platform: { ...platform, channels: createChannels({ kept, providers }) },
    chat: whatsapp ?? keptChat(kept),
    close: () => email?.close(),
  };
}

/** Its library is loaded with the first mail: most processes never send one. */
function lazySmtp(options: NonNullable<ProvidersConfig['smtp']>): Provider & { close(): void } {
  let made: Promise<Smtp> | null = null;
  const load = async (): Promise<Smtp> => (await import('./channels/smtp/provider.ts')).createSmtp(options);
  return {
    channel: 'email',
    traits: SMTP_TRAITS,
    echoOf: () => null,
    send: async (message) => {
      made ??= load();
      return (await made).send(message);
    },
    // What could not be made was said by the mail that asked for it, and has nothing to close.
    close: () =>
      void made?.then(
        (smtp) => smtp.close(),
        () => {},
      ),
  };
}

/** What answers people who write in the chat. `timeZone`: IANA name, in which moments are told. */
export function repliesOf(
  { platform: { leases, log, clock }, chat }: Messaging<Platform>,
  engine: WorkflowEngine,
  { addresses, timeZone }: { readonly addresses: Addresses; readonly timeZone: string },
): Replies {
  return createReplies({ engine, leases, chat, words: createReplyWords(timeZone), log, clock, ...addresses });
}

/** Null where no gateway is set up. */
export const chatWebhookOf = ({ maytapi }: ProvidersConfig, replies: Replies): ChatWebhook | null =>
  maytapi === null
    ? null
    : {
        secret: maytapi.webhookSecret,
        read: (body) => readMaytapi(body, maytapi),
        replies,
        channel: 'whatsapp',
      };
