// The calls of Cloud Tasks: queues by name, tasks within them.
import type { EmbeddedClock } from '../../functions/platform/embedded/clock.ts';
import { newTask } from './new-task.ts';
import { type PageRequest, pageOf } from './paging.ts';
import { createQueue, type Queue, type Task } from './queue.ts';
import { exists, invalid, missing } from './refusal.ts';
import { durationOf, type RateLimits, type RetryConfig, timestampOf, type WireQueue, type WireTask } from './wire.ts';

const TASKS_PAGE_MAX = 1_000;
const QUEUES_PAGE_MAX = 9_800;
const LOCATION_NAME = /^projects\/[^/]+\/locations\/[^/]+$/;
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
export interface ServiceOptions {
  readonly clock: EmbeddedClock;
  /** A queue that a task names is created with these settings; null: unknown queues are refused. */
  readonly autoCreate: QueueSettings | null;
}

/** By the name of the call; each answers or throws `Refused`. */
export type Methods = Readonly<Record<string, (request: never) => object>>;
export interface Service {
  readonly methods: Methods;
  queues(): readonly Queue[];
}

interface Named {
  readonly name: string;
}
interface CreateTaskRequest {
  readonly parent: string;
  readonly task: WireTask | null;
  readonly responseView: string;
}
interface CreateQueueRequest {
  readonly parent: string;
  readonly queue: WireQueue | null;
}
type InParent = PageRequest & { readonly parent: string; readonly responseView: string };

export function createService({ clock, autoCreate }: ServiceOptions): Service {
  const queues = new Map<string, Queue>();

  function open(name: string, { retryConfig = {}, rateLimits = {} }: QueueSettings): Queue {
    const queue = createQueue({ name, retry: { ...RETRY, ...retryConfig }, rates: { ...RATES, ...rateLimits }, clock });
    queues.set(name, queue);
    return queue;
  }

  function find(name: string): Queue {
    if (!QUEUE_NAME.test(name)) return invalid(`Queue name "${name}" is not valid.`);
    return (
      queues.get(name) ??
      missing(
        'Queue does not exist. If you just created the queue, wait at least a minute for the queue to initialize.',
      )
    );
  }

  function findTask(name: string): { readonly queue: Queue; readonly task: Task } {
    const queue = find(name.replace(/\/tasks\/[^/]*$/, ''));
    const task = queue.get(name);
    if (task !== undefined) return { queue, task };
    return queue.knows(name) === null
      ? missing('The task does not exist.')
      : missing(
          'The task no longer exists, though a task with this name existed recently. The task either successfully completed or was deleted.',
        );
  }

  const methods = {
    CreateTask: ({ parent, task, responseView }: CreateTaskRequest) => {
      const asked = newTask(parent, task, clock.now());
      const queue =
        autoCreate !== null && QUEUE_NAME.test(parent) && !queues.has(parent) ? open(parent, autoCreate) : find(parent);
      const known = queue.knows(asked.name);
      if (known === 'live') exists('Requested entity already exists');
      if (known === 'ended') exists('The task cannot be created because a task with this name existed too recently.');
      return wireTask(queue.add(asked), responseView);
    },
    GetTask: ({ name, responseView }: Named & { readonly responseView: string }) =>
      wireTask(findTask(name).task, responseView),
    DeleteTask: ({ name }: Named) => {
      findTask(name).queue.remove(name);
      return {};
    },
    ListTasks: (request: InParent) => {
      const { items, nextPageToken } = pageOf(find(request.parent).tasks(), request, TASKS_PAGE_MAX);
      return { tasks: items.map((task) => wireTask(task, request.responseView)), nextPageToken };
    },
    CreateQueue: ({ parent, queue }: CreateQueueRequest) => {
      const name = queue?.name ?? '';
      if (!QUEUE_NAME.test(name) || !name.startsWith(`${parent}/queues/`))
        invalid(`Queue name "${name}" must be "${parent}/queues/" and letters, numbers or hyphens.`);
      if (queues.has(name)) exists('Queue already exists');
      return wireQueue(open(name, settingsOf(queue)));
    },
    GetQueue: ({ name }: Named) => wireQueue(find(name)),
    ListQueues: (request: InParent) => {
      if (!LOCATION_NAME.test(request.parent)) invalid(`Location name "${request.parent}" is not valid.`);
      const within = [...queues.values()].filter(({ name }) => name.startsWith(`${request.parent}/queues/`));
      const sorted = within.sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, nextPageToken } = pageOf(sorted, request, QUEUES_PAGE_MAX);
      return { queues: items.map(wireQueue), nextPageToken };
    },
    PurgeQueue: ({ name }: Named) => changed(find(name), (queue) => queue.purge()),
    PauseQueue: ({ name }: Named) => changed(find(name), (queue) => queue.pause()),
    ResumeQueue: ({ name }: Named) => changed(find(name), (queue) => queue.resume()),
  };
  return { methods: methods as unknown as Methods, queues: () => [...queues.values()] };
}

function changed(queue: Queue, change: (queue: Queue) => unknown): WireQueue {
  change(queue);
  return wireQueue(queue);
}

/** What the request says; a zero says nothing, as everywhere in this protocol. */
function settingsOf(queue: WireQueue | null): QueueSettings {
  return { retryConfig: said(queue?.retryConfig), rateLimits: said(queue?.rateLimits) };
}
const said = <T extends object>(message: T | null | undefined): Partial<T> =>
  Object.fromEntries(Object.entries(message ?? {}).filter(([, value]) => value !== 0 && value !== null)) as Partial<T>;

function wireQueue({ name, retry, rates, isPaused, purgedAt }: Queue): WireQueue {
  const purged = purgedAt();
  return {
    name,
    retryConfig: retry,
    rateLimits: rates,
    state: isPaused() ? 'PAUSED' : 'RUNNING',
    purgeTime: purged === null ? null : timestampOf(purged),
  };
}

/** The basic view leaves out what can be large: the body. */
function wireTask(task: Task, view: string): WireTask {
  const { name, request, dispatchCount, responseCount, firstAttempt, lastAttempt } = task;
  const isFull = view === 'FULL';
  return {
    name,
    httpRequest: isFull ? request : { ...request, body: Buffer.alloc(0) },
    scheduleTime: timestampOf(task.at),
    createTime: timestampOf(task.createdAt),
    dispatchDeadline: durationOf(task.dispatchDeadlineMs),
    dispatchCount,
    responseCount,
    firstAttempt,
    lastAttempt,
    view: isFull ? 'FULL' : 'BASIC',
  };
}
