// Moves a virtual clock from event to event: timers ring on the way, and whatever has to be looked at again is swept.
import type { VirtualClock } from '../functions/platform/embedded/clock.ts';
import type { InstanceStore } from '../functions/platform/platform.ts';

const MINUTE_MS = 60_000;

export interface AdvanceParts {
  readonly clock: VirtualClock;
  readonly instances: Pick<InstanceStore, 'due' | 'read'>;
  readonly sweep: () => Promise<unknown>;
  /** Resolves when nothing is queued, running or due. */
  readonly idle: () => Promise<void>;
}

/**
 * Moves the clock on by so many minutes and answers the new moment (epoch ms). It stops only where a timer is due or
 * an instance's wake-up has come, so a year in which nothing happens costs nothing; like the real sweeper it sweeps at
 * most once a minute, so that an instance which cannot be healed does not hold the clock.
 */
export async function advanceMinutes(parts: AdvanceParts, minutes: number): Promise<number> {
  const { clock } = parts;
  const target = clock.now() + minutes * MINUTE_MS;
  let notBefore = clock.now();
  for (;;) {
    const wakeAt = await nextWakeAt(parts, target);
    const stop = Math.max(wakeAt ?? Number.POSITIVE_INFINITY, notBefore);
    if (stop > target) break;
    await clock.advanceTo(Math.max(stop, clock.now()));
    await parts.sweep();
    await parts.idle();
    notBefore = clock.now() + MINUTE_MS;
  }
  await clock.advanceTo(target);
  await parts.idle();
  return clock.now();
}

/** The earliest wake-up until then, or null. */
async function nextWakeAt({ instances }: AdvanceParts, until: number): Promise<number | null> {
  const [id] = await instances.due(until, 1);
  return id === undefined ? null : ((await instances.read(id)).stored?.document.wakeAt ?? null);
}
