// In-process timers on a clock. They live as long as the process: after a restart the engine arms them again.
import { type Timer, timerKey } from '../../core/effects.ts';
import type { Log, Timers } from '../platform.ts';
import type { EmbeddedClock } from './clock.ts';
import { createRunner, failureFields } from './runner.ts';
import { createSortedQueue } from './sorted-queue.ts';

export interface TimersOptions {
  readonly clock: EmbeddedClock;
  readonly fire: (instanceId: string, timer: Timer) => Promise<void>;
  readonly log: Log;
  /** true: nothing fires before start(). */
  readonly held?: boolean;
}

export interface EmbeddedTimers extends Timers {
  start(): void;
  busy(): boolean;
  /** Resolves when nothing is due and nothing runs. */
  idle(): Promise<void>;
  /** Forgets what is scheduled, lets what runs end. */
  close(): Promise<void>;
  /** Timers that have not fired yet. */
  size(): number;
}

interface Scheduled {
  readonly at: number;
  readonly name: string;
  readonly instanceId: string;
  readonly timer: Timer;
}

export function createTimers({ clock, fire, log, held = false }: TimersOptions): EmbeddedTimers {
  const runner = createRunner();
  const queue = createSortedQueue<Scheduled>();
  const names = new Set<string>();
  let armed: { readonly at: number; readonly cancel: () => void } | null = null;
  let active = !held;
  if (active) runner.start();

  const isDue = (scheduled: Scheduled | undefined): scheduled is Scheduled =>
    scheduled !== undefined && scheduled.at <= clock.now();

  const busy = (): boolean => runner.busy() || (active && isDue(queue.earliest()));

  /** One alarm at a time, for the earliest. */
  function arm(): void {
    const next = queue.earliest();
    if (!active || next === undefined || (armed !== null && armed.at <= next.at)) return;
    armed?.cancel();
    armed = { at: next.at, cancel: clock.alarm(next.at, ring) };
  }

  function ring(): void {
    armed = null;
    for (let next = queue.earliest(); isDue(next); next = queue.earliest()) {
      const due = next;
      queue.take();
      names.delete(due.name);
      runner.add(() => fireSafely({ fire, log }, due));
    }
    arm();
  }

  return {
    schedule: async (instanceId, timer) => {
      const name = nameOf(instanceId, timer);
      if (names.has(name)) return;
      names.add(name);
      queue.add({ at: timer.at, name, instanceId, timer });
      arm();
    },
    start: () => {
      active = true;
      runner.start();
      arm();
    },
    busy,
    idle: async () => {
      while (busy()) {
        await runner.idle();
        // What is due but has not rung yet rings in one of the next turns.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
    close: async () => {
      active = false;
      armed?.cancel();
      armed = null;
      await runner.close();
    },
    size: () => queue.size(),
  };
}

async function fireSafely(
  { fire, log }: Pick<TimersOptions, 'fire' | 'log'>,
  { instanceId, timer }: Scheduled,
): Promise<void> {
  try {
    await fire(instanceId, timer);
  } catch (error) {
    // Not tried again here: the instance's wakeAt brings the sweeper.
    log.write('warning', 'timer_failed', { instanceId, timer: { ...timer }, ...failureFields(error) });
  }
}

const nameOf = (instanceId: string, timer: Timer): string => `${instanceId}/${timerKey(timer)}`;
