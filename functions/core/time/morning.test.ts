// Mornings of working days, as calendars say them.
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarSchema } from './calendar.ts';
import { everyDay, isMorning, nextMorning } from './morning.ts';
import { HOUR_MS } from './zone.ts';

const OFFICE = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '17:00' },
];
const WEEK = { sun: OFFICE, mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [], sat: [] };
const calendarOf = (fields: object = {}): Calendar =>
  calendarSchema.parse({ id: 'office', timeZone: 'Asia/Dhaka', week: WEEK, holidays: ['2026-03-02'], ...fields });
const at = ({ timeZone }: Calendar, local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;
const local = ({ timeZone }: Calendar, moment: number): string =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDateTime().toString();
const isAt = (calendar: Calendar, moment: string): boolean => isMorning(calendar, at(calendar, moment), 2 * HOUR_MS);

describe('it is morning', () => {
  it.each([
    ['before the day begins', '2026-03-01T08:59:59', false],
    ['when it begins', '2026-03-01T09:00:00', true],
    ['within two hours', '2026-03-01T10:59:59', true],
    ['after two hours', '2026-03-01T11:00:00', false],
    ['when it goes on after a break', '2026-03-01T14:00:00', false],
    ['on a holiday', '2026-03-02T09:00:00', false],
    ['on a weekend', '2026-03-06T09:00:00', false],
  ])('%s (%s): %s', (_when, moment, expected) => expect(isAt(calendarOf(), moment)).toBe(expected));

  it('from the end of the quiet hours where the day begins within them', () => {
    const calendar = calendarOf({ quiet: { from: '22:00', to: '10:00' } });
    expect(isAt(calendar, '2026-03-01T09:30:00')).toBe(false);
    expect(isAt(calendar, '2026-03-01T10:00:00')).toBe(true);
    expect(isAt(calendar, '2026-03-01T11:59:59')).toBe(true);
  });
});

describe('the next morning', () => {
  it.each([
    ['of the same day', '2026-03-01T08:00:00', '2026-03-01T09:00:00'],
    ['after one that begins now, over a holiday', '2026-03-01T09:00:00', '2026-03-03T09:00:00'],
    ['over a weekend', '2026-03-05T18:00:00', '2026-03-08T09:00:00'],
  ])('%s', (_which, after, morning) => {
    const calendar = calendarOf();
    expect(local(calendar, nextMorning(calendar, at(calendar, after)))).toBe(morning);
  });
});

describe('without working hours', () => {
  it('every day begins at nine', () => {
    const calendar = everyDay('Europe/Berlin');
    expect(calendarSchema.parse(calendar)).toEqual(calendar);
    expect(local(calendar, nextMorning(calendar, at(calendar, '2026-03-28T09:00:00')))).toBe('2026-03-29T09:00:00');
    expect(isAt(calendar, '2026-03-29T09:00:00')).toBe(true);
  });
});
