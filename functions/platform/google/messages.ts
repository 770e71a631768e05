// Channels that keep every message: the inbox in the app, and the outbox of channels without a provider.
import { keptDelivery, keptTraits } from '../node/kept-channels.ts';
import type { Channels, Clock, OutgoingMessage } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Firestore, FirestoreDocument, Query } from './firestore.ts';
import { withoutKeys } from './link-keys.ts';
import { SHARDED, shardOf } from './shards.ts';
import type { Turns } from './turns.ts';
import { fieldsOf, int, jsonOfFields, text } from './values.ts';

const COLLECTION = 'messages';
const INBOX_MAX = 200;
/** When it was kept here, epoch ms. */
const SENT_AT = 'sentAt';
/** Person and time in one: the inbox of a person is one range of an index, and the time alone is in none. */
const INBOX = 'inbox';
const SHARD = 'shard';
const TIME_DIGITS = 15;

export interface Messages extends Channels {
  /** Newest first, whatever the channel; at most `limit`. */
  messagesFor(userId: string, limit?: number): Promise<readonly OutgoingMessage[]>;
  /** Newest first. */
  all(limit: number): Promise<readonly OutgoingMessage[]>;
}

export interface MessagesParts {
  readonly turns: Turns;
  readonly clock: Pick<Clock, 'now'>;
  readonly firestore: Firestore;
}

export const createMessages = ({ firestore, turns, clock }: MessagesParts): Messages => ({
  traits: keptTraits,
  echoOf: () => null,
  send: async (message) => {
    const path = `${COLLECTION}/${documentId(message.key)}`;
    const sentAt = clock.now();
    const fields = {
      ...fieldsOf(keepable(message)),
      [SENT_AT]: int(sentAt),
      [SHARD]: int(shardOf(message.key)),
      [INBOX]: text(`${message.to.id}/${String(sentAt).padStart(TIME_DIGITS, '0')}`),
    };
    await turns.at(path, async () => {
      const done = await firestore.commit([{ kind: 'set', path, fields, precondition: { exists: false } }]);
      if (done === 'committed') return done;
      // There already: the key is the message, and the first one stays. Or two tries met, and neither was written.
      return (await firestore.get([path])).documents.has(path) ? 'committed' : 'conflict';
    });
    return keptDelivery(message.channel, path);
  },
  messagesFor: async (userId, limit = INBOX_MAX) => messagesIn(await firestore.query(inboxQuery(userId, limit))),
  all: async (limit) => messagesIn(await firestore.query(outboxQuery(limit))),
});

/** Whoever may read the database must not find links that decide for others; in the app, nobody else opens them. */
function keepable(message: OutgoingMessage): OutgoingMessage {
  const { channel, text: plain, html } = message;
  if (channel === 'in_app') return message;
  return { ...message, text: withoutKeys(plain), ...(html === undefined ? {} : { html: withoutKeys(html) }) };
}

/** What waits for one person, newest first. */
export const inboxQuery = (userId: string, limit: number): Query => ({
  collection: COLLECTION,
  filters: [
    { field: INBOX, op: 'GREATER_THAN', value: text(`${userId}/`) },
    // "0" is the next character after "/".
    { field: INBOX, op: 'LESS_THAN', value: text(`${userId}0`) },
  ],
  orders: [{ field: INBOX, direction: 'DESCENDING' }],
  limit,
});

/** Everybody's, newest first. */
export const outboxQuery = (limit: number): Query => ({
  collection: COLLECTION,
  filters: [SHARDED],
  orders: [{ field: SENT_AT, direction: 'DESCENDING' }],
  limit,
});

const messagesIn = (documents: readonly FirestoreDocument[]): readonly OutgoingMessage[] =>
  documents.map(({ fields }) => {
    const { [SENT_AT]: _sentAt, [INBOX]: _inbox, [SHARD]: _shard, ...message } = jsonOfFields(fields);
    return message as unknown as OutgoingMessage;
  });
