// What happened, in sentences: one for each event that the engine knows, in each language.
import type { Event } from '../../../../functions/core/events.ts';

/** What a sentence needs besides the event's own data. */
export interface Say {
  /** Who caused it: a person's name, or the engine's. */
  readonly who: string;
  /** The name of the step, in quotes. */
  readonly step: string;
  person(id: string | null): string;
  people(ids: readonly string[]): string;
  stepName(id: string): string;
  /** Epoch ms. */
  at(moment: number): string;
  count(number: number): string;
  channel(id: string | undefined): string;
  template(id: string): string;
  field(pointer: string): string;
}

type DataOf<A, E = Event> = E extends { readonly action: infer B; readonly data: infer D }
  ? A extends B
    ? D
    : never
  : never;

export type Sentences = { readonly [A in Event['action']]: (data: DataOf<A>, say: Say) => string };

/** "Karim for Rina": somebody who acted in another's place. */
export const withNote = (text: string, note: string | null | undefined): string => (note ? `${text}: “${note}”` : text);

/** What happens of itself and is of interest only to whoever looks closely. */
const DETAILS: ReadonlySet<string> = new Set<Event['action']>([
  'messages_queued',
  'message_sent',
  'message_unconfirmed',
  'message_delivered',
  'message_read',
  'effect_retried',
  'effect_settled',
  'action_completed',
  'step_started',
  'step_reset',
  'step_advanced',
  'signal_consumed',
  'sla_started',
  'compensation_planned',
]);
export const isDetail = (action: string): boolean => DETAILS.has(action);
