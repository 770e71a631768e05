// Dates, numbers and amounts in the reader's language and time zone.
import type { User } from '../core/user.ts';
import type { Field } from '../core/views/fields.ts';

export interface Reader {
  readonly language: User['language'];
  /** IANA name. */
  readonly timeZone: string;
}

const LOCALES: { readonly [language in User['language']]: string } = { en: 'en-GB', bn: 'bn-BD' };
const MINUTES = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
const KNOWN_MAX = 200;
/** ECMAScript's own bound of a moment, epoch ms. */
const MOMENT_MAX = 8.64e15;

// Building an Intl format costs more than a whole message.
const known = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();
function remembered<F extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, create: () => F): F {
  const found = known.get(key);
  if (found !== undefined) return found as F;
  if (known.size >= KNOWN_MAX) known.clear();
  const created = create();
  known.set(key, created);
  return created;
}

/** Day and time of a moment (epoch ms, or ISO text); whatever is no moment stays the text it is. */
export function momentText(moment: unknown, { language, timeZone }: Reader): string {
  const at = epochOf(moment);
  if (at === null) return plainText(moment);
  return remembered(`moment ${language} ${timeZone}`, () => {
    const options = { ...MINUTES, hourCycle: 'h23', timeZone, timeZoneName: 'short' } as const;
    return new Intl.DateTimeFormat(LOCALES[language], options);
  }).format(at);
}

/** A calendar day: ISO text such as "2026-03-14" is that day everywhere; a moment is the day it falls on there. */
export function dayText(day: unknown, { language, timeZone }: Reader): string {
  const at = epochOf(day);
  if (at === null) return plainText(day);
  const zone = typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? 'UTC' : timeZone;
  return remembered(`day ${language} ${zone}`, () => {
    const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone } as const;
    return new Intl.DateTimeFormat(LOCALES[language], options);
  }).format(at);
}

export function numberText(value: unknown, { language }: Reader): string {
  if (typeof value !== 'number') return plainText(value);
  return remembered(`number ${language}`, () => new Intl.NumberFormat(LOCALES[language])).format(value);
}

/** An amount with its currency; without a currency code that has the right form, the number alone. */
export function moneyText(value: unknown, currency: unknown, reader: Reader): string {
  if (typeof value !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    return numberText(value, reader);
  return remembered(`money ${reader.language} ${currency}`, () => {
    const options = { style: 'currency', currency, currencyDisplay: 'code' } as const;
    return new Intl.NumberFormat(LOCALES[reader.language], options);
  })
    .format(value)
    .replace(/\s/g, ' ');
}

/** A field's value before it is made harmless; `words` says how a yes and a no read. */
export function fieldText(field: Field, reader: Reader, words: Readonly<Record<string, string>>): string {
  if (typeof field.value === 'boolean') return words[String(field.value)] ?? String(field.value);
  if (field.format === 'date-time') return momentText(field.value, reader);
  if (field.format === 'date') return dayText(field.value, reader);
  return moneyText(field.value, field.currency, reader);
}

const plainText = (value: unknown): string => (value === null || typeof value === 'object' ? '' : String(value ?? ''));

function epochOf(value: unknown): number | null {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : value;
  return typeof at === 'number' && Math.abs(at) <= MOMENT_MAX ? at : null;
}
