// Messages against what providers took: each once, or once more marked; recorded as what became of it; none in silence.
import { messageFamily } from '../functions/core/effects.ts';
import type { Event } from '../functions/core/events.ts';
import type { Instance } from '../functions/core/instance.ts';
import type { Account } from './ledger.ts';
import type { Outside, Taken } from './providers.ts';
import type { World } from './world.ts';

/** The message that all its repetitions by other channels go back to. */
const rootOf = (effectId: string): string => effectId.split('>', 1)[0] ?? effectId;

export class MessagesInspector<E> {
  readonly #world: World<E>;
  readonly #accounts: ReadonlyMap<string, Account>;
  /** What providers took, by instance and effect. */
  readonly #taken = new Set<string>();
  /** Those that do not say that they may be a repetition, by instance and root. */
  readonly #unmarked = new Set<string>();
  readonly #sent = new Set<string>();

  constructor(world: World<E>, outside: Outside, accounts: ReadonlyMap<string, Account>) {
    this.#world = world;
    this.#accounts = accounts;
    outside.onTaken = (taken) => this.#take(taken);
    world.store.watches.push((_before, { instanceId, entry }) => {
      for (const event of entry.events) this.#recorded(instanceId, event);
    });
  }

  #take({ message: { instanceId }, effectId, isReminder, isInVain }: Taken): void {
    const name = `${instanceId}/${effectId}`;
    if (this.#accounts.get(instanceId)?.queued.has(effectId) !== true)
      this.#world.violate('S12', `${name} is sent and was never queued`);
    if (this.#taken.has(name)) this.#world.violate('S11', `${name} is sent twice`);
    this.#taken.add(name);
    if (isReminder) this.#world.note('a marked reminder');
    if (isReminder || isInVain) return;
    const root = `${instanceId}/${rootOf(effectId)}`;
    if (this.#unmarked.has(root)) this.#world.violate('S11', `${name} repeats what was told, and does not say so`);
    this.#unmarked.add(root);
  }

  #recorded(instanceId: string, event: Event): void {
    if (event.action !== 'message_sent' && event.action !== 'message_delivered' && event.action !== 'message_read')
      return;
    const name = `${instanceId}/${event.data.effectId}`;
    if (!this.#taken.has(name)) this.#world.violate('S11', `${name}: ${event.action}, and no provider has it`);
    if (event.action !== 'message_sent') return;
    if (this.#sent.has(name)) this.#world.violate('S11', `${name} is recorded as sent twice`);
    this.#sent.add(name);
  }
}

/** S11: told, or told by another channel, or an incident says that it was not. */
export function checkMessages(instance: Instance, violate: (code: string, message: string) => void): void {
  const all = Object.entries(instance.messages);
  for (const [effectId, { state, watch }] of all) {
    if (state === 'queued' || watch !== undefined) violate('S11', `nobody knows what became of message ${effectId}`);
    if (state !== 'failed' || all.some(([other]) => other.startsWith(`${effectId}>`))) continue;
    const family = all.filter(([other]) => messageFamily(other) === messageFamily(effectId));
    const isTold = family.some(([, record]) => record.state !== 'failed');
    const isComplainedOf = family.some(([other]) => Object.hasOwn(instance.incidents, other));
    if (!isTold && !isComplainedOf) violate('S11', `message ${effectId} failed, and nobody was told by it or of it`);
  }
}
