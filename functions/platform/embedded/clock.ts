// The two clocks of the embedded platform: the machine's, and one that moves only when it is told to.
import type { Clock } from '../platform.ts';
import { createSortedQueue } from './sorted-queue.ts';

/** A pause up to this long is a wait inside the process, not a moment in the life of a workflow. */
const SHORT_SLEEP_MAX_MS = 5_000;
/** Longest single setTimeout: far below its limit of 2^31 ms, and a jump of the wall clock is noticed this soon. */
const WAIT_MAX_MS = 60_000;

export interface EmbeddedClock extends Clock {
  /** Calls `ring` once when `at` (epoch ms) has come, never in the caller's own turn. Answers what cancels it. */
  alarm(at: number, ring: () => void): () => void;
}

export interface VirtualClock extends EmbeddedClock {
  /** Moves to `at` (epoch ms), stopping at every moment on the way. Not to be awaited by what the clock itself rings. */
  advanceTo(at: number): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Between two moments the clock waits for `settle`. Answers what takes the hook away again. */
  settleWith(settle: () => Promise<void>): () => void;
}

export function realClock(): EmbeddedClock {
  const now = (): number => Date.now();
  function alarm(at: number, ring: () => void): () => void {
    let timeout: NodeJS.Timeout;
    function wait(): void {
      // A timeout may fire a little early, or be one leg of a longer wait: what counts is the clock.
      timeout = setTimeout(() => (now() >= at ? ring() : wait()), Math.min(Math.max(at - now(), 0), WAIT_MAX_MS));
    }
    wait();
    return () => clearTimeout(timeout);
  }
  return {
    now,
    alarm,
    sleep: (ms) =>
      new Promise((resolve) => {
        alarm(now() + ms, resolve);
      }),
  };
}

interface Alarm {
  readonly at: number;
  readonly ring: () => void;
}

export function virtualClock(start: number): VirtualClock {
  const alarms = createSortedQueue<Alarm>();
  const hooks = new Set<() => Promise<void>>();
  let now = start;
  let moving: Promise<void> = Promise.resolve();

  async function settle(): Promise<void> {
    await nextTurn();
    for (const hook of hooks) await hook();
  }

  function ringUntil(moment: number): void {
    for (let alarm = alarms.earliest(); alarm !== undefined && alarm.at <= moment; alarm = alarms.earliest()) {
      alarms.take();
      alarm.ring();
    }
  }

  function alarm(at: number, ring: () => void): () => void {
    const entry: Alarm = { at, ring };
    alarms.add(entry);
    // What is already due must not wait for somebody to move the clock.
    if (at <= now) setImmediate(() => ringUntil(now));
    return () => {
      alarms.remove(entry);
    };
  }

  async function moveTo(target: number): Promise<void> {
    await settle();
    for (let next = alarms.earliest(); next !== undefined && next.at <= target; next = alarms.earliest()) {
      now = Math.max(now, next.at);
      ringUntil(now);
      await settle();
    }
    now = Math.max(now, target);
    await settle();
  }

  function advanceTo(at: number): Promise<void> {
    if (!(at >= now)) return Promise.reject(new RangeError('a clock does not go back'));
    const move = moving.then(() => moveTo(at));
    // A move that failed is its caller's to know; the next one starts all the same.
    moving = move.catch(() => {});
    return move;
  }

  return {
    now: () => now,
    alarm,
    // Whoever sleeps briefly (the pause before a commit is tried again) does so while the clock waits for the work
    // to settle: if that sleep needed the clock, both would wait for ever. So it takes a turn and no time; a loop of
    // such sleeps must therefore be bounded by its count. Longer sleeps are real moments.
    sleep: (ms) =>
      ms <= SHORT_SLEEP_MAX_MS
        ? nextTurn()
        : new Promise((resolve) => {
            alarm(now + ms, resolve);
          }),
    advanceTo,
    advance: (ms) => advanceTo(now + ms),
    settleWith: (hook) => {
      hooks.add(hook);
      return () => {
        hooks.delete(hook);
      };
    },
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
