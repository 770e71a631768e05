// The ports by which people are reached: channels, who may make a try of sending, and which channels work.
import type { Json } from '../core/json.ts';
import type { Channel, User } from '../core/user.ts';

/** Nobody knows whether the other side took it: doing it again might do it twice. */
export class Unconfirmed extends Error {
  override readonly name = 'Unconfirmed';
}

export interface OutgoingMessage {
  /** The same for every try: a provider that honours it delivers once. */
  readonly key: string;
  /** Empty: it is about no single one. */
  readonly instanceId: string;
  readonly to: User;
  readonly channel: Channel;
  readonly template: string;
  readonly subject: string;
  readonly text: string;
  /** The same as a page, where the channel shows pages. */
  readonly html?: string;
  /** Facts such as instance and step. */
  readonly facts: { readonly [key: string]: Json };
  readonly at: number;
}

export type Delivery =
  | {
      readonly ok: true;
      /** What the provider calls the message. */
      readonly providerId: string;
      /** `delivered`: it has arrived; `sent`: the provider has taken it. */
      readonly state: 'sent' | 'delivered';
    }
  | { readonly ok: false; readonly error: string };

/** How a channel treats what comes twice, and whether it tells later what became of a message. */
export interface ChannelTraits {
  /** The same key again is the same message. Without, every try is leased first. */
  readonly honoursKeys: boolean;
  /** Whether its provider tells that a message has arrived: where it always does, silence means that it has not. */
  readonly reports: 'always' | 'maybe' | 'never';
}

export interface Channels {
  traits(channel: Channel): ChannelTraits;
  /** The handle under which the provider will report this message if it was taken without our knowing; null: it will not. */
  echoOf(message: OutgoingMessage): string | null;
  /**
   * `ok: false` is final. Throws Transient where the message was surely not taken and may be tried again, and Unconfirmed
   * where nobody knows.
   */
  send(message: OutgoingMessage): Promise<Delivery>;
}

/** Messages that were kept here rather than handed to a provider. */
export interface Inbox {
  /** One person's, newest first, whatever the channel; at most `limit`. */
  messagesFor(userId: string, limit: number): Promise<readonly OutgoingMessage[]>;
}

export interface SendLease {
  /** Who may make the try: random, one for each caller. */
  readonly holder: string;
  /** Epoch ms. */
  readonly takenAt: number;
}

/** Who makes a try that must not be made twice. A lease is never given back; it may be forgotten after a week. */
export interface SendLeases {
  /** The lease that stands under this key from now on: the asker's, or the one of whoever asked first. */
  take(key: string, lease: SendLease): Promise<SendLease>;
}

/** Which channels are out of order, as their providers have said. */
export interface ChannelStates {
  /** Since when (epoch ms), by channel; a channel that works is absent. May be some seconds old. */
  down(): Promise<{ readonly [channel in Channel]?: number }>;
  /** `null`: it works again. A channel that is down already keeps its time. */
  report(channel: Channel, downSince: number | null): Promise<void>;
}
