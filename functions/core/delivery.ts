// What a message that was handed to a provider is called until its provider has said what became of it.
import type { Channel } from './user.ts';

/** What a provider calls the message. */
export const deliveryHandle = (channel: Channel, providerId: string): string => `${channel}:${providerId}`;

/** For one whose provider never said what it calls it: to whom and what, as a hash of both. */
export const echoHandle = (channel: Channel, hash: string): string => `${channel}=${hash}`;

/** What a provider reports of a message. */
export type DeliveryReport =
  /** It was taken after all, and is called so. */
  | { readonly state: 'sent'; readonly handle: string }
  | { readonly state: 'delivered' | 'read' }
  | { readonly state: 'failed'; readonly error: string };
