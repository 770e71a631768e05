// Moves a virtual clock from event to event: timers ring, what has to be looked at again is swept, and morning lists go out.
import type { WorkflowEngine } from '../functions/engine/engine.ts';
import type { VirtualClock } from '../functions/platform/embedded/clock.ts';
import type { InstanceStore } from '../functions/platform/platform.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface AdvanceParts {
  readonly clock: VirtualClock;
  readonly instances: Pick<InstanceStore, 'due' | 'read'>;
  readonly sweep: () => Promise<unknown>;
  /** Sends the lists that are due, and says when after a moment others may be; absent: there are none. */
  readonly digests?: Pick<WorkflowEngine, 'sendDigests' | 'nextDigestAt'>;
  /** Counts the figures of today and yesterday; absent: nobody looks at them. */
  readonly rollUp?: () => Promise<unknown>;
  /** Resolves when nothing is queued, running or due. */
  readonly idle: () => Promise<void>;
}

/**
 * Moves the clock on by so many minutes and answers the new moment (epoch ms). It stops only where a timer is due, an
 * instance's wake-up has come or somebody's morning begins, so a year in which nothing happens costs nothing; like the real
 * sweeper it sweeps at most once a minute, so that an instance which cannot be healed does not hold the clock.
 */
export async function advanceMinutes(parts: AdvanceParts, minutes: number): Promise<number> {
  const { clock, digests } = parts;
  const target = clock.now() + minutes * MINUTE_MS;
  let notBefore = clock.now();
  for (;;) {
    const wakeAt = Math.max((await nextWakeAt(parts, target)) ?? Number.POSITIVE_INFINITY, notBefore);
    const morning = (await digests?.nextDigestAt(clock.now())) ?? Number.POSITIVE_INFINITY;
    const stop = Math.min(wakeAt, morning);
    if (stop > target) break;
    await moveTo(parts, Math.max(stop, clock.now()));
    if (wakeAt <= stop) {
      await parts.sweep();
      notBefore = clock.now() + MINUTE_MS;
    }
    if (morning <= stop) await digests?.sendDigests();
    await parts.idle();
  }
  await moveTo(parts, target);
  await parts.idle();
  await parts.rollUp?.();
  return clock.now();
}

/** A day is counted before the clock leaves it: later it may be too long ago. */
async function moveTo({ clock, rollUp }: AdvanceParts, at: number): Promise<void> {
  if (Math.floor(at / DAY_MS) !== Math.floor(clock.now() / DAY_MS)) await rollUp?.();
  await clock.advanceTo(at);
}

/** The earliest wake-up until then, or null. */
async function nextWakeAt({ instances }: AdvanceParts, until: number): Promise<number | null> {
  const [id] = await instances.due(until, 1);
  return id === undefined ? null : ((await instances.read(id)).stored?.document.wakeAt ?? null);
}
