// What a gateway to a chat tells us, whatever words it uses for it.
import type { DeliveryReport } from './delivery.ts';

/** The name under which the gateway calls our webhook; no other source may have it. */
export const CHAT_SOURCE = 'maytapi';

export type ChatEvent =
  /** Somebody wrote to us. `messageId` is the gateway's own; the same event may come again. */
  | { readonly kind: 'said'; readonly messageId: string; readonly phone: string; readonly text: string }
  /** What became of a message of ours: `handle` as in delivery.ts. */
  | { readonly kind: 'report'; readonly handle: string; readonly report: DeliveryReport }
  /** The telephone behind the gateway was lost, or is back. */
  | { readonly kind: 'session'; readonly isDown: boolean };
