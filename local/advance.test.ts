// The virtual clock is moved from event to event, and sweeps where something has to be looked at.
import { afterEach, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '../functions/platform/embedded/clock.ts';
import { silentLog } from '../functions/platform/embedded/log.ts';
import type { EffectsHandler } from '../functions/platform/embedded/platform.ts';
import { advanceMinutes } from './advance.ts';
import { type Host, openHost } from './host.ts';
import { loadSamples, sampleOrders } from './samples.ts';

const START = Date.parse('2026-11-22T04:00:00Z');
const MINUTE_MS = 60_000;
let host: Host | null = null;
afterEach(async () => host?.close());

async function hosted(deliver?: (perform: EffectsHandler) => EffectsHandler) {
  const clock = virtualClock(START);
  host = openHost({ file: ':memory:', clock, log: silentLog(), ...(deliver === undefined ? {} : { deliver }) });
  host.start();
  await loadSamples(host.platform, host.engine);
  return { clock, host };
}

/** Sweeps as often as the store says, on instances that are only wake-ups. */
function bare(
  wakes: readonly { readonly id: string; at: number }[],
  clock: VirtualClock,
  swept: (now: number) => void,
) {
  const due = (now: number) => wakes.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
  return {
    clock,
    instances: {
      due: async (now: number) => due(now).map(({ id }) => id),
      read: async (id: string) =>
        ({ stored: { document: { wakeAt: wakes.find((wake) => wake.id === id)?.at ?? null } } }) as never,
    },
    sweep: async () => swept(clock.now()),
    idle: async () => {},
  };
}

it('stops at each wake-up and nowhere else, and ends at the moment asked for', async () => {
  const clock = virtualClock(START);
  const wakes = [
    { id: 'a', at: START + 600 * MINUTE_MS },
    { id: 'b', at: START + 90 * MINUTE_MS },
    { id: 'later', at: START + 5_000 * MINUTE_MS },
  ];
  const stops: number[] = [];
  const parts = bare(wakes, clock, (now) => {
    stops.push((now - START) / MINUTE_MS);
    for (const wake of wakes) if (wake.at <= now) wake.at = Number.POSITIVE_INFINITY;
  });
  expect(await advanceMinutes(parts, 1_000)).toBe(START + 1_000 * MINUTE_MS);
  expect(stops).toEqual([90, 600]);
});

it('an instance that stays due is looked at once a minute and does not hold the clock', async () => {
  const clock = virtualClock(START);
  const stops: number[] = [];
  const parts = bare([{ id: 'stuck', at: START - 1 }], clock, (now) => stops.push((now - START) / MINUTE_MS));
  await advanceMinutes(parts, 3.5);
  expect(stops).toEqual([0, 1, 2, 3]);
  expect(clock.now()).toBe(START + 3.5 * MINUTE_MS);
});

it('stops at each morning too, and lists go out there', async () => {
  const clock = virtualClock(START);
  const mornings = [120, 1_560, 3_000].map((minutes) => START + minutes * MINUTE_MS);
  const events: string[] = [];
  const minute = () => (clock.now() - START) / MINUTE_MS;
  const wakes = [{ id: 'a', at: START + 300 * MINUTE_MS }];
  const parts = bare(wakes, clock, () => {
    events.push(`sweep at ${minute()}`);
    for (const wake of wakes) wake.at = Number.POSITIVE_INFINITY;
  });
  const digests = {
    nextDigestAt: async (after: number) => mornings.find((at) => at > after) ?? null,
    sendDigests: async () => {
      events.push(`lists at ${minute()}`);
      return { sent: 0 };
    },
  };
  await advanceMinutes({ ...parts, digests }, 2_000);
  expect(events).toEqual(['lists at 120', 'sweep at 300', 'lists at 1560']);
  expect(minute()).toBe(2_000);
});

it('counts a day before the clock leaves it, and where the clock ends', async () => {
  const clock = virtualClock(START);
  const counted: string[] = [];
  const wakes = [{ id: 'a', at: START + 300 * MINUTE_MS }];
  const parts = bare(wakes, clock, () => {
    for (const wake of wakes) wake.at = Number.POSITIVE_INFINITY;
  });
  const rollUp = async () => counted.push(new Date(clock.now()).toISOString().slice(0, 16));
  await advanceMinutes({ ...parts, rollUp }, 5_000);
  expect(counted).toEqual(['2026-11-22T09:00', '2026-11-25T15:20']);
});

it('a hint that was lost is made up for by the sweep on the way', async () => {
  let lost = 1;
  const { clock, host } = await hosted((perform) => async (message) => {
    if (lost-- > 0) return;
    await perform(message);
  });
  const { engine, platform } = host;
  const caller = { userId: 'requester-1', channel: 'api', authentication: 'token' };
  const data = sampleOrders[0] ?? {};
  const { instanceId } = await engine.startWorkflow(caller, { workflowId: 'order-approval', data });
  await platform.idle();
  const instance = { instanceId: String(instanceId) };
  expect(await engine.getWorkflowStatus(caller, instance)).toMatchObject({ status: 'running' });
  const parts = { clock, instances: platform.instances, sweep: engine.sweep, idle: () => platform.idle() };
  await advanceMinutes(parts, 5);
  expect(await engine.getWorkflowStatus(caller, instance)).toMatchObject({ status: 'completed', outcome: 'approved' });
});
