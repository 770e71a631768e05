// Durations against a second computation: Temporal says when each date opens, and minutes are counted one by one.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Duration } from '../definition/duration.ts';
import { type Calendar, calendarSchema, dateOf, type Interval, minutesOf, WEEKDAYS } from './calendar.ts';
import { addDuration, durationFits, remainingOf, shiftBy } from './working-time.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const RUNS = { seed: 7, numRuns: 5000 };

/** Zones with changes by day, at midnight, of half an hour, in the fast month alone, and with none. */
const ZONES = [
  'Asia/Dhaka',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'UTC',
];

interface Opening {
  readonly from: number;
  readonly to: number;
}
interface Case {
  readonly calendar: Calendar;
  readonly from: number;
}

// The second computation.

/** The first moment at which the clocks read this or later. */
function firstReading(zone: string, wall: Temporal.PlainDateTime): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' }).add({ seconds: 1 });
  return later.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NaN;
}

function openingsOn({ timeZone, week, holidays, overrides = [] }: Calendar, date: Temporal.PlainDate): Opening[] {
  const text = date.toString();
  const own = overrides.find((override) => override.date === text)?.hours;
  const isHoliday = holidays.some((holiday) => dateOf(holiday) === text);
  const hours = own ?? (isHoliday ? [] : week[WEEKDAYS[date.dayOfWeek % 7] ?? 'sun']);
  const moment = (time: string): number =>
    firstReading(timeZone, date.toPlainDateTime().add({ minutes: minutesOf(time) }));
  return hours.map(({ from, to }) => ({ from: moment(from), to: moment(to) })).filter(({ from, to }) => from < to);
}

const localAt = ({ timeZone }: Calendar, at: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

function beginning(calendar: Calendar, from: number): { at: number; date: Temporal.PlainDate } {
  for (let date = localAt(calendar, from).toPlainDate(); ; date = date.add({ days: 1 }))
    for (const opening of openingsOn(calendar, date))
      if (from <= opening.to) return { at: Math.max(from, opening.from), date };
}

/** Lets one minute pass after the other. */
function minuteByMinute(calendar: Calendar, from: number, minutes: number): number {
  let left = minutes;
  let at = beginning(calendar, from).at;
  for (let date = localAt(calendar, at).toPlainDate(); ; date = date.add({ days: 1 }))
    for (const opening of openingsOn(calendar, date)) {
      if (left === 0) return at;
      for (let minute = opening.from; minute < opening.to; minute += MINUTE_MS) {
        if (minute < at) continue;
        at = minute + MINUTE_MS;
        left -= 1;
        if (left === 0) return at;
      }
    }
}

/** Turns one leaf of the calendar after the other. */
function dayByDay(calendar: Calendar, from: number, days: number): number {
  const { at, date: first } = beginning(calendar, from);
  let date = first;
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 });
    if (openingsOn(calendar, date).length > 0) left -= 1;
  }
  if (days === 0) return at;
  const same = firstReading(calendar.timeZone, date.toPlainDateTime(localAt(calendar, at).toPlainTime()));
  const nearest = openingsOn(calendar, date).map(({ from: opens, to }) => Math.min(to, Math.max(opens, same)));
  return nearest.find((moment) => moment >= same) ?? Math.max(...nearest);
}

function openMinutes(calendar: Calendar, from: number, to: number): number {
  let minutes = 0;
  const last = localAt(calendar, to).toPlainDate();
  for (
    let date = localAt(calendar, from).toPlainDate();
    !date.equals(last.add({ days: 1 }));
    date = date.add({ days: 1 })
  )
    for (const opening of openingsOn(calendar, date))
      for (let minute = opening.from; minute < opening.to; minute += MINUTE_MS)
        if (minute >= from && minute < to) minutes += 1;
  return minutes;
}

const isOpenOrClosing = (calendar: Calendar, at: number): boolean =>
  [-1, 0]
    .flatMap((days) => openingsOn(calendar, localAt(calendar, at).toPlainDate().add({ days })))
    .some(({ from, to }) => from <= at && at <= to);

// Random calendars and moments.

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const hoursArbitrary: fc.Arbitrary<Interval[]> = fc.oneof(
  fc.constantFrom<Interval[][]>(
    [{ from: '09:00', to: '17:00' }],
    [{ from: '00:00', to: '24:00' }],
    [
      { from: '00:00', to: '02:30' },
      { from: '02:30', to: '24:00' },
    ],
    [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:30' },
    ],
  ),
  fc
    .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: DAY_MINUTES })), {
      minLength: 2,
      maxLength: 8,
    })
    .map((times) => {
      const sorted = times.sort((a, b) => a - b);
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => ({
        from: clock(sorted[2 * i]!),
        to: clock(sorted[2 * i + 1]!),
      }));
    }),
);
const dayArbitrary = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: hoursArbitrary });

/** Around a change of the clocks, around the end of February, or anywhere. */
const anchorOf = (zone: string): fc.Arbitrary<number> =>
  fc
    .record({
      kind: fc.constantFrom('change', 'february', 'any'),
      at: fc.date({ min: new Date('2015-01-01'), max: new Date('2036-01-01'), noInvalidDate: true }),
      minutes: fc.integer({ min: -3 * DAY_MINUTES, max: DAY_MINUTES }),
    })
    .map(({ kind, at, minutes }) => {
      const whole = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
      const change = Temporal.Instant.fromEpochMilliseconds(whole)
        .toZonedDateTimeISO(zone)
        .getTimeZoneTransition('next');
      const base =
        kind === 'change'
          ? (change?.epochMilliseconds ?? whole)
          : kind === 'february'
            ? Date.UTC(at.getUTCFullYear(), 2, 1)
            : whole;
      return base + minutes * MINUTE_MS;
    });

const caseArbitrary: fc.Arbitrary<Case> = fc.constantFrom(...ZONES).chain((timeZone) =>
  fc
    .record({
      from: anchorOf(timeZone),
      days: fc.array(dayArbitrary, { minLength: 7, maxLength: 7 }),
      always: fc.record({ day: fc.integer({ min: 0, max: 6 }), hours: hoursArbitrary }),
      holidays: fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 4 }),
      overrides: fc.uniqueArray(fc.tuple(fc.integer({ min: -2, max: 12 }), dayArbitrary), {
        maxLength: 3,
        selector: ([day]) => day,
      }),
    })
    .map(({ from, days, always, holidays, overrides }) => {
      const today = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone).toPlainDate();
      const dateIn = (ahead: number): string => today.add({ days: ahead }).toString();
      const hours = days.map((day, i) => (i === always.day ? always.hours : day));
      const calendar = calendarSchema.parse({
        id: 'random',
        timeZone,
        week: Object.fromEntries(WEEKDAYS.map((day, i) => [day, hours[i]])),
        holidays: holidays.map(dateIn),
        overrides: overrides.map(([day, own]) => ({ date: dateIn(day), hours: own })),
      });
      return { calendar, from };
    }),
);

/** Hours that end within some weeks, so that their minutes can be counted. */
const hoursWithin = ({ week }: Calendar, random: number): number => {
  const weekly = WEEKDAYS.flatMap((day) => week[day]).reduce(
    (sum, { from, to }) => sum + minutesOf(to) - minutesOf(from),
    0,
  );
  return random % Math.max(2, Math.ceil((weekly * 3) / 60));
};
const workingHours = (hours: number): Duration => ({ kind: 'working_hours', hours });
const workingDays = (days: number): Duration => ({ kind: 'working_days', days });
const small = fc.nat({ max: 12 });
const anyHours = fc.nat({ max: 100 });

describe('whatever the calendar, the zone and the moment', () => {
  it('working hours pass as they do minute by minute', () =>
    fc.assert(
      fc.property(caseArbitrary, anyHours, ({ calendar, from }, random) => {
        const hours = hoursWithin(calendar, random);
        fc.pre(durationFits(workingHours(hours), calendar));
        expect(addDuration(from, workingHours(hours), calendar)).toBe(minuteByMinute(calendar, from, hours * 60));
      }),
      RUNS,
    ));

  it('working days pass as they do day by day', () =>
    fc.assert(
      fc.property(caseArbitrary, small, fc.nat({ max: MINUTE_MS }), ({ calendar, from }, days, ms) => {
        const due = addDuration(from + ms, workingDays(days), calendar);
        expect(due).toBe(dayByDay(calendar, from + ms, days));
        expect(isOpenOrClosing(calendar, due)).toBe(true);
      }),
      RUNS,
    ));

  it('a pause of no length changes nothing', () =>
    fc.assert(
      fc.property(caseArbitrary, small, fc.boolean(), fc.nat({ max: 1_000 }), ({ calendar, from }, n, isDays, part) => {
        const duration = isDays ? workingDays(n) : workingHours(hoursWithin(calendar, n));
        const due = addDuration(from, duration, calendar);
        const paused = from + Math.floor(((due - from) * part) / 1_000);
        expect(shiftBy(paused, remainingOf(paused, due, duration.kind, calendar), calendar)).toBe(due);
      }),
      RUNS,
    ));

  it('after a pause as many working minutes are left as before', () =>
    fc.assert(
      fc.property(caseArbitrary, anyHours, small, small, ({ calendar, from }, random, quarters, pausedDays) => {
        const due = addDuration(from, workingHours(hoursWithin(calendar, random)), calendar);
        const paused = Math.min(due - MINUTE_MS, from + quarters * 15 * MINUTE_MS);
        const resumed = paused + pausedDays * 1_001 * MINUTE_MS;
        const shifted = shiftBy(resumed, remainingOf(paused, due, 'working_hours', calendar), calendar);
        expect(openMinutes(calendar, resumed, shifted)).toBe(openMinutes(calendar, paused, due));
      }),
      RUNS,
    ));

  it('working days that are paused at their beginning begin again where they go on', () =>
    fc.assert(
      fc.property(caseArbitrary, small, small, ({ calendar, from }, days, pausedDays) => {
        const due = addDuration(from, workingDays(days + 1), calendar);
        const resumed = from + pausedDays * 1_001 * MINUTE_MS;
        const shifted = shiftBy(resumed, remainingOf(from, due, 'working_days', calendar), calendar);
        expect(shifted).toBe(addDuration(resumed, workingDays(days + 1), calendar));
      }),
      RUNS,
    ));

  it('what fits a calendar ends', () =>
    fc.assert(
      fc.property(caseArbitrary, fc.nat({ max: 9_999 }), fc.boolean(), ({ calendar, from }, n, isDays) => {
        const duration = isDays ? workingDays(n) : workingHours(n);
        fc.pre(durationFits(duration, calendar));
        expect(addDuration(from, duration, calendar)).toBeGreaterThanOrEqual(from);
      }),
      { ...RUNS, numRuns: 500 },
    ));
});
