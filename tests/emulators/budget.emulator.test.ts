// What a two-step approval costs at Firestore itself: the real engine, every document and every call counted.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkflowEngine } from '../../functions/engine/engine.ts';
import { access, as, PEOPLE, render } from '../../functions/engine/testing/harness.ts';
import { openFirestore } from '../../functions/platform/google/firestore-client.ts';
import { countingFirestore, noFirestoreCounts } from './counting-firestore.ts';
import { type FirestorePlatform, openFirestorePlatform } from './firestore-platform.ts';

const channels = ['email', 'whatsapp'];
const told = [
  { on: 'assigned', to: 'assignee', channels },
  { on: 'approved', to: 'requester', channels },
];
const TWO_STEPS = {
  id: 'test-flow',
  name: 'Test flow',
  version: '1.0.0',
  status: 'active',
  roles: ['lead', 'director'],
  steps: [
    { id: 'first', type: 'approval', assignedTo: 'role:lead', timeout: '2 days', notifications: told },
    { id: 'second', type: 'approval', assignedTo: 'role:director', timeout: '2 days', notifications: told },
  ],
};

const counts = { ...noFirestoreCounts(), publishes: 0, tasks: 0 };
const reset = (): void => void Object.assign(counts, noFirestoreCounts(), { publishes: 0, tasks: 0 });

let platform: FirestorePlatform;
let engine: WorkflowEngine;
beforeEach(async () => {
  platform = openFirestorePlatform(countingFirestore(openFirestore({ projectId: `demo-${randomUUID()}` }), counts));
  engine = new WorkflowEngine(
    {
      ...platform,
      bus: {
        publish: (message) => {
          counts.publishes += 1;
          return platform.bus.publish(message);
        },
      },
      timers: {
        schedule: (instanceId, timer) => {
          counts.tasks += 1;
          return platform.timers.schedule(instanceId, timer);
        },
      },
    },
    { access, actions: {}, render, checkTemplate: () => null },
  );
  platform.onEffects((message) => engine.performEffects(message));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  platform.start();
  for (const user of PEOPLE) await platform.directory.upsert(user);
  await engine.createWorkflowDefinition(as('des'), { definition: TWO_STEPS });
  // Definitions and people are remembered by a warm process; the budget is that of one.
  await start('warm-up');
  await platform.idle();
  reset();
});
afterEach(() => platform.close());

const start = async (idempotencyKey: string): Promise<string> => {
  const input = { workflowId: 'test-flow', data: {}, idempotencyKey };
  return String((await engine.startWorkflow(as('rita'), input)).instanceId);
};

/** Whom the step waits for, asked without being counted. */
async function assigneeOf(instanceId: string, stepId: string): Promise<string> {
  const before = { ...counts, calls: [...counts.calls] };
  const step = (await platform.instances.read(instanceId)).stored?.document.instance.steps[stepId];
  Object.assign(counts, before);
  return step !== undefined && 'assignees' in step ? (step.assignees[0]?.user ?? '') : '';
}

const decision = (instanceId: string, stepId: string) => ({ instanceId, stepId, commandId: `${stepId}-1` });

describe('the budget of a two-step approval with email and WhatsApp and one timer a step, in Firestore', () => {
  it('is 9 reads, 12 writes, 3 publishes and 2 tasks, stale timers included', async () => {
    const instanceId = await start('order-1');
    await platform.idle();
    for (const stepId of ['first', 'second']) {
      await engine.approveStep(as(await assigneeOf(instanceId, stepId)), decision(instanceId, stepId));
      await platform.idle();
    }
    for (const stepId of ['first', 'second'])
      await engine.timerFired(instanceId, { kind: 'deadline', stepId, attempt: 1, at: platform.clock.now() });
    const { reads, writes, publishes, tasks, calls } = counts;
    expect({ reads, writes, publishes, tasks }).toEqual({ reads: 9, writes: 12, publishes: 3, tasks: 2 });
    // Each decision reads the instance and its caller in one call; nothing else is asked of Firestore.
    expect(calls.filter((call) => call === 'get')).toHaveLength(7);
    expect(calls.filter((call) => call === 'commit')).toHaveLength(6);
    expect(calls).toHaveLength(13);
    expect((await engine.getWorkflowStatus(as('rita'), { instanceId })).outcome).toBe('approved');
  });

  it('takes one round trip to start and two to decide', async () => {
    const starting = start('order-1');
    await starting;
    expect(counts.calls[0]).toBe('commit');
    await platform.idle();
    const instanceId = await starting;
    const assignee = await assigneeOf(instanceId, 'first');
    reset();
    await engine.approveStep(as(assignee), decision(instanceId, 'first'));
    expect(counts.calls.slice(0, 2)).toEqual(['get', 'commit']);
    await platform.idle();
    // What follows are the messages: each is read and recorded once.
    expect(counts.calls.slice(2)).toEqual(['get', 'commit']);
  });

  it('costs a duplicate of anything no write', async () => {
    const instanceId = await start('order-1');
    await platform.idle();
    const assignee = await assigneeOf(instanceId, 'first');
    const first = await engine.approveStep(as(assignee), decision(instanceId, 'first'));
    await platform.idle();
    reset();
    expect(await engine.approveStep(as(assignee), decision(instanceId, 'first'))).toEqual(first);
    expect(counts).toMatchObject({ reads: 2, writes: 0, publishes: 0, tasks: 0 });
    expect(await start('order-1')).toBe(instanceId);
    await engine.performEffects({ instanceId, effectIds: ['first:1:assigned:0:lea:email'] });
    expect(counts).toMatchObject({ writes: 0, publishes: 0, tasks: 0 });
  });

  it('costs a status query one read', async () => {
    const instanceId = await start('order-1');
    await platform.idle();
    reset();
    await engine.getWorkflowStatus(as('rita'), { instanceId });
    expect(counts).toMatchObject({ reads: 1, writes: 0, calls: ['get'], publishes: 0, tasks: 0 });
  });
});
