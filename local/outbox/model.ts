// What the outbox shows of a person: their chat in order, their mails, their notices, the tasks that a reply can name.
import { told, waitingTasks } from '../../functions/api/replies-tasks.ts';
import type { Channel, User } from '../../functions/core/user.ts';
import type { WorkflowEngine } from '../../functions/engine/engine.ts';
import type { KeptMessage } from '../../functions/platform/embedded/outbox.ts';
import type { EmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';
import type { OutboxChat } from '../outbox-chat.ts';
import { createTelephones, type Line, type Marks } from './telephones.ts';
import type { State } from './words.ts';

export interface OutboxParts {
  readonly engine: WorkflowEngine;
  readonly platform: EmbeddedPlatform;
  /** IANA name. */
  readonly timeZone: string;
  /** Absent: nobody hears what people write. */
  readonly outboxChat?: OutboxChat;
}

/** Whose telephone it is. */
export type Owner = Pick<User, 'id' | 'name' | 'phone' | 'roles' | 'language' | 'channel'> & {
  /** null: a stranger has no mailbox here. */
  readonly email: string | null;
};

/** No person can have such an id, and the number is one of those that are never given to anybody. */
export const STRANGER: Owner = {
  id: '~unknown',
  name: 'Unknown number',
  email: null,
  phone: '+12025550143',
  roles: [],
  language: 'en',
  channel: 'whatsapp',
};

export interface PersonRow {
  readonly owner: Owner;
  readonly last: KeptMessage | null;
  /** Up to what is looked at. */
  readonly unread: number;
}

export interface Bubble {
  readonly id: string;
  readonly isOwn: boolean;
  readonly text: string;
  readonly at: number;
  readonly state: State;
  /** Of a message in the outbox. */
  readonly position: number | null;
}

export interface TaskCode {
  readonly code: string;
  readonly name: string;
}

export interface PersonView {
  readonly owner: Owner;
  readonly chat: readonly Bubble[];
  /** Newest first, as are notices. */
  readonly mails: readonly KeptMessage[];
  readonly notices: readonly KeptMessage[];
  readonly marks: Marks;
  /** Those due first. */
  readonly tasks: readonly TaskCode[];
}

const EVERYBODYS_MAX = 500;
const ONES_MAX = 200;
const TASKS_MAX = 3;

export async function ownerOf({ platform }: OutboxParts, id: string): Promise<Owner | null> {
  return id === STRANGER.id ? STRANGER : ((await platform.directory.users([id]))[0] ?? null);
}

/** Whoever got something last comes first; the stranger is always the last. `channel`: only what came by it counts. */
export async function peopleRows({ platform }: OutboxParts, channel: Channel | null): Promise<readonly PersonRow[]> {
  const telephones = createTelephones(platform.records);
  const kept = (await platform.outbox.kept({ limit: EVERYBODYS_MAX })).filter(
    ({ message }) => channel === null || message.channel === channel,
  );
  const byPerson = Map.groupBy(kept, ({ message }) => message.to.id);
  const everybody = (await platform.directory.all()).filter(({ id }) => channel === null || byPerson.has(id));
  const rows = await Promise.all(
    everybody.map(async (owner): Promise<PersonRow> => {
      const messages = byPerson.get(owner.id) ?? [];
      if (messages.length === 0) return { owner, last: null, unread: 0 };
      const marks = await telephones.marks(owner.id);
      return { owner, last: messages[0] ?? null, unread: messages.filter(isUnseen(marks)).length };
    }),
  );
  rows.sort((a, b) => (b.last?.position ?? 0) - (a.last?.position ?? 0) || a.owner.name.localeCompare(b.owner.name));
  return [...rows, { owner: STRANGER, last: null, unread: 0 }];
}

export const isUnseen =
  (marks: Marks) =>
  ({ position, message }: KeptMessage): boolean =>
    position > marks[message.channel];

export async function personView(parts: OutboxParts, owner: Owner): Promise<PersonView> {
  const { platform } = parts;
  const telephones = createTelephones(platform.records);
  const [kept, marks, lines, tasks] = await Promise.all([
    platform.outbox.kept({ userId: owner.id, limit: ONES_MAX }),
    telephones.marks(owner.id),
    owner.phone === undefined ? [] : telephones.lines(owner.phone),
    taskCodes(parts, owner),
  ]);
  const by = (channel: Channel): readonly KeptMessage[] => kept.filter(({ message }) => message.channel === channel);
  return {
    owner,
    chat: chatOf(by('whatsapp'), lines, marks),
    mails: by('email'),
    notices: by('in_app'),
    marks,
    tasks,
  };
}

/** Ordered by what was there when a line was written: moments may be the same, or run ahead in another process. */
function chatOf(kept: readonly KeptMessage[], lines: readonly Line[], marks: Marks): readonly Bubble[] {
  const messages = kept.map(({ position, message }) => ({
    order: position,
    bubble: {
      id: `message-${position}`,
      isOwn: false,
      text: message.text,
      at: message.at,
      state: position > marks.whatsapp ? 'delivered' : 'read',
      position,
    } as const,
  }));
  const said = lines.map(({ id, by, text, at, after }) => ({
    order: after,
    bubble: { id, isOwn: by === 'person', text, at, state: 'delivered', position: null } as const,
  }));
  // Stable: of the same place, the message that was there comes before what was said to it.
  const ordered = [...messages.toReversed(), ...said].toSorted((a, b) => a.order - b.order).map(({ bubble }) => bubble);
  const lastAnswer = ordered.findLastIndex(({ isOwn }) => !isOwn);
  return ordered.map((bubble, at) => (at < lastAnswer && bubble.isOwn ? { ...bubble, state: 'read' } : bubble));
}

async function taskCodes({ engine }: OutboxParts, { id, phone }: Owner): Promise<readonly TaskCode[]> {
  if (phone === undefined || id === STRANGER.id) return [];
  const tasks = await waitingTasks(engine, { userId: id, channel: 'whatsapp', authentication: 'phone' });
  return told(tasks.slice(0, TASKS_MAX), tasks).map(({ code, name }) => ({ code, name }));
}
