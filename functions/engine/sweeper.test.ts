// Sweeps over what cannot be healed at once.
import { afterEach, describe, expect, it } from 'vitest';
import { as, createHarness, type Harness } from './testing/harness.ts';

const HOUR_MS = 60 * 60_000;

let harness: Harness;
afterEach(() => harness.close());

/** An instance whose deadline was lost, and is overdue; what `meanwhile` does happens once, instead of the sweep's read. */
async function overdue(meanwhile: (instanceId: string) => Promise<unknown>): Promise<string> {
  let isBroken = false;
  harness = await createHarness({
    wrap: (platform) => ({
      ...platform,
      timers: { schedule: async () => {} },
      instances: {
        ...platform.instances,
        read: async (instanceId, userId) => {
          if (!isBroken) return platform.instances.read(instanceId, userId);
          isBroken = false;
          await meanwhile(instanceId);
          throw new Error('unreadable');
        },
      },
    }),
  });
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea', timeout: '1 hour' }] });
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  await harness.platform.idle();
  await harness.advance(2 * HOUR_MS);
  isBroken = true;
  return String(instanceId);
}
const documentOf = async (id: string) => (await harness.platform.instances.read(id)).stored?.document;

describe('a sweep that fails at an instance', () => {
  it('sets it back, so that it is not at the head of every page, and heals it later', async () => {
    const id = await overdue(async () => {});
    const due = harness.platform.clock.now();
    expect((await harness.engine.sweep()).looked).toBe(1);
    expect(await documentOf(id)).toMatchObject({ wakeAt: due + 30_000, wakes: 1 });
    expect((await harness.engine.sweep()).looked).toBe(0);
    await harness.advance(30_000);
    await harness.engine.sweep();
    expect(await documentOf(id)).toMatchObject({ instance: { steps: { sign: { level: 1 } } }, wakes: 0 });
  });
  it('does not wake what has ended meanwhile, and would be swept for ever', async () => {
    const id = await overdue(async (instanceId) => {
      await harness.engine.cancelWorkflow(as('ops'), { instanceId, reason: 'no need' });
      await harness.platform.idle();
    });
    await harness.engine.sweep();
    expect(await documentOf(id)).toMatchObject({ instance: { status: 'cancelled' }, wakeAt: null, wakes: 0 });
  });
});
