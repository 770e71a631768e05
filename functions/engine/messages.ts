// One try of one message: found its person, its channel and its words, leased where it must not be sent twice, and sent.
import type { EffectOutcome } from '../core/commands.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { deliveryHandle } from '../core/delivery.ts';
import type { MessageEffect } from '../core/effects.ts';
import type { Instance, PendingEffect } from '../core/instance.ts';
import { type Channel, channelSchema, type User } from '../core/user.ts';
import type { OutgoingMessage, SendLease, SendLeases } from '../platform/platform.ts';
import { askOf } from './ask.ts';
import { echoKey } from './deliveries.ts';
import { Transient, Unconfirmed } from './failure.ts';
import { effectKey } from './hash.ts';
import type { Ask, Parts } from './parts.ts';

/** Longer than any provider is waited for: whoever holds a lease for longer has died with it. */
const LEASE_MS = 120_000;

export interface Sending {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly effect: MessageEffect;
  readonly tries: PendingEffect['tries'];
  readonly now: number;
}

/** Null: somebody else makes this try, so that there is nothing to record. */
export async function sendMessage(parts: Parts, sending: Sending): Promise<EffectOutcome | null> {
  if (!isLeased(parts)) return send(parts, sending);
  // Taken before anything else: nobody but its holder may say how a try ended, or a failed look would let it be made twice.
  switch (await lease(parts, sending)) {
    case 'ours':
      return send(parts, sending);
    case 'of another':
      return null;
    case 'of nobody alive':
      return forsaken(parts, sending);
  }
}

const isLeased = ({ platform }: Parts): boolean =>
  channelSchema.options.some((channel) => !platform.channels.traits(channel).honoursKeys);

/** Not knowing whether the lease is ours leaves the try alone: a later look finds it held. */
async function lease(
  { platform: { leases, entropy } }: Parts,
  { instance, effect, tries, now }: Sending,
): Promise<'ours' | 'of another' | 'of nobody alive'> {
  const ours = { holder: entropy.id(), takenAt: now };
  try {
    const standing = await leases.take(`${effectKey(instance.id, effect)}/${tries}`, ours);
    if (standing.holder === ours.holder) return 'ours';
    return now - standing.takenAt < LEASE_MS ? 'of another' : 'of nobody alive';
  } catch (error) {
    if (error instanceof Transient) return 'of another';
    throw error;
  }
}

async function send(parts: Parts, sending: Sending): Promise<EffectOutcome> {
  const { id: effectId } = sending.effect;
  const addressed = await address(parts, sending);
  if (addressed === null) return toNobody(sending);
  const { channel } = addressed;
  if ((await parts.platform.channelStates.down())[channel] !== undefined)
    return { effectId, kind: 'refused', channel, error: `${channel} is out of order` };
  return handOver(parts, effectId, await write(parts, sending, addressed));
}

const toNobody = ({ effect: { id: effectId, to } }: Sending): EffectOutcome => ({
  effectId,
  kind: 'refused',
  error: `there is no user "${to}"`,
});

/** Whoever began this try has not lived to say how it ended. */
async function forsaken(parts: Parts, sending: Sending): Promise<EffectOutcome | null> {
  const { id: effectId } = sending.effect;
  const error = 'whoever sent it did not live to say so';
  try {
    const addressed = await address(parts, sending);
    if (addressed === null) return toNobody(sending);
    return await unconfirmed(parts, effectId, await write(parts, sending, addressed), error);
  } catch (failure) {
    // Trying again as another try is for those who know how this one ended.
    if (failure instanceof Transient) return null;
    throw failure;
  }
}

async function handOver(parts: Parts, effectId: string, message: OutgoingMessage): Promise<EffectOutcome> {
  const { channels } = parts.platform;
  const { channel } = message;
  try {
    const delivery = await channels.send(message);
    if (!delivery.ok) return { effectId, kind: 'refused', channel, error: delivery.error };
    const { providerId, state } = delivery;
    const { reports } = channels.traits(channel);
    return {
      effectId,
      kind: 'sent',
      channel,
      state,
      handle: reports === 'never' ? null : deliveryHandle(channel, providerId),
      isWatched: reports === 'always',
    };
  } catch (error) {
    if (!(error instanceof Unconfirmed)) throw error;
    return await unconfirmed(parts, effectId, message, error.message);
  }
}

/** Unless its provider has spoken of it meanwhile. */
async function unconfirmed(
  { platform: { channels, leases } }: Parts,
  effectId: string,
  message: OutgoingMessage,
  error: string,
): Promise<EffectOutcome> {
  const { channel, key, at } = message;
  const handle = channels.echoOf(message);
  const spoken = handle === null ? null : await heard(leases, handle, { holder: key, takenAt: at });
  if (spoken === null || spoken === key) return { effectId, kind: 'unconfirmed', channel, handle, error };
  return { effectId, kind: 'sent', channel, state: 'sent', handle: spoken, isWatched: true };
}

/** What the provider calls it, or the one who asks; null where that cannot be told now. */
async function heard(leases: SendLeases, handle: string, asker: SendLease): Promise<string | null> {
  try {
    return (await leases.take(echoKey(handle), asker)).holder;
  } catch (error) {
    if (error instanceof Transient) return null;
    throw error;
  }
}

interface Addressed {
  readonly to: User;
  readonly channel: Channel;
  /** Of people whom the words may name, by id. */
  readonly names: Readonly<Record<string, string>>;
}

async function address(parts: Parts, { instance, effect }: Sending): Promise<Addressed | null> {
  const actor = typeof effect.facts.actor === 'string' ? [effect.facts.actor] : [];
  const users = await parts.people.users([effect.to, instance.context.startedBy, ...actor]);
  const to = users[effect.to];
  if (to === undefined) return null;
  const channel = effect.channel === 'preferred' ? to.channel : effect.channel;
  return { to, channel, names: Object.fromEntries(Object.values(users).map(({ id, name }) => [id, name])) };
}

/** The same words for every try. */
async function write(parts: Parts, sending: Sending, addressed: Addressed): Promise<OutgoingMessage> {
  const { definition, instance, effect, now } = sending;
  const { to, channel } = addressed;
  const isReminder = effect.isReminder === true;
  const ask = await askAbout(parts, sending, to);
  const about = effect.stepId === undefined ? {} : { stepId: effect.stepId, attempt: effect.attempt ?? 0 };
  return {
    key: effectKey(instance.id, effect),
    instanceId: instance.id,
    to,
    channel,
    template: effect.template,
    ...parts.render({ definition, instance, effect, ...addressed, isReminder, ...(ask === null ? {} : { ask }) }),
    facts: { ...effect.facts, ...about },
    at: now,
  };
}

/** How the reader can decide what the message is about; null where nothing waits for them. */
async function askAbout(parts: Parts, sending: Sending, { id: userId }: User): Promise<Ask | null> {
  const { instance, effect } = sending;
  const { stepId, attempt } = effect;
  if (stepId === undefined || attempt === undefined) return null;
  return askOf(parts, sending, { stepId, attempt, userId }, instance.messages[effect.id]?.at ?? instance.now);
}
