// What a telephone itself says, in its person's language: days, times, states.
import type { User } from '../../functions/core/user.ts';

type Language = User['language'];
export type State = 'sent' | 'delivered' | 'read';

interface Fixed {
  readonly business: string;
  readonly today: string;
  readonly yesterday: string;
  readonly write: string;
  readonly send: string;
  readonly empty: string;
  readonly chat: string;
  readonly you: string;
  readonly states: Readonly<Record<State, string>>;
}

const FIXED: Readonly<Record<Language, Fixed>> = {
  en: {
    business: 'Business account',
    today: 'Today',
    yesterday: 'Yesterday',
    write: 'Message',
    send: 'Send',
    empty: 'No messages yet',
    chat: 'Chat with Countersign',
    you: 'You',
    states: { sent: 'Sent', delivered: 'Delivered', read: 'Read' },
  },
  bn: {
    business: 'ব্যবসায়িক অ্যাকাউন্ট',
    today: 'আজ',
    yesterday: 'গতকাল',
    write: 'বার্তা লিখুন',
    send: 'পাঠান',
    empty: 'এখনও কোনো বার্তা নেই',
    chat: 'Countersign-এর সঙ্গে চ্যাট',
    you: 'আপনি',
    states: { sent: 'পাঠানো হয়েছে', delivered: 'পৌঁছেছে', read: 'পড়া হয়েছে' },
  },
};

export interface PhoneWords extends Fixed {
  readonly language: Language;
  /** 14:05, in the company's zone. */
  time(at: number): string;
  /** A key that is the same for two moments of one day. */
  dayKey(at: number): string;
  /** Today, yesterday, or the date. */
  day(at: number, now: number): string;
  /** For lists: the time today, else the day. */
  short(at: number, now: number): string;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', bn: 'bn-BD' };
const DAY_MS = 24 * 60 * 60_000;

const created = new Map<string, PhoneWords>();

/** `timeZone`: IANA name. */
export function phoneWords(language: Language, timeZone: string): PhoneWords {
  const key = `${language} ${timeZone}`;
  const known = created.get(key) ?? createWords(language, timeZone);
  created.set(key, known);
  return known;
}

function createWords(language: Language, timeZone: string): PhoneWords {
  const format = (options: Intl.DateTimeFormatOptions, locale = LOCALES[language]): ((at: number) => string) => {
    const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    return (at) => made.format(at);
  };
  const fixed = FIXED[language];
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayKey = format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const shortDate = format({ day: 'numeric', month: 'short' });
  const isToday = (at: number, now: number): boolean => dayKey(at) === dayKey(now);
  const isYesterday = (at: number, now: number): boolean => dayKey(at) === dayKey(now - DAY_MS);
  return {
    ...fixed,
    language,
    time,
    dayKey,
    day: (at, now) => (isToday(at, now) ? fixed.today : isYesterday(at, now) ? fixed.yesterday : date(at)),
    short: (at, now) => (isToday(at, now) ? time(at) : isYesterday(at, now) ? fixed.yesterday : shortDate(at)),
  };
}
