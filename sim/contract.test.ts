// Without faults, the simulated platform behaves as every other one does.

import type { Timer } from '../functions/core/effects.ts';
import { describeBus } from '../functions/platform/contract/bus.ts';
import { describeChannelStates } from '../functions/platform/contract/channel-states.ts';
import { describeChannels } from '../functions/platform/contract/channels.ts';
import { describeClock } from '../functions/platform/contract/clock.ts';
import { describeDefinitionStore } from '../functions/platform/contract/definition-store.ts';
import { describeDirectoryStore } from '../functions/platform/contract/directory-store.ts';
import { describeEntropy } from '../functions/platform/contract/entropy.ts';
import { describeInstanceStore } from '../functions/platform/contract/instance-store.ts';
import { describeMetrics } from '../functions/platform/contract/metrics.ts';
import { describeRecords } from '../functions/platform/contract/records.ts';
import { describeRouting } from '../functions/platform/contract/routing.ts';
import { describeSendLeases } from '../functions/platform/contract/send-leases.ts';
import { describeTimers } from '../functions/platform/contract/timers.ts';
import type { EffectsMessage, Platform } from '../functions/platform/platform.ts';
import { platformOf } from './platform.ts';
import { createOutside } from './providers.ts';
import { deliver, nextMoment } from './scheduler.ts';
import { World } from './world.ts';

interface Listener {
  readonly performEffects: (message: EffectsMessage) => Promise<void>;
  readonly timerFired: (instanceId: string, timer: Timer) => Promise<void>;
}
const deaf: Listener = { performEffects: async () => {}, timerFired: async () => {} };

/** A fault-free world that runs by itself; `moves`: its clock goes on whenever only time is waited for. */
function running(options: { readonly moves: boolean; readonly listener?: Listener }) {
  const outside = createOutside();
  const listener = options.listener ?? deaf;
  const entries = {
    performEffects: (_: Platform, message: EffectsMessage) => listener.performEffects(message),
    timerFired: (_: Platform, instanceId: string, timer: Timer) => listener.timerFired(instanceId, timer),
    reported: async () => {},
    channelReported: async () => {},
  };
  const world = new World<Platform>({
    seed: 1,
    processes: 1,
    rates: new Map(),
    boot: (own, process) => platformOf(own, process, outside, entries),
  });
  const process = world.spawn();
  let open = true;
  const turn = (): void => {
    if (!open) return;
    const earliest = Math.min(...world.flights.map(({ at }) => at));
    const flight = earliest > world.now ? -1 : world.flights.findIndex(({ at }) => at === earliest);
    const sleeper = world.sleepers.findIndex(({ until }) => until <= world.now);
    if (world.operations.length > 0) world.perform(0);
    else if (sleeper >= 0) world.wake(sleeper);
    else if (flight >= 0) deliver(world, flight, process);
    else if (options.moves) world.now = nextMoment(world) ?? world.now;
    setImmediate(turn);
  };
  setImmediate(turn);
  const close = async (): Promise<void> => {
    open = false;
  };
  return { world, platform: process.engine, outside, close };
}

const SHARED = 'values are shared, never copied: a thousand runs a second pay for no copies';
const skipping = (test: string) => ({ skip: [{ test, reason: SHARED }] });

describeInstanceStore(
  'simulated',
  async () => {
    const { platform, close } = running({ moves: true });
    return { store: platform.instances, directory: platform.directory, close };
  },
  skipping('what was read or given is nobody else’s: changing it changes nothing stored'),
);
describeDefinitionStore(
  'simulated',
  async () => {
    const { platform, close } = running({ moves: true });
    return { store: platform.definitions, close };
  },
  skipping('changing what was read changes nothing stored'),
);
describeDirectoryStore('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { store: platform.directory, close };
});
describeRouting('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { routing: platform.routing, close };
});
describeMetrics('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { metrics: platform.metrics, close };
});
describeRecords(
  'simulated',
  async () => {
    const { platform, close } = running({ moves: true });
    return { records: platform.records, close };
  },
  skipping('changing what was read or answered changes nothing stored'),
);
describeSendLeases('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { leases: platform.leases, close };
});
describeChannelStates('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { states: platform.channelStates, close };
});
describeChannels(
  'simulated',
  async () => {
    const { platform, outside, close } = running({ moves: true });
    return {
      channels: platform.channels,
      arrived: async () => outside.taken.map(({ message }) => message),
      close,
    };
  },
  {
    skip: [
      'the same key sent again is the same message: it arrives once, under the same name',
      'twenty tries of one key at once are one message',
    ].map((test) => ({ test, reason: 'its providers know no keys: what they are told twice arrives twice' })),
  },
);
describeClock('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { clock: platform.clock, close };
});
describeEntropy('simulated', async () => {
  const { platform, close } = running({ moves: true });
  return { entropy: platform.entropy, close };
});
describeBus('simulated', async (performEffects) => {
  const { platform, close } = running({ moves: true, listener: { ...deaf, performEffects } });
  return { bus: platform.bus, close };
});
describeTimers('simulated', async (timerFired) => {
  const { world, platform, close } = running({ moves: false, listener: { ...deaf, timerFired } });
  return {
    timers: platform.timers,
    now: () => world.now,
    pass: async (ms) => {
      world.now += ms;
    },
    close,
  };
});
