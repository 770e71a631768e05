// Timers that come before their moment: a queue that holds tasks for thirty days brings a later one in legs.
import { type Timer, timerKey } from '../core/effects.ts';
import { timersOf } from '../core/react.ts';
import type { InstanceRead } from '../platform/platform.ts';
import type { Parts } from './parts.ts';

/**
 * How early a timer is waited for where it is. Clocks differ by so much; and as the name of a task that has run is
 * taken for a while, to arm it again so close to its moment could be refused.
 */
const WAIT_MAX_MS = 5_000;

/** Whether the timer is to be acted on, and what was read for it; `read` is null where that is not of now any more. */
export interface Arrival {
  readonly isDue: boolean;
  readonly read: InstanceRead | null;
}

/** Arms a timer again that came early and is still waited for, or waits for its moment where that is near. */
export async function arrived(parts: Parts, instanceId: string, timer: Timer, read: InstanceRead): Promise<Arrival> {
  if (read.stored === null) return { isDue: false, read };
  const { instance } = read.stored.document;
  const earlyMs = timer.at - Math.max(read.readAt, instance.now);
  if (earlyMs <= 0) return { isDue: true, read };
  if (!timersOf(instance).some((waited) => timerKey(waited) === timerKey(timer))) return { isDue: false, read };
  if (earlyMs > WAIT_MAX_MS) {
    await parts.platform.timers.schedule(instanceId, timer);
    return { isDue: false, read };
  }
  await parts.platform.clock.sleep(earlyMs);
  return { isDue: true, read: null };
}
