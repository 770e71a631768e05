// A deadline comes by Cloud Tasks: the sweep, which would notice it too, waits some time longer.
import { expect, it } from 'vitest';
import { WAKE_GRACE_MS } from '../../functions/core/limits.ts';
import { act, actionsOf, define, ended, functionsUrl, instanceOf, opened, soon, start, statusOf } from './stack.ts';

const TIMEOUT_MS = 2_000;

const escalations = async (instanceId: string): Promise<number> =>
  (await actionsOf(instanceId)).filter((action) => action === 'step_escalated').length;

it('a step that nobody decides on in time is escalated, once, and not before its time', async () => {
  const approval = { id: 'decide', name: 'Decide', type: 'approval', assignedTo: 'user:sr-1', timeout: '2 seconds' };
  const workflowId = await define([
    { ...approval, escalation: { levels: [{ after: '2 seconds', action: 'reassign', to: 'user:asm-1' }] } },
  ]);
  const instanceId = await start(workflowId, {});
  const { dueAt } = await opened(instanceId, 'decide');
  const escalated = await soon(async () => {
    const [step] = (await statusOf(instanceId)).openSteps;
    return step.state === 'escalated' ? step : null;
  });
  expect(escalated).toMatchObject({ assignees: ['asm-1'], level: 1, attempt: 1 });
  const { history } = await instanceOf(instanceId);
  const at = (action: string): number =>
    Date.parse(history.find((event: { action: string }) => event.action === action)?.at);
  expect(at('step_escalated') - at('step_assigned')).toBeGreaterThanOrEqual(TIMEOUT_MS);
  expect(at('step_escalated') - Date.parse(dueAt)).toBeLessThan(WAKE_GRACE_MS);

  // The same task once more, and one that comes too early for its own moment.
  const timer = { kind: 'deadline', stepId: 'decide', attempt: 1, at: Date.parse(dueAt) };
  for (const sent of [timer, timer, { ...timer, attempt: 2 }]) {
    const response = await fetch(`${functionsUrl}/checkdeadlines`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ data: { instanceId, timer: sent } }),
    });
    expect(response.status).toBe(204);
  }
  expect(await escalations(instanceId)).toBe(1);
  expect(await act(instanceId, 'decide', 'approveStep')).toBe('asm-1');
  expect(await ended(instanceId)).toMatchObject({ outcome: 'approved' });
});

it('who decides in time is not escalated', async () => {
  const approval = { id: 'decide', name: 'Decide', type: 'approval', assignedTo: 'user:sr-1', timeout: '5 seconds' };
  const watch = { id: 'watch', name: 'Watch', type: 'system', parallel: true };
  const workflowId = await define([
    approval,
    // Keeps the workflow running past the deadline.
    { ...watch, actions: [{ use: 'wait.for', with: { duration: '7 seconds' } }] },
  ]);
  const instanceId = await start(workflowId, {});
  await act(instanceId, 'decide', 'approveStep');
  expect(await ended(instanceId)).toMatchObject({ status: 'completed', outcome: 'approved' });
  expect(await escalations(instanceId)).toBe(0);
});
