// The shipped calendars: well formed, and their corrections still correct something.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../functions/core/definition/duration.ts';
import { dateOf } from '../../functions/core/time/calendar.ts';
import { composeCalendar, holidayOverridesSchema, holidaySetSchema } from '../../functions/core/time/holidays.ts';
import { addDuration } from '../../functions/core/time/working-time.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const office = composeCalendar(read('dhaka-office.json'), read('holidays-bd.json'), read('overrides-bd.json'));
const set = holidaySetSchema.parse(read('holidays-bd.json'));
const overrides = holidayOverridesSchema.parse(read('overrides-bd.json'));
const due = (from: string, text: string): string =>
  new Date(addDuration(Date.parse(`${from}+06:00`), parseDuration(text), office)).toISOString();

describe('the office in Dhaka', () => {
  it('works from Sunday to Thursday, nine to five', () => {
    expect(due('2026-11-01T16:00:00', '2 working hours')).toBe('2026-11-02T04:00:00.000Z');
    expect(due('2026-11-05T16:00:00', '1 working day')).toBe('2026-11-08T10:00:00.000Z');
    expect(due('2026-11-06T12:00:00', '8 working hours')).toBe('2026-11-08T11:00:00.000Z');
  });
  it('is closed over a feast of several days, and on the day that the corrections moved it to', () => {
    expect(due('2026-03-18T10:00:00', '1 working day')).toBe('2026-03-24T04:00:00.000Z');
    expect(due('2026-08-24T10:00:00', '2 working days')).toBe('2026-08-27T04:00:00.000Z');
    expect(due('2027-12-15T10:00:00', '1 working day')).toBe('2027-12-19T04:00:00.000Z');
  });
});

it('no calendar has quiet hours unless the company gives it some', () => expect(office.quiet).toBeUndefined());

describe('the corrections', () => {
  const generated = new Set(set.holidays.map(dateOf));
  const removed = overrides.remove.map((entry) => (typeof entry === 'string' ? entry : entry.date));
  it('remove only what is generated, each once', () => {
    expect(removed.filter((date) => !generated.has(date))).toEqual([]);
    expect(new Set(removed).size).toBe(removed.length);
  });
  it('add only what is not there, each once, in the years of the set', () => {
    const added = overrides.add.map(dateOf);
    expect(added.filter((date) => generated.has(date) && !removed.includes(date))).toEqual([]);
    expect(new Set(added).size).toBe(added.length);
    for (const date of added) {
      expect(Number(date.slice(0, 4))).toBeGreaterThanOrEqual(set.fromYear);
      expect(Number(date.slice(0, 4))).toBeLessThanOrEqual(set.toYear);
    }
  });
});
