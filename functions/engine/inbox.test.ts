// Rules of a person's own messages: theirs alone, the newest first.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, createHarness, type Harness } from './testing/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }] });
});
afterEach(() => harness.close());

const started = async (): Promise<string> => {
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  await harness.platform.idle();
  return String(instanceId);
};
const inboxOf = async (userId: string) =>
  (await harness.engine.listMyMessages(as(userId), {})).messages as readonly { readonly instanceId?: string }[];

describe('what a person was told', () => {
  it('is theirs alone, with what it is about, the newest first', async () => {
    const first = await started();
    const second = await started();
    expect(await inboxOf('lea')).toEqual([
      {
        instanceId: second,
        stepId: 'sign',
        template: 'workflow_task_assigned',
        channel: 'email',
        subject: 'workflow_task_assigned test-flow',
        text: 'workflow_task_assigned for lea by email',
        at: '2026-03-02T04:00:00.000Z',
      },
      expect.objectContaining({ instanceId: first }),
    ]);
    expect(await inboxOf('rita')).toEqual([]);
  });
  it('comes in pages as long as is asked for', async () => {
    await started();
    const second = await started();
    const { messages } = await harness.engine.listMyMessages(as('lea'), { pageSize: 1 });
    expect(messages).toMatchObject([{ instanceId: second }]);
  });
  it('is nothing for whoever is nobody in the directory', async () => {
    await expect(harness.engine.listMyMessages(as('gone'), {})).rejects.toMatchObject({
      rejection: { reason: 'PERMISSION_DENIED' },
    });
  });
});
