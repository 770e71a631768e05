// What people do with their telephones, told to whoever has to hear of it: a reply to the chat, a look to the engine.
import { z } from 'zod';
import { deliveryHandle } from '../../functions/core/delivery.ts';
import { type Channel, channelSchema } from '../../functions/core/user.ts';
import { refuse } from '../../functions/engine/failure.ts';
import type { KeptMessage } from '../../functions/platform/embedded/outbox.ts';
import type { OutboxParts, Owner } from './model.ts';
import { isUnseen } from './model.ts';
import { createTelephones } from './telephones.ts';

/** As long as the chat lets a message be. */
export const TEXT_CHARS_MAX = 4_096;
const SEEN_MAX = 200;

export const replyRequest = z.strictObject({ text: z.string().trim().min(1, 'write something first') });
export const seenRequest = z.strictObject({ channel: channelSchema, upTo: z.int().min(1) });

/** Says something as this person, by the way on which the gateway's webhook would bring it. Refuses; throws `Transient`. */
export async function sayAs(parts: OutboxParts, owner: Owner, text: string): Promise<void> {
  const { platform, outboxChat } = parts;
  const { phone } = owner;
  if (outboxChat === undefined) return refuse('NOT_SUPPORTED_YET', 'This server has no chat that could hear it.');
  if (phone === undefined) return refuse('INVALID_DATA', `${owner.name} has no telephone number; give them one first.`);
  if (text.length > TEXT_CHARS_MAX)
    return refuse('LIMIT_EXCEEDED', `A message has at most ${TEXT_CHARS_MAX} characters; this one has ${text.length}.`);
  const messageId = platform.entropy.id();
  const [newest] = await platform.outbox.kept({ userId: owner.id, limit: 1 });
  const line = { id: messageId, by: 'person', text, at: platform.clock.now(), after: newest?.position ?? 0 } as const;
  await createTelephones(platform.records).add(phone, line);
  await outboxChat.said({ phone, text, messageId });
}

/** Answers how far the person has seen now: as far as they looked, or up to what the engine does not know by its name yet. */
export async function markSeen(
  parts: OutboxParts,
  { id }: Owner,
  { channel, upTo }: z.infer<typeof seenRequest>,
): Promise<number> {
  const { platform, engine } = parts;
  const telephones = createTelephones(platform.records);
  const marks = await telephones.marks(id);
  const unseen = (await platform.outbox.kept({ userId: id, limit: SEEN_MAX }))
    .filter((kept) => kept.message.channel === channel && kept.position <= upTo && isUnseen(marks)(kept))
    .toReversed();
  let seen = marks[channel];
  for (const kept of unseen) {
    const handle = await handleIn(parts, kept, channel);
    if (handle === 'later') break;
    if (handle !== null) await engine.recordDelivery(handle, { state: 'read' });
    seen = kept.position;
  }
  if (seen > marks[channel]) await telephones.mark(id, channel, seen);
  return seen;
}

/** The handle under which an instance waits to hear of it; null: none does; `later`: its sending is not recorded yet. */
async function handleIn(
  { platform: { instances } }: OutboxParts,
  { providerId, message: { instanceId, to } }: KeptMessage,
  channel: Channel,
): Promise<string | null> {
  if (channel !== 'whatsapp' || instanceId === '') return null;
  const handle = deliveryHandle(channel, providerId);
  if ((await instances.awaiting(handle)) !== null) return handle;
  const { stored } = await instances.read(instanceId);
  const records = Object.values(stored?.document.instance.messages ?? {});
  return records.some((record) => record.to === to.id && record.state === 'queued') ? 'later' : null;
}
