// An engine on the embedded platform, wired and kept going: handlers, what waits after a restart, the minute's sweep.
import { dirname, join } from 'node:path';
import type { ChatWebhook } from '../functions/api/chat-webhook.ts';
import type { DecisionLinks } from '../functions/api/decision-links.ts';
import { composeEngine, defaultCompany } from '../functions/compose.ts';
import { resolveProviders } from '../functions/config.ts';
import type { WorkflowEngine } from '../functions/engine/engine.ts';
import { createKeyring } from '../functions/engine/sealing/keyring.ts';
import { type Addresses, addressesOf, chatWebhookOf, openMessaging, repliesOf } from '../functions/messaging.ts';
import type { EmbeddedClock, VirtualClock } from '../functions/platform/embedded/clock.ts';
import { openKeyVault } from '../functions/platform/embedded/key-vault.ts';
import {
  type EffectsHandler,
  type EmbeddedPlatform,
  openEmbeddedPlatform,
} from '../functions/platform/embedded/platform.ts';
import type { Log } from '../functions/platform/platform.ts';
import product from '../package.json' with { type: 'json' };

const SWEEP_EVERY_MS = 60_000;
const DIGESTS_EVERY_MS = 15 * 60_000;
/** Reads cost nothing here, so figures need not be an hour old. */
const ROLL_UP_EVERY_MS = 5 * 60_000;
const REARM_PAGE = 500;
/** For hosts at which nobody can look. */
const NOWHERE: Addresses = { signLink: async () => null, pageOf: () => null };

export interface HostOptions {
  /** A path, or ':memory:'. */
  readonly file: string;
  readonly clock: EmbeddedClock | VirtualClock;
  readonly log: Log;
  /** Stands between the bus and the engine; by default hands every message on. */
  readonly deliver?: (perform: EffectsHandler) => EffectsHandler;
  /** What leads from messages to where they are answered; without, they carry codes alone. */
  readonly links?: DecisionLinks;
}

export interface Host {
  readonly platform: EmbeddedPlatform;
  readonly engine: WorkflowEngine;
  /** Where the chat's gateway calls; null: there is none, and messages are kept. */
  readonly chat: ChatWebhook | null;
  /** Begins to deliver, to fire timers and to sweep; takes up what an earlier process left. */
  start(): void;
  /** Resolves when everything an earlier process left is armed again. */
  rearmed(): Promise<void>;
  close(): Promise<void>;
}

export const isVirtual = (clock: EmbeddedClock | VirtualClock): clock is VirtualClock => 'advanceTo' in clock;

export function openHost({ file, clock, log, links, deliver = (perform) => perform }: HostOptions): Host {
  const providers = resolveProviders(process.env);
  const platform = openEmbeddedPlatform({ file, clock, log });
  const vault = openKeyVault({ file: file === ':memory:' ? file : join(dirname(file), 'master-keys.json') });
  const keyring = createKeyring({ vault, keys: platform.subjectKeys, now: () => clock.now() });
  const secret = (name: string): string | undefined => process.env[`COUNTERSIGN_SECRET_${name}`];
  const messaging = openMessaging(platform, providers);
  const addresses = links === undefined ? NOWHERE : addressesOf(links);
  const engine = composeEngine(messaging.platform, { keyring, secret, addresses, version: product.version });
  const replies = repliesOf(messaging, engine, { addresses, timeZone: defaultCompany.timeZone });
  platform.onEffects(deliver((message) => engine.performEffects(message)));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  let rearming = Promise.resolve();
  let closing = false;
  let stopSweeping = async (): Promise<void> => {};

  /** In the background: requests need not wait for it, and doing it twice is harmless. */
  async function rearmAll(): Promise<void> {
    let after: string | undefined;
    do {
      const ids: readonly string[] = await platform.instances.pending(REARM_PAGE, after);
      for (const id of ids) if (!closing) await engine.rearm(id);
      after = ids.length === REARM_PAGE ? ids.at(-1) : undefined;
    } while (after !== undefined && !closing);
  }

  return {
    platform,
    engine,
    chat: chatWebhookOf(providers, replies),
    start: () => {
      platform.start();
      rearming = rearmAll().catch((error: unknown) => logFailure(log, 'rearm_failed', error));
      // A virtual clock stands still between its moves: whoever moves it sweeps.
      if (isVirtual(clock)) return;
      const stops = [
        repeatedly({ clock, everyMs: SWEEP_EVERY_MS, failed: (e) => logFailure(log, 'sweep_failed', e) }, engine.sweep),
        repeatedly({ clock, everyMs: DIGESTS_EVERY_MS, failed: (e) => logFailure(log, 'digest_failed', e) }, () =>
          engine.sendDigests(),
        ),
        repeatedly({ clock, everyMs: ROLL_UP_EVERY_MS, failed: (e) => logFailure(log, 'roll_up_failed', e) }, () =>
          engine.rollUpMetrics(),
        ),
      ];
      stopSweeping = async () => void (await Promise.all(stops.map((stop) => stop())));
    },
    rearmed: () => rearming,
    close: async () => {
      closing = true;
      await stopSweeping();
      await rearming;
      messaging.close();
      await platform.close();
    },
  };
}

export interface Repeating {
  readonly clock: EmbeddedClock;
  readonly everyMs: number;
  /** Told of a time that failed; the next one comes all the same. */
  readonly failed: (error: unknown) => void;
}

/** Works so long after the last time ended, for ever. Answers what ends it, once the time that runs is done. */
export function repeatedly({ clock, everyMs, failed }: Repeating, work: () => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  let cancel = (): void => {};
  function armNext(): void {
    cancel = clock.alarm(clock.now() + everyMs, () => {
      running = work()
        .catch(failed)
        .finally(() => {
          if (!stopped) armNext();
        });
    });
  }
  armNext();
  return async () => {
    stopped = true;
    cancel();
    await running;
  };
}

const logFailure = (log: Log, event: string, error: unknown): void =>
  log.write('error', event, { error: error instanceof Error ? error.message : String(error) });
