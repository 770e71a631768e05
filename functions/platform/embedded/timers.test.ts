// In-process timers: order, arming, and their failures.
import { beforeEach, expect, it } from 'vitest';
import type { Timer } from '../../core/effects.ts';
import type { JsonObject } from '../../core/json.ts';
import { realClock, type VirtualClock, virtualClock } from './clock.ts';
import { silentLog } from './log.ts';
import { createTimers, type EmbeddedTimers } from './timers.ts';

const START = 1_000_000;
const at = (moment: number): Timer => ({ kind: 'deadline', stepId: 'review', attempt: 1, at: START + moment });

let clock: VirtualClock;
let fired: string[];
let timers: EmbeddedTimers;
beforeEach(() => {
  clock = virtualClock(START);
  fired = [];
  timers = createTimers({
    clock,
    fire: async (id, timer) => void fired.push(`${id}:${timer.at - START}@${clock.now() - START}`),
    log: silentLog(),
  });
  clock.settleWith(() => timers.idle());
});

it('a thousand timers in any order fire in the order of their moments', async () => {
  const moments = Array.from({ length: 1_000 }, (_, i) => ((i * 7_919) % 1_000) + 1);
  for (const moment of moments) await timers.schedule('i', at(moment));
  expect(timers.size()).toBe(1_000);
  await clock.advance(1_000);
  expect(fired).toEqual(Array.from({ length: 1_000 }, (_, i) => `i:${i + 1}@${i + 1}`));
  expect(timers.size()).toBe(0);
});

it('an earlier timer that comes later moves the alarm forward', async () => {
  await timers.schedule('late', at(50));
  await timers.schedule('early', at(10));
  await clock.advance(10);
  expect(fired).toEqual(['early:10@10']);
  await clock.advance(40);
  expect(fired).toEqual(['early:10@10', 'late:50@50']);
});

it('a timer that fired may be scheduled again', async () => {
  await timers.schedule('i', at(10));
  await clock.advance(10);
  await timers.schedule('i', at(10));
  await timers.idle();
  expect(fired).toEqual(['i:10@10', 'i:10@10']);
});

it('what a timer schedules while it fires is fired in its turn', async () => {
  const chain = createTimers({
    clock,
    fire: async (id, timer) => {
      fired.push(`${id}@${clock.now() - START}`);
      if (timer.at < START + 30) await chain.schedule(id, at(timer.at - START + 10));
    },
    log: silentLog(),
  });
  clock.settleWith(() => chain.idle());
  await chain.schedule('chain', at(10));
  await clock.advance(100);
  expect(fired).toEqual(['chain@10', 'chain@20', 'chain@30']);
});

it('held timers fire only once they are started, then also what is overdue', async () => {
  const held = createTimers({ clock, fire: async (id) => void fired.push(id), log: silentLog(), held: true });
  await held.schedule('overdue', at(5));
  await clock.advance(10);
  await held.idle();
  expect(fired).toEqual([]);
  held.start();
  await held.idle();
  expect(fired).toEqual(['overdue']);
});

it('a failure is logged with its instance and timer, without its message', async () => {
  const lines: { event: string; fields: JsonObject }[] = [];
  const failing = createTimers({
    clock,
    fire: async () => {
      throw new Error('secret');
    },
    log: { write: (_severity, event, fields) => lines.push({ event, fields }) },
  });
  await failing.schedule('i-1', at(0));
  await failing.idle();
  expect(lines).toMatchObject([
    { event: 'timer_failed', fields: { instanceId: 'i-1', timer: { stepId: 'review' }, error: 'Error' } },
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});

it('closed timers fire nothing, and leave no alarm that keeps the process alive', async () => {
  await timers.schedule('i', at(10));
  await timers.close();
  await clock.advance(20);
  expect(fired).toEqual([]);
  expect(timers.busy()).toBe(false);

  const real = createTimers({ clock: realClock(), fire: async () => {}, log: silentLog() });
  const before = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  await real.schedule('i', { ...at(0), at: Date.now() + 60_000 });
  expect(process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout')).toHaveLength(before + 1);
  await real.close();
  expect(process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout')).toHaveLength(before);
});
