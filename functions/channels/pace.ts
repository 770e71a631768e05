// How fast one process may send over a channel that is cut off when it is used too fast.
import { type Clock, type Entropy, Transient } from '../platform/platform.ts';
import type { Chat, Provider } from './provider.ts';

/** How long a sender is held up before it is told to come again. */
export const WAIT_MS_MAX = 2_000;
/** A gap is up to so much longer than it has to be, so that it does not look like a machine's. */
const JITTER_MAX = 0.5;

export interface Pace {
  /** Resolves when it is the caller's turn. Throws Transient, and takes no turn, where that is more than WAIT_MS_MAX away. */
  turn(): Promise<void>;
}

/**
 * In epoch ms: when the next one starts, and from when the one after it may. A `freeAt` beyond `leadMsMax` was set by
 * a clock that has since been put back.
 */
export function nextSlot(
  freeAt: number,
  now: number,
  { gapMs, leadMsMax }: { readonly gapMs: number; readonly leadMsMax: number },
): { readonly startsAt: number; readonly freeAt: number } {
  const startsAt = freeAt - now > leadMsMax ? now : Math.max(freeAt, now);
  return { startsAt, freeAt: startsAt + gapMs };
}

/** At most `perMinute` in any minute. */
export function createPace(options: {
  readonly perMinute: number;
  readonly clock: Clock;
  readonly entropy: Pick<Entropy, 'fraction'>;
}): Pace {
  const { perMinute, clock, entropy } = options;
  if (!(perMinute > 0)) throw new RangeError('a pace is of more than 0 messages a minute');
  const gapMsMin = 60_000 / perMinute;
  const leadMsMax = WAIT_MS_MAX + gapMsMin * (1 + JITTER_MAX);
  let freeAt = Number.NEGATIVE_INFINITY;
  return {
    turn: async () => {
      const now = clock.now();
      const gapMs = gapMsMin * (1 + JITTER_MAX * entropy.fraction());
      const slot = nextSlot(freeAt, now, { gapMs, leadMsMax });
      const waitMs = slot.startsAt - now;
      if (waitMs > WAIT_MS_MAX)
        throw new Transient(`no more than ${perMinute} messages a minute`, { retryAfterMs: Math.ceil(waitMs) });
      freeAt = slot.freeAt;
      if (waitMs > 0) await clock.sleep(waitMs);
    },
  };
}

/** The same provider, no faster than that. Messages and answers share the pace. */
export const paced = <P extends Provider & Chat>(provider: P, pace: Pace): P => ({
  ...provider,
  send: async (message) => {
    await pace.turn();
    return provider.send(message);
  },
  say: async (answer) => {
    await pace.turn();
    return provider.say(answer);
  },
});
