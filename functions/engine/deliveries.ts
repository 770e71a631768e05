// What providers report: what became of messages, and whether a channel works at all.
import type { DeliveryReport } from '../core/delivery.ts';
import type { Channel } from '../core/user.ts';
import { commit } from './commit.ts';
import { contentHash } from './hash.ts';
import { ENGINE, type Parts } from './parts.ts';

export interface Reported {
  /** What the provider calls the message: `deliveryHandle` or `echoHandle` of the core. */
  readonly handle: string;
  readonly report: DeliveryReport;
}

/** A provider may be faster than the commit that says what it calls the message. */
const LOOK_AGAIN_AFTER_MS = [1_000, 2_000, 4_000];

/** Under which it is remembered that a provider has spoken of a message before anybody asked. */
export const echoKey = (handle: string): string => `echo/${handle}`;

/**
 * Records what became of messages, in the order given. What nobody waits for is looked for again for some seconds, all of
 * it together, and then dropped, unless whoever sent it may ask for it yet. Throws `Transient` where the same reports should
 * come again; twice is harmless.
 */
export async function recordDeliveries(parts: Parts, reports: readonly Reported[]): Promise<void> {
  const { clock, leases, log } = parts.platform;
  let unknown = await unclaimed(parts, reports);
  for (const waitMs of LOOK_AGAIN_AFTER_MS) {
    if (unknown.length === 0) return;
    await clock.sleep(waitMs);
    unknown = await unclaimed(parts, unknown);
  }
  for (const { handle, report } of unknown) {
    // Its sender may be waiting for an answer that got lost, or have died: when that shows, this is its answer.
    if (report.state === 'sent') await leases.take(echoKey(handle), { holder: report.handle, takenAt: clock.now() });
    else log.write('info', 'delivery_unclaimed', { handle, state: report.state });
  }
}

/** Records what an instance waits for, and answers the rest. */
async function unclaimed(parts: Parts, reports: readonly Reported[]): Promise<readonly Reported[]> {
  const rest: Reported[] = [];
  for (const reported of reports) if (!(await claimed(parts, reported))) rest.push(reported);
  return rest;
}

async function claimed(parts: Parts, { handle, report }: Reported): Promise<boolean> {
  const { instances } = parts.platform;
  const instanceId = await instances.awaiting(handle);
  // Its sender knows already what it is called, and it is waited for under that name.
  if (instanceId === null) return report.state === 'sent' && (await instances.awaiting(report.handle)) !== null;
  await commit(parts, {
    instanceId,
    caller: ENGINE,
    commandId: null,
    content: contentHash({ handle, report }),
    command: () => ({ type: 'record_delivery', handle, report }),
    answer: () => ({}),
  });
  return true;
}

/** A channel's provider is out of order, or works again. Throws `Transient`. */
export async function channelReported({ platform }: Parts, channel: Channel, isDown: boolean): Promise<void> {
  const { channelStates, clock, log } = platform;
  await channelStates.report(channel, isDown ? clock.now() : null);
  if (isDown) log.write('error', 'channel_down', { channel });
  else log.write('info', 'channel_up', { channel });
}
