// A provider of every channel that knows no key again: it writes down what it takes, and misbehaves when it is told to.
import { deliveryHandle, echoHandle } from '../../core/delivery.ts';
import type { Channels, ChannelTraits, Delivery, OutgoingMessage } from '../../platform/platform.ts';
import { Transient, Unconfirmed } from '../failure.ts';

type Behaviour =
  | 'take'
  | 'refuse'
  /** Surely not taken. */
  | 'busy'
  /** Taken, and the answer gets lost. */
  | 'take in silence'
  /** Taken, and whoever sent it lives no longer. */
  | 'take and die'
  /** Not taken, and nobody knows. */
  | 'drop in silence';

export interface Provider {
  readonly channels: Channels;
  /** What it was handed, in order; a double stands twice. */
  readonly asked: readonly OutgoingMessage[];
  /** What it took of that. */
  readonly taken: readonly OutgoingMessage[];
  /** How it answers next, once each; after that, as it should. */
  behave(...behaviours: readonly Behaviour[]): void;
}

export interface ProviderOptions {
  /** Whether it shows later what it took without an answer. */
  readonly echoes?: boolean;
  readonly traits?: Partial<ChannelTraits>;
}

/** Under what such a provider shows a message. */
export const echoOf = ({ channel, key }: Pick<OutgoingMessage, 'channel' | 'key'>): string => echoHandle(channel, key);

export function createProvider({ echoes = true, traits = {} }: ProviderOptions = {}): Provider {
  const asked: OutgoingMessage[] = [];
  const taken: OutgoingMessage[] = [];
  const behaviours: Behaviour[] = [];

  async function send(message: OutgoingMessage): Promise<Delivery> {
    const behaviour = behaviours.shift() ?? 'take';
    asked.push(message);
    if (message.channel === 'whatsapp' && message.to.phone === undefined) return { ok: false, error: 'no telephone' };
    if (behaviour === 'refuse') return { ok: false, error: 'no such address' };
    if (behaviour === 'busy') throw new Transient('too many at once');
    if (behaviour === 'drop in silence') throw new Unconfirmed('no answer');
    taken.push(message);
    if (behaviour === 'take in silence') throw new Unconfirmed('no answer');
    if (behaviour === 'take and die') return new Promise(() => {});
    return { ok: true, providerId: `provider-${taken.length}`, state: 'sent' };
  }

  return {
    channels: {
      traits: (channel) => ({ honoursKeys: false, reports: channel === 'whatsapp' ? 'always' : 'never', ...traits }),
      echoOf: (message) => (echoes && message.channel === 'whatsapp' ? echoOf(message) : null),
      send,
    },
    asked,
    taken,
    behave: (...more) => {
      behaviours.push(...more);
    },
  };
}

/** What the provider calls the n-th message that it took, n from 1. */
export const handleOf = (n: number): string => deliveryHandle('whatsapp', `provider-${n}`);
