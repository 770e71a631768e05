// Deleting definitions, asked of the real engine: what instances are read by stays.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness } from './testing/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:director' }] });
});
afterEach(() => harness.close());

const remove = (who: string, workflowId = 'test-flow', version = '1.0.0') =>
  harness.engine.deleteWorkflowDefinition(as(who), { workflowId, version });
const start = async (more: JsonObject = {}): Promise<string> =>
  String((await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {}, ...more })).instanceId);
const reasonOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.rejection.reason : error),
  );

describe('a version that nothing runs on', () => {
  it('is deleted, and is gone for starts at once', async () => {
    expect(await remove('des')).toEqual({ workflowId: 'test-flow', version: '1.0.0', deleted: true });
    expect(await reasonOf(start())).toBe('NOT_FOUND');
    expect(await reasonOf(harness.engine.getWorkflowDefinition(as('des'), { workflowId: 'test-flow' }))).toBe(
      'NOT_FOUND',
    );
  });
  it('leaves the other versions alone', async () => {
    await harness.define({ version: '2.0.0', steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:director' }] });
    await start({ version: '2.0.0' });
    expect(await reasonOf(remove('des'))).toBe('accepted');
    expect(await reasonOf(start())).toBe('accepted');
  });
  it('may be published again', async () => {
    await remove('des');
    await harness.define({ steps: [{ id: 'other', type: 'approval', assignedTo: 'role:lead' }] });
    expect(await harness.engine.getWorkflowStatus(as('rita'), { instanceId: await start() })).toMatchObject({
      openSteps: [{ stepId: 'other' }],
    });
  });
  it('is deleted once', async () => {
    await remove('des');
    expect(await reasonOf(remove('des'))).toBe('NOT_FOUND');
    expect(await reasonOf(remove('des', 'no-flow'))).toBe('NOT_FOUND');
    expect(await reasonOf(remove('des', 'test-flow', '9.0.0'))).toBe('NOT_FOUND');
  });
});

describe('a version that an instance was ever started on', () => {
  it('stays while the instance is a draft, runs, rests, and when it has ended', async () => {
    const draft = await start({ draft: true });
    expect(await reasonOf(remove('des'))).toBe('DEFINITION_IN_USE');
    await harness.engine.cancelWorkflow(as('rita'), { instanceId: draft, reason: 'not now' });
    expect(await reasonOf(remove('des'))).toBe('DEFINITION_IN_USE');
    const instanceId = await start();
    expect(await reasonOf(remove('des'))).toBe('DEFINITION_IN_USE');
    await harness.engine.pauseWorkflow(as('ops'), { instanceId });
    expect(await reasonOf(remove('des'))).toBe('DEFINITION_IN_USE');
    await harness.engine.resumeWorkflow(as('ops'), { instanceId });
    await harness.engine.approveStep(as('dan'), { instanceId });
    expect(await reasonOf(remove('des'))).toBe('DEFINITION_IN_USE');
    expect(await harness.engine.getWorkflowInstance(as('rita'), { instanceId })).toMatchObject({ status: 'completed' });
  });
});

describe('who deletes', () => {
  it('is a designer', async () => {
    for (const who of ['rita', 'lea', 'ops', 'aud'])
      expect([who, await reasonOf(remove(who))]).toEqual([who, 'PERMISSION_DENIED']);
    expect(await reasonOf(remove('ann'))).toBe('accepted');
  });
});
