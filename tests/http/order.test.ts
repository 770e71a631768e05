// The order approval from end to end, over HTTP, against the real server.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { operations } from '../../functions/api/operations.ts';
import { type Client, eventually, PATIENT, type ServerProcess, signIn, startProcess } from './process.ts';
import { startOf } from './samples.ts';

vi.setConfig(PATIENT);

let server: ServerProcess;
let requester: Client;
let admin: Client;
beforeAll(async () => {
  server = await startProcess('--memory', '--clock', 'virtual');
  requester = await signIn(server.url, 'requester-1');
  admin = await signIn(server.url, 'admin-1');
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
});

const statusOf = async (instanceId: string) => requester.ask('getWorkflowStatus', { instanceId });
const opened = (instanceId: string) =>
  eventually(async () =>
    (await statusOf(instanceId)).openSteps.find((step: { assignees: string[] }) => step.assignees.length > 0),
  );
const ended = (instanceId: string) =>
  eventually(async () => {
    const status = await statusOf(instanceId);
    return status.status === 'running' ? null : status;
  });

it('an order is asked for, approved by whom its amount asks for, delivered, and told of', async () => {
  const { instanceId, status } = await requester.ask('startWorkflow', startOf('ORD-1005', 'ORD-T1'));
  expect(status).toBe('running');
  const step = await opened(instanceId);
  expect(step).toMatchObject({ stepId: 'approve-sr-acl', assignees: ['sr-2'], attempt: 1, level: 0 });

  const approver = await signIn(server.url, 'sr-2');
  const { tasks } = await approver.ask('listMyTasks');
  const task = tasks.find((one: { instanceId: string }) => one.instanceId === instanceId);
  expect(task).toMatchObject({ stepId: 'approve-sr-acl', workflowName: 'Order approval', requester: 'requester-1' });
  const answer = await approver.ask('approveStep', {
    instanceId,
    stepId: task.stepId,
    attempt: task.attempt,
    commandId: 'approve-1',
    notes: 'Known dealer.',
  });
  expect(answer.step).toEqual({ stepId: 'approve-sr-acl', state: 'completed', outcome: 'approved', attempt: 1 });

  expect(await ended(instanceId)).toMatchObject({ status: 'completed', outcome: 'approved', openSteps: [] });
  const view = await eventually(async () => {
    const found = await requester.ask('getWorkflowInstance', { instanceId });
    const isTold = ({ state }: { state: string }): boolean => state === 'sent' || state === 'delivered';
    return found.messages.every(isTold) ? found : null;
  });
  expect(view.steps['approve-sr-acl'].votes).toMatchObject({
    'sr-2': { decision: 'approved', notes: 'Known dealer.' },
  });
  expect(view.messages.map(({ to, template }: { to: string; template: string }) => `${to} ${template}`)).toEqual(
    expect.arrayContaining([
      'sr-2 workflow_task_assigned',
      'requester-1 workflow_step_approved',
      'requester-1 workflow_completed',
    ]),
  );
  const actions = view.history.map(({ action }: { action: string }) => action);
  expect(actions[0]).toBe('workflow_started');
  expect(actions).toEqual(expect.arrayContaining(['step_assigned', 'step_approved', 'workflow_completed']));
  expect(await requester.ask('verifyAuditTrail', { instanceId })).toMatchObject({ ok: true });
});

it('what the operations answer has the shape the reference promises', async () => {
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1001', 'ORD-T2'));
  await ended(instanceId);
  const asked: readonly (readonly [string, unknown])[] = [
    ['getWorkflowStatus', { instanceId }],
    ['getWorkflowInstance', { instanceId }],
    ['getAuditTrail', { instanceId }],
    ['verifyAuditTrail', { instanceId }],
    ['listWorkflowInstances', {}],
    ['listMyTasks', {}],
    ['listUsers', {}],
    ['listWorkflowDefinitions', {}],
    ['getWorkflowDefinition', { workflowId: 'order-approval' }],
  ];
  for (const [name, data] of asked) {
    const checked = operations[name]?.output.safeParse(await requester.ask(name, data));
    expect.soft(checked?.error?.message, name).toBeUndefined();
  }
});

it('a rejection needs a reason, ends the workflow, and the requester reads the reason', async () => {
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1004', 'ORD-T3'));
  const { stepId } = await opened(instanceId);
  const approver = await signIn(server.url, 'sr-1');
  expect((await approver.call('rejectStep', { instanceId, stepId })).error?.details.reason).toBe('REASON_REQUIRED');
  await approver.ask('rejectStep', { instanceId, stepId, reason: 'Too far away.' });
  expect(await ended(instanceId)).toMatchObject({ status: 'completed', outcome: 'rejected' });
  const { history } = await requester.ask('getWorkflowInstance', { instanceId });
  expect(JSON.stringify(history)).toContain('Too far away.');
});

it('a decision that does not come in time is escalated when the clock is moved, once, to the next in line', async () => {
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1008', 'ORD-T4'));
  const before = await opened(instanceId);
  expect(before.stepId).toBe('approve-cro');
  const { now } = await requester.ask('advanceClock', { minutes: 5 });
  expect((await statusOf(instanceId)).openSteps[0]).toMatchObject({ state: 'assigned', level: 0 });
  // Working hours: how long that is depends on the day.
  const minutes = Math.ceil((Date.parse(before.dueAt) - Date.parse(now)) / 60_000);
  const later = await requester.ask('advanceClock', { minutes });
  expect(Date.parse(later.now) - Date.parse(now)).toBe(minutes * 60_000);
  expect((await statusOf(instanceId)).openSteps[0]).toMatchObject({
    state: 'escalated',
    assignees: ['asm-1'],
    level: 2,
    attempt: 1,
  });
  const late = await signIn(server.url, before.assignees[0]);
  expect((await late.call('approveStep', { instanceId, stepId: 'approve-cro' })).error?.details.reason).toBe(
    'NOT_ASSIGNED',
  );
  const { history } = await admin.ask('getWorkflowInstance', { instanceId });
  expect(history.filter(({ action }: { action: string }) => action === 'step_escalated')).toHaveLength(2);
  await (await signIn(server.url, 'asm-1')).ask('approveStep', { instanceId, stepId: 'approve-cro', attempt: 1 });
  expect(await ended(instanceId)).toMatchObject({ outcome: 'approved' });
});

it('a year in which nothing happens passes quickly, and every ladder ends at its top', async () => {
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1010', 'ORD-T5'));
  await opened(instanceId);
  const startedAt = performance.now();
  await requester.ask('advanceClock', { minutes: 365 * 24 * 60 });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect((await statusOf(instanceId)).openSteps[0]).toMatchObject({ assignees: ['incharge-1'], level: 2 });
});

it('a token outlives the jumps of a virtual clock: people stay signed in', async () => {
  const before = await signIn(server.url, 'sr-1');
  await before.ask('advanceClock', { minutes: 3 * 24 * 60 });
  expect((await before.call('listMyTasks')).status).toBe(200);
});
