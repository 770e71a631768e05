// Reports of providers: recorded where an instance waits for them, looked for again for a while, and dropped.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveryHandle, echoHandle } from '../core/delivery.ts';
import type { Platform } from '../platform/platform.ts';
import { echoKey } from './deliveries.ts';
import { Transient } from './failure.ts';
import { as, createHarness, type Harness, person, START } from './testing/harness.ts';

let harness: Harness;
let instanceId: string;
/** What the next looks for a handle's instance come to, in place of the truth. */
let looks: (null | Error)[];

/** A provider that takes messages, and tells later what became of them. */
const provided = (platform: Platform): Platform => ({
  ...platform,
  channels: {
    traits: () => ({ honoursKeys: true, reports: 'always' }),
    echoOf: () => null,
    send: async ({ to }) => ({ ok: true, providerId: `to-${to.id}`, state: 'sent' }),
  },
  instances: {
    ...platform.instances,
    awaiting: async (handle) => {
      const look = looks.shift();
      if (look instanceof Error) throw look;
      return look === null ? null : platform.instances.awaiting(handle);
    },
  },
});

beforeEach(async () => {
  looks = [];
  const people = ['rita', 'lea', 'des'].map((id) =>
    person(id, ['lead', 'designer'], { channel: 'whatsapp', phone: '+8801700000001' }),
  );
  harness = await createHarness({ people, wrap: provided });
  await harness.define({ steps: [{ id: 'approve', type: 'approval', assignedTo: 'user:lea' }] });
  const started = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
  instanceId = String(started.instanceId);
  await harness.platform.idle();
});
afterEach(() => harness.close());

const handle = deliveryHandle('whatsapp', 'to-lea');
const delivered = { handle, report: { state: 'delivered' } } as const;
const states = async (): Promise<readonly string[]> => {
  const { stored } = await harness.platform.instances.read(instanceId);
  const messages = Object.values(stored?.document.instance.messages ?? {});
  return messages.filter(({ to }) => to === 'lea').map(({ state }) => state);
};
const unclaimed = () =>
  harness.logged.filter(({ event }) => event === 'delivery_unclaimed').map(({ fields }) => fields);

describe('a report of a message', () => {
  it('is recorded with the message, by nobody but the engine, and the revision stays', async () => {
    const before = await harness.engine.getWorkflowStatus(as('rita'), { instanceId });
    await harness.engine.recordDelivery(delivered.handle, delivered.report);
    expect(await states()).toEqual(['delivered']);
    expect(await harness.engine.getWorkflowStatus(as('rita'), { instanceId })).toEqual(before);
    const entries = await harness.platform.instances.audit(instanceId, 0, 50);
    expect(entries.at(-1)).toMatchObject({ actor: 'engine', events: [{ action: 'message_delivered' }] });
  });
  it('that comes twice or after a later one changes nothing', async () => {
    await harness.engine.recordDeliveries([{ handle, report: { state: 'read' } }]);
    const before = (await harness.platform.instances.read(instanceId)).stored?.document.seq;
    await harness.engine.recordDeliveries([delivered, delivered, { handle, report: { state: 'read' } }]);
    expect(await states()).toEqual(['read']);
    expect((await harness.platform.instances.read(instanceId)).stored?.document.seq).toBe(before);
  });
  it('that comes before our own commit is found a little later', async () => {
    looks = [null, null, null];
    await harness.engine.recordDeliveries([delivered]);
    expect(await states()).toEqual(['delivered']);
    expect(unclaimed()).toEqual([]);
  });
  it('that nobody waits for is dropped after four looks, and told', async () => {
    looks = [null, null, null, null];
    await harness.engine.recordDeliveries([delivered]);
    expect(await states()).toEqual(['sent']);
    expect(unclaimed()).toEqual([{ handle, state: 'delivered' }]);
  });
  it('that shows a message by its words is remembered for whoever has sent it and may ask yet', async () => {
    const echo = echoHandle('whatsapp', 'words');
    await harness.engine.recordDelivery(echo, { state: 'sent', handle: 'whatsapp:by-hand' });
    await harness.engine.recordDelivery(echo, { state: 'sent', handle: 'whatsapp:by-hand' });
    const standing = await harness.platform.leases.take(echoKey(echo), { holder: 'sender', takenAt: START });
    expect(standing.holder).toBe('whatsapp:by-hand');
    expect(unclaimed()).toEqual([]);
  });
  it('that shows what we know by its name already is neither remembered nor recorded', async () => {
    const echo = echoHandle('whatsapp', 'words');
    const before = (await harness.platform.instances.read(instanceId)).stored?.document.seq;
    await harness.engine.recordDelivery(echo, { state: 'sent', handle });
    const standing = await harness.platform.leases.take(echoKey(echo), { holder: 'sender', takenAt: START });
    expect(standing.holder).toBe('sender');
    expect((await harness.platform.instances.read(instanceId)).stored?.document.seq).toBe(before);
  });
  it('does not keep the others from being recorded', async () => {
    await harness.engine.recordDeliveries([{ handle: 'whatsapp:by-hand', report: { state: 'read' } }, delivered]);
    expect(await states()).toEqual(['delivered']);
    expect(unclaimed()).toEqual([{ handle: 'whatsapp:by-hand', state: 'read' }]);
  });
  it('is to come again where the store is away', async () => {
    looks = [new Transient('the store is away')];
    await expect(harness.engine.recordDeliveries([delivered])).rejects.toThrow(Transient);
    await harness.engine.recordDeliveries([delivered]);
    expect(await states()).toEqual(['delivered']);
  });
});

describe('a channel', () => {
  it('is out of order from the first word of it until its provider says that it works', async () => {
    const { engine, platform } = harness;
    await engine.channelReported('whatsapp', true);
    const since = platform.clock.now();
    await harness.advance(60_000);
    await engine.channelReported('whatsapp', true);
    expect(await platform.channelStates.down()).toEqual({ whatsapp: since });
    await engine.channelReported('whatsapp', false);
    expect(await platform.channelStates.down()).toEqual({});
    const told = harness.logged.map(({ event }) => event).filter((event) => event.startsWith('channel_'));
    expect(told).toEqual(['channel_down', 'channel_down', 'channel_up']);
  });
});
