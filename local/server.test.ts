// The embedded server in one process: what it serves, what it knows on its first day, and how it ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { silentLog } from '../functions/platform/embedded/log.ts';
import { type Client, eventually, post, signIn } from '../tests/http/process.ts';
import { startOf } from '../tests/http/samples.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const running: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});
async function started(changes: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const options: ServerOptions = { port: 0, data: null, clock: 'real', samples: true, log: silentLog(), ...changes };
  const server = await startServer(options);
  running.push(server);
  return server;
}
const fragment = async (url: string, path: string, { token }: Client) =>
  (await fetch(`${url}/fragments${path}`, { headers: { authorization: `Bearer ${token}` } })).text();

it('serves operations and pages, and a person sees the way of a request on them', async () => {
  const { url } = await started();
  const requester = await signIn(url, 'requester-1');
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1004', 'ORD-V1'));
  const approver = await signIn(url, 'sr-1');
  await eventually(async () => (await approver.ask('listMyTasks')).tasks.length > 0);
  expect(await fragment(url, '/', approver)).toContain('data-operation="approveStep"');
  await approver.ask('rejectStep', { instanceId, stepId: 'approve-sr-acl', reason: 'Too far.' });
  await eventually(async () => (await requester.ask('getWorkflowStatus', { instanceId })).status === 'completed');
  const page = await fragment(url, `/instances/${instanceId}`, requester);
  for (const text of ['Order approval: ORD-V1', 'Rejected', 'Too far.', 'Tariq Mahmud Sohel', 'audit trail is whole'])
    expect.soft(page).toContain(text);
  expect(await fragment(url, '/', requester)).toContain(`href="/simple/instances/${instanceId}"`);
  await eventually(async () => (await (await fetch(`${url}/outbox/requester-1.json`)).text()).includes('ORD-V1'));
  expect(await fragment(url, '/nix', requester)).toBe('There is nothing here.');
  expect((await fetch(`${url}/outbox`)).status).toBe(200);
  expect((await fetch(`${url}/assets/page.css`)).headers.get('content-type')).toContain('text/css');
  expect((await fetch(`${url}/nix`)).status).toBe(404);
});

it('a manual step is completed with the fields its form asks for', async () => {
  const { url } = await started();
  const requester = await signIn(url, 'requester-1');
  const data = { disputeId: 'D-1', type: 'quality', title: 'T', description: 'D', priority: 'high' };
  const { instanceId } = await requester.ask('startWorkflow', { workflowId: 'dispute-resolution', data });
  const step = await eventually(async () =>
    (await requester.ask('getWorkflowStatus', { instanceId })).openSteps.find(
      (one: { stepId: string }) => one.stepId === 'investigate',
    ),
  );
  const page = await fragment(url, '/', await signIn(url, step.assignees[0]));
  expect(page).toContain('data-operation="completeStep"');
  expect(page).toContain('<textarea name="output.resolution" rows="2" required>');
});

it('without samples there is nothing to start by a click', async () => {
  const { url } = await started({ samples: false });
  expect(await fragment(url, '/', await signIn(url, 'admin-1'))).not.toContain('sample order');
});

it('what is too large or no path is answered here, before the framework reads it', async () => {
  const { url } = await started();
  expect((await post(url, 'listMyTasks', `"${'x'.repeat(400_000)}"`)).error?.details.reason).toBe('LIMIT_EXCEEDED');
  expect((await fetch(`${url}/`, { method: 'POST', body: 'x'.repeat(400_000) })).status).toBe(405);
  expect((await fetch(`${url}/%zz`)).status).toBe(404);
  expect((await fetch(`${url}/`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(403);
});

it('a client that goes away while it sends leaves the server serving', async () => {
  const { url } = await started();
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write('POST /api/signIn HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{"data"');
  await new Promise((resolve) => setTimeout(resolve, 30));
  socket.destroy();
  expect((await signIn(url, 'sr-1')).token).not.toBe('');
});

it('moves of the clock follow each other, and the next server goes on from there', async () => {
  const data = mkdtempSync(join(tmpdir(), 'countersign-'));
  const first = await started({ clock: 'virtual', data });
  const client = await signIn(first.url, 'sr-1');
  const moves = await Promise.all([1, 2, 3].map((minutes) => client.ask('advanceClock', { minutes: minutes * 1_440 })));
  const days = moves.map(({ now }: { now: string }) => Date.parse(now) / 86_400_000);
  expect([days[1] ?? 0, days[2] ?? 0].map((day, i) => day - (days[i] ?? 0))).toEqual([2, 3]);
  await running.pop()?.close();
  const second = await started({ clock: 'virtual', data });
  const later = await (await signIn(second.url, 'sr-1')).ask('advanceClock', { minutes: 1_440 });
  expect(Date.parse(later.now) / 86_400_000 - (days[2] ?? 0)).toBeCloseTo(1, 9);
  await running.pop()?.close();
  rmSync(data, { recursive: true });
});

it('what cannot start lets go of the folder again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'countersign-'));
  const { url } = await started();
  const port = Number(new URL(url).port);
  await expect(startServer({ port, data, clock: 'real', samples: true, log: silentLog() })).rejects.toThrow(/is taken/);
  await expect(
    startServer({ port: 1, data, clock: 'real', samples: true, log: silentLog() }).then((s) =>
      s.close().then(() => Promise.reject(new Error('Port 1 cannot be used'))),
    ),
  ).rejects.toThrow(/Port 1 cannot be used/);
  await (await startServer({ port: 0, data, clock: 'real', samples: true, log: silentLog() })).close();
  rmSync(data, { recursive: true });
});

it('has nothing at the address of the chat where none is set up', async () => {
  const { url } = await started({ samples: false });
  const response = await fetch(`${url}/webhooks/maytapi/correct-horse-battery-staple`, { method: 'POST', body: '{}' });
  expect([response.status, (await response.json()).error.status]).toEqual([404, 'NOT_FOUND']);
  const large = { method: 'POST', body: 'x'.repeat(400_000) };
  expect((await fetch(`${url}/webhooks/maytapi/correct-horse-battery-staple`, large)).status).toBe(404);
});
