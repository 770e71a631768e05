// One attempt at a task, up to its deadline, and the task as it stands after a failure.
import type { EmbeddedClock } from '../../functions/platform/embedded/clock.ts';
import { dispatch, type Outcome } from './dispatch.ts';
import type { Task } from './task-list.ts';
import { type Attempt, timestampOf } from './wire.ts';

/** The code of google.rpc.Code that an attempt without success is reported with. */
const UNKNOWN = 2;

export interface Attempted {
  readonly outcome: Outcome;
  readonly dispatchedAt: number;
  readonly endedAt: number;
}

/** Sends the task and waits for the answer as long as its deadline allows, and no one ends it. */
export async function attempt(task: Task, clock: EmbeddedClock, ending: AbortSignal): Promise<Attempted> {
  const dispatchedAt = clock.now();
  const deadline = new AbortController();
  const cancel = clock.alarm(dispatchedAt + task.dispatchDeadlineMs, () => deadline.abort());
  const outcome = await send(task, dispatchedAt, AbortSignal.any([deadline.signal, ending]));
  cancel();
  return { outcome, dispatchedAt, endedAt: clock.now() };
}

async function send(task: Task, now: number, signal: AbortSignal): Promise<Outcome> {
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
      now,
      signal,
    });
  } catch {
    // What HTTP cannot carry, such as a header with a line break, has no answer.
    return null;
  }
}

export const isSuccess = ({ outcome }: Attempted): boolean => outcome !== null && outcome >= 200 && outcome <= 299;

export function afterFailure(task: Task, { outcome, dispatchedAt, endedAt }: Attempted): Task {
  const last: Attempt = {
    scheduleTime: timestampOf(task.at),
    dispatchTime: timestampOf(dispatchedAt),
    responseTime: outcome === null ? null : timestampOf(endedAt),
    responseStatus: outcome === null ? null : { code: UNKNOWN, message: `HTTP status code ${outcome}` },
  };
  return {
    ...task,
    dispatchCount: task.dispatchCount + 1,
    responseCount: task.responseCount + (outcome === null ? 0 : 1),
    previousStatus: outcome,
    firstAttempt: task.firstAttempt ?? last,
    lastAttempt: last,
  };
}
