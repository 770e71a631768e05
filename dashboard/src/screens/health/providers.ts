// Channels and actions in one list: what waits with each, and whether it is out of order.
import type { Answer } from '../../api/client.ts';

export type Health = Answer<'getSystemHealth'>;

export interface ProviderRow {
  readonly provider: string;
  readonly pending: number;
  readonly failing: number;
  /** ISO moment, where its provider says that it is out of order. */
  readonly downSince: string | undefined;
}

/** Those with something to do, and those that are out of order even though nothing waits. */
export function providerRows({ effects, channels }: Health): readonly ProviderRow[] {
  const down = new Map(channels.down.map(({ channel, since }) => [channel, since]));
  const known = effects.providers.map((one): ProviderRow => ({ ...one, downSince: down.get(one.provider) }));
  const idle = [...down].filter(([channel]) => !known.some(({ provider }) => provider === channel));
  return [...idle.map(([provider, downSince]) => ({ provider, pending: 0, failing: 0, downSince })), ...known];
}
