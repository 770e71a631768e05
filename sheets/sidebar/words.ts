// Times and values as the reader's own language and zone have them.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function ago(iso: string, now: number): string {
  const ms = Date.parse(iso) - now;
  const size = Math.abs(ms);
  if (size < HOUR_MS) return relative.format(Math.trunc(ms / MINUTE_MS), 'minute');
  if (size < 2 * DAY_MS) return relative.format(Math.trunc(ms / HOUR_MS), 'hour');
  return relative.format(Math.trunc(ms / DAY_MS), 'day');
}

export const exactly = (iso: string): string => exact.format(new Date(iso));

export type Tone = 'good' | 'bad' | 'busy' | '';

/** Less than this before it is due, a task is urgent. */
const SOON_MS = 4 * HOUR_MS;

export function dueWords(dueAt: string, now: number): { readonly text: string; readonly tone: Tone } {
  const left = Date.parse(dueAt) - now;
  if (left < 0) return { text: `Overdue ${ago(dueAt, now)}`, tone: 'bad' };
  return { text: `Due ${ago(dueAt, now)}`, tone: left < SOON_MS ? 'busy' : '' };
}

export interface FieldValue {
  readonly label: string;
  readonly value: string | number | boolean;
  readonly format?: string;
  readonly currency?: string;
}

export function valueText({ value, format, currency }: FieldValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number')
    return `${new Intl.NumberFormat().format(value)}${currency === undefined ? '' : ` ${currency}`}`;
  if (format === 'date-time' && !Number.isNaN(Date.parse(value))) return exactly(value);
  return value;
}
