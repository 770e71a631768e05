// Rules of calendars: what a file may say, and what it is refused for.
import { describe, expect, it } from 'vitest';
import { calendarSchema, EXCEPTIONS_MAX, INTERVALS_MAX } from './calendar.ts';

const OFFICE = [{ from: '09:00', to: '17:00' }];
const WEEK = { sun: [], mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE, sat: [] };
const calendar = (change: object): unknown => ({ id: 'office', timeZone: 'Europe/Berlin', week: WEEK, ...change });
const refusals = (change: object): readonly string[] => {
  const parsed = calendarSchema.safeParse(calendar(change));
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const monday = (hours: unknown): object => ({ week: { ...WEEK, mon: hours } });
const dates = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));

describe('a calendar', () => {
  it('has hours with breaks, holidays with and without a name, and days of its own', () => {
    const parsed = calendarSchema.parse(
      calendar({
        name: 'Office',
        week: { ...WEEK, sat: [OFFICE[0], { from: '17:00', to: '18:30' }, { from: '20:00', to: '24:00' }] },
        holidays: ['2026-12-25', { date: '2028-02-29', name: 'Leap day' }],
        overrides: [
          { date: '2026-12-24', hours: [{ from: '00:00', to: '12:00' }] },
          { date: '2026-12-31', name: 'Closed', hours: [] },
        ],
      }),
    );
    expect(parsed.holidays).toHaveLength(2);
    expect(parsed.week.sat).toHaveLength(3);
  });
  it('has no holidays unless it names some', () => expect(calendarSchema.parse(calendar({})).holidays).toEqual([]));

  it.each([
    ['a zone that nobody knows', { timeZone: 'Asia/Atlantis' }, 'timeZone: an IANA time zone'],
    ['an offset for a zone', { timeZone: '+06:00' }, 'timeZone: an IANA time zone'],
    ['an id with blanks', { id: 'My office' }, 'id: lower case letters'],
    ['a field that nobody reads', { holiday: [] }, ': Unrecognized key'],
    ['a week without a day', { week: { mon: OFFICE } }, 'week.sun: '],
    [
      'a week without working hours',
      { week: Object.fromEntries(Object.keys(WEEK).map((day) => [day, []])) },
      'week: a week without working hours',
    ],
    ['a time that no clock reads', monday([{ from: '09:60', to: '17:00' }]), 'week.mon.0.from: a time'],
    ['a day that ends after its end', monday([{ from: '09:00', to: '24:01' }]), 'week.mon.0.to: a time'],
    ['an interval that begins with the next day', monday([{ from: '24:00', to: '24:00' }]), 'week.mon.0.from: a time'],
    ['an interval without length', monday([{ from: '09:00', to: '09:00' }]), 'week.mon.0.to: an interval ends after'],
    ['a shift past midnight', monday([{ from: '22:00', to: '06:00' }]), 'week.mon.0.to: an interval ends after'],
    [
      'intervals that overlap',
      monday([...OFFICE, { from: '16:59', to: '18:00' }]),
      'week.mon.1.from: begins before the interval before it ends',
    ],
    [
      'intervals out of order',
      monday([...OFFICE, { from: '07:00', to: '08:00' }]),
      'week.mon.1.from: begins before the interval before it ends',
    ],
    ['quiet hours that never end', { quiet: { from: '00:00', to: '24:00' } }, 'quiet: quiet hours that never end'],
    ['quiet hours without an end', { quiet: { from: '21:00' } }, 'quiet.to: '],
    ['a holiday on no date', { holidays: ['2026-02-29'] }, 'holidays.0: Invalid'],
    ['a holiday with a time', { holidays: [{ date: '2026-02-28T00:00', name: 'X' }] }, 'holidays.0.date: Invalid'],
    [
      'two overrides of one date',
      {
        overrides: [
          { date: '2026-01-01', hours: [] },
          { date: '2026-01-01', hours: OFFICE },
        ],
      },
      'overrides: a date is overridden twice',
    ],
    [
      'an override with broken hours',
      { overrides: [{ date: '2026-01-01', hours: [{ from: '12:00', to: '09:00' }] }] },
      'overrides.0.hours.0.to: an interval ends after',
    ],
    [
      'more exceptions than leave working time',
      { holidays: dates(EXCEPTIONS_MAX), overrides: [{ date: '2029-01-01', hours: [] }] },
      `: at most ${EXCEPTIONS_MAX} holidays and overrides`,
    ],
    [
      'more intervals a day than a person works',
      monday(
        Array.from({ length: INTERVALS_MAX + 1 }, (_, i) => ({
          from: `${String(i).padStart(2, '0')}:00`,
          to: `${String(i).padStart(2, '0')}:30`,
        })),
      ),
      'week.mon: Too big',
    ],
  ])('is refused for %s', (_, change, refusal) => expect(refusals(change)[0]).toMatch(new RegExp(`^${refusal}`)));
});
