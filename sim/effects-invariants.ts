// Effects against their causes: nothing is done unasked, nothing twice under two names, nothing called done that was not.
import type { ActionCall } from '../functions/core/commands.ts';
import type { Event, EventOf } from '../functions/core/events.ts';
import type { Account } from './ledger.ts';
import type { Outside } from './providers.ts';
import type { World } from './world.ts';

const actionName = ({ instanceId, stepId, attempt, use }: ActionCall): string =>
  `${instanceId}/${stepId}:${attempt}/${use}`;
export class EffectsInspector<E> {
  readonly #world: World<E>;
  readonly #outside: Outside;
  readonly #accounts: ReadonlyMap<string, Account>;
  /** The one key of each action, and the one action of each key. */
  readonly #keyOf = new Map<string, string>();
  readonly #actionOf = new Map<string, string>();
  /** Effects that ever stood in a committed document, by instance. */
  readonly #committed = new Map<string, Set<string>>();

  constructor(world: World<E>, outside: Outside, accounts: ReadonlyMap<string, Account>) {
    this.#world = world;
    this.#outside = outside;
    this.#accounts = accounts;
    outside.onAction = (call) => this.#action(call);
    world.published = (instanceId, effectIds) => this.#published(instanceId, effectIds);
    world.store.watches.push((_before, { instanceId, entry, document }) => {
      const known = this.#committed.get(instanceId) ?? new Set();
      for (const id of Object.keys(document.instance.effects)) known.add(id);
      this.#committed.set(instanceId, known);
      for (const event of entry.events) this.#recorded(instanceId, event);
    });
  }

  /** S12: nobody is told of an effect before its cause is committed. */
  #published(instanceId: string, effectIds: readonly string[]): void {
    const early = effectIds.filter((id) => this.#committed.get(instanceId)?.has(id) !== true);
    if (early.length > 0) this.#world.violate('S12', `${instanceId}: ${early.join(', ')} published before the commit`);
  }

  #action(call: ActionCall): void {
    const name = actionName(call);
    const step = this.#accounts.get(call.instanceId)?.steps.get(call.stepId);
    // S12: the attempt that asks for it was committed.
    if (step === undefined || step.attempt < call.attempt)
      this.#world.violate('S12', `${name} is performed and was never asked for`);
    const key = this.#keyOf.get(name) ?? call.key;
    if (key !== call.key) this.#world.violate('S11', `${name} is performed under two keys`);
    const action = this.#actionOf.get(call.key) ?? name;
    if (action !== name) this.#world.violate('S11', `${name} has the key of ${action}`);
    this.#keyOf.set(name, key);
    this.#actionOf.set(call.key, action);
  }

  #recorded(instanceId: string, event: Event): void {
    if (event.action === 'action_completed' || event.action === 'compensation_completed') this.#done(instanceId, event);
  }

  #done(instanceId: string, event: EventOf<'action_completed' | 'compensation_completed'>): void {
    const definition = this.#accounts.get(instanceId)?.definition.steps.find(({ id }) => id === event.stepId);
    if (definition?.type !== 'system') return;
    const [, attempt, , index] = event.data.effectId.split(':');
    const list = event.action === 'action_completed' ? definition.actions : (definition.compensate ?? []);
    const action = list[Number(index)];
    const use = typeof action === 'string' ? action : action?.use;
    // The engine itself waits and starts workflows; flow-invariants.ts looks at those.
    if (use?.startsWith('wait.') || use === 'workflow.start') return;
    const name = `${instanceId}/${event.stepId}:${attempt}/${use}`;
    const key = this.#keyOf.get(name);
    if (key === undefined || !this.#outside.done.has(key))
      this.#world.violate('S11', `${name} is recorded as done and was not`);
  }
}
