// One queue: its tasks in the order of their moments, dispatched a bounded number at once, tried again, given up.
import type { EmbeddedClock } from '../../functions/platform/embedded/clock.ts';
import { createSortedQueue } from '../../functions/platform/embedded/sorted-queue.ts';
import { dispatch, type Outcome } from './dispatch.ts';
import { backoffMs } from './retry.ts';
import { type Attempt, type HttpRequest, msOf, type RateLimits, type RetryConfig, timestampOf } from './wire.ts';

/** How long the name of a task that ended stays taken. */
const NAME_KEPT_MS = 3_600_000;
/** The code of google.rpc.Code that an attempt without success is reported with. */
const UNKNOWN = 2;

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

/** A task that was given up. */
export interface DroppedTask {
  readonly name: string;
  readonly attempts: number;
  /** Of the last attempt; null: it had no answer. */
  readonly status: number | null;
}

export interface Queue {
  readonly name: string;
  readonly retry: RetryConfig;
  readonly rates: RateLimits;
  add(task: NewTask): Task;
  /** Whether it was there. What runs already is not called back. */
  remove(taskName: string): boolean;
  get(taskName: string): Task | undefined;
  /** Whether a task of this name is here, or ended less than an hour ago. */
  knows(taskName: string): 'live' | 'ended' | null;
  /** In the order of their names. */
  tasks(): readonly Task[];
  dropped(): readonly DroppedTask[];
  purge(): number;
  purgedAt(): number | null;
  pause(): void;
  resume(): void;
  isPaused(): boolean;
  /** Attempts under way. */
  running(): ReadonlySet<Promise<void>>;
  /** Whether a task will begin without the clock being moved. */
  isDue(): boolean;
  close(): void;
}

export interface QueueOptions {
  readonly name: string;
  readonly retry: RetryConfig;
  readonly rates: RateLimits;
  readonly clock: EmbeddedClock;
}

export function createQueue({ name, retry, rates, clock }: QueueOptions): Queue {
  const live = new Map<string, Task>();
  const waiting = createSortedQueue<Task>();
  const ended = new Map<string, number>();
  const dropped: DroppedTask[] = [];
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  let cancelAlarm = (): void => {};
  let isPaused = false;
  let purgedAt: number | null = null;

  const hasRoom = (): boolean => !isPaused && !closing.signal.aborted && running.size < rates.maxConcurrentDispatches;
  const isDue = (): boolean => hasRoom() && (waiting.earliest()?.at ?? Infinity) <= clock.now();

  function pump(): void {
    cancelAlarm();
    while (isDue()) {
      const task = waiting.take() as Task;
      const run = attempt(task).finally(() => {
        running.delete(run);
        pump();
      });
      running.add(run);
    }
    const next = waiting.earliest();
    if (next !== undefined && hasRoom()) cancelAlarm = clock.alarm(next.at, pump);
  }

  async function attempt(task: Task): Promise<void> {
    const dispatchedAt = clock.now();
    const status = await send(task, { clock, closing: closing.signal });
    // Deleted, purged or closed meanwhile: the outcome is nobody's any more.
    if (live.get(task.name) !== task || closing.signal.aborted) return;
    if (status !== null && status >= 200 && status <= 299) return end(task.name);
    const tried = afterFailure(task, { status, dispatchedAt, now: clock.now() });
    const begunAt = tried.firstAttempt === null ? dispatchedAt : msOf(tried.firstAttempt.dispatchTime);
    const delayMs = backoffMs(retry, { attempts: tried.dispatchCount, elapsedMs: clock.now() - begunAt });
    if (delayMs === null) {
      dropped.push({ name: task.name, attempts: tried.dispatchCount, status });
      return end(task.name);
    }
    put({ ...tried, at: clock.now() + delayMs });
  }

  function put(task: Task): Task {
    live.set(task.name, task);
    waiting.add(task);
    return task;
  }

  function end(taskName: string): void {
    live.delete(taskName);
    // The oldest come first, so what can be forgotten is at the front.
    for (const [known, at] of ended) {
      if (clock.now() - at < NAME_KEPT_MS) break;
      ended.delete(known);
    }
    ended.delete(taskName);
    ended.set(taskName, clock.now());
  }

  function remove(taskName: string): boolean {
    const task = live.get(taskName);
    if (task === undefined) return false;
    waiting.remove(task);
    end(taskName);
    return true;
  }

  return {
    name,
    retry,
    rates,
    add: (task) => {
      const added = put({ ...task, ...UNTRIED });
      pump();
      return added;
    },
    remove,
    get: (taskName) => live.get(taskName),
    knows: (taskName) => {
      if (live.has(taskName)) return 'live';
      const endedAt = ended.get(taskName);
      return endedAt !== undefined && clock.now() - endedAt < NAME_KEPT_MS ? 'ended' : null;
    },
    tasks: () => [...live.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    dropped: () => [...dropped],
    purge: () => {
      const names = [...live.keys()];
      for (const each of names) remove(each);
      purgedAt = clock.now();
      return names.length;
    },
    purgedAt: () => purgedAt,
    pause: () => {
      isPaused = true;
      pump();
    },
    resume: () => {
      isPaused = false;
      pump();
    },
    isPaused: () => isPaused,
    running: () => running,
    isDue,
    close: () => {
      closing.abort();
      cancelAlarm();
    },
  };
}

const UNTRIED = { dispatchCount: 0, responseCount: 0, firstAttempt: null, lastAttempt: null, previousStatus: null };

/** Sends it and waits for the answer as long as the task's deadline allows. */
async function send(
  task: Task,
  { clock, closing }: { readonly clock: EmbeddedClock; readonly closing: AbortSignal },
): Promise<Outcome> {
  const deadline = new AbortController();
  const cancel = clock.alarm(clock.now() + task.dispatchDeadlineMs, () => deadline.abort());
  const [, , , , , queueId = '', , taskId = ''] = task.name.split('/');
  try {
    return await dispatch({
      request: task.request,
      queueId,
      taskId,
      retryCount: task.dispatchCount,
      executionCount: task.responseCount,
      previousStatus: task.previousStatus,
      scheduledAt: task.at,
      now: clock.now(),
      signal: AbortSignal.any([deadline.signal, closing]),
    });
  } catch {
    // What HTTP cannot carry, such as a header with a line break, has no answer.
    return null;
  } finally {
    cancel();
  }
}

function afterFailure(
  task: Task,
  { status, dispatchedAt, now }: { readonly status: Outcome; readonly dispatchedAt: number; readonly now: number },
): Task {
  const attempt: Attempt = {
    scheduleTime: timestampOf(task.at),
    dispatchTime: timestampOf(dispatchedAt),
    responseTime: status === null ? null : timestampOf(now),
    responseStatus: status === null ? null : { code: UNKNOWN, message: `HTTP status code ${status}` },
  };
  return {
    ...task,
    dispatchCount: task.dispatchCount + 1,
    responseCount: task.responseCount + (status === null ? 0 : 1),
    previousStatus: status,
    firstAttempt: task.firstAttempt ?? attempt,
    lastAttempt: attempt,
  };
}
