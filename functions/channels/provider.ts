// Whoever carries messages of one channel to people, outside of this system.
import type { Channel, User } from '../core/user.ts';
import type { ChannelTraits, Delivery, OutgoingMessage } from '../platform/platform.ts';

export interface Provider {
  readonly channel: Channel;
  readonly traits: ChannelTraits;
  /** As `Channels.echoOf` and `Channels.send`. */
  echoOf(message: OutgoingMessage): string | null;
  send(message: OutgoingMessage): Promise<Delivery>;
}

/** Words that answer somebody and belong to no workflow. */
export interface Answer {
  /** The same for every try of the same answer. */
  readonly key: string;
  /** In international form: who wrote may be nobody in the directory. */
  readonly phone: string;
  readonly to: User | null;
  readonly text: string;
  readonly at: number;
}

/** The chat in which people answer, and are answered. */
export interface Chat {
  /** Throws as `Channels.send` does. */
  say(answer: Answer): Promise<void>;
}
