// What became of messages: handed over, reported, silent for too long, or not to be delivered at all: then the next channel.
import type { EffectOutcome, MessageOutcome, RecordDelivery } from '../commands.ts';
import { personOf } from '../context.ts';
import { type MessageEffect, messageFamily, nextMessageId } from '../effects.ts';
import type { Event } from '../events.ts';
import type { MessageRecord } from '../instance.ts';
import { EFFECT_TRIES_MAX } from '../limits.ts';
import { heldBack } from '../notices/held-back.ts';
import { mayPerform } from '../react.ts';
import type { Channel, User } from '../user.ts';
import { type Case, type Decide, events } from './decision.ts';
import { incident } from './incidents.ts';

type Recording = Omit<Case<never>, 'command'>;

/** The outcome of one try of a message that is pending. */
export function recordMessage(
  input: Recording,
  effect: MessageEffect,
  tries: number,
  outcome: EffectOutcome,
): readonly Event[] {
  switch (outcome.kind) {
    case 'sent':
    case 'unconfirmed':
      return handedOver(input, effect, outcome);
    case 'retry':
      return again(input, effect, tries + 1, outcome);
    case 'refused':
      return lost(input, effect, { channel: outcome.channel, error: outcome.error, mayHaveArrived: false });
    case 'done':
    case 'started':
      throw new Error(`a message is never ${outcome.kind}`);
  }
}

/** The word of whoever was given up too early: what they handed over was handed over. */
export function recordLateMessage(input: Recording, outcome: EffectOutcome): readonly Event[] {
  const { messages } = input.instance;
  const record = Object.hasOwn(messages, outcome.effectId) ? messages[outcome.effectId] : undefined;
  return outcome.kind === 'sent' && record?.state === 'queued' ? [sent(input, outcome)] : [];
}

function handedOver(input: Recording, effect: MessageEffect, outcome: MessageOutcome): readonly Event[] {
  if (outcome.kind === 'sent') return [sent(input, outcome)];
  const { channel, handle, error } = outcome;
  if (handle === null) return lost(input, effect, { channel, error, mayHaveArrived: true });
  const until = untilOf(input);
  return [{ action: 'message_unconfirmed', data: { effectId: effect.id, channel, handle, until, error } }];
}

const sent = (
  input: Recording,
  { effectId, channel, state, handle, isWatched }: Extract<MessageOutcome, { kind: 'sent' }>,
): Event => ({
  action: 'message_sent',
  data: {
    effectId,
    channel,
    ...(state === 'delivered' ? { state } : {}),
    ...(handle === null ? {} : { handle }),
    ...(isWatched && state === 'sent' ? { until: untilOf(input) } : {}),
  },
});

const untilOf = ({ context }: Recording): number => context.now + context.messaging.failOverAfterMs;

/** A channel that keeps failing for as long as word of a message is waited for is given up, where there is another. */
function again(
  input: Recording,
  effect: MessageEffect,
  tries: number,
  { error, delayMs }: Extract<EffectOutcome, { kind: 'retry' }>,
): readonly Event[] {
  const notBefore = input.context.now + delayMs;
  const queuedAt = Math.max(recordOf(input, effect).at, effect.notBefore ?? 0);
  const isPatient = notBefore - queuedAt < input.context.messaging.failOverAfterMs;
  const isOnly = nextChannel(input, effect, { channel: undefined, mayHaveArrived: false }) === null;
  if (isOnly ? tries < EFFECT_TRIES_MAX : isPatient)
    return [{ action: 'effect_retried', data: { effectId: effect.id, tries, notBefore, error } }];
  return lost(input, effect, { channel: undefined, error: `${error} (after ${tries} tries)`, mayHaveArrived: false });
}

/** Every message that is pending was queued. */
const recordOf = ({ instance }: Recording, { id }: MessageEffect): MessageRecord =>
  instance.messages[id] as MessageRecord;

interface Loss {
  /** By which it was tried; undefined: the effect's own, or the one that the person prefers. */
  readonly channel: Channel | undefined;
  readonly error: string;
  readonly mayHaveArrived: boolean;
}

/** Never silence: by the next channel, marked where it may come twice; else an incident, unless another message told it. */
function lost(input: Recording, effect: MessageEffect, loss: Loss): readonly Event[] {
  const { id: effectId, to, stepId } = effect;
  const tried = triedChannel(input, effect, loss.channel);
  const failed: Event = {
    action: 'message_failed',
    data: { effectId, channel: tried ?? effect.channel, error: loss.error },
  };
  const next = nextChannel(input, effect, loss);
  // Who can be reached by another channel is known, and so is the one they prefer.
  if (next !== null)
    return [failed, queued(input, effect, next, { tried: tried as Channel, mayHaveArrived: loss.mayHaveArrived })];
  if (isToldOtherwise(input, effect)) return [failed];
  const message = `A message to ${to} could not be delivered: ${loss.error}`;
  return [failed, incident(effectId, 'message_failed', message, stepId)];
}

function queued(
  input: Recording,
  effect: MessageEffect,
  channel: Channel,
  { tried, mayHaveArrived }: { readonly tried: Channel; readonly mayHaveArrived: boolean },
): Event {
  const { notBefore: _held, ...rest } = effect;
  const message: MessageEffect = {
    ...rest,
    id: nextMessageId(effect.id, channel),
    channel,
    tried: [...(effect.tried ?? []), tried],
    ...(mayHaveArrived ? { isReminder: true } : {}),
  };
  // Nobody's telephone rings at night because of a mail that came back.
  const held = heldBack(message, input);
  return { action: 'messages_queued', data: { messages: [{ ...message, ...held }] } };
}

/**
 * What the person can be reached by and has not been tried. Where nothing is left, and nothing else has told them, what may
 * have arrived is repeated once by the same channel.
 */
function nextChannel(
  input: Recording,
  effect: MessageEffect,
  { channel, mayHaveArrived }: Pick<Loss, 'channel' | 'mayHaveArrived'>,
): Channel | null {
  const to = personOf(input.context.directory, effect.to);
  if (to === undefined) return null;
  const current = triedChannel(input, effect, channel);
  const used = new Set<string | null>([current, ...(effect.tried ?? [])]);
  for (const { channel: other } of siblings(input, effect)) used.add(other === 'preferred' ? to.channel : other);
  const next = channelsOf(to).find((one) => !used.has(one));
  if (next !== undefined) return next;
  return mayHaveArrived && effect.isReminder !== true && !isToldOtherwise(input, effect) ? current : null;
}

const triedChannel = (
  { context }: Recording,
  { to, channel }: MessageEffect,
  tried: Channel | undefined,
): Channel | null => tried ?? (channel === 'preferred' ? (personOf(context.directory, to)?.channel ?? null) : channel);

/** The one they prefer first; what is only seen in the app reaches nobody who is not looking. */
export const channelsOf = ({ channel, phone }: User): readonly Channel[] => [
  ...new Set<Channel>([
    ...(channel === 'in_app' ? [] : [channel]),
    ...(phone === undefined ? [] : (['whatsapp'] as const)),
    'email',
  ]),
];

/** The same told to the same person on the same occasion by other channels. */
const siblings = ({ instance }: Recording, { id }: MessageEffect): readonly MessageRecord[] =>
  Object.entries(instance.messages)
    .filter(([other]) => other !== id && messageFamily(other) === messageFamily(id))
    .map(([, record]) => record);

/** By another channel that has not failed. */
const isToldOtherwise = (input: Recording, effect: MessageEffect): boolean =>
  siblings(input, effect).some(({ state }) => state !== 'failed');

/** A provider's word on a message. What is known better already is left as it is. */
export const recordDelivery: Decide<RecordDelivery> = (input) => {
  const { handle, report } = input.command;
  return events(
    ...Object.entries(input.instance.messages)
      .filter(([, record]) => record.handle === handle)
      .flatMap(([effectId, record]) => reported(input, effectId, record, report)),
  );
};

function reported(
  input: Recording,
  effectId: string,
  record: MessageRecord,
  report: RecordDelivery['report'],
): readonly Event[] {
  const { state } = record;
  switch (report.state) {
    case 'sent':
      return state === 'queued' || state === 'failed' ? [takenAfterAll(input, effectId, record, report.handle)] : [];
    case 'delivered':
      return state === 'delivered' ? [] : [{ action: 'message_delivered', data: { effectId } }];
    case 'read':
      // A message that was read is not known by its handle any more, so this is told once.
      return [{ action: 'message_read', data: { effectId } }];
    case 'failed':
      if (record.watch === undefined) return [];
      return lost(input, record.watch.effect, {
        channel: record.channel as Channel,
        error: report.error,
        mayHaveArrived: false,
      });
  }
}

/** What went out by another channel meanwhile is not waited for. */
const takenAfterAll = (
  input: Recording,
  effectId: string,
  { channel, state }: MessageRecord,
  handle: string,
): Event => ({
  action: 'message_sent',
  data: { effectId, channel, handle, ...(state === 'queued' ? { until: untilOf(input) } : {}) },
});

/** Messages that nobody has heard of for too long. */
export function overdueMessages(input: Recording): readonly Event[] {
  const { instance, context } = input;
  if (!mayPerform(instance)) return [];
  return Object.values(instance.messages).flatMap(({ watch, channel, error }) =>
    watch === undefined || watch.until > context.now
      ? []
      : lost(input, watch.effect, {
          channel: channel as Channel,
          error: error ?? 'it was not reported as delivered in time',
          mayHaveArrived: true,
        }),
  );
}
