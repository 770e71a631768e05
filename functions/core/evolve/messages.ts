// Events of messages: queued, handed to a provider, reported, failed.
import type { Instance, MessageRecord } from '../instance.ts';
import { done } from './effects.ts';
import type { Evolvers } from './evolve.ts';

type MessageAction =
  | 'messages_queued'
  | 'message_sent'
  | 'message_unconfirmed'
  | 'message_delivered'
  | 'message_read'
  | 'message_failed';

export const messageEvolvers: Evolvers<MessageAction> = {
  messages_queued: (instance, event, at) => ({
    ...instance,
    messages: {
      ...instance.messages,
      ...Object.fromEntries(
        event.data.messages.map(({ id, to, channel, template }) => [
          id,
          { to, channel, template, state: 'queued', at },
        ]),
      ),
    },
  }),
  message_sent: (instance, { data }, at) => {
    const { effectId, channel, state = 'sent', handle, until } = data;
    return settle(instance, effectId, (record) => ({
      ...told(record, { state, channel, at }),
      ...(handle === undefined ? {} : { handle }),
      ...watched(instance, effectId, until),
    }));
  },
  message_unconfirmed: (instance, { data }, at) => {
    const { effectId, channel, handle, until, error } = data;
    return settle(instance, effectId, (record) => ({
      ...told(record, { state: 'queued', channel, at }),
      handle,
      error,
      ...watched(instance, effectId, until),
    }));
  },
  message_delivered: (instance, { data: { effectId } }, at) =>
    settle(instance, effectId, (record) => ({ ...told(record, { state: 'delivered', at }), ...stillReported(record) })),
  message_read: (instance, { data: { effectId } }, at) =>
    settle(instance, effectId, (record) => told(record, { state: 'read', at })),
  message_failed: (instance, { data: { effectId, channel, error } }, at) =>
    settle(instance, effectId, (record) => ({
      ...told(record, { state: 'failed', at }),
      ...(channel === undefined ? {} : { channel, error }),
      ...stillReported(record),
    })),
};

type Now = Pick<MessageRecord, 'state' | 'at'> & { readonly channel?: string };

/** What stays whatever became of it, and what has become of it. */
const told = ({ to, channel, template }: MessageRecord, now: Now): MessageRecord => ({ to, channel, template, ...now });

/** What was delivered may be read, and what was given up may be delivered all the same. */
const stillReported = ({ handle }: MessageRecord): Pick<MessageRecord, 'handle'> =>
  handle === undefined ? {} : { handle };

/** The effect is kept to go out again from: while it waits, and from then on with the record. */
function watched({ effects, messages }: Instance, id: string, until: number | undefined): Pick<MessageRecord, 'watch'> {
  const pending = effects[id]?.effect;
  const effect = pending?.kind === 'message' ? pending : messages[id]?.watch?.effect;
  return until === undefined || effect === undefined ? {} : { watch: { until, effect } };
}

function settle(instance: Instance, id: string, change: (record: MessageRecord) => MessageRecord): Instance {
  const record = instance.messages[id];
  const rest = done(instance, id);
  return record === undefined ? rest : { ...rest, messages: { ...rest.messages, [id]: change(record) } };
}
