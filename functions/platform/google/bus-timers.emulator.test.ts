// Bus and timers keep their contracts on the emulators of Pub/Sub and Cloud Tasks, through Google's own clients.
import { randomUUID } from 'node:crypto';
import { type Message, PubSub, type Subscription } from '@google-cloud/pubsub';
import { expect, it } from 'vitest';
import { readEffectsHint } from '../../core/hints.ts';
import { type BusSubject, type Deliver, describeBus } from '../contract/bus.ts';
import { eventually, pause } from '../contract/eventually.ts';
import { describeTimers } from '../contract/timers.ts';
import { type EffectsMessage, Transient } from '../platform.ts';
import { createBus } from './bus.ts';
import { openTimers } from './testing/timers-subject.ts';

const TOPIC = 'countersign-effects';
const ACK_DEADLINE_S = 10;

function addressOf(variable: string): string {
  const address = process.env[variable];
  if (address === undefined)
    throw new Error(`${variable} is not set: scripts/test-emulators.ts starts the emulators and sets it`);
  return address;
}

/** A topic in a project of its own, with one subscription. */
async function openTopic(): Promise<{ projectId: string; pubsub: PubSub; subscription: Subscription }> {
  addressOf('PUBSUB_EMULATOR_HOST');
  const projectId = `demo-${randomUUID()}`;
  const pubsub = new PubSub({ projectId });
  const [topic] = await pubsub.createTopic(TOPIC);
  const [subscription] = await topic.createSubscription('effects', { ackDeadlineSeconds: ACK_DEADLINE_S });
  return { projectId, pubsub, subscription };
}

/** What fails in the test is given back, and so delivered again. */
async function openBus(deliver: Deliver, onMessage: (message: Message) => void = () => {}): Promise<BusSubject> {
  const { projectId, pubsub, subscription } = await openTopic();
  subscription.on('message', async (message) => {
    onMessage(message);
    try {
      const hint = readEffectsHint(JSON.parse(message.data.toString()));
      if (hint === null) throw new Error('not an effects message');
      await deliver(hint);
      message.ack();
    } catch {
      message.nack();
    }
  });
  const bus = createBus({ projectId, topic: TOPIC });
  return {
    bus,
    close: async () => {
      await subscription.close();
      await bus.close();
      await pubsub.close();
    },
  };
}

describeBus('Pub/Sub emulator', openBus);

it('a message carries its instance as an attribute, so that subscriptions can filter by it', async () => {
  const attributes: unknown[] = [];
  const { bus, close } = await openBus(
    async () => {},
    (message) => attributes.push(message.attributes),
  );
  await bus.publish({ instanceId: 'i-1', effectIds: ['e-1'] });
  await eventually(() => expect(attributes).toContainEqual({ instanceId: 'i-1' }));
  await close();
});

it('a published message is at the server when publishing has ended, whoever listens by then', async () => {
  const { projectId, pubsub, subscription } = await openTopic();
  const bus = createBus({ projectId, topic: TOPIC });
  await bus.publish({ instanceId: 'i-1', effectIds: ['e-1'] });
  await bus.close();
  const received: EffectsMessage[] = [];
  subscription.on('message', (message) => {
    received.push(JSON.parse(message.data.toString()));
    message.ack();
  });
  await eventually(() => expect(received).toEqual([{ instanceId: 'i-1', effectIds: ['e-1'] }]));
  await subscription.close();
  await pubsub.close();
});

it('a topic that is not there is a defect that says what to do', async () => {
  addressOf('PUBSUB_EMULATOR_HOST');
  const bus = createBus({ projectId: `demo-${randomUUID()}`, topic: 'nowhere' });
  const failure = await bus.publish({ instanceId: 'i-1', effectIds: ['e-1'] }).catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(Transient);
  expect(String(failure)).toMatch(/topics\/nowhere.*\(deploy the function that performs effects/s);
  await bus.close();
});

describeTimers('Cloud Tasks emulator, a process of its own', (fire) =>
  openTimers(fire, {
    projectId: `demo-${randomUUID()}`,
    emulator: addressOf('TASKS_EMULATOR_HOST'),
    now: () => Date.now(),
    pass: pause,
    close: async () => {},
  }),
);
