// The calls of Cloud Tasks: what each takes, and what it answers.
import { newTask } from './new-task.ts';
import { type PageRequest, pageOf } from './paging.ts';
import type { Queue } from './queue.ts';
import type { QueueSettings, Queues } from './queues.ts';
import { exists, invalid } from './refusal.ts';
import type { Task } from './task-list.ts';
import { durationOf, timestampOf, type WireQueue, type WireTask } from './wire.ts';

const TASKS_PAGE_MAX = 1_000;
const QUEUES_PAGE_MAX = 9_800;
const LOCATION_NAME = /^projects\/[^/]+\/locations\/[^/]+$/;

interface Named {
  readonly name: string;
}
interface Viewed {
  readonly responseView: string;
}
interface InParent extends PageRequest {
  readonly parent: string;
}

export const taskMethods = (queues: Queues, now: () => number) => ({
  CreateTask: ({
    parent,
    task,
    responseView,
  }: Viewed & { readonly parent: string; readonly task: WireTask | null }) => {
    const asked = newTask(parent, task, now());
    const queue = queues.findOrCreate(parent);
    const known = queue.tasks.knows(asked.name);
    if (known === 'live') exists('Requested entity already exists');
    if (known === 'ended') exists('The task cannot be created because a task with this name existed too recently.');
    return wireTask(queue.add(asked), responseView);
  },
  GetTask: ({ name, responseView }: Named & Viewed) => wireTask(queues.findTask(name).task, responseView),
  DeleteTask: ({ name }: Named) => {
    queues.findTask(name).queue.remove(name);
    return {};
  },
  ListTasks: (request: InParent & Viewed) => {
    const { items, nextPageToken } = pageOf(queues.find(request.parent).tasks.all(), request, TASKS_PAGE_MAX);
    return { tasks: items.map((task) => wireTask(task, request.responseView)), nextPageToken };
  },
});

export const queueMethods = (queues: Queues) => ({
  CreateQueue: ({ parent, queue }: { readonly parent: string; readonly queue: WireQueue | null }) => {
    const name = queue?.name ?? '';
    if (!name.startsWith(`${parent}/queues/`)) invalid(`Queue name "${name}" must begin with "${parent}/queues/".`);
    return wireQueue(queues.create(name, settingsOf(queue)));
  },
  GetQueue: ({ name }: Named) => wireQueue(queues.find(name)),
  ListQueues: (request: InParent) => {
    if (!LOCATION_NAME.test(request.parent)) invalid(`Location name "${request.parent}" is not valid.`);
    const within = queues.all().filter(({ name }) => name.startsWith(`${request.parent}/queues/`));
    const { items, nextPageToken } = pageOf(within, request, QUEUES_PAGE_MAX);
    return { queues: items.map(wireQueue), nextPageToken };
  },
  PurgeQueue: ({ name }: Named) => changed(queues.find(name), (queue) => queue.purge()),
  PauseQueue: ({ name }: Named) => changed(queues.find(name), (queue) => queue.pause()),
  ResumeQueue: ({ name }: Named) => changed(queues.find(name), (queue) => queue.resume()),
});

function changed(queue: Queue, change: (queue: Queue) => void): WireQueue {
  change(queue);
  return wireQueue(queue);
}

/** What the request says; a zero says nothing, as everywhere in this protocol. */
const settingsOf = (queue: WireQueue | null): QueueSettings => ({
  retryConfig: said(queue?.retryConfig),
  rateLimits: said(queue?.rateLimits),
});
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
