// Numbers, amounts, moments and spans in the reader's language and this machine's time zone.
import type { TaskField } from '../api/api.ts';
import { type Language, language } from './preferences.ts';
import { shared } from './words.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', bn: 'bn-BD' };
const locale = (): string => LOCALES[language.value];

// Building an Intl format costs more than using it a hundred times.
const known = new Map<string, object>();
function remembered<F extends object>(key: string, create: (locale: string) => F): F {
  const id = `${locale()} ${key}`;
  const found = (known.get(id) as F | undefined) ?? create(locale());
  known.set(id, found);
  return found;
}

export const number = (value: number): string =>
  remembered('number', (at) => new Intl.NumberFormat(at, { maximumFractionDigits: 3 })).format(value);

export const percent = (share: number): string =>
  remembered('percent', (at) => new Intl.NumberFormat(at, { style: 'percent', maximumFractionDigits: 1 })).format(
    share,
  );

/** `currency` is an ISO 4217 code. */
export const money = (value: number, currency: string): string =>
  remembered(
    `money ${currency}`,
    (at) =>
      new Intl.NumberFormat(at, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        trailingZeroDisplay: 'stripIfInteger',
      }),
  ).format(value);

type Moment = string | number;

/** "27 Nov, 15:58" this year, with the year otherwise. */
export function moment(at: Moment): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return remembered(`moment ${isThisYear}`, (name) => {
    const year = isThisYear ? {} : ({ year: 'numeric' } as const);
    return new Intl.DateTimeFormat(name, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      ...year,
    });
  }).format(date);
}

/** Everything there is to say of a moment, with the zone; for the hover. */
export const exactMoment = (at: Moment): string =>
  remembered('exact', (name) => new Intl.DateTimeFormat(name, { dateStyle: 'full', timeStyle: 'long' })).format(
    new Date(at),
  );

/** A calendar day: "2026-03-14" is that day everywhere. */
export function day(value: Moment): string {
  const zone = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? { timeZone: 'UTC' } : {};
  return remembered(`day ${JSON.stringify(zone)}`, (name) => {
    return new Intl.DateTimeFormat(name, { day: 'numeric', month: 'short', year: 'numeric', ...zone });
  }).format(new Date(value));
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "in 3 hours", "2 days ago", "now". */
export function relative(at: Moment, now: number): string {
  const ms = new Date(at).getTime() - now;
  const format = remembered(
    'relative',
    (name) => new Intl.RelativeTimeFormat(name, { numeric: 'auto', style: 'long' }),
  );
  for (const [unit, size] of UNITS) if (Math.abs(ms) >= size) return format.format(Math.trunc(ms / size), unit);
  return format.format(0, 'second');
}

/** "3 hours", "2 days": the largest unit alone. */
export function span(ms: number): string {
  const [unit, size] = UNITS.find(([, one]) => Math.abs(ms) >= one) ?? UNITS[2];
  const format = remembered(
    `span ${unit}`,
    (name) => new Intl.NumberFormat(name, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }),
  );
  return format.format(Math.trunc(Math.abs(ms) / size));
}

export const list = (texts: readonly string[]): string =>
  remembered('list', (name) => new Intl.ListFormat(name, { type: 'conjunction' })).format(texts);

/** A value of a request as a reader wants it; objects are for other hands. */
export function value({
  value: raw,
  format,
  currency,
}: Omit<TaskField, 'label' | 'value'> & { readonly value: unknown }): string {
  const { values } = shared();
  if (raw === null || raw === undefined || raw === '') return values.none;
  if (typeof raw === 'boolean') return raw ? values.yes : values.no;
  if (typeof raw === 'number') return currency === undefined ? number(raw) : money(raw, currency);
  if (typeof raw === 'object') return JSON.stringify(raw);
  if (format === 'date') return day(String(raw));
  if (format === 'date-time') return moment(String(raw));
  return String(raw);
}
