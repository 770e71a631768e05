// Writes definitions/calendars/holidays-bd.json from the date-holidays library; with --check it only says whether the file is fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Holidays from 'date-holidays';
import type { HolidaySet } from '../functions/core/time/holidays.ts';

const FILE = join(import.meta.dirname, '..', 'definitions', 'calendars', 'holidays-bd.json');
const COUNTRY = 'BD';
const FROM_YEAR = 2026;
const TO_YEAR = 2028;
const DAY_MS = 24 * 60 * 60_000;

type GeneratedSet = Omit<HolidaySet, 'holidays'> & { readonly holidays: readonly { date: string; name: string }[] };

/** The public holidays of the country; a feast of several days is one entry a day. */
export function holidaySet(): GeneratedSet {
  const library = new Holidays(COUNTRY, { types: ['public'] });
  const named = new Map<string, string>();
  for (let year = FROM_YEAR; year <= TO_YEAR; year++)
    // Days of the Islamic calendar begin in the evening before: the date is the library's, only the length is counted.
    for (const { date, start, end, name } of library.getHolidays(year, 'en'))
      for (let day = 0; day < Math.round((end.getTime() - start.getTime()) / DAY_MS); day++)
        addName(named, laterBy(date.slice(0, 10), day), name);
  const { version } = createRequire(import.meta.url)('date-holidays/package.json') as { version: string };
  return {
    set: COUNTRY.toLowerCase(),
    source: `date-holidays ${version} (ISC and CC BY 3.0), country ${COUNTRY}, type public`,
    fromYear: FROM_YEAR,
    toYear: TO_YEAR,
    holidays: [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, name]) => ({ date, name })),
  };
}

const addName = (named: Map<string, string>, date: string, name: string): void => {
  const other = named.get(date);
  named.set(date, other === undefined ? name : `${other}; ${name}`);
};

const laterBy = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** As the formatter writes it: one holiday a line. */
export function holidaysText({ holidays, ...head }: GeneratedSet): string {
  const lines = holidays.map(
    ({ date, name }) => `    { "date": ${JSON.stringify(date)}, "name": ${JSON.stringify(name)} }`,
  );
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "holidays": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Whether the file holds exactly what the library says today. */
export function isFresh(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === holidaysText(holidaySet());
  } catch {
    return false;
  }
}

/** Answers the exit code: 0 fine, 1 stale, 2 wrong usage. */
export function main(args: readonly string[], file = FILE): number {
  if (args.length === 0) {
    writeFileSync(file, holidaysText(holidaySet()));
    return 0;
  }
  if (args.length > 1 || args[0] !== '--check') {
    console.error('usage: node scripts/holidays.ts [--check]');
    return 2;
  }
  if (isFresh(file)) return 0;
  console.error('definitions/calendars/holidays-bd.json is stale: run node scripts/holidays.ts and commit it');
  return 1;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
