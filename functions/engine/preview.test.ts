// What would happen, asked of the real engine: nothing is stored, and nobody is told.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness, person } from './testing/harness.ts';

let harness: Harness;
let done: string[];
beforeEach(async () => {
  done = [];
  harness = await createHarness({
    actions: {
      'do.it': async ({ instanceId }) => {
        done.push(instanceId);
        return { ok: true };
      },
    },
  });
  await harness.define({
    data: { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
    steps: [
      { id: 'book', type: 'system', actions: ['do.it'] },
      { id: 'sign', type: 'approval', assignedTo: 'role:director', timeout: '1 day' },
      { id: 'big', type: 'approval', assignedTo: 'manager_of:requester', conditions: { total: { $gt: 100 } } },
    ],
  });
});
afterEach(() => harness.close());

const preview = (who: string, more: JsonObject = {}) =>
  harness.engine.previewWorkflow(as(who), { workflowId: 'test-flow', data: { total: 5 }, ...more });
const refusalOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.rejection.reason : error),
  );

describe('a preview', () => {
  it('says what each step will do, and how it ends if everybody says yes', async () => {
    expect(await preview('rita')).toEqual({
      steps: [
        { stepId: 'book', name: 'book', will: 'run', assignees: [], because: 'it asks nobody' },
        {
          stepId: 'sign',
          name: 'sign',
          will: 'run',
          assignees: ['dan'],
          dueAfter: 1440,
          because: 'assigned by role:director',
        },
        { stepId: 'big', name: 'big', will: 'skip', assignees: [], because: 'its conditions do not hold' },
      ],
      outcomeIfApproved: 'approved',
    });
  });

  it('stores nothing, does nothing and tells nobody', async () => {
    await preview('rita');
    await harness.advance(7 * 24 * 3_600_000);
    expect(done).toEqual([]);
    expect((await harness.platform.instances.list({ pageSize: 10 })).instances).toEqual([]);
    expect(await harness.platform.instances.openCounts(['dan'])).toEqual({});
    expect(await harness.engine.listMyTasks(as('dan'), {})).toMatchObject({ tasks: [] });
    expect(harness.logged).toEqual([]);
  });

  it('leaves the real start as it would have been', async () => {
    await preview('rita');
    const { instanceId } = await harness.engine.startWorkflow(as('rita'), {
      workflowId: 'test-flow',
      data: { total: 5 },
    });
    await harness.advance(1_000);
    expect(await harness.engine.getWorkflowStatus(as('rita'), { instanceId: String(instanceId) })).toMatchObject({
      openSteps: [{ stepId: 'sign', assignees: ['dan'] }],
    });
    expect(done).toHaveLength(1);
  });

  it('is refused as a start would be', async () => {
    expect(await refusalOf(preview('rita', { data: {} }))).toBe('INVALID_DATA');
    expect(await refusalOf(preview('rita', { workflowId: 'no-flow' }))).toBe('NOT_FOUND');
    expect(await refusalOf(preview('rita', { version: '9.0.0' }))).toBe('NOT_FOUND');
    await harness.engine.setWorkflowDefinitionStatus(as('des'), {
      workflowId: 'test-flow',
      version: '1.0.0',
      status: 'inactive',
    });
    expect(await refusalOf(preview('rita'))).toBe('DEFINITION_INACTIVE');
  });
});

describe('a preview for somebody else', () => {
  it('is seen with their eyes by designers and operators', async () => {
    await harness.platform.directory.upsert(person('sub', ['requester'], { manager: 'dan' }));
    for (const who of ['des', 'ops', 'ann']) {
      const { steps } = await preview(who, { startedBy: 'sub', data: { total: 500 } });
      expect(steps).toMatchObject([{}, {}, { stepId: 'big', will: 'run', assignees: ['dan'] }]);
    }
  });
  it('is refused to everybody else, and their own is not', async () => {
    for (const who of ['rita', 'lea', 'aud'])
      expect([who, await refusalOf(preview(who, { startedBy: 'rob' }))]).toEqual([who, 'PERMISSION_DENIED']);
    expect(await refusalOf(preview('rita', { startedBy: 'rita' }))).toBe('accepted');
  });
  it('is refused to somebody whom nobody knows', async () =>
    expect(await refusalOf(preview('nobody'))).toBe('PERMISSION_DENIED'));
});
