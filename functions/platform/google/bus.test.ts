// The bus on Pub/Sub where no Pub/Sub answers. What it does where one does is in bus-timers.emulator.test.ts.
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { createBus } from './bus.ts';

const MESSAGE = { instanceId: 'i-1', effectIds: ['e-1'] };

it('a service that cannot be reached is to be tried again', async () => {
  const bus = createBus({ projectId: 'demo-bus', topic: 'effects', emulator: '127.0.0.1:9', deadlineMs: 2_000 });
  await expect(bus.publish(MESSAGE)).rejects.toThrow(Transient);
  await bus.close();
});

it('a service that does not answer within the deadline is to be tried again, and the failure names the topic', async () => {
  const silent = createServer((socket) => socket.unref());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const emulator = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const bus = createBus({ projectId: 'demo-bus', topic: 'effects', emulator, deadlineMs: 300 });
  const failure = await bus.publish(MESSAGE).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Transient);
  expect(String(failure)).toContain('projects/demo-bus/topics/effects');
  await bus.close();
  silent.close();
});

it('nothing of Pub/Sub is loaded, and nothing connected to, before the first message', async () => {
  const bus = createBus({ projectId: 'demo-bus', topic: 'effects', emulator: 'not an address' });
  await bus.close();
  const other = createBus({ projectId: 'demo-bus', topic: 'effects', emulator: 'not an address' });
  await expect(other.publish(MESSAGE)).rejects.toThrow(/Invalid URL/);
});
