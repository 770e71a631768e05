// The pieces together: late handlers, one idle for everything, closing and coming back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Timer } from '../../core/effects.ts';
import { SAMPLE_START, sampleCommit, sampleMessage } from '../contract/sample.ts';
import type { EffectsMessage } from '../platform.ts';
import { realClock, virtualClock } from './clock.ts';
import { silentLog } from './log.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from './platform.ts';

const MESSAGE: EffectsMessage = { instanceId: 'i-1', effectIds: ['e-1'] };
const TIMER: Timer = { kind: 'retry', effectId: 'e-1', at: SAMPLE_START + 60_000 };
const clocked = () => {
  const clock = virtualClock(SAMPLE_START);
  return { clock, platform: openEmbeddedPlatform({ file: ':memory:', clock, log: silentLog() }) };
};

it('messages and timers from before the start reach the handlers that came later', async () => {
  const { clock, platform } = clocked();
  const seen: unknown[] = [];
  await platform.bus.publish(MESSAGE);
  await platform.timers.schedule('i-1', TIMER);
  await clock.advance(120_000);
  expect(seen).toEqual([]);
  platform.onEffects(async (message) => void seen.push(message));
  platform.onTimer(async (instanceId, timer) => void seen.push([instanceId, timer]));
  platform.start();
  await platform.idle();
  expect(seen).toHaveLength(2);
  expect(seen).toEqual(expect.arrayContaining([MESSAGE, ['i-1', TIMER]]));
  await platform.close();
});

it('starting without both handlers is a mistake that shows at once', async () => {
  const { platform } = clocked();
  expect(() => platform.start()).toThrow(/onEffects and onTimer/);
  platform.onEffects(async () => {});
  expect(() => platform.start()).toThrow(/onEffects and onTimer/);
  await platform.close();
});

it('idle waits for a chain from timer to message to write to message', async () => {
  const { clock, platform } = clocked();
  const steps: string[] = [];
  platform.onTimer(async () => {
    steps.push('timer');
    await platform.bus.publish(MESSAGE);
  });
  platform.onEffects(async ({ instanceId }) => {
    steps.push(instanceId);
    if (instanceId !== 'i-1') return;
    await clock.sleep(500);
    await platform.instances.commit(sampleCommit({ id: 'i-1' }));
    void platform.records.update('orders', 'O-1', () => ({ n: 1 }));
    await platform.bus.publish({ ...MESSAGE, instanceId: 'i-2' });
  });
  platform.start();
  await platform.timers.schedule('i-1', TIMER);
  await clock.advance(60_000);
  expect(steps).toEqual(['timer', 'i-1', 'i-2']);
  expect(await platform.records.get('orders', 'O-1')).toEqual({ n: 1 });
  await platform.close();
});

it('idle waits for writes that follow each other', async () => {
  const { platform } = clocked();
  let written = 0;
  void (async () => {
    for (let i = 0; i < 5; i += 1) {
      await platform.records.update('orders', `O-${i}`, () => ({ i }));
      written += 1;
      // As deep as an engine between two commits: more than one continuation later.
      for (let depth = 0; depth < 10; depth += 1) await null;
    }
  })();
  await platform.idle();
  expect(written).toBe(5);
  await platform.close();
});

it('the clock stops at each timer until the work of the one before is done', async () => {
  const { clock, platform } = clocked();
  const order: string[] = [];
  platform.onEffects(async ({ instanceId }) => {
    await platform.records.update('visits', instanceId, () => ({ at: clock.now() }));
    order.push(`${instanceId} done ${clock.now() - SAMPLE_START}`);
  });
  platform.onTimer((instanceId) => platform.bus.publish({ instanceId, effectIds: [] }));
  platform.start();
  for (const day of [3, 1, 2]) {
    await platform.timers.schedule(`day-${day}`, { ...TIMER, at: SAMPLE_START + day * 86_400_000 });
  }
  await clock.advance(30 * 86_400_000);
  expect(order).toEqual(['day-1 done 86400000', 'day-2 done 172800000', 'day-3 done 259200000']);
  await platform.close();
  await clock.advance(1);
});

it('everything that happens in one turn costs one transaction', async () => {
  const { platform } = clocked();
  await Promise.all([
    ...Array.from({ length: 100 }, (_, i) => platform.instances.commit(sampleCommit({ id: `i-${i}` }))),
    ...Array.from({ length: 20 }, (_, i) => platform.channels.send(sampleMessage({ key: `m-${i}` }))),
    platform.records.update('orders', 'O-1', () => ({ n: 1 })),
  ]);
  expect(platform.counters()).toEqual({ writes: 121, transactions: 1 });
  await platform.close();
});

it('a new process finds what the last one acknowledged, and which instances to arm again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const open = (): EmbeddedPlatform =>
    openEmbeddedPlatform({ file: join(folder, 'db'), clock: realClock(), log: silentLog() });
  const first = open();
  await first.instances.commit(sampleCommit({ id: 'waits', wakeAt: SAMPLE_START }));
  await first.instances.commit(sampleCommit({ id: 'rests' }));
  await first.channels.send(sampleMessage());
  await first.close();
  const second = open();
  expect(await second.instances.pending(10)).toEqual(['waits']);
  expect((await second.instances.read('rests')).stored).not.toBeNull();
  expect(await second.outbox.all(10)).toEqual([sampleMessage()]);
  await second.close();
  rmSync(folder, { recursive: true });
});

it('closing waits for the handler that runs, whose writes are kept', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const options = { file: join(folder, 'db'), clock: realClock(), log: silentLog() };
  const first = openEmbeddedPlatform(options);
  const begun = Promise.withResolvers<void>();
  first.onTimer(async () => {});
  first.onEffects(async () => {
    begun.resolve();
    await first.clock.sleep(5);
    await first.instances.commit(sampleCommit({ id: 'i-1' }));
  });
  first.start();
  await first.bus.publish(MESSAGE);
  await begun.promise;
  await first.close();
  const second = openEmbeddedPlatform(options);
  expect((await second.instances.read('i-1')).stored).not.toBeNull();
  await second.close();
  rmSync(folder, { recursive: true });
});

it('a closed platform no longer holds the clock', async () => {
  const hooks = new Set<() => Promise<void>>();
  const settleWith = (hook: () => Promise<void>) => {
    hooks.add(hook);
    return () => void hooks.delete(hook);
  };
  const clock = { ...virtualClock(SAMPLE_START), settleWith };
  const platform = openEmbeddedPlatform({ file: ':memory:', clock, log: silentLog() });
  expect(hooks.size).toBe(1);
  await platform.close();
  expect(hooks.size).toBe(0);
});

it('an entropy that is handed in is the one that is used', async () => {
  const entropy = { id: () => 'fixed', fraction: () => 0.5 };
  const platform = openEmbeddedPlatform({ file: ':memory:', clock: realClock(), log: silentLog(), entropy });
  expect(platform.entropy.id()).toBe('fixed');
  await platform.close();
});
