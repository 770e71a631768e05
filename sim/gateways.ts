// Two providers that know no keys: what they take twice, arrives twice. One of them reports what becomes of its messages.
import { type DeliveryReport, deliveryHandle, echoHandle } from '../functions/core/delivery.ts';
import type { Channels, Delivery, OutgoingMessage } from '../functions/platform/platform.ts';
import { Transient, Unconfirmed } from '../functions/platform/platform.ts';
import { type Outside, takeMessage } from './providers.ts';
import type { Variants, World } from './world.ts';

/** How the reports of a provider reach an engine. */
export interface ReportEntries<E> {
  reported(engine: E, handle: string, report: DeliveryReport): Promise<unknown>;
  channelReported(engine: E, isDown: boolean): Promise<unknown>;
}

type Send = (name: string, apply: () => Delivery, variants: Variants<Delivery>) => Promise<Delivery>;

const CHAT = 'whatsapp';
const ARRIVES_MAX_MS = 20_000;
const READ_MAX_MS = 3 * 60 * 60_000;

/** What its provider would call a message it has taken without saying so. */
const echoOf = ({ channel, key }: OutgoingMessage): string | null => (channel === CHAT ? echoHandle(CHAT, key) : null);

export function channelsOf<E>(world: World<E>, send: Send, outside: Outside, entries: ReportEntries<E>): Channels {
  const gateway = new Gateway(world, outside, entries);
  return {
    traits: (channel) => ({ honoursKeys: channel === 'in_app', reports: channel === CHAT ? 'always' : 'never' }),
    echoOf,
    send: (message) =>
      send(
        `send ${message.instanceId} ${message.template} ${message.channel} ${message.to.id}`,
        () => gateway.take(message),
        {
          provider_error: () => {
            throw new Transient('the provider is busy');
          },
          provider_refused: () => ({ ok: false, error: 'the provider knows no such address' }),
          provider_timeout_but_delivered: () => {
            gateway.take(message);
            throw new Unconfirmed('no answer in time');
          },
          provider_timeout_not_delivered: () => {
            throw new Unconfirmed('no answer in time');
          },
          provider_failed_later: () => gateway.takeInVain(message),
        },
      ),
  };
}

class Gateway<E> {
  readonly #world: World<E>;
  readonly #outside: Outside;
  readonly #entries: ReportEntries<E>;

  constructor(world: World<E>, outside: Outside, entries: ReportEntries<E>) {
    this.#world = world;
    this.#outside = outside;
    this.#entries = entries;
  }

  take(message: OutgoingMessage): Delivery {
    const providerId = takeMessage(this.#outside, message);
    if (message.channel === 'in_app') return { ok: true, providerId, state: 'delivered' };
    if (message.channel !== CHAT) return { ok: true, providerId, state: 'sent' };
    const handle = deliveryHandle(CHAT, providerId);
    this.#report(message, 0, echoOf(message) ?? '', { state: 'sent', handle });
    // A telephone that is off takes it and shows it to nobody.
    if (this.#outside.isChatDown) this.#world.note('taken while the telephone was off');
    else {
      const arrivesIn = this.#world.random.below(ARRIVES_MAX_MS);
      this.#report(message, arrivesIn, handle, { state: 'delivered' });
      if (this.#world.random.chance(0.4))
        this.#report(message, arrivesIn + this.#world.random.below(READ_MAX_MS), handle, { state: 'read' });
    }
    return { ok: true, providerId, state: 'sent' };
  }

  /** Taken, and never shown to anybody: where the provider speaks at all, it says so. */
  takeInVain(message: OutgoingMessage): Delivery {
    if (message.channel !== CHAT) return this.take(message);
    const providerId = takeMessage(this.#outside, message, true);
    const report = { state: 'failed', error: 'the provider knows no such number' } as const;
    this.#report(message, this.#world.random.below(ARRIVES_MAX_MS), deliveryHandle(CHAT, providerId), report);
    return { ok: true, providerId, state: 'sent' };
  }

  #report({ instanceId }: OutgoingMessage, delayMs: number, handle: string, report: DeliveryReport): void {
    this.#world.fly({
      kind: 'webhook',
      label: `report ${handle} ${report.state}`,
      instanceId,
      at: this.#world.now + delayMs,
      run: (engine) => this.#entries.reported(engine, handle, report),
    });
  }
}

/** The telephone behind the chat is lost now and then, and found again. */
export function telephone<E>(world: World<E>, outside: Outside, entries: ReportEntries<E>) {
  const turn = (isDown: boolean): void => {
    outside.isChatDown = isDown;
    world.log(`the telephone is ${isDown ? 'lost' : 'found'}`);
    world.fly({
      kind: 'webhook',
      label: `session ${isDown ? 'down' : 'up'}`,
      instanceId: '',
      at: world.now,
      run: (engine) => entries.channelReported(engine, isDown),
    });
  };
  return {
    agent: {
      name: 'telephone',
      weight: () => 0.1,
      act: () => {
        if (outside.isChatDown) turn(false);
        else if (world.faults.happens('session_down')) turn(true);
      },
    },
    /** Back for good, whatever was reported and lost before. */
    restore: () => {
      if (outside.isChatDown) turn(false);
    },
  };
}
