// The bus on Pub/Sub and its failures. The contract, on the real emulator, is in bus-timers.emulator.test.ts.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { type BusOptions, createBus, type GoogleBus } from './bus.ts';
import { type RpcServer, serveRpc } from './testing/rpc-server.ts';

const MESSAGE = { instanceId: 'i-1', effectIds: ['e-1', 'e-2'] };
const TOPIC = 'projects/demo-bus/topics/effects';
const PROTOS = new URL('../protos/protos.json', import.meta.resolve('@google-cloud/pubsub'));

let service: RpcServer;
let buses: GoogleBus[];
beforeEach(async () => {
  service = await serveRpc(PROTOS, 'google.pubsub.v1.Publisher', 'Publish');
  buses = [];
});
afterEach(async () => {
  for (const bus of buses) await bus.close();
  service.close();
});

function open(more: Partial<BusOptions> = {}): GoogleBus {
  const bus = createBus({ projectId: 'demo-bus', topic: 'effects', emulator: service.address, ...more });
  buses.push(bus);
  return bus;
}
const failureOf = (bus: GoogleBus): Promise<Error> =>
  bus.publish(MESSAGE).then(
    () => Promise.reject(new Error('it was published')),
    (error: Error) => error,
  );

it('a message is published at once and by itself: JSON, with the instance as an attribute', async () => {
  service.answerWith({ value: { messageIds: ['1'] } });
  const bus = open();
  await Promise.all([bus.publish(MESSAGE), bus.publish({ ...MESSAGE, instanceId: 'i-2' })]);
  expect(service.calls).toHaveLength(2);
  const published = service.calls.map(({ request }) => request as Published);
  expect(published.map(({ topic }) => topic)).toEqual([TOPIC, TOPIC]);
  const messages = published.map((each) => each.messages.map(({ data, ...rest }) => [JSON.parse(String(data)), rest]));
  for (const instanceId of ['i-1', 'i-2'])
    expect(messages).toContainEqual([[{ ...MESSAGE, instanceId }, { attributes: { instanceId } }]]);
});
interface Published {
  readonly topic: string;
  readonly messages: readonly { readonly data: Buffer; readonly attributes: object }[];
}

it('silence ends with the deadline, at the server too, and is to be tried again', async () => {
  const bus = open({ deadlineMs: 1_500 });
  // The packages are loaded and the connection is there, so that the deadline is spent on the silence.
  service.answerWith({ value: {} });
  await bus.publish(MESSAGE).catch(() => {});
  service.answerWith(null);
  const failure = await failureOf(bus);
  expect(failure).toBeInstanceOf(Transient);
  expect(failure.message).toContain(TOPIC);
  expect(service.calls).toHaveLength(2);
  expect(service.calls[1]?.willingMs).toBeLessThanOrEqual(1_500);
});

it.each([4, 8, 10, 14])('code %i is asked for once, and is to be tried again', async (code) => {
  service.answerWith({ code, details: 'later' });
  expect(await failureOf(open())).toBeInstanceOf(Transient);
  expect(service.calls).toHaveLength(1);
});

it.each([
  [3, /larger than Pub\/Sub takes/],
  [5, /deploy the function that performs effects/],
  [7, /roles\/pubsub\.publisher/],
])('code %i is a defect that says what to do', async (code, advice) => {
  service.answerWith({ code, details: 'no' });
  const failure = await failureOf(open());
  expect(failure).not.toBeInstanceOf(Transient);
  expect(failure.message).toMatch(advice);
});

it('a service that cannot be reached is to be tried again', async () => {
  expect(await failureOf(open({ emulator: '127.0.0.1:9', deadlineMs: 2_000 }))).toBeInstanceOf(Transient);
});

it('nothing is opened before the first message', async () => {
  const bus = open({ emulator: 'no address' });
  await bus.close();
  expect((await failureOf(bus)).message).toMatch(/Invalid URL/);
});
