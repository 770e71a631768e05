// The whole platform in one process: SQLite for what must last, memory for what the sweeper can replace.
import type { Timer } from '../../core/effects.ts';
import { systemEntropy } from '../node/entropy.ts';
import type { EffectsMessage, Entropy, Log, Platform, SubjectKeys } from '../platform.ts';
import { createBus } from './bus.ts';
import { createChannelStates } from './channel-states.ts';
import type { EmbeddedClock, VirtualClock } from './clock.ts';
import { type DatabaseCounters, openDatabase } from './database.ts';
import { createDefinitionStore } from './definition-store.ts';
import { createDirectory } from './directory.ts';
import { createInstanceStore, type EmbeddedInstanceStore } from './instance-store.ts';
import { createSubjectKeys } from './key-vault.ts';
import { createLeases } from './leases.ts';
import { createMetrics } from './metrics.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRecords } from './records.ts';
import { createRouting } from './routing.ts';
import { createTimers } from './timers.ts';

export type EffectsHandler = (message: EffectsMessage) => Promise<void>;
export type TimerHandler = (instanceId: string, timer: Timer) => Promise<void>;

export interface EmbeddedOptions {
  /** A path, whose folder is made if it is missing, or ':memory:'. */
  readonly file: string;
  readonly clock: EmbeddedClock | VirtualClock;
  readonly log: Log;
  /** By default the operating system's. */
  readonly entropy?: Entropy;
}

export interface EmbeddedPlatform extends Platform {
  readonly instances: EmbeddedInstanceStore;
  readonly outbox: Outbox;
  /** Wrapped data keys, apart from the instances they open. */
  readonly subjectKeys: SubjectKeys;
  counters(): DatabaseCounters;
  /** The engine needs the platform and the platform the engine: its handlers come once both exist. */
  onEffects(handler: EffectsHandler): void;
  onTimer(handler: TimerHandler): void;
  /** From here on messages are delivered and timers fire; until then both are held. Needs both handlers. */
  start(): void;
  /** Resolves when nothing is queued, running or due. */
  idle(): Promise<void>;
  /** Lets what runs end, then closes the database. Messages and timers still waiting are left to the next process. */
  close(): Promise<void>;
}

export function openEmbeddedPlatform({
  file,
  clock,
  log,
  entropy = systemEntropy(),
}: EmbeddedOptions): EmbeddedPlatform {
  const database = openDatabase({ file });
  let effects: EffectsHandler | null = null;
  let timer: TimerHandler | null = null;
  const bus = createBus({
    deliver: async (message) => effects?.(message),
    log,
    sleep: (ms) => clock.sleep(ms),
    held: true,
  });
  const timers = createTimers({ clock, fire: async (id, due) => timer?.(id, due), log, held: true });
  const outbox = createOutbox(database);

  const busy = (): boolean => timers.busy() || bus.busy() || database.busy();
  async function idle(): Promise<void> {
    do {
      await timers.idle();
      await bus.idle();
      await database.idle();
      // Who was just answered gets a turn: it may publish or write next.
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (busy());
  }
  const unsettle = 'settleWith' in clock ? clock.settleWith(idle) : () => {};

  return {
    instances: createInstanceStore({ database, clock }),
    definitions: createDefinitionStore(database),
    directory: createDirectory(database),
    routing: createRouting(database),
    metrics: createMetrics(database),
    records: createRecords(database),
    bus,
    timers,
    channels: outbox,
    inbox: outbox,
    leases: createLeases(database),
    channelStates: createChannelStates(database),
    subjectKeys: createSubjectKeys(database),
    outbox,
    clock,
    entropy,
    log,
    counters: () => database.counters(),
    onEffects: (handler) => {
      effects = handler;
    },
    onTimer: (handler) => {
      timer = handler;
    },
    start: () => {
      if (effects === null || timer === null) throw new Error('start() needs the handlers of onEffects and onTimer');
      bus.start();
      timers.start();
    },
    idle,
    close: async () => {
      unsettle();
      await timers.close();
      await bus.close();
      await database.close();
    },
  };
}
