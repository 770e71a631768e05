// Words and figures of the page: names, moments, states, what happened.
import type { Json, JsonObject } from '../../functions/core/json.ts';
import { type Html, html } from './html.ts';

export interface Words {
  /** A person's name, or the id where nobody has it. */
  name(userId: string): string;
  /** A moment (ISO 8601) in the company's time zone, the exact one on hover. */
  moment(iso: string): Html;
}

export function createWords(names: ReadonlyMap<string, string>, timeZone: string): Words {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return {
    name: (userId) => names.get(userId) ?? (userId === 'engine' ? 'Countersign' : userId),
    moment: (iso) =>
      html`<time datetime="${iso}" title="${iso} (shown in ${timeZone})">${format.format(new Date(iso))}</time>`,
  };
}

/** `step_approved` → "Step approved". */
export const inWords = (name: string): string => {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export const valueText = (value: Json): string =>
  typeof value === 'number'
    ? value.toLocaleString('en-US', { maximumFractionDigits: 2 })
    : typeof value === 'boolean'
      ? value
        ? 'yes'
        : 'no'
      : String(value);

/** How good a state is, for its colour. */
export function toneOf(state: string): 'good' | 'bad' | 'busy' | 'quiet' {
  if (['approved', 'completed', 'sent', 'done', 'auto_approved'].includes(state)) return 'good';
  if (['rejected', 'failed', 'expired', 'cancelled'].includes(state)) return 'bad';
  return ['running', 'assigned', 'in_progress', 'escalated', 'queued'].includes(state) ? 'busy' : 'quiet';
}

export const chip = (state: string): Html => html`<span class="chip ${toneOf(state)}">${inWords(state)}</span>`;

/** The few words of an event's data that a reader wants to see. */
export function remark(data: JsonObject): string {
  for (const field of ['notes', 'reason', 'error', 'text', 'resolution', 'message'])
    if (typeof data[field] === 'string' && data[field] !== '') return data[field];
  return '';
}
