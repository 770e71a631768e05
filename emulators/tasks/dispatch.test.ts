// The Cloud Tasks emulator towards workers: what it sends, when it tries again, when it gives up.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { at, type Bench, openBench, PARENT, QUEUE, START, taskName } from './testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ patienceMs: 200 });
});
afterEach(() => bench.close());

const queueWith = (retryConfig: object, rateLimits: object = {}) =>
  bench.client.createQueue({ parent: PARENT, queue: { name: QUEUE, retryConfig, rateLimits } });

/** The moments of the attempts, counted from the start. */
function moments(): readonly number[] {
  const seen: number[] = [];
  bench.worker.onRequest(() => {
    seen.push(bench.clock.now() - START);
    return 500;
  });
  return seen;
}

it('a task is a POST of its bytes to its URL, with the headers of the service', async () => {
  const body = Buffer.from([0, 10, 13, 200, 255]);
  await bench.create({
    name: taskName('t-1'),
    scheduleTime: at(START + 1_250),
    httpRequest: { url: `${bench.worker.url}?a=b`, headers: { 'Content-Type': 'application/json' }, body },
  });
  await bench.advance(1_250);
  const [received] = bench.worker.received;
  expect(received).toMatchObject({ method: 'POST', path: '/work?a=b' });
  expect(received?.body).toEqual(body);
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Google-Cloud-Tasks',
    'x-cloudtasks-queuename': 'timers',
    'x-cloudtasks-taskname': 't-1',
    'x-cloudtasks-taskretrycount': '0',
    'x-cloudtasks-taskexecutioncount': '0',
    'x-cloudtasks-tasketa': `${START / 1_000 + 1}.250000`,
  });
  expect(received?.headers).not.toHaveProperty('authorization');
});

it('every method of a request is sent as it is', async () => {
  const methods = ['POST', 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;
  for (const httpMethod of methods) await bench.create({ httpRequest: { url: bench.worker.url, httpMethod } });
  await bench.advance(0);
  expect(bench.worker.received.map(({ method }) => method).sort()).toEqual([...methods].sort());
});

it('a task cannot forge the headers of the service', async () => {
  const headers = { 'X-CloudTasks-TaskName': 'forged', 'User-Agent': 'forged', 'Content-Length': '1', Host: 'forged' };
  await bench.create({
    name: taskName('t-1'),
    httpRequest: { url: bench.worker.url, headers, body: Buffer.from('ab') },
  });
  await bench.advance(0);
  expect(bench.worker.received[0]?.headers).toMatchObject({
    'x-cloudtasks-taskname': 't-1',
    'user-agent': 'Google-Cloud-Tasks',
    'content-length': '2',
  });
  expect(JSON.stringify(bench.worker.received[0]?.headers)).not.toContain('forged');
});

it('an identity token names the account and the audience; by default that is the URL', async () => {
  const serviceAccountEmail = 'timers@demo-tasks.iam.gserviceaccount.com';
  const { url } = bench.worker;
  await bench.create({ httpRequest: { url, oidcToken: { serviceAccountEmail } } });
  await bench.advance(0);
  await bench.create({
    httpRequest: {
      url,
      headers: { Authorization: 'Bearer own' },
      oidcToken: { serviceAccountEmail, audience: 'https://example.com' },
    },
  });
  await bench.advance(0);
  const claims = bench.worker.received.map(({ headers }) => {
    const [, head, payload, signature] = /^Bearer ([^.]+)\.([^.]+)\.(.*)$/.exec(headers.authorization ?? '') ?? [];
    expect([decoded(head).alg, signature]).toEqual(['none', '']);
    return decoded(payload);
  });
  const expected = { email: serviceAccountEmail, email_verified: true, exp: START / 1_000 + 3_600 };
  expect(claims).toMatchObject([
    { ...expected, aud: url },
    { ...expected, aud: 'https://example.com' },
  ]);
});

const decoded = (part: string | undefined): { [key: string]: unknown } =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

it.each([300, 302, 404, 429, 500, 503])('an answer of %i is a failure and is tried again', async (failure) => {
  let status = failure;
  bench.worker.onRequest(() => status);
  const name = await bench.create();
  await bench.advance(0);
  expect((await bench.client.getTask({ name }))[0]).toMatchObject({
    dispatchCount: 1,
    responseCount: 1,
    lastAttempt: { responseStatus: { message: expect.stringContaining(String(failure)) } },
  });
  status = 204;
  await bench.advance(100);
  expect(bench.worker.received[1]?.headers).toMatchObject({
    'x-cloudtasks-taskname': bench.worker.received[0]?.headers['x-cloudtasks-taskname'],
    'x-cloudtasks-taskretrycount': '1',
    'x-cloudtasks-taskexecutioncount': '1',
    'x-cloudtasks-taskpreviousresponse': String(failure),
  });
  await bench.advance(10_000);
  expect(bench.worker.received).toHaveLength(2);
});

it('pauses between tries double, then grow evenly, up to their limit', async () => {
  await queueWith({
    maxAttempts: 9,
    minBackoff: { seconds: 10 },
    maxBackoff: { seconds: 300 },
    maxDoublings: 3,
  });
  const seen = moments();
  await bench.create();
  await bench.advance(3_600_000);
  const pauses = seen.slice(1).map((moment, i) => (moment - (seen[i] ?? 0)) / 1_000);
  expect(pauses).toEqual([10, 20, 40, 80, 160, 240, 300, 300]);
});

it('after its last attempt a task is given up and remembered', async () => {
  await queueWith({ maxAttempts: 2 });
  bench.worker.onRequest(() => 503);
  const name = await bench.create();
  await bench.advance(60_000);
  expect(bench.worker.received).toHaveLength(2);
  expect(bench.emulator.queues()).toMatchObject([{ tasks: [], dropped: [{ name, attempts: 2, status: 503 }] }]);
  await expect(bench.client.getTask({ name })).rejects.toMatchObject({ code: 5 });
});

it('with a limit of time as well, a task is given up when both are reached', async () => {
  await queueWith({ maxAttempts: 2, maxRetryDuration: { seconds: 5 }, minBackoff: { seconds: 2 }, maxDoublings: 1 });
  const seen = moments();
  await bench.create();
  await bench.advance(60_000);
  expect(seen).toEqual([0, 2_000, 6_000]);
});

it('a queue without a limit of attempts is bounded by time alone', async () => {
  await queueWith({
    maxAttempts: -1,
    maxRetryDuration: { seconds: 1 },
    minBackoff: { nanos: 5e8 },
    maxBackoff: { nanos: 5e8 },
  });
  const seen = moments();
  await bench.create();
  await bench.advance(60_000);
  expect(seen).toEqual([0, 500, 1_000]);
});

it('a worker that cannot be reached has not answered, and is tried again', async () => {
  await queueWith({ maxAttempts: 2 });
  await bench.create({ httpRequest: { url: 'http://127.0.0.1:9/' } });
  const name = await bench.create({ httpRequest: { url: bench.worker.url, headers: { 'X-Broken': 'a\nb' } } });
  await bench.advance(60_000);
  const [queue] = bench.emulator.queues();
  expect(queue?.dropped).toHaveLength(2);
  expect(queue?.dropped.find((task) => task.name === name)).toEqual({ name, attempts: 2, status: null });
  expect(bench.worker.received).toEqual([]);
});

it('a worker that hangs is cut off at the deadline of the dispatch, and the task is tried again', async () => {
  let hangs = true;
  bench.worker.onRequest(() => (hangs ? new Promise(() => {}) : 200));
  const name = await bench.create({ dispatchDeadline: { seconds: 15 } });
  await bench.advance(14_999);
  expect(bench.worker.received).toHaveLength(1);
  expect((await bench.client.getTask({ name }))[0]).toMatchObject({ responseCount: 0 });
  hangs = false;
  await bench.advance(1_000);
  expect(bench.worker.received).toHaveLength(2);
  expect(bench.worker.received[1]?.headers).toMatchObject({
    'x-cloudtasks-taskretrycount': '1',
    'x-cloudtasks-taskexecutioncount': '0',
  });
  await expect(bench.client.getTask({ name })).rejects.toMatchObject({ code: 5 });
});

it('no more tasks run at once than the queue allows, and the rest follow in the order of their moments', async () => {
  await queueWith({}, { maxConcurrentDispatches: 2 });
  let running = 0;
  let most = 0;
  bench.worker.onRequest(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return 200;
  });
  const ids = ['e', 'd', 'c', 'b', 'a', 'f'];
  await bench.client.pauseQueue({ name: QUEUE });
  for (const [i, id] of ids.entries()) await bench.create({ name: taskName(id), scheduleTime: at(START + i) });
  await bench.advance(10);
  await bench.client.resumeQueue({ name: QUEUE });
  await bench.advance(0);
  expect(most).toBe(2);
  const order = bench.worker.received.map(({ headers }) => headers['x-cloudtasks-taskname']);
  expect(order.slice(0, 2).sort()).toEqual(['d', 'e']);
  expect(order.slice(-2).sort()).toEqual(['a', 'f']);
});

it('a task that is deleted while it runs is not tried again', async () => {
  const gate = Promise.withResolvers<number>();
  bench.worker.onRequest(() => gate.promise);
  const name = await bench.create();
  await bench.advance(0);
  await bench.client.deleteTask({ name });
  gate.resolve(500);
  await bench.advance(3_600_000);
  expect(bench.worker.received).toHaveLength(1);
  expect(bench.emulator.queues()).toMatchObject([{ tasks: [], dropped: [] }]);
});
