// The tasks of a queue: those that wait, in the order of their moments, those that run, and the names of those that ended.
import { createSortedQueue } from '../../functions/platform/embedded/sorted-queue.ts';
import type { Outcome } from './dispatch.ts';
import type { Attempt, HttpRequest } from './wire.ts';

/** How long the name of a task that ended stays taken. */
const NAME_KEPT_MS = 3_600_000;

export interface NewTask {
  readonly name: string;
  readonly request: HttpRequest;
  readonly createdAt: number;
  readonly dispatchDeadlineMs: number;
  /** When it is attempted next (epoch ms). */
  readonly at: number;
}
export interface Task extends NewTask {
  readonly dispatchCount: number;
  readonly responseCount: number;
  readonly firstAttempt: Attempt | null;
  readonly lastAttempt: Attempt | null;
  readonly previousStatus: Outcome;
}

export interface TaskList {
  /** The task waits for its moment. */
  put(task: Task): void;
  /** The moment of the earliest that waits; Infinity: none does. */
  earliest(): number;
  /** The earliest that waits runs from now on. */
  take(): Task | undefined;
  get(name: string): Task | undefined;
  /** Whether it was there. Its name stays taken for a while. */
  end(name: string): boolean;
  /** Whether a task of this name is here, or ended less than an hour ago. */
  knows(name: string): 'live' | 'ended' | null;
  /** In the order of their names. */
  all(): readonly Task[];
}

export function createTaskList(now: () => number): TaskList {
  const live = new Map<string, Task>();
  const waiting = createSortedQueue<Task>();
  const ended = new Map<string, number>();
  const isFree = (endedAt: number): boolean => now() - endedAt >= NAME_KEPT_MS;

  function rememberName(name: string): void {
    // The oldest come first, so what can be forgotten is at the front.
    for (const [known, endedAt] of ended) {
      if (!isFree(endedAt)) break;
      ended.delete(known);
    }
    ended.delete(name);
    ended.set(name, now());
  }

  return {
    put: (task) => {
      live.set(task.name, task);
      waiting.add(task);
    },
    earliest: () => waiting.earliest()?.at ?? Infinity,
    take: () => waiting.take(),
    get: (name) => live.get(name),
    end: (name) => {
      const task = live.get(name);
      if (task === undefined) return false;
      waiting.remove(task);
      live.delete(name);
      rememberName(name);
      return true;
    },
    knows: (name) => {
      if (live.has(name)) return 'live';
      const endedAt = ended.get(name);
      return endedAt === undefined || isFree(endedAt) ? null : 'ended';
    },
    all: () => [...live.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
