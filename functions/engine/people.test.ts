// Rules of the copies of the directory: what was changed elsewhere counts half a minute later, however the copy came about.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { as, createHarness, type Harness, person } from './testing/harness.ts';

const SECOND = 1_000;
const asking = (id: string) => ({ id, steps: [{ id: 'sign', type: 'approval', assignedTo: 'each:lead' }] });

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define(asking('first-flow'));
  await harness.define(asking('second-flow'));
});
afterEach(() => harness.close());

const asked = async (workflowId: string): Promise<readonly string[]> => {
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId, data: {} });
  const status = await harness.engine.getWorkflowStatus(as('ann'), { instanceId: String(instanceId) });
  const [step] = status.openSteps as readonly { readonly assignees: readonly string[] }[];
  return step?.assignees ?? [];
};

it('a copy made of another copy is as old as that one', async () => {
  expect(await asked('first-flow')).toEqual(['lea', 'leo']);
  // As another process would: this one is not told.
  await harness.platform.directory.upsert(person('lea', []));
  await harness.advance(20 * SECOND);
  expect(await asked('second-flow')).toEqual(['lea', 'leo']);
  await harness.advance(11 * SECOND);
  expect(await asked('second-flow')).toEqual(['leo']);
});
