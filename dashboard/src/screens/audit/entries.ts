// Entries of audit trails as rows, and which of them somebody asks for.
import type { Answer } from '../../api/client.ts';

/** As it is stored; the API answers more than its schema names. */
export type Entry = Answer<'getAuditTrail'>['entries'][number] & { readonly authentication?: string };
export interface EntryRow extends Entry {
  readonly instanceId: string;
}

export interface Wanted {
  /** Who did it, or in whose place; empty: anybody. */
  readonly person: string;
  /** ISO moments: from inclusive, to exclusive; empty: open. */
  readonly from: string;
  readonly to: string;
}

export const fits = ({ actor, onBehalfOf, at }: Entry, { person, from, to }: Wanted): boolean =>
  (person === '' || actor === person || onBehalfOf === person) && (from === '' || at >= from) && (to === '' || at < to);

/** The newest first. */
export const entriesOf = (
  trails: readonly { readonly instanceId: string; readonly entries: readonly Entry[] }[],
  wanted: Wanted,
): readonly EntryRow[] =>
  trails
    .flatMap(({ instanceId, entries }) => entries.map((entry): EntryRow => ({ ...entry, instanceId })))
    .filter((entry) => fits(entry, wanted))
    .sort((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq);

/** "step_approved sign; workflow_completed": for a file and for searching. */
export const eventsText = ({ events }: Entry): string =>
  events.map(({ action, stepId }) => (stepId ? `${action} ${stepId}` : action)).join('; ');

/** A day of a calendar as the moment it begins at on this machine; `isEnd`: at which it ends. Empty: none. */
export function dayMoment(day: string, isEnd = false): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (parts === null) return '';
  const [, year, month, date] = parts.map(Number) as [number, number, number, number];
  const at = new Date(year, month - 1, date + (isEnd ? 1 : 0));
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
