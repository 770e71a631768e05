// Timers on Cloud Tasks, against the emulator of Cloud Tasks: what is sent, under which name, in how many legs.

import type { AddressInfo } from 'node:net';
import { type HttpFunction, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import fc from 'fast-check';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTasksEmulator, type TasksEmulator } from '../../../emulators/tasks/emulator.ts';
import { startWorker, type Worker } from '../../../emulators/tasks/testing/worker.ts';
import type { Timer } from '../../core/effects.ts';
import { pause } from '../contract/eventually.ts';
import { describeTimers } from '../contract/timers.ts';
import { realClock, type VirtualClock, virtualClock } from '../embedded/clock.ts';
import { Transient } from '../platform.ts';
import { type RpcServer, serveRpc } from './testing/rpc-server.ts';
import { openTimers } from './testing/timers-subject.ts';
import { createTimers, endOfLeg, type GoogleTimers, legOf, type TimersOptions, taskIdOf } from './timers.ts';

// The same cases in every run: a failure is there again when somebody looks.
fc.configureGlobal({ seed: 20_261_127 });

const START = Date.parse('2026-03-01T03:00:00.000Z');
const DAY_MS = 86_400_000;
const ACCOUNT = 'timers@demo-timers.iam.gserviceaccount.com';
const QUEUE = 'projects/demo-timers/locations/europe-west1/queues/checkdeadlines';
const TIMER: Timer = { kind: 'deadline', stepId: 'review', attempt: 1, at: START + DAY_MS };

for (const [name, makeClock] of [
  ['Cloud Tasks emulator, real clock', realClock],
  ['Cloud Tasks emulator, virtual clock', () => virtualClock(START)],
] as const)
  describeTimers(name, async (fire) => {
    const clock = makeClock();
    const emulator = await startTasksEmulator({ port: 0, clock });
    return openTimers(fire, {
      projectId: 'demo-timers',
      emulator: `${emulator.host}:${emulator.port}`,
      now: () => clock.now(),
      pass: emulator.advance ?? pause,
      close: () => emulator.close(),
    });
  });

let clock: VirtualClock;
let emulator: TasksEmulator;
let worker: Worker;
let opened: GoogleTimers[];
beforeEach(async () => {
  clock = virtualClock(START);
  emulator = await startTasksEmulator({ port: 0, clock, autoCreateQueues: true });
  worker = await startWorker();
  opened = [];
});
afterEach(async () => {
  for (const timers of opened) await timers.close();
  await emulator.close();
  await worker.close();
});

function open(more: Partial<TimersOptions> = {}): GoogleTimers {
  const timers = createTimers({
    projectId: 'demo-timers',
    region: 'europe-west1',
    queue: 'checkdeadlines',
    url: worker.url,
    emulator: `${emulator.host}:${emulator.port}`,
    clock,
    ...more,
  });
  opened.push(timers);
  return timers;
}
const tasks = () => emulator.queues().flatMap((queue) => queue.tasks);

describe('what is sent', () => {
  it('is a POST of {"data": {instanceId, timer}}, with the identity of the account for the address', async () => {
    await open({ serviceAccount: async () => ACCOUNT }).schedule('i-1', TIMER);
    await clock.advance(DAY_MS);
    const [received] = worker.received;
    expect(JSON.parse(String(received?.body))).toEqual({ data: { instanceId: 'i-1', timer: TIMER } });
    expect(received).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    const payload = received?.headers.authorization?.split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ aud: worker.url, email: ACCOUNT });
  });

  it('carries no identity where there is no account', async () => {
    await open().schedule('i-1', { ...TIMER, at: START });
    await clock.advance(0);
    expect(worker.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is what a deployed function for task queues takes', async () => {
    const taken: unknown[] = [];
    const deployed = onTaskDispatched(async ({ data, auth }) => void taken.push([data, auth?.token.email]));
    // The same at run time: each library describes the requests of Express in its own way.
    http('checkdeadlines', deployed as unknown as HttpFunction);
    const server = getTestServer('checkdeadlines').listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await open({ url, serviceAccount: async () => ACCOUNT }).schedule('i-1', { ...TIMER, at: START });
      await clock.advance(0);
      expect(taken).toEqual([[{ instanceId: 'i-1', timer: { ...TIMER, at: START } }, ACCOUNT]]);
      expect(emulator.queues()).toMatchObject([{ name: QUEUE, tasks: [], dropped: [] }]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});

describe('the name of a task', () => {
  it('is a hash of instance, timer and leg, the same in every release', async () => {
    expect(taskIdOf('i-1', TIMER, 1)).toBe('81c6db989eaa8479f8f2104c49abc0e3005f7065392762e98f74ddad2888b5db');
    await open().schedule('i-1', TIMER);
    expect(tasks().map(({ name }) => name)).toEqual([`${QUEUE}/tasks/${taskIdOf('i-1', TIMER, 1)}`]);
  });

  it('differs wherever instance, timer or leg do, also where their texts join to the same', () => {
    const ids = [
      taskIdOf('i-1', TIMER, 1),
      taskIdOf('i-1', TIMER, 2),
      taskIdOf('i-2', TIMER, 1),
      taskIdOf('i-1', { ...TIMER, kind: 'wait' }, 1),
      taskIdOf('i-1', { ...TIMER, at: TIMER.at + 1 }, 1),
      taskIdOf('a', { kind: 'retry', effectId: 'b/c', at: 1 }, 1),
      taskIdOf('a/b', { kind: 'retry', effectId: 'c', at: 1 }, 1),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is taken for a while after the task ran, which is success as well', async () => {
    const timers = open();
    await timers.schedule('i-1', { ...TIMER, at: START });
    await clock.advance(0);
    await timers.schedule('i-1', { ...TIMER, at: START });
    await clock.advance(60_000);
    expect(worker.received).toHaveLength(1);
  });
});

describe('legs', () => {
  const NOW = fc.integer({ min: 0, max: 4e12 });
  const AHEAD = fc.oneof(fc.integer({ min: -DAY_MS, max: 800 * DAY_MS }), fc.integer({ min: 0, max: 60 * DAY_MS }));

  it('no task is more than 29 days ahead, and the last leg ends at the moment', () => {
    fc.assert(
      fc.property(NOW, AHEAD, (now, ahead) => {
        const leg = legOf(now + ahead, now);
        expect(endOfLeg(now + ahead, leg) - now).toBeLessThanOrEqual(29 * DAY_MS);
        expect(endOfLeg(now + ahead, 1)).toBe(now + ahead);
      }),
    );
  });

  it('armed again at its end, an hour early or whenever late, a leg is followed by another one', () => {
    const offBy = fc.integer({ min: -3_600_000, max: 40 * DAY_MS });
    fc.assert(
      fc.property(NOW, AHEAD, offBy, (now, ahead, off) => {
        const at = now + ahead;
        const leg = legOf(at, now);
        if (leg > 1) expect(legOf(at, endOfLeg(at, leg) + off)).toBeLessThan(leg);
      }),
    );
  });

  it('armed again within a leg, a timer has the same name', async () => {
    const timers = open();
    const far: Timer = { ...TIMER, at: START + 100 * DAY_MS };
    await timers.schedule('i-1', far);
    await clock.advance(DAY_MS);
    await timers.schedule('i-1', far);
    expect(tasks()).toHaveLength(1);
  });

  it('a timer of nine months arrives at its moment where its handler arms it again whenever it comes early', async () => {
    const timers = open();
    const far: Timer = { ...TIMER, at: START + 275 * DAY_MS };
    const arrivals: number[] = [];
    worker.onRequest(async () => {
      arrivals.push(clock.now());
      if (clock.now() < far.at) await timers.schedule('i-1', far);
      return 204;
    });
    await timers.schedule('i-1', far);
    await clock.advance(400 * DAY_MS);
    expect(arrivals.at(-1)).toBe(far.at);
    expect(arrivals).toHaveLength(10);
  });
});

describe('failures', () => {
  const failureOf = (timers: GoogleTimers): Promise<Error> =>
    timers.schedule('i-1', TIMER).then(
      () => Promise.reject(new Error('it was scheduled')),
      (error: Error) => error,
    );

  it('a queue that is not there is a defect that says what to do', async () => {
    const strict = await startTasksEmulator({ port: 0, clock, autoCreateQueues: false });
    const failure = await failureOf(open({ emulator: `${strict.host}:${strict.port}` }));
    await strict.close();
    expect(failure).not.toBeInstanceOf(Transient);
    expect(failure.message).toContain(QUEUE);
    expect(failure.message).toMatch(/deploy the function that checks deadlines/);
  });

  it('an address that cannot be one is a defect', async () => {
    const failure = await failureOf(open({ url: 'checkdeadlines' }));
    expect(failure).not.toBeInstanceOf(Transient);
    expect(failure.message).toMatch(/correct the address/);
  });

  it('a service that cannot be reached is to be tried again', async () => {
    expect(await failureOf(open({ emulator: '127.0.0.1:9', deadlineMs: 2_000 }))).toBeInstanceOf(Transient);
  });

  describe('of a service that answers badly', () => {
    const PROTOS = new URL('../../protos/protos.json', import.meta.resolve('@google-cloud/tasks'));
    let service: RpcServer;
    beforeEach(async () => {
      service = await serveRpc(PROTOS, 'google.cloud.tasks.v2.CloudTasks', 'CreateTask');
    });
    afterEach(() => service.close());

    it('silence ends with the deadline, at the server too, and is to be tried again', async () => {
      const timers = open({ emulator: service.address, deadlineMs: 1_500 });
      // The packages are loaded and the connection is there, so that the deadline is spent on the silence.
      service.answerWith({ value: {} });
      await timers.schedule('i-1', TIMER).catch(() => {});
      service.answerWith(null);
      expect(await failureOf(timers)).toBeInstanceOf(Transient);
      expect(service.calls).toHaveLength(2);
      expect(service.calls[1]?.willingMs).toBeLessThanOrEqual(1_500);
    });

    it.each([4, 14])('code %i is asked for once, and is to be tried again', async (code) => {
      service.answerWith({ code, details: 'later' });
      expect(await failureOf(open({ emulator: service.address }))).toBeInstanceOf(Transient);
      expect(service.calls).toHaveLength(1);
    });

    it('a task that is there already is success', async () => {
      service.answerWith({ code: 6, details: 'Requested entity already exists' });
      await open({ emulator: service.address }).schedule('i-1', TIMER);
      expect(service.calls).toHaveLength(1);
    });
  });
});
