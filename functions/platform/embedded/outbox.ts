// Channels without a provider: every message becomes a row that the in-app inbox and the outbox page read.
import { keptDelivery, keptTraits } from '../node/kept-channels.ts';
import type { Channels, OutgoingMessage } from '../platform.ts';
import type { Database } from './database.ts';

const INBOX_MAX = 200;

export interface KeptMessage {
  /** Rises with every message. */
  readonly position: number;
  /** What sending it answered. */
  readonly providerId: string;
  readonly message: OutgoingMessage;
}

export interface Outbox extends Channels {
  /** Newest first, whatever the channel; at most `limit`. */
  messagesFor(userId: string, limit?: number): Promise<readonly OutgoingMessage[]>;
  /** Newest first. */
  all(limit: number): Promise<readonly OutgoingMessage[]>;
  /** Newest first, to everybody or one person, each as it is called here. */
  kept(query: { readonly userId?: string; readonly limit: number }): Promise<readonly KeptMessage[]>;
}

interface MessageRow {
  readonly message: string;
}
interface KeptRow extends MessageRow {
  readonly position: number;
}
const KEPT = 'select position, message from outbox';
const NEWEST = 'order by position desc limit ?';

const providerIdOf = (position: number | undefined): string => `outbox-${position}`;
const parsed = (rows: readonly MessageRow[]): readonly OutgoingMessage[] =>
  rows.map((row) => JSON.parse(row.message) as OutgoingMessage);

export const createOutbox = (database: Database): Outbox => ({
  traits: keptTraits,
  echoOf: () => null,
  send: async (message) => {
    const text = JSON.stringify(message);
    // The key is the message: a second try finds the first one's row and leaves it as it is.
    const position = await database.write((sql) => {
      sql.run(
        'insert into outbox (key, user_id, message) values (?, ?, ?) on conflict (key) do nothing',
        message.key,
        message.to.id,
        text,
      );
      return sql.get<{ readonly position: number }>('select position from outbox where key = ?', message.key)?.position;
    });
    return keptDelivery(message.channel, providerIdOf(position));
  },
  messagesFor: async (userId, limit = INBOX_MAX) =>
    parsed(
      database.all<MessageRow>(
        'select message from outbox where user_id = ? order by position desc limit ?',
        userId,
        limit,
      ),
    ),
  all: async (limit) =>
    parsed(database.all<MessageRow>('select message from outbox order by position desc limit ?', limit)),
  kept: async ({ userId, limit }) =>
    (userId === undefined
      ? database.all<KeptRow>(`${KEPT} ${NEWEST}`, limit)
      : database.all<KeptRow>(`${KEPT} where user_id = ? ${NEWEST}`, userId, limit)
    ).map(({ position, message }) => ({
      position,
      providerId: providerIdOf(position),
      message: JSON.parse(message) as OutgoingMessage,
    })),
});
