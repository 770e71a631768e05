// Turns at a document: one after the other within this process, and again after a conflict with another one.
import { type Clock, type Entropy, Transient } from '../platform.ts';

const TRIES_MAX = 100;
const BUDGET_MS = 20_000;
const WAIT_MAX_MS = 1_000;
const FIRST_WAIT_MS = 20;

export interface Turns {
  /** Attempts until one is no conflict; throws `Transient` when that takes too long. Nothing else comes in between here. */
  at<T>(path: string, attempt: () => Promise<T | 'conflict'>): Promise<T>;
}

export interface TurnsOptions {
  readonly clock: Clock;
  readonly entropy: Pick<Entropy, 'fraction'>;
}

export function createTurns({ clock, entropy }: TurnsOptions): Turns {
  const lanes = new Map<string, Promise<unknown>>();

  async function land<T>(path: string, deadline: number, attempt: () => Promise<T | 'conflict'>): Promise<T> {
    for (let tries = 1; tries <= TRIES_MAX && clock.now() < deadline; tries += 1) {
      const result = await attempt();
      if (result !== 'conflict') return result;
      // By chance, so that those who met do not meet again.
      await clock.sleep(entropy.fraction() * Math.min(WAIT_MAX_MS, FIRST_WAIT_MS * 2 ** tries));
    }
    // The collection alone: an id can be somebody's.
    throw new Transient(`a document of ${path.split('/')[0]} is too busy`);
  }

  return {
    at: async (path, attempt) => {
      const deadline = clock.now() + BUDGET_MS;
      const mine = (lanes.get(path) ?? Promise.resolve()).then(() => land(path, deadline, attempt));
      const over = mine.catch(() => {});
      lanes.set(path, over);
      try {
        return await mine;
      } finally {
        if (lanes.get(path) === over) lanes.delete(path);
      }
    },
  };
}
