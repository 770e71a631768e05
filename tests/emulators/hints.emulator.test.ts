// Messages are hints: what comes twice changes nothing, and what was never sent is made up for by the sweep.
import { PubSub } from '@google-cloud/pubsub';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sample } from '../../definitions/testing/shipped.ts';
import { type EngineHere, openEngine } from '../../emulators/suite/engine.ts';
import { PROJECT_ID } from '../../emulators/suite/settings.ts';
import { TOPIC } from '../../functions/config.ts';
import { act, as, ended, instanceOf, runScheduled, settled, start, statusOf, told, unique, verified } from './stack.ts';

const pubsub = new PubSub({ projectId: PROJECT_ID, apiEndpoint: told('PUBSUB_EMULATOR_HOST'), emulatorMode: true });
const topic = pubsub.topic(TOPIC);
const tap = topic.subscription(unique('tap'));
/** Every message of the bus, as it was published. */
const heard: { readonly data: Buffer; readonly instanceId: string }[] = [];
let here: EngineHere;

beforeAll(async () => {
  here = openEngine();
  await tap.create();
  tap.on('message', (message) => {
    heard.push({ data: message.data, instanceId: JSON.parse(message.data.toString()).instanceId });
    message.ack();
  });
});
afterAll(async () => {
  await tap.close();
  await tap.delete();
  await pubsub.close();
  await here.close();
});

/** An order that runs by itself, with goods of its own. */
async function order(quantity: number) {
  const [orderId, sku] = [unique('ORD'), unique('SKU')];
  await here.platform.records.update('stock', sku, () => ({ sku, onHand: 100, reserved: 0 }));
  const data = { ...sample('orders', 'orderId', 'ORD-1004'), orderId, items: [{ sku, name: 'Goods', quantity }] };
  return { data, sku };
}
const stockOf = (sku: string) => here.platform.records.get('stock', sku);

it('every message twice changes nothing', async () => {
  const { data, sku } = await order(4);
  const id = await start('order-approval', data);
  await act(id, 'approve-sr-acl', 'approveStep');
  await ended(id);
  const before = await settled(id);
  const messages = heard.filter(({ instanceId }) => instanceId === id);
  expect(messages.length).toBeGreaterThan(2);
  for (const { data: again } of messages) await topic.publishMessage({ data: again });
  // What is published after them, and done, says that they have been looked at, or will be within the moment.
  const later = await start('order-approval', (await order(1)).data);
  await act(later, 'approve-sr-acl', 'approveStep');
  await ended(later);
  expect(await instanceOf(id)).toEqual(before);
  expect(await stockOf(sku)).toMatchObject({ onHand: 96, reserved: 0 });
  expect(await verified(id)).toBe(true);
});

it('a message in the middle of its workflow, many times at once, is performed once', async () => {
  const { data, sku } = await order(2);
  const id = await start('order-approval', data);
  const first = heard.find(({ instanceId }) => instanceId === id) ?? (await nextOf(id));
  await Promise.all(Array.from({ length: 5 }, () => topic.publishMessage({ data: first.data })));
  await act(id, 'approve-sr-acl', 'approveStep');
  await ended(id);
  await settled(id);
  expect(await stockOf(sku)).toMatchObject({ onHand: 98, reserved: 0 });
  expect(await verified(id)).toBe(true);
});

async function nextOf(id: string): Promise<(typeof heard)[number]> {
  for (;;) {
    const found = heard.find(({ instanceId }) => instanceId === id);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('what was committed and never published is healed by a sweep', async () => {
  const { data, sku } = await order(7);
  // The process dies between its commit and its message, a minute ago.
  const ago = { ...here.platform.clock, now: () => here.platform.clock.now() - 60_000 };
  const crashing = openEngine({
    clock: ago,
    bus: { publish: () => Promise.reject(new Error('killed')) },
    timers: { schedule: () => Promise.reject(new Error('killed')) },
  });
  const caller = { userId: 'requester-1', channel: 'api', authentication: 'token' };
  const started = await crashing.engine.startWorkflow(caller, { workflowId: 'order-approval', data });
  await crashing.close();
  const id = String(started.instanceId);
  expect((await statusOf(id)).steps.validate.state).toBe('in_progress');
  expect(heard.filter(({ instanceId }) => instanceId === id)).toEqual([]);

  await runScheduled('sweep');
  await act(id, 'approve-sr-acl', 'approveStep');
  expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
  expect(await stockOf(sku)).toMatchObject({ onHand: 93, reserved: 0 });
  const { history } = await (await as('admin-1')).ask('getWorkflowInstance', { instanceId: id });
  const validated = history.filter(
    ({ action, stepId }: { action: string; stepId?: string }) => action === 'step_completed' && stepId === 'validate',
  );
  expect(validated).toHaveLength(1);
});
