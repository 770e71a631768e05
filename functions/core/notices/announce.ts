// Who is told what: all messages that follow from a commit's events, as one event.
import type { Context } from '../context.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { type MessageEffect, messageId } from '../effects.ts';
import type { Event } from '../events.ts';
import { evolve } from '../evolve/evolve.ts';
import type { Instance } from '../instance.ts';
import { heldBack } from './held-back.ts';
import type { Notice } from './notice.ts';
import { noticesOf } from './notices.ts';
import { recipientsOf } from './recipients.ts';

/** One event with all messages of a commit, or none. `before` is the instance before the commit. */
export function announce(
  definition: WorkflowDefinition,
  before: Instance | null,
  after: Instance,
  events: readonly Event[],
  context: Context,
): readonly Event[] {
  // Only a commit that raises the revision has anything to tell, so no later commit makes the same ids.
  const revision = before?.revision ?? 0;
  const messages = new Map<string, MessageEffect>();
  for (const notice of noticesOfAll(definition, before, events, context)) {
    const { template, facts, about } = notice;
    const place = about === undefined ? 'workflow:0' : `${about.stepId}:${about.attempt}`;
    for (const to of recipientsOf(notice, { definition, instance: after, context }))
      for (const channel of notice.channels ?? (['preferred'] as const)) {
        const id = messageId(`${place}:${notice.occasion}:${revision}`, { to, channel, template });
        const message: MessageEffect = { kind: 'message', id, to, channel, template, facts, ...about };
        messages.set(id, { ...message, ...heldBack(message, { definition, instance: after, context }) });
      }
  }
  return messages.size === 0 ? [] : [{ action: 'messages_queued', data: { messages: [...messages.values()] } }];
}

/** Each event is told as things stood right after it: a step that ends may begin again in the same commit. */
function noticesOfAll(
  definition: WorkflowDefinition,
  before: Instance | null,
  events: readonly Event[],
  { now }: Context,
): readonly Notice[] {
  let instance = before;
  return events.flatMap((event) => {
    instance = evolve(instance, event, now);
    return noticesOf(definition, instance, event);
  });
}
