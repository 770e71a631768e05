// All queues of an emulator, found by name, created by request or by the first task that names them.
import type { EmbeddedClock } from '../../functions/platform/embedded/clock.ts';
import { createQueue, type Queue } from './queue.ts';
import { exists, invalid, missing } from './refusal.ts';
import type { Task } from './task-list.ts';
import { durationOf, type RateLimits, type RetryConfig } from './wire.ts';

const QUEUE_NAME = /^projects\/[^/]+\/locations\/[^/]+\/queues\/[A-Za-z0-9-]{1,100}$/;

/** What a queue has that was created without saying. */
const RATES: RateLimits = { maxDispatchesPerSecond: 500, maxBurstSize: 100, maxConcurrentDispatches: 1_000 };
const RETRY: RetryConfig = {
  maxAttempts: 100,
  maxRetryDuration: null,
  minBackoff: durationOf(100),
  maxBackoff: durationOf(3_600_000),
  maxDoublings: 16,
};

export interface QueueSettings {
  readonly retryConfig?: Partial<RetryConfig>;
  readonly rateLimits?: Partial<RateLimits>;
}
export interface QueuesOptions {
  readonly clock: EmbeddedClock;
  /** A queue that a task names is created with these settings; null: unknown queues are refused. */
  readonly autoCreate: QueueSettings | null;
}

export interface Queues {
  create(name: string, settings: QueueSettings): Queue;
  find(name: string): Queue;
  findOrCreate(name: string): Queue;
  findTask(name: string): { readonly queue: Queue; readonly task: Task };
  /** In the order of their names. */
  all(): readonly Queue[];
}

export function createQueues({ clock, autoCreate }: QueuesOptions): Queues {
  const queues = new Map<string, Queue>();

  function create(name: string, { retryConfig = {}, rateLimits = {} }: QueueSettings): Queue {
    if (queues.has(name)) exists('Queue already exists');
    const queue = createQueue({ name, retry: { ...RETRY, ...retryConfig }, rates: { ...RATES, ...rateLimits }, clock });
    queues.set(name, queue);
    return queue;
  }

  function find(name: string): Queue {
    const queue = queues.get(checked(name));
    if (queue !== undefined) return queue;
    return missing(
      'Queue does not exist. If you just created the queue, wait at least a minute for the queue to initialize.',
    );
  }

  return {
    create: (name, settings) => create(checked(name), settings),
    find,
    findOrCreate: (name) => (autoCreate === null || queues.has(checked(name)) ? find(name) : create(name, autoCreate)),
    findTask: (name) => {
      const queue = find(name.replace(/\/tasks\/[^/]*$/, ''));
      const task = queue.tasks.get(name);
      if (task !== undefined) return { queue, task };
      if (queue.tasks.knows(name) === null) return missing('The task does not exist.');
      return missing(
        'The task no longer exists, though a task with this name existed recently. The task either successfully completed or was deleted.',
      );
    },
    all: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

const checked = (name: string): string =>
  QUEUE_NAME.test(name)
    ? name
    : invalid(`Queue name "${name}" must be formatted: "projects/<PROJECT>/locations/<LOCATION>/queues/<QUEUE>"`);
