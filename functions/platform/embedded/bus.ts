// The in-process bus: delivers soon after publishing, tries a failed delivery a few times, then leaves it to the sweeper.
import type { Bus, EffectsMessage, Log } from '../platform.ts';
import { createRunner, failureFields } from './runner.ts';

/** Waits before the second, third and fourth try. */
const PAUSES_MS: readonly number[] = [100, 500, 2_500];

export interface BusOptions {
  readonly deliver: (message: EffectsMessage) => Promise<void>;
  readonly log: Log;
  /** How the pauses between tries are waited out; by default in real time. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** true: nothing is delivered before start(). */
  readonly held?: boolean;
}

export interface EmbeddedBus extends Bus {
  start(): void;
  busy(): boolean;
  /** Resolves when nothing is queued, running or about to be tried again. */
  idle(): Promise<void>;
  /** Drops what is queued, lets what runs end. */
  close(): Promise<void>;
}

export function createBus({ deliver, log, sleep = realSleep, held = false }: BusOptions): EmbeddedBus {
  const runner = createRunner();
  let closed = false;
  void runner.closing.then(() => {
    closed = true;
  });

  async function deliverPatiently(message: EffectsMessage): Promise<void> {
    for (let tries = 1; !closed; tries += 1) {
      try {
        return await deliver(message);
      } catch (error) {
        const pauseMs = PAUSES_MS[tries - 1];
        const fields = { instanceId: message.instanceId, effectIds: message.effectIds, tries, ...failureFields(error) };
        if (pauseMs === undefined) return log.write('error', 'delivery_abandoned', fields);
        log.write('warning', 'delivery_failed', fields);
        await Promise.race([sleep(pauseMs), runner.closing]);
      }
    }
  }

  if (!held) runner.start();
  return {
    publish: async ({ instanceId, effectIds }) => {
      const message: EffectsMessage = { instanceId, effectIds: [...effectIds] };
      runner.add(() => deliverPatiently(message));
    },
    start: () => runner.start(),
    busy: () => runner.busy(),
    idle: () => runner.idle(),
    close: () => runner.close(),
  };
}

const realSleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
