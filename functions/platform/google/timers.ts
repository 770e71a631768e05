// Timers on Cloud Tasks: one HTTP task for a timer, named so that the same timer is there once.
import { createHash } from 'node:crypto';
import type { CloudTasksClient } from '@google-cloud/tasks';
import { type Timer, timerKey } from '../../core/effects.ts';
import type { Clock, Timers } from '../platform.ts';
import {
  ALREADY_EXISTS,
  codeOf,
  emulated,
  FAILED_PRECONDITION,
  failureOf,
  INVALID_ARGUMENT,
  lazily,
  NOT_FOUND,
  PERMISSION_DENIED,
  within,
} from './rpc.ts';

export interface TimersOptions {
  readonly projectId: string;
  readonly region: string;
  /** The short name of the queue. */
  readonly queue: string;
  /** Where a due timer is sent: the function that checks deadlines. */
  readonly url: string;
  /** The account whose identity the request carries, by its e-mail address; absent: none, as on emulators. */
  readonly serviceAccount?: () => Promise<string>;
  readonly clock: Pick<Clock, 'now'>;
  /** How long creating a task may take. */
  readonly deadlineMs?: number;
  /** `host:port`; by default what TASKS_EMULATOR_HOST says. */
  readonly emulator?: string | undefined;
}

export interface GoogleTimers extends Timers {
  close(): Promise<void>;
}

const DEADLINE_MS = 5_000;
/** A leg that comes this much early is taken for one in time, whatever clock says so. */
const LEG_EARLY_MAX_MS = 3_600_000;
/**
 * Cloud Tasks holds a task for 30 days at most: a later timer comes in legs, and its handler arms the next one. No task
 * is more than 29 days ahead.
 */
const LEG_MS = 29 * 86_400_000 - LEG_EARLY_MAX_MS;

/** The legs left to the moment: 1 is the last. Armed again within a leg, a timer has the same name. */
export const legOf = (at: number, now: number): number =>
  Math.max(1, Math.ceil((at - now - LEG_EARLY_MAX_MS) / LEG_MS));

/** When a leg ends. Legs are counted back from the moment, so that one has one end, whenever it was armed. */
export const endOfLeg = (at: number, leg: number): number => at - (leg - 1) * LEG_MS;

/** A hash, because tasks with names in sequence slow the queue down. */
export const taskIdOf = (instanceId: string, timer: Timer, leg: number): string =>
  createHash('sha256')
    .update(JSON.stringify([instanceId, timerKey(timer), leg]))
    .digest('hex');

export function createTimers(options: TimersOptions): GoogleTimers {
  const { projectId, region, queue, clock, deadlineMs = DEADLINE_MS } = options;
  const parent = `projects/${projectId}/locations/${region}/queues/${queue}`;
  const client = lazily(() => open(options));

  async function create(instanceId: string, timer: Timer): Promise<void> {
    const now = clock.now();
    const leg = legOf(timer.at, now);
    const task = {
      name: `${parent}/tasks/${taskIdOf(instanceId, timer, leg)}`,
      scheduleTime: timestampOf(Math.max(now, endOfLeg(timer.at, leg))),
      httpRequest: await requestOf(options, { instanceId, timer }),
    };
    // Not tried again here: whether it was created nobody knows, and the sweeper heals what was not.
    await (await client.get()).createTask({ parent, task }, { timeout: deadlineMs, retry: null });
  }

  return {
    schedule: async (instanceId, timer) => {
      const call = `Cloud Tasks createTask in ${parent}`;
      try {
        await within(deadlineMs, call, create(instanceId, timer));
      } catch (error) {
        if (codeOf(error) === ALREADY_EXISTS) return;
        throw failureOf(call, error, NEXT);
      }
    },
    close: () => client.close(),
  };
}

const NEXT: Readonly<Record<number, string>> = {
  [INVALID_ARGUMENT]: 'correct the address or the service account that timers are sent with',
  [NOT_FOUND]: 'deploy the function that checks deadlines, which creates the queue, or correct the region',
  [PERMISSION_DENIED]:
    'give the service account roles/cloudtasks.enqueuer, and roles/iam.serviceAccountUser on the account in the token',
  [FAILED_PRECONDITION]: 'resume the queue, or create it again if it was deleted',
};

async function open({
  projectId,
  emulator = process.env.TASKS_EMULATOR_HOST,
}: TimersOptions): Promise<CloudTasksClient> {
  const [tasks, connection] = await Promise.all([import('@google-cloud/tasks'), emulated(emulator)]);
  return new tasks.CloudTasksClient({ projectId, ...connection });
}

const timestampOf = (ms: number): { readonly seconds: number; readonly nanos: number } => {
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: Math.round((ms - seconds * 1_000) * 1e6) };
};

/** As functions for task queues take it: the message in `data` alone. */
async function requestOf(
  { url, serviceAccount }: TimersOptions,
  data: { readonly instanceId: string; readonly timer: Timer },
) {
  return {
    url,
    httpMethod: 'POST' as const,
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from(JSON.stringify({ data })),
    ...(serviceAccount === undefined
      ? {}
      : { oidcToken: { serviceAccountEmail: await serviceAccount(), audience: url } }),
  };
}
