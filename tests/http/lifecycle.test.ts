// The process itself: starting, restarting on the same data, stopping, and one server for one folder.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventually, PATIENT, type ServerProcess, signIn, startProcess } from './process.ts';
import { startOf } from './samples.ts';

vi.setConfig(PATIENT);

let folder: string;
let running: ServerProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop('SIGKILL')));
  rmSync(folder, { recursive: true });
});
const minutesUntil = (now: string, moment: string): number =>
  Math.ceil((Date.parse(moment) - Date.parse(now)) / 60_000);
async function start(...args: readonly string[]): Promise<ServerProcess> {
  const server = await startProcess(...args);
  running.push(server);
  return server;
}

it('a restart on the same data keeps everything: requests, decisions, people, records, sign-ins and the clock', async () => {
  const first = await start('--data', folder, '--clock', 'virtual');
  const requester = await signIn(first.url, 'requester-1');
  const admin = await signIn(first.url, 'admin-1');
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1008', 'ORD-L1'));
  const { assignees } = await eventually(async () =>
    (await requester.ask('getWorkflowStatus', { instanceId })).openSteps.find(
      (step: { stepId: string }) => step.stepId === 'approve-cro',
    ),
  );
  const { users } = await admin.ask('listUsers');
  await admin.ask('upsertUser', {
    user: { ...users.find(({ id }: { id: string }) => id === 'sr-1'), name: 'Renamed Person' },
  });
  await admin.ask('setWorkflowDefinitionStatus', {
    workflowId: 'site-visit-approval',
    version: '1.0.0',
    status: 'inactive',
  });
  const { now } = await requester.ask('advanceClock', { minutes: 21 * 24 * 60 });
  const before = await eventually(async () => {
    const view = await requester.ask('getWorkflowInstance', { instanceId });
    return JSON.stringify(view).includes('"queued"') ? null : view;
  });
  expect(await first.stop()).toBe(0);

  const second = await start('--data', folder, '--clock', 'virtual');
  const again = { ...requester, ...(await import('./process.ts')).clientWith(second.url, requester.token) };
  expect(await again.ask('getWorkflowInstance', { instanceId })).toEqual(before);
  expect(await again.ask('verifyAuditTrail', { instanceId })).toMatchObject({ ok: true });
  const people = (await again.ask('listUsers')).users;
  expect(people.find(({ id }: { id: string }) => id === 'sr-1').name).toBe('Renamed Person');
  const { definitions } = await again.ask('listWorkflowDefinitions', { workflowId: 'site-visit-approval' });
  expect(definitions).toMatchObject([{ status: 'inactive' }]);
  const later = await again.ask('advanceClock', { minutes: 1 });
  expect(Date.parse(later.now)).toBeGreaterThan(Date.parse(now));
  // Escalated in the first process, decided in the second.
  expect(assignees).not.toEqual(['incharge-1']);
  await (await signIn(second.url, 'incharge-1')).ask('approveStep', { instanceId, stepId: 'approve-cro' });
  await eventually(async () => (await again.ask('getWorkflowStatus', { instanceId })).outcome === 'approved');
});

it('what waited for its moment when the process was killed is armed again in the next one', async () => {
  const first = await start('--data', folder, '--clock', 'virtual');
  const requester = await signIn(first.url, 'requester-1');
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1008', 'ORD-L2'));
  await eventually(
    async () => (await requester.ask('getWorkflowStatus', { instanceId })).openSteps[0]?.stepId === 'approve-cro',
  );
  await first.stop('SIGKILL');
  const second = await start('--data', folder, '--clock', 'virtual');
  const again = await signIn(second.url, 'requester-1');
  const { dueAt } = (await again.ask('getWorkflowStatus', { instanceId })).openSteps[0];
  const { now } = await again.ask('advanceClock', { minutes: 1 });
  await again.ask('advanceClock', { minutes: minutesUntil(now, dueAt) });
  expect((await again.ask('getWorkflowStatus', { instanceId })).openSteps[0]).toMatchObject({
    assignees: ['asm-1'],
    level: 2,
  });
});

it('a second server on the same folder is refused in words, and let in once the first was killed', async () => {
  const first = await start('--data', folder);
  const refused = await startProcess('--data', folder).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 1, message: expect.stringContaining('Another server is using') });
  expect((await signIn(first.url, 'sr-1')).token).not.toBe('');
  await first.stop('SIGKILL');
  await start('--data', folder);
});

it('the key of the tokens and the folder are for their owner alone', async () => {
  await start('--data', join(folder, 'data'));
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'data', 'token.key')).mode & 0o777).toBe(0o600);
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets requests in flight end, and then the process, with code 0',
  async (signal) => {
    const server = await start('--data', folder);
    const requester = await signIn(server.url, 'requester-1');
    const answers = Array.from({ length: 40 }, (_, i) =>
      requester.call('startWorkflow', startOf('ORD-1004', `ORD-S${i}`)),
    );
    await Promise.race(answers);
    const code = server.stop(signal);
    const settled = await Promise.allSettled(answers);
    expect(await code).toBe(0);
    const done = settled.flatMap((one) =>
      one.status === 'fulfilled' && one.value.status === 200 ? [one.value.result.instanceId] : [],
    );
    expect(done.length).toBeGreaterThan(0);
    // Nobody got half an answer: what was not taken was not answered at all.
    for (const one of settled) if (one.status === 'fulfilled') expect(one.value.status).toBe(200);
    const next = await start('--data', folder);
    const again = await signIn(next.url, 'requester-1');
    for (const instanceId of done) expect((await again.call('getWorkflowStatus', { instanceId })).status).toBe(200);
  },
);

it('without samples there is one administrator, who can add people and define workflows', async () => {
  const server = await start('--memory', '--no-samples');
  const admin = await signIn(server.url, 'admin-1');
  expect((await admin.ask('listUsers')).users).toMatchObject([{ id: 'admin-1' }]);
  expect((await admin.ask('listWorkflowDefinitions')).definitions).toEqual([]);
  const user = { id: 'lead-1', name: 'Lead', email: 'lead-1@example.com', roles: ['lead'] };
  await admin.ask('upsertUser', { user });
  const step = { id: 'ok', name: 'Lead approves', type: 'approval', assignedTo: 'role:lead' };
  const definition = {
    id: 'leave-request',
    name: 'Leave',
    version: '1.0.0',
    status: 'active',
    roles: ['lead'],
    steps: [step],
  };
  await admin.ask('createWorkflowDefinition', { definition });
  const { instanceId } = await admin.ask('startWorkflow', { workflowId: 'leave-request', data: { days: 3 } });
  await (await signIn(server.url, 'lead-1')).ask('approveStep', { instanceId, stepId: 'ok' });
  expect(await admin.ask('getWorkflowStatus', { instanceId })).toMatchObject({
    status: 'completed',
    outcome: 'approved',
  });
});

it('a reader that goes away, as after "| head", ends no command', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'local', 'countersign.ts'), 'demo']);
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});

it('wrong options are refused with code 2, and a taken port with code 1', async () => {
  const server = await start('--memory');
  const { port } = new URL(server.url);
  const refusal = (...args: readonly string[]) =>
    startProcess(...args).then(
      () => null,
      (error: unknown) => error,
    );
  expect(await refusal('--memory', '--port', port)).toMatchObject({
    code: 1,
    message: expect.stringContaining(`Port ${port} is taken`),
  });
  expect(await refusal('--clock', 'fast', '--memory')).toMatchObject({ code: 2 });
  expect(await refusal('--memroy')).toMatchObject({ code: 2, message: expect.stringContaining('--memroy') });
});
