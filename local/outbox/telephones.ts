// What people have said in the chat, and how far they have looked at what they got: what a telephone knows by itself.
import type { JsonObject } from '../../functions/core/json.ts';
import { type Channel, channelSchema } from '../../functions/core/user.ts';
import type { Records } from '../../functions/platform/platform.ts';

export interface Line {
  readonly id: string;
  readonly by: 'person' | 'system';
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  /** The position of the newest message in the outbox that the person had then: a clock may stand still, this does not. */
  readonly after: number;
}

/** By channel, the position of the newest message that was seen. */
export type Marks = { readonly [channel in Channel]: number };

export interface Telephones {
  /** Oldest first; the newest `LINES_MAX`. */
  lines(phone: string): Promise<readonly Line[]>;
  /** The same id again is the same line. */
  add(phone: string, line: Line): Promise<void>;
  marks(userId: string): Promise<Marks>;
  /** Never goes back. */
  mark(userId: string, channel: Channel, position: number): Promise<void>;
}

export const LINES_MAX = 100;
const COLLECTION = 'embedded';
const NOTHING_SEEN: Marks = { whatsapp: 0, email: 0, in_app: 0 };

const linesIn = (record: JsonObject | null): readonly Line[] => (record?.lines ?? []) as unknown as readonly Line[];
const marksIn = (record: JsonObject | null): Marks => ({ ...NOTHING_SEEN, ...(record as Partial<Marks> | null) });
const saidBy = (phone: string): string => `said:${phone}`;
const seenBy = (userId: string): string => `seen:${userId}`;

export const createTelephones = (records: Records): Telephones => ({
  lines: async (phone) => linesIn(await records.get(COLLECTION, saidBy(phone))),
  add: async (phone, line) => {
    await records.update(COLLECTION, saidBy(phone), (record) => {
      const known = linesIn(record);
      if (record !== null && known.some(({ id }) => id === line.id)) return record;
      return { lines: [...known, line].slice(-LINES_MAX) } as unknown as JsonObject;
    });
  },
  marks: async (userId) => marksIn(await records.get(COLLECTION, seenBy(userId))),
  mark: async (userId, channel, position) => {
    await records.update(COLLECTION, seenBy(userId), (record) => {
      const known = marksIn(record);
      return { ...known, [channel]: Math.max(known[channel], position) };
    });
  },
});

export const isChannel = (text: string | null): text is Channel => channelSchema.safeParse(text).success;
