// What a person was told and has stayed where they can read it: in the app, or by a channel without a provider.
import type { JsonObject } from '../core/json.ts';
import type { InputOf, listMessagesRequest } from '../core/requests.ts';
import { iso } from '../core/views/time.ts';
import { callerRecord } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

const PAGE = 50;

/** The caller's own messages, newest first. */
export async function myMessages(
  parts: Parts,
  caller: Caller,
  { pageSize = PAGE }: InputOf<typeof listMessagesRequest>,
): Promise<JsonObject> {
  await callerRecord(parts, caller);
  const messages = await parts.platform.inbox.messagesFor(caller.userId, pageSize);
  return {
    messages: messages.map(({ instanceId, template, channel, subject, text, at, facts: { stepId } }) => ({
      ...(instanceId === '' ? {} : { instanceId }),
      ...(typeof stepId === 'string' ? { stepId } : {}),
      template,
      channel,
      subject,
      text,
      at: iso(at),
    })),
  };
}
