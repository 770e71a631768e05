// What createTask takes: the checks of the service, and the task that follows from the request.
import { randomInt } from 'node:crypto';
import { invalid } from './refusal.ts';
import type { NewTask } from './task-list.ts';
import { type HttpRequest, msOf, type WireTask } from './wire.ts';

const SCHEDULE_MAX_MS = 720 * 3_600_000;
const DEADLINE_DEFAULT_MS = 600_000;
const DEADLINE_MIN_MS = 15_000;
const DEADLINE_MAX_MS = 1_800_000;
const TASK_BYTES_MAX = 100 * 1_024;
const TASK_ID = /^[A-Za-z0-9_-]{1,500}$/;
const BODY_METHODS: readonly string[] = ['POST', 'PUT', 'PATCH'];
/** Names that the service gives are numbers of about 20 digits. */
const ID_RANGE = 2 ** 47;

export function newTask(queueName: string, task: WireTask | null, now: number): NewTask {
  if (task === null) return invalid('Task is required.');
  return {
    name: nameOf(queueName, task.name),
    request: requestOf(task),
    createdAt: now,
    dispatchDeadlineMs: deadlineOf(task),
    at: scheduleOf(task, now),
  };
}

function nameOf(queueName: string, name: string): string {
  const prefix = `${queueName}/tasks/`;
  if (name === '') return `${prefix}${randomInt(ID_RANGE)}${randomInt(ID_RANGE)}`;
  const id = name.slice(prefix.length);
  if (!name.startsWith(prefix))
    invalid(`The queue name from request ("${queueName}") must be the same as of "${name}".`);
  if (!TASK_ID.test(id))
    invalid(`Task ID "${id}" can contain only letters, numbers, hyphens, or underscores, at most 500.`);
  return name;
}

function requestOf({ httpRequest }: WireTask): HttpRequest {
  if (httpRequest === undefined)
    return invalid('This emulator takes tasks with an HTTP request only; set Task.httpRequest.');
  if (!/^https?:\/\//.test(httpRequest.url) || !URL.canParse(httpRequest.url))
    invalid('HttpRequest.url must start with "http://" or "https://".');
  const method = httpRequest.httpMethod === 'HTTP_METHOD_UNSPECIFIED' ? 'POST' : httpRequest.httpMethod;
  if (httpRequest.body.length > 0 && !BODY_METHODS.includes(method))
    invalid(`HTTP request body is not allowed for ${method}; use POST, PUT or PATCH.`);
  if (httpRequest.body.length > TASK_BYTES_MAX) invalid(`Task size too large; at most ${TASK_BYTES_MAX} bytes.`);
  return { ...httpRequest, httpMethod: method };
}

function deadlineOf({ dispatchDeadline }: WireTask): number {
  if (dispatchDeadline === null) return DEADLINE_DEFAULT_MS;
  const deadlineMs = msOf(dispatchDeadline);
  if (deadlineMs < DEADLINE_MIN_MS || deadlineMs > DEADLINE_MAX_MS)
    invalid(`Task.dispatchDeadline must be between [15s, 30m]; it is ${deadlineMs / 1_000}s.`);
  return deadlineMs;
}

function scheduleOf({ scheduleTime }: WireTask, now: number): number {
  const at = scheduleTime === null ? now : msOf(scheduleTime);
  if (at - now > SCHEDULE_MAX_MS)
    invalid(
      `The Task.scheduleTime, ${new Date(at).toISOString()}, is too far in the future. Schedule time must be no more than 720h in the future.`,
    );
  return Math.max(at, now);
}
