// Which messages wait for the morning: those that would ring a telephone, and reminders, unless the matter is urgent.
import { personOf } from '../context.ts';
import type { MessageEffect } from '../effects.ts';
import { heldUntil } from '../time/quiet.ts';
import type { Surroundings } from './recipients.ts';

/** Who has read the first message is only reminded: by whichever channel, that can wait for the person's next working day. */
const REMINDERS: ReadonlySet<string> = new Set([
  'workflow_escalation_warning',
  'workflow_timeout_alert',
  'workflow_sla_warning',
]);

/** Until when the message is held by the calendar of whom it is for, else by the definition's; nothing: it is not. */
export function heldBack(
  { to, channel, template }: MessageEffect,
  { definition, instance, context }: Surroundings,
): Pick<MessageEffect, 'notBefore'> {
  if (instance.context.priority === 'urgent') return {};
  const person = personOf(context.directory, to);
  const calendar = context.calendars[person?.calendar ?? definition.calendar ?? ''];
  if (calendar?.quiet === undefined) return {};
  const isReminder = REMINDERS.has(template);
  const rings = (channel === 'preferred' ? person?.channel : channel) === 'whatsapp';
  if (!isReminder && !rings) return {};
  const notBefore = heldUntil(calendar, context.now, isReminder ? 'reminder' : 'message');
  return notBefore > context.now ? { notBefore } : {};
}
