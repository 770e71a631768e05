// Channels without a provider, where a message is kept instead of sent: what they promise, and what has become of one.
import type { Channel } from '../../core/user.ts';
import type { ChannelTraits, Delivery } from '../platform.ts';

/** The chat alone has a provider that tells of arrivals, and no word of it must not look like a failure. */
export const keptTraits = (channel: Channel): ChannelTraits => ({
  honoursKeys: true,
  reports: channel === 'whatsapp' ? 'maybe' : 'never',
});

/** What is kept has arrived where it will be read; of an e-mail that is never known. */
export const keptDelivery = (channel: Channel, providerId: string): Delivery => ({
  ok: true,
  providerId,
  state: channel === 'email' ? 'sent' : 'delivered',
});
