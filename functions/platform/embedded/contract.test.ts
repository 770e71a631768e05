// The embedded platform passes every port's behaviour suite, in memory and on file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describeBus } from '../contract/bus.ts';
import { describeChannelStates } from '../contract/channel-states.ts';
import { describeChannels } from '../contract/channels.ts';
import { describeClock } from '../contract/clock.ts';
import { describeDefinitionStore } from '../contract/definition-store.ts';
import { describeDirectoryStore } from '../contract/directory-store.ts';
import { describeEntropy } from '../contract/entropy.ts';
import { pause } from '../contract/eventually.ts';
import { describeInstanceStore } from '../contract/instance-store.ts';
import { describeLog, type LogEntry } from '../contract/log.ts';
import { describeMetrics } from '../contract/metrics.ts';
import { describeRecords } from '../contract/records.ts';
import { describeRouting } from '../contract/routing.ts';
import { SAMPLE_START } from '../contract/sample.ts';
import { describeSendLeases } from '../contract/send-leases.ts';
import { describeTimers } from '../contract/timers.ts';
import { systemEntropy } from '../node/entropy.ts';
import { type EmbeddedClock, realClock, type VirtualClock, virtualClock } from './clock.ts';
import { jsonLog, silentLog } from './log.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from './platform.ts';

interface Opened {
  readonly platform: EmbeddedPlatform;
  /** Absent in memory: what is closed there is gone. */
  readonly reopen?: () => Promise<EmbeddedPlatform>;
  close(): Promise<void>;
}

const open = (file: string): EmbeddedPlatform => openEmbeddedPlatform({ file, clock: realClock(), log: silentLog() });

async function inMemory(): Promise<Opened> {
  const platform = open(':memory:');
  return { platform, close: () => platform.close() };
}

async function onFile(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const file = join(folder, 'data', 'countersign.db');
  const platform = open(file);
  const opened = [platform];
  return {
    platform,
    reopen: async () => {
      await platform.close();
      const again = open(file);
      opened.push(again);
      return again;
    },
    close: async () => {
      for (const each of opened) await each.close();
      rmSync(folder, { recursive: true });
    },
  };
}

for (const [name, make] of [
  ['embedded, in memory', inMemory],
  ['embedded, on file', onFile],
] as const) {
  describeInstanceStore(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).instances };
    return { store: platform.instances, directory: platform.directory, close, ...again };
  });
  describeDefinitionStore(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).definitions };
    return { store: platform.definitions, close, ...again };
  });
  describeDirectoryStore(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).directory };
    return { store: platform.directory, close, ...again };
  });
  describeRecords(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).records };
    return { records: platform.records, close, ...again };
  });
  describeRouting(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).routing };
    return { routing: platform.routing, close, ...again };
  });
  describeMetrics(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).metrics };
    return { metrics: platform.metrics, close, ...again };
  });
  describeSendLeases(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).leases };
    return { leases: platform.leases, close, ...again };
  });
  describeChannelStates(name, async () => {
    const { platform, reopen, close } = await make();
    const again = reopen === undefined ? {} : { reopen: async () => (await reopen()).channelStates };
    return { states: platform.channelStates, close, ...again };
  });
  describeChannels(name, async () => {
    const { platform, close } = await make();
    return { channels: platform.channels, arrived: () => platform.outbox.all(1_000), close };
  });
}

const CLOCKS: readonly (readonly [name: string, make: () => EmbeddedClock | VirtualClock])[] = [
  ['embedded, real clock', realClock],
  ['embedded, virtual clock', () => virtualClock(SAMPLE_START)],
];
for (const [name, makeClock] of CLOCKS) {
  describeClock(name, async () => ({ clock: makeClock(), close: async () => {} }));

  describeBus(name, async (deliver) => {
    const platform = openEmbeddedPlatform({ file: ':memory:', clock: makeClock(), log: silentLog() });
    platform.onEffects(deliver);
    platform.onTimer(async () => {});
    platform.start();
    return { bus: platform.bus, close: () => platform.close() };
  });

  describeTimers(name, async (fire) => {
    const clock = makeClock();
    const platform = openEmbeddedPlatform({ file: ':memory:', clock, log: silentLog() });
    platform.onEffects(async () => {});
    platform.onTimer(fire);
    platform.start();
    return {
      timers: platform.timers,
      now: () => clock.now(),
      pass: (ms) => ('advance' in clock ? clock.advance(ms) : pause(ms)),
      close: () => platform.close(),
    };
  });
}

describeEntropy('embedded', async () => ({ entropy: systemEntropy(), close: async () => {} }));

describeLog('JSON lines', async () => {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  return {
    log: jsonLog({ stream, clock: virtualClock(SAMPLE_START) }),
    entries: async () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as LogEntry),
    close: async () => {},
  };
});
