// What a two-step approval may cost: counted, and failing on one more.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, createHarness, type Harness, reset } from './testing/harness.ts';

const channels = ['email', 'whatsapp'];
const told = [
  { on: 'assigned', to: 'assignee', channels },
  { on: 'approved', to: 'requester', channels },
];
const TWO_STEPS = {
  steps: [
    { id: 'first', type: 'approval', assignedTo: 'role:lead', timeout: '2 days', notifications: told },
    { id: 'second', type: 'approval', assignedTo: 'role:director', timeout: '2 days', notifications: told },
  ],
};

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define(TWO_STEPS);
  // Definitions and people are remembered by a warm process; the budget is that of one.
  await start('warm-up');
  await harness.platform.idle();
  reset(harness.counts);
});
afterEach(() => harness.close());

const start = async (idempotencyKey: string): Promise<string> =>
  String(
    (await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {}, idempotencyKey })).instanceId,
  );

async function assigneeOf(instanceId: string, stepId: string): Promise<string> {
  const step = (await harness.platform.instances.read(instanceId)).stored?.document.instance.steps[stepId];
  return step !== undefined && 'assignees' in step ? (step.assignees[0]?.user ?? '') : '';
}

async function decide(instanceId: string, stepId: string): Promise<void> {
  await harness.engine.approveStep(as(await assigneeOf(instanceId, stepId)), {
    instanceId,
    stepId,
    commandId: `${stepId}-1`,
  });
}

describe('the budget of a two-step approval with email and WhatsApp and one timer a step', () => {
  it('is 9 reads, 12 writes, 3 publishes and 2 tasks, stale timers included', async () => {
    const instanceId = await start('order-1');
    await harness.platform.idle();
    await decide(instanceId, 'first');
    await harness.platform.idle();
    await decide(instanceId, 'second');
    await harness.platform.idle();
    for (const stepId of ['first', 'second'])
      await harness.engine.timerFired(instanceId, {
        kind: 'deadline',
        stepId,
        attempt: 1,
        at: harness.platform.clock.now(),
      });
    const { reads, writes, publishes, tasks, leases } = harness.counts;
    expect({ reads, writes, publishes, tasks }).toEqual({ reads: 9, writes: 12, publishes: 3, tasks: 2 });
    // These channels know a key again; those that do not cost one more write for each try.
    expect(leases).toBe(0);
    expect((await harness.engine.getWorkflowStatus(as('rita'), { instanceId })).outcome).toBe('approved');
  });

  it('takes one round trip to start and two to decide, before anything is told', async () => {
    const instanceId = await start('order-1');
    const started = harness.counts.calls.filter((call) => call !== 'users').slice(0, 1);
    expect(started).toEqual(['commit']);
    await harness.platform.idle();
    const assignee = await assigneeOf(instanceId, 'first');
    reset(harness.counts);
    const decided = harness.engine.approveStep(as(assignee), { instanceId, stepId: 'first' });
    await decided;
    expect(harness.counts.calls.slice(0, 2)).toEqual(['read', 'commit']);
  });

  it('costs a duplicate its reads and no write', async () => {
    const instanceId = await start('order-1');
    await harness.platform.idle();
    const assignee = await assigneeOf(instanceId, 'first');
    const input = { instanceId, stepId: 'first', commandId: 'once' };
    const first = await harness.engine.approveStep(as(assignee), input);
    await harness.platform.idle();
    reset(harness.counts);
    expect(await harness.engine.approveStep(as(assignee), input)).toEqual(first);
    expect(await start('order-1')).toBe(instanceId);
    await harness.engine.performEffects({ instanceId, effectIds: ['first:1:assigned:0:lea:email'] });
    expect(harness.counts).toMatchObject({ writes: 0, publishes: 0, tasks: 0 });
  });

  it('costs a status query one read', async () => {
    const instanceId = await start('order-1');
    await harness.platform.idle();
    reset(harness.counts);
    await harness.engine.getWorkflowStatus(as('rita'), { instanceId });
    expect(harness.counts).toMatchObject({ reads: 1, writes: 0, publishes: 0, tasks: 0 });
  });
});
