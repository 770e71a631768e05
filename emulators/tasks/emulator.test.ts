// The Cloud Tasks emulator towards its clients: names, moments, queues and refusals, asked by Google's own client.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../functions/platform/contract/eventually.ts';
import { realClock } from '../../functions/platform/embedded/clock.ts';
import { at, type Bench, connect, openBench, PARENT, QUEUE, START, taskName } from './testing/bench.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

it('a task without a moment is dispatched at once, and is gone when it succeeded', async () => {
  const name = await bench.create();
  await bench.advance(0);
  expect(bench.worker.received).toHaveLength(1);
  await expect(bench.client.getTask({ name })).rejects.toMatchObject({ code: 5, details: /no longer exists/ });
  expect(bench.emulator.queues()).toMatchObject([{ name: QUEUE, tasks: [], dropped: [] }]);
});

it('a task is dispatched at its moment and not a millisecond before', async () => {
  await bench.create({ scheduleTime: at(START + 5_001) });
  await bench.advance(5_000);
  expect(bench.worker.received).toEqual([]);
  await bench.advance(1);
  expect(bench.worker.received).toHaveLength(1);
});

it('a moment within a millisecond is rounded up, never down', async () => {
  const { seconds } = at(START);
  await bench.create({ scheduleTime: { seconds, nanos: 1_000 } });
  await bench.advance(0);
  expect(bench.worker.received).toEqual([]);
  await bench.advance(1);
  expect(bench.worker.received).toHaveLength(1);
});

it('a moment that has passed is now', async () => {
  const [task] = await bench.client.createTask({
    parent: QUEUE,
    task: { httpRequest: { url: bench.worker.url }, scheduleTime: at(START - DAY_MS) },
  });
  expect(Number(task.scheduleTime?.seconds) * 1_000).toBe(START);
  await bench.advance(0);
  expect(bench.worker.received).toHaveLength(1);
});

it('a moment up to 720 hours ahead is taken, one beyond is refused in the words of the service', async () => {
  await bench.create({ scheduleTime: at(START + 30 * DAY_MS) });
  const refusal = bench.create({ scheduleTime: at(START + 30 * DAY_MS + 1_000) });
  await expect(refusal).rejects.toMatchObject({
    code: 3,
    details:
      'The Task.scheduleTime, 2026-03-31T03:00:01.000Z, is too far in the future. Schedule time must be no more than 720h in the future.',
  });
});

it('the name of a task that waits is taken', async () => {
  const name = taskName('one');
  expect(await bench.create({ name, scheduleTime: at(START + HOUR_MS) })).toBe(name);
  await expect(bench.create({ name })).rejects.toMatchObject({ code: 6, details: 'Requested entity already exists' });
});

it('the name of a task that ended is taken for an hour', async () => {
  const done = taskName('done');
  const deleted = taskName('deleted');
  await bench.create({ name: done });
  await bench.create({ name: deleted, scheduleTime: at(START + HOUR_MS) });
  await bench.client.deleteTask({ name: deleted });
  await bench.advance(HOUR_MS - 1);
  for (const name of [done, deleted])
    await expect(bench.create({ name })).rejects.toMatchObject({ code: 6, details: /existed too recently/ });
  await bench.advance(1);
  for (const name of [done, deleted]) expect(await bench.create({ name })).toBe(name);
});

it('a task without a name gets one of its own', async () => {
  const names = await Promise.all([bench.create(), bench.create()]);
  for (const name of names) expect(name).toMatch(new RegExp(`^${QUEUE}/tasks/\\d+$`));
  expect(new Set(names).size).toBe(2);
});

it('a deleted task is not dispatched, and deleting it again says that it is gone', async () => {
  const name = await bench.create({ scheduleTime: at(START + 10) });
  await bench.client.deleteTask({ name });
  await bench.advance(HOUR_MS);
  expect(bench.worker.received).toEqual([]);
  await expect(bench.client.deleteTask({ name })).rejects.toMatchObject({ code: 5 });
  await expect(bench.client.deleteTask({ name: taskName('never') })).rejects.toMatchObject({
    code: 5,
    details: 'The task does not exist.',
  });
});

it('a task reads back as it was given, its body only in the full view', async () => {
  const body = Buffer.from([0, 1, 254, 255]);
  const request = { url: bench.worker.url, httpMethod: 'PUT' as const, headers: { 'X-Own': 'a' }, body };
  const name = await bench.create({ scheduleTime: at(START + 1_500), httpRequest: request });
  const [basic] = await bench.client.getTask({ name });
  const [full] = await bench.client.getTask({ name, responseView: 'FULL' });
  expect(basic).toMatchObject({ name, view: 'BASIC', httpRequest: { httpMethod: 'PUT', headers: { 'X-Own': 'a' } } });
  expect(basic.httpRequest?.body).toHaveLength(0);
  expect(full.view).toBe('FULL');
  expect(Buffer.from(full.httpRequest?.body as Uint8Array)).toEqual(body);
  expect(full.scheduleTime).toMatchObject({ seconds: String(START / 1_000 + 1), nanos: 500_000_000 });
  expect(Number(full.createTime?.seconds) * 1_000).toBe(START);
});

it('tasks are listed in pages of the size asked for, each once', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  for (const id of ids) await bench.create({ name: taskName(id), scheduleTime: at(START + HOUR_MS) });
  const listed: string[] = [];
  const sizes: number[] = [];
  let pageToken = '';
  do {
    const [tasks, , page] = await bench.client.listTasks(
      { parent: QUEUE, pageSize: 2, pageToken },
      { autoPaginate: false },
    );
    listed.push(...tasks.map(({ name }) => name ?? ''));
    sizes.push(tasks.length);
    pageToken = page?.nextPageToken ?? '';
  } while (pageToken !== '');
  expect(listed).toEqual(ids.map(taskName));
  expect(sizes).toEqual([2, 2, 1]);
  const [all] = await bench.client.listTasks({ parent: QUEUE });
  expect(all).toHaveLength(5);
  const invented = bench.client.listTasks({ parent: QUEUE, pageToken: '*' }, { autoPaginate: false });
  await expect(invented).rejects.toMatchObject({ code: 3 });
});

it('what the service does not take is refused', async () => {
  const { url } = bench.worker;
  const bad: readonly NonNullable<Parameters<Bench['create']>[0]>[] = [
    { name: `${PARENT}/queues/other/tasks/a` },
    { name: taskName('a b') },
    { name: taskName('x'.repeat(501)) },
    { httpRequest: null },
    { httpRequest: { url: 'ftp://127.0.0.1/' } },
    { httpRequest: { url: '127.0.0.1' } },
    { httpRequest: { url, httpMethod: 'GET', body: Buffer.from('x') } },
    { httpRequest: { url, body: Buffer.alloc(100 * 1_024 + 1) } },
    { dispatchDeadline: { seconds: 14 } },
    { dispatchDeadline: { seconds: 1_801 } },
  ];
  for (const task of bad)
    await expect.soft(bench.create(task), JSON.stringify(task)).rejects.toMatchObject({ code: 3 });
  expect(bench.emulator.queues().flatMap(({ tasks }) => tasks)).toEqual([]);
});

it('a queue is created by the first task that names it, or only when asked to', async () => {
  await bench.create();
  expect((await bench.client.getQueue({ name: QUEUE }))[0]).toMatchObject({ name: QUEUE, state: 'RUNNING' });
  const strict = await openBench({ autoCreateQueues: false });
  try {
    await expect(strict.create()).rejects.toMatchObject({ code: 5, details: /^Queue does not exist\./ });
    await strict.client.createQueue({ parent: PARENT, queue: { name: QUEUE } });
    expect(await strict.create()).toContain(QUEUE);
  } finally {
    await strict.close();
  }
});

it('queues are created once, with the settings given and the usual ones besides, and are listed in pages', async () => {
  const { client } = bench;
  const names = ['a', 'b', 'c'].map((id) => `${PARENT}/queues/${id}`);
  for (const name of names)
    await client.createQueue({ parent: PARENT, queue: { name, retryConfig: { maxAttempts: 3 } } });
  await expect(client.createQueue({ parent: PARENT, queue: { name: names[0] ?? '' } })).rejects.toMatchObject({
    code: 6,
  });
  await expect(client.createQueue({ parent: PARENT, queue: { name: 'a' } })).rejects.toMatchObject({ code: 3 });
  const [first] = await client.getQueue({ name: names[0] ?? '' });
  expect(first.retryConfig).toMatchObject({ maxAttempts: 3, maxDoublings: 16, minBackoff: { nanos: 100_000_000 } });
  expect(first.rateLimits).toMatchObject({ maxConcurrentDispatches: 1_000 });
  const [page, , { nextPageToken } = {}] = await client.listQueues(
    { parent: PARENT, pageSize: 2 },
    { autoPaginate: false },
  );
  expect(page.map(({ name }) => name)).toEqual(names.slice(0, 2));
  expect(nextPageToken).not.toBe('');
  expect((await client.listQueues({ parent: PARENT }))[0].map(({ name }) => name)).toEqual(names);
});

it('queues and tasks of an unknown queue are not found', async () => {
  const { client } = bench;
  const calls = [
    () => client.getQueue({ name: QUEUE }),
    () => client.purgeQueue({ name: QUEUE }),
    () => client.pauseQueue({ name: QUEUE }),
    () => client.resumeQueue({ name: QUEUE }),
    () => client.getTask({ name: taskName('a') }),
    () => client.deleteTask({ name: taskName('a') }),
    () => client.listTasks({ parent: QUEUE }),
  ];
  for (const call of calls)
    await expect.soft(call).rejects.toMatchObject({ code: 5, details: /^Queue does not exist/ });
});

it('a paused queue dispatches nothing until it is resumed', async () => {
  await bench.client.createQueue({ parent: PARENT, queue: { name: QUEUE } });
  expect((await bench.client.pauseQueue({ name: QUEUE }))[0].state).toBe('PAUSED');
  await bench.create();
  await bench.advance(HOUR_MS);
  expect(bench.worker.received).toEqual([]);
  expect((await bench.client.resumeQueue({ name: QUEUE }))[0].state).toBe('RUNNING');
  await bench.advance(0);
  expect(bench.worker.received).toHaveLength(1);
});

it('a purged queue has lost its tasks and takes new ones', async () => {
  await bench.create({ scheduleTime: at(START + 10) });
  const [purged] = await bench.client.purgeQueue({ name: QUEUE });
  expect(Number(purged.purgeTime?.seconds) * 1_000).toBe(START);
  await bench.advance(HOUR_MS);
  expect(bench.worker.received).toEqual([]);
  await bench.create();
  await bench.advance(0);
  expect(bench.worker.received).toHaveLength(1);
});

it('a call that is not there is answered so', async () => {
  await expect(bench.client.deleteQueue({ name: QUEUE })).rejects.toMatchObject({ code: 12 });
});

it('on a real clock a task arrives at its moment by itself', async () => {
  const real = await openBench({ clock: realClock() });
  try {
    expect(real.emulator).not.toHaveProperty('advance');
    const moment = Date.now() + 120;
    let arrivedAt = 0;
    real.worker.onRequest(() => {
      arrivedAt = Date.now();
      return 200;
    });
    await real.create({ scheduleTime: at(moment) });
    await eventually(() => expect(arrivedAt).toBeGreaterThanOrEqual(moment));
    expect(arrivedAt - moment).toBeLessThan(5_000);
  } finally {
    await real.close();
  }
});

it('a port that is taken is told at once', async () => {
  await expect(openBench({ port: bench.emulator.port })).rejects.toThrow(/EADDRINUSE|bind/i);
});

it('the program says where it listens, takes tasks there, and ends when it is told to', async () => {
  const entry = join(import.meta.dirname, 'start.ts');
  const child = execFile(process.execPath, [entry, '--port', '0']);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const line = await new Promise<string>((resolve) => child.stdout?.once('data', resolve));
    const [, host, port] = /TASKS_EMULATOR_HOST=([\d.]+):(\d+)/.exec(line) ?? [];
    const client = await connect({ host: host ?? '', port: Number(port) });
    await client.createTask({ parent: QUEUE, task: { httpRequest: { url: bench.worker.url } } });
    await eventually(() => expect(bench.worker.received).toHaveLength(1));
    await client.close();
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});
