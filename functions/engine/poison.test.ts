// What fails whenever it is delivered, told to people by the real engine.
import { afterEach, describe, expect, it } from 'vitest';
import { Transient } from './failure.ts';
import { as, createHarness, type Harness, type HarnessOptions } from './testing/harness.ts';

let harness: Harness;
afterEach(() => harness.close());

async function running(options: HarnessOptions = {}): Promise<string> {
  harness = await createHarness(options);
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }] });
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  await harness.platform.idle();
  return String(instanceId);
}
const POISON = { source: 'effects', error: 'TypeError: no\n    at performEffects (effects.ts:1:1)' };
const incidentsIn = async (instanceId: string) =>
  (await harness.platform.instances.read(instanceId)).stored?.document.instance.incidents;
const poison = () => harness.logged.filter(({ event }) => event.startsWith('poison_'));
const events = () => poison().map(({ severity, event }) => `${severity} ${event}`);

describe('a poison message', () => {
  it('is logged, with its stack', async () => {
    await running();
    await harness.engine.reportPoison(POISON);
    expect(poison()).toEqual([{ severity: 'error', event: 'poison_message', fields: POISON }]);
  });
  it('opens an incident in the instance it speaks of, without the stack, and operators find it', async () => {
    const instanceId = await running();
    await harness.engine.reportPoison({ ...POISON, instanceId });
    const { incidents } = await harness.engine.listIncidents(as('ops'), {});
    expect(incidents).toMatchObject([
      {
        instanceId,
        incidentId: 'poison:effects',
        kind: 'poison_message',
        message: 'What came from effects fails whenever it is tried: TypeError: no',
      },
    ]);
    expect(await harness.engine.verifyAuditTrail(as('aud'), { instanceId })).toMatchObject({ ok: true });
  });
  it('told again opens no second incident, and one from elsewhere does', async () => {
    const instanceId = await running();
    for (let i = 0; i < 3; i++) await harness.engine.reportPoison({ ...POISON, error: `try ${i}`, instanceId });
    await harness.engine.reportPoison({ source: 'timers', error: 'no', instanceId });
    expect(Object.keys((await incidentsIn(instanceId)) ?? {})).toEqual(['poison:effects', 'poison:timers']);
  });
  it('does not keep the workflow from going on', async () => {
    const instanceId = await running();
    await harness.engine.reportPoison({ ...POISON, instanceId });
    expect(await harness.engine.approveStep(as('lea'), { instanceId })).toMatchObject({ status: 'completed' });
  });
  it('of an instance that does not exist is only logged', async () => {
    await running();
    await harness.engine.reportPoison({ ...POISON, instanceId: 'nobody' });
    expect(events()).toEqual(['error poison_message']);
  });
});

describe('an incident that cannot be committed', () => {
  it('because the store does not answer, is told again', async () => {
    const instanceId = await running({
      wrap: (platform) => ({
        ...platform,
        instances: {
          ...platform.instances,
          read: async (id, userId) => {
            if (harness?.logged.length > 0) throw new Transient('unavailable');
            return platform.instances.read(id, userId);
          },
        },
      }),
    });
    await expect(harness.engine.reportPoison({ ...POISON, instanceId })).rejects.toThrow(Transient);
  });
  it('because it is what poisons the message, is logged as such and not told again', async () => {
    let isGone = false;
    const instanceId = await running({
      wrap: (platform) => ({
        ...platform,
        instances: {
          ...platform.instances,
          commit: async (commit) => {
            if (isGone) throw new TypeError('cannot be stored');
            return platform.instances.commit(commit);
          },
        },
      }),
    });
    isGone = true;
    await harness.engine.reportPoison({ ...POISON, instanceId });
    expect(events()).toEqual(['error poison_message', 'error poison_unrecorded']);
  });
});
