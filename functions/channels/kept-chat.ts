// A chat without a gateway: what would be said in it is kept with the messages.
import type { Channels } from '../platform/platform.ts';
import type { Chat } from './provider.ts';

/** Under this template answers are kept among the messages of their reader. */
export const REPLY_TEMPLATE = 'reply';

export const keptChat = (kept: Pick<Channels, 'send'>): Chat => ({
  say: async ({ key, to, text, at }) => {
    // There is no telephone here at which a stranger could be seen.
    if (to === null) return;
    const about = { instanceId: '', template: REPLY_TEMPLATE, subject: '', facts: {} };
    await kept.send({ key, to, channel: 'whatsapp', text, at, ...about });
  },
});
