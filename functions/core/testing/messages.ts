// Outcomes of messages as tests write them.
import type { MessageOutcome } from '../commands.ts';
import type { Channel } from '../user.ts';

type Sent = Extract<MessageOutcome, { kind: 'sent' }>;
type Unconfirmed = Extract<MessageOutcome, { kind: 'unconfirmed' }>;

/** Handed to a provider that will not speak of it again. */
export const sent = (effectId: string, channel: Channel = 'email'): Sent => ({
  effectId,
  kind: 'sent',
  channel,
  state: 'sent',
  handle: null,
  isWatched: false,
});

/** Handed to a provider that reports every delivery, under this handle. */
export const watched = (effectId: string, handle: string): Sent => ({
  ...sent(effectId, 'whatsapp'),
  handle,
  isWatched: true,
});

export const unconfirmed = (effectId: string, channel: Channel, handle: string | null): Unconfirmed => ({
  effectId,
  kind: 'unconfirmed',
  channel,
  handle,
  error: 'no answer in time',
});
