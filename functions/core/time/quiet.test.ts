// Quiet hours: past midnight, over changes of the clocks, on days off; and against a second computation, minute by minute.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarSchema, dateOf, minutesOf, WEEKDAYS } from './calendar.ts';
import { heldUntil } from './quiet.ts';

const OFFICE = [{ from: '09:00', to: '17:00' }];
const WEEK = { sun: OFFICE, mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [], sat: [] };
const NIGHT = { from: '21:00', to: '07:00' };
const calendarOf = (fields: object): Calendar =>
  calendarSchema.parse({ id: 'office', timeZone: 'Asia/Dhaka', week: WEEK, ...fields });
const held = (calendar: Calendar, local: string, kind: 'message' | 'reminder' = 'message'): string => {
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime(calendar.timeZone).epochMilliseconds;
  const until = Temporal.Instant.fromEpochMilliseconds(heldUntil(calendar, at, kind));
  return until.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString();
};

describe('a message', () => {
  it('goes out at any hour of a calendar without quiet hours', () =>
    expect(held(calendarOf({}), '2026-03-01T03:00:00')).toBe('2026-03-01T03:00:00'));

  it.each([
    ['before they begin', '2026-03-02T20:59:59', '2026-03-02T20:59:59'],
    ['when they begin', '2026-03-02T21:00:00', '2026-03-03T07:00:00'],
    ['before midnight', '2026-03-02T23:59:00', '2026-03-03T07:00:00'],
    ['after midnight', '2026-03-03T00:01:00', '2026-03-03T07:00:00'],
    ['shortly before they end', '2026-03-03T06:59:59', '2026-03-03T07:00:00'],
    ['when they end', '2026-03-03T07:00:00', '2026-03-03T07:00:00'],
    ['on a day off', '2026-03-06T12:00:00', '2026-03-06T12:00:00'],
  ])('%s (%s) goes out at %s', (_when, at, until) =>
    expect(held(calendarOf({ quiet: { ...NIGHT, daysOff: true } }), at)).toBe(until),
  );

  it('waits in hours of one day too, and until midnight', () => {
    expect(held(calendarOf({ quiet: { from: '12:00', to: '14:00' } }), '2026-03-02T13:00:00')).toBe(
      '2026-03-02T14:00:00',
    );
    expect(held(calendarOf({ quiet: { from: '20:00', to: '24:00' } }), '2026-03-02T22:00:00')).toBe(
      '2026-03-03T00:00:00',
    );
  });

  it('waits for the local morning, however long the night is in which the clocks change', () => {
    const berlin = calendarOf({ timeZone: 'Europe/Berlin', quiet: NIGHT });
    expect(held(berlin, '2026-03-28T22:00:00')).toBe('2026-03-29T07:00:00');
    expect(held(berlin, '2026-10-24T22:00:00')).toBe('2026-10-25T07:00:00');
  });

  it('waits on where clocks skip all that lies between two nights', () => {
    const berlin = calendarOf({ timeZone: 'Europe/Berlin', quiet: { from: '02:30', to: '02:10' } });
    expect(held(berlin, '2026-03-28T22:00:00')).toBe('2026-03-30T02:10:00');
  });
});

describe('a reminder', () => {
  const holidays = ['2026-03-08'];
  const overrides = [{ date: '2026-03-07', hours: OFFICE }];
  it.each([
    ['on a working day', { holidays }, '2026-03-05T12:00:00', '2026-03-05T12:00:00'],
    ['in the night before a weekend', { holidays: [] }, '2026-03-05T22:00:00', '2026-03-08T07:00:00'],
    ['at noon of a day off', { holidays: [] }, '2026-03-06T12:00:00', '2026-03-08T07:00:00'],
    ['before a weekend that a holiday makes longer', { holidays }, '2026-03-05T22:00:00', '2026-03-09T07:00:00'],
    ['before a Saturday that is worked', { holidays, overrides }, '2026-03-05T22:00:00', '2026-03-07T07:00:00'],
  ])('%s waits for the morning of a working day', (_when, fields, at, until) =>
    expect(held(calendarOf({ ...fields, quiet: { ...NIGHT, daysOff: true } }), at, 'reminder')).toBe(until),
  );

  it('goes out on days off too where the calendar does not say otherwise', () => {
    expect(held(calendarOf({ quiet: NIGHT }), '2026-03-06T12:00:00', 'reminder')).toBe('2026-03-06T12:00:00');
    expect(held(calendarOf({ quiet: { ...NIGHT, daysOff: false } }), '2026-03-05T22:00:00', 'reminder')).toBe(
      '2026-03-06T07:00:00',
    );
  });

  it('skips a day off on which the quiet hours only end', () => {
    const quiet = { from: '01:00', to: '24:00', daysOff: true };
    expect(held(calendarOf({ quiet }), '2026-03-05T12:00:00', 'reminder')).toBe('2026-03-08T00:00:00');
  });
});

// The second computation: is this minute quiet, is its date worked? If so, the next.

const MINUTE_MS = 60_000;

/** The first moment at which the clocks read this or later. */
function firstReading(zone: string, wall: Temporal.PlainDateTime): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' }).add({ seconds: 1 });
  return later.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NaN;
}

const dateAt = ({ timeZone }: Calendar, at: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

function isWorked({ week, holidays, overrides = [], timeZone }: Calendar, date: Temporal.PlainDate): boolean {
  const text = date.toString();
  const own = overrides.find((override) => override.date === text)?.hours;
  const hours =
    own ?? (holidays.some((one) => dateOf(one) === text) ? [] : week[WEEKDAYS[date.dayOfWeek % 7] ?? 'sun']);
  const moment = (time: string): number =>
    firstReading(timeZone, date.toPlainDateTime().add({ minutes: minutesOf(time) }));
  return hours.some(({ from, to }) => moment(from) < moment(to));
}

/** Quiet hours that began within some days of a date. */
function nightsAround({ timeZone, quiet }: Calendar, date: Temporal.PlainDate): [number, number][] {
  if (quiet === undefined) return [];
  const endsDays = quiet.to <= quiet.from ? 1 : 0;
  return [-2, -1, 0, 1, 2].map((days) => {
    const begin = date.add({ days }).toPlainDateTime();
    return [
      firstReading(timeZone, begin.add({ minutes: minutesOf(quiet.from) })),
      firstReading(timeZone, begin.add({ days: endsDays, minutes: minutesOf(quiet.to) })),
    ];
  });
}

function minuteByMinute(calendar: Calendar, from: number, kind: 'message' | 'reminder'): number {
  const waits = kind === 'reminder' && calendar.quiet?.daysOff === true;
  let date = dateAt(calendar, from);
  let nights = nightsAround(calendar, date);
  let isFree = !waits || isWorked(calendar, date);
  for (let at = from; ; at += MINUTE_MS) {
    if (!dateAt(calendar, at).equals(date)) {
      date = dateAt(calendar, at);
      nights = nightsAround(calendar, date);
      isFree = !waits || isWorked(calendar, date);
    }
    if (isFree && !nights.some(([begin, end]) => begin <= at && at < end)) return at;
  }
}

/** Changes by day, at midnight, of half an hour; and none. */
const ZONES = ['Asia/Dhaka', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'America/Havana', 'UTC'];
const time = fc
  .nat({ max: 95 })
  .map((quarters) => `${`${Math.floor(quarters / 4)}`.padStart(2, '0')}:${`${(quarters % 4) * 15}`.padStart(2, '0')}`);
const dayOff = fc.constant<typeof OFFICE>([]);
const hours = fc.oneof(dayOff, fc.constant(OFFICE));
/** Near a change of the clocks somewhere, in whole minutes. */
const moment = fc
  .tuple(fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-25'), fc.nat({ max: 10_080 }))
  .map(([date, minutes]) => Date.parse(`${date}T00:00:00Z`) - 3 * 1_440 * MINUTE_MS + minutes * MINUTE_MS);
const cases = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    week: fc.record({
      sun: hours,
      mon: hours,
      tue: fc.constant(OFFICE),
      wed: hours,
      thu: hours,
      fri: hours,
      sat: hours,
    }),
    holidays: fc.uniqueArray(fc.constantFrom('2026-03-10', '2026-03-31', '2026-10-27'), { maxLength: 2 }),
    quiet: fc.record({ from: time, to: time, daysOff: fc.boolean() }).filter(({ from, to }) => from !== to),
  })
  .map(calendarOf);

describe('quiet hours', () => {
  it('end where Temporal and single minutes say so', () =>
    fc.assert(
      fc.property(cases, moment, fc.constantFrom('message', 'reminder'), (calendar, at, kind) => {
        expect(heldUntil(calendar, at, kind)).toBe(minuteByMinute(calendar, at, kind));
      }),
      { seed: 20_261_127, numRuns: 150 },
    ));

  it('hold nothing twice', () =>
    fc.assert(
      fc.property(cases, moment, fc.constantFrom('message', 'reminder'), (calendar, at, kind) => {
        const until = heldUntil(calendar, at, kind);
        expect(until).toBeGreaterThanOrEqual(at);
        expect(heldUntil(calendar, until, kind)).toBe(until);
      }),
      { seed: 20_261_128, numRuns: 500 },
    ));
});
