// The in-process bus: how often it tries, what it logs, and when it is idle.
import { expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { EffectsMessage, Log } from '../platform.ts';
import { createBus } from './bus.ts';

const MESSAGE: EffectsMessage = { instanceId: 'i-1', effectIds: ['e-1'] };

function recording(): { log: Log; lines: { severity: string; event: string; fields: JsonObject }[] } {
  const lines: { severity: string; event: string; fields: JsonObject }[] = [];
  return { lines, log: { write: (severity, event, fields) => lines.push({ severity, event, fields }) } };
}

it('a message that always fails is tried four times with growing pauses, then left, and each failure is logged', async () => {
  const { log, lines } = recording();
  const pauses: number[] = [];
  let tries = 0;
  const bus = createBus({
    deliver: async () => {
      tries += 1;
      throw new RangeError('secret: 4111 1111');
    },
    log,
    sleep: async (ms) => void pauses.push(ms),
  });
  await bus.publish(MESSAGE);
  await bus.idle();
  expect(tries).toBe(4);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
  expect(new Set(pauses).size).toBe(3);
  expect(lines.map(({ event }) => event)).toEqual([
    'delivery_failed',
    'delivery_failed',
    'delivery_failed',
    'delivery_abandoned',
  ]);
  expect(lines[3]).toMatchObject({
    severity: 'error',
    fields: { instanceId: 'i-1', effectIds: ['e-1'], tries: 4, error: 'RangeError' },
  });
  expect(JSON.stringify(lines)).not.toContain('4111');
});

it('what is thrown without being an error is logged too', async () => {
  const { log, lines } = recording();
  const bus = createBus({ deliver: () => Promise.reject('text'), log, sleep: async () => {} });
  await bus.publish(MESSAGE);
  await bus.idle();
  expect(lines[0]?.fields).toMatchObject({ error: 'string', at: '' });
});

it('idle waits for what is queued, what runs and what will be tried again', async () => {
  const { log } = recording();
  let done = 0;
  let failures = 1;
  const bus = createBus({
    deliver: async () => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (failures-- > 0) throw new Error('once');
      done += 1;
    },
    log,
  });
  await bus.idle();
  for (let i = 0; i < 100; i += 1) await bus.publish(MESSAGE);
  expect(bus.busy()).toBe(true);
  await bus.idle();
  expect(done).toBe(100);
  expect(bus.busy()).toBe(false);
});

it('delivers a bounded number at once', async () => {
  const { log } = recording();
  let running = 0;
  let most = 0;
  const bus = createBus({
    deliver: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    },
    log,
  });
  for (let i = 0; i < 300; i += 1) await bus.publish(MESSAGE);
  await bus.idle();
  expect(most).toBe(64);
});

it('a held bus keeps its messages until it is started', async () => {
  const { log } = recording();
  const delivered: EffectsMessage[] = [];
  const bus = createBus({ deliver: async (message) => void delivered.push(message), log, held: true });
  await bus.publish(MESSAGE);
  await bus.idle();
  expect(delivered).toEqual([]);
  bus.start();
  await bus.idle();
  expect(delivered).toEqual([MESSAGE]);
});

it('closing lets the running delivery end, drops the rest and tries nothing again', async () => {
  const { log } = recording();
  const gate = Promise.withResolvers<void>();
  const begun: string[] = [];
  const bus = createBus({
    deliver: async ({ instanceId }) => {
      begun.push(instanceId);
      await gate.promise;
      throw new Error('after closing');
    },
    log,
    sleep: () => new Promise(() => {}),
  });
  await bus.publish(MESSAGE);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await bus.publish({ ...MESSAGE, instanceId: 'queued' });
  const closing = bus.close();
  await bus.publish({ ...MESSAGE, instanceId: 'late' });
  gate.resolve();
  await closing;
  expect(begun).toEqual(['i-1']);
});
