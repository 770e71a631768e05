// One queue: dispatches what is due, a bounded number at once, tries again what failed, and gives up in the end.
import type { EmbeddedClock } from '../../functions/platform/embedded/clock.ts';
import { afterFailure, attempt, isSuccess } from './attempt.ts';
import { backoffMs } from './retry.ts';
import { createTaskList, type NewTask, type Task, type TaskList } from './task-list.ts';
import { msOf, type RateLimits, type RetryConfig } from './wire.ts';

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
  readonly tasks: Pick<TaskList, 'get' | 'knows' | 'all'>;
  add(task: NewTask): Task;
  /** What runs already is not called back, but its outcome is nobody's any more. */
  remove(taskName: string): void;
  dropped(): readonly DroppedTask[];
  purge(): void;
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
  const tasks = createTaskList(() => clock.now());
  const dropped: DroppedTask[] = [];
  const dispatcher = createDispatcher({ tasks, rates, clock, run });
  let purgedAt: number | null = null;

  async function run(task: Task, ending: AbortSignal): Promise<void> {
    const attempted = await attempt(task, clock, ending);
    // Deleted, purged or closed meanwhile.
    if (tasks.get(task.name) !== task || ending.aborted) return;
    if (isSuccess(attempted)) return void tasks.end(task.name);
    const tried = afterFailure(task, attempted);
    const began = tried.firstAttempt === null ? attempted.dispatchedAt : msOf(tried.firstAttempt.dispatchTime);
    const delayMs = backoffMs(retry, { attempts: tried.dispatchCount, elapsedMs: clock.now() - began });
    if (delayMs !== null) return tasks.put({ ...tried, at: clock.now() + delayMs });
    dropped.push({ name: task.name, attempts: tried.dispatchCount, status: attempted.outcome });
    tasks.end(task.name);
  }

  return {
    ...dispatcher,
    name,
    retry,
    rates,
    tasks,
    add: (task) => {
      const added: Task = { ...task, ...UNTRIED };
      tasks.put(added);
      dispatcher.pump();
      return added;
    },
    remove: (taskName) => void tasks.end(taskName),
    dropped: () => [...dropped],
    purge: () => {
      for (const task of tasks.all()) tasks.end(task.name);
      purgedAt = clock.now();
    },
    purgedAt: () => purgedAt,
  };
}

const UNTRIED = { dispatchCount: 0, responseCount: 0, firstAttempt: null, lastAttempt: null, previousStatus: null };

interface DispatcherOptions extends Pick<QueueOptions, 'rates' | 'clock'> {
  readonly tasks: TaskList;
  /** Never rejects. */
  run(task: Task, ending: AbortSignal): Promise<void>;
}
interface Dispatcher extends Pick<Queue, 'pause' | 'resume' | 'isPaused' | 'running' | 'isDue' | 'close'> {
  /** Begins what is due and has room, and looks again when the next one is. */
  pump(): void;
}

function createDispatcher({ tasks, rates, clock, run }: DispatcherOptions): Dispatcher {
  const running = new Set<Promise<void>>();
  const ending = new AbortController();
  let cancelAlarm = (): void => {};
  let isPaused = false;

  const hasRoom = (): boolean => !isPaused && !ending.signal.aborted && running.size < rates.maxConcurrentDispatches;
  const isDue = (): boolean => hasRoom() && tasks.earliest() <= clock.now();

  function pump(): void {
    cancelAlarm();
    while (isDue()) {
      const started = run(tasks.take() as Task, ending.signal).finally(() => {
        running.delete(started);
        pump();
      });
      running.add(started);
    }
    if (hasRoom() && tasks.earliest() < Infinity) cancelAlarm = clock.alarm(tasks.earliest(), pump);
  }

  function setPaused(paused: boolean): void {
    isPaused = paused;
    pump();
  }

  return {
    pump,
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    isPaused: () => isPaused,
    running: () => running,
    isDue,
    close: () => {
      ending.abort();
      cancelAlarm();
    },
  };
}
