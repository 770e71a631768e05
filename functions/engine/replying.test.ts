// What somebody who wrote to us may learn: of steps that were theirs, and of the people around them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness } from './testing/harness.ts';

let harness: Harness;
let instanceId: string;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define({
    steps: [{ id: 'approve', name: 'Approve order', type: 'approval', assignedTo: 'user:lea' }],
    roles: ['lead'],
  });
  const started = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  instanceId = String(started.instanceId);
});
afterEach(() => harness.close());

it('a step is told of as it is, open or ended', async () => {
  const { engine } = harness;
  const about = { name: 'Approve order', workflowName: 'Test flow', requester: 'rita', attempt: 1, isInvolved: true };
  const step = { instanceId, stepId: 'approve' };
  expect(await engine.seenStep(as('lea'), step)).toEqual({ ...about, isOpen: true, outcome: null, votes: {} });
  await engine.approveStep(as('lea'), step);
  expect(await engine.seenStep(as('rita'), step)).toMatchObject({ ...about, isOpen: false, outcome: 'approved' });
});

it('an auditor sees a step and is not involved; a stranger sees no instance', async () => {
  const { engine } = harness;
  expect(await engine.seenStep(as('aud'), { instanceId, stepId: 'approve' })).toMatchObject({ isInvolved: false });
  await expect(engine.seenStep(as('pia'), { instanceId, stepId: 'approve' })).rejects.toThrow(Refused);
  await expect(engine.delegatesFor(as('pia'), instanceId)).rejects.toThrow(Refused);
});

it('there is no step by a name that every object has', async () => {
  expect(await harness.engine.seenStep(as('lea'), { instanceId, stepId: 'constructor' })).toBeNull();
});

it('a task can be handed to others with a role of the workflow', async () => {
  expect(await harness.engine.delegatesFor(as('lea'), instanceId)).toEqual([{ id: 'leo', name: 'leo' }]);
});

it('people are called by their names, and those who are gone by their ids', async () => {
  expect(await harness.engine.namesOf(['lea', 'gone', 'constructor'])).toEqual({
    lea: 'lea',
    gone: 'gone',
    constructor: 'constructor',
  });
});
