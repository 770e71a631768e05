// Rules of durations, on days that people can check in their heads.
import { describe, expect, it } from 'vitest';
import { type Duration, type DurationText, parseDuration } from '../definition/duration.ts';
import { type Calendar, calendarSchema, DAYS_WALKED_MAX } from './calendar.ts';
import { addDuration, durationFits, type Remaining, remainingOf, shiftBy } from './working-time.ts';
import { HOUR_MS, MINUTE_MS } from './zone.ts';

type Hours = readonly { readonly from: string; readonly to: string }[];
const hours = (text: string): Hours =>
  text === '' ? [] : text.split(' ').map((one) => ({ from: one.slice(0, 5), to: one.slice(6) }));
const calendarOf = (timeZone: string, days: readonly string[], change: object = {}): Calendar => {
  const [sun = '', mon = '', tue = '', wed = '', thu = '', fri = '', sat = ''] = days;
  const week = { sun, mon, tue, wed, thu, fri, sat };
  const parsed = Object.fromEntries(Object.entries(week).map(([day, text]) => [day, hours(text)]));
  return calendarSchema.parse({ id: 'test', timeZone, week: parsed, ...change });
};
const OFFICE = '09:00-17:00';
const ALL_DAY = '00:00-24:00';
const daily = (text: string): readonly string[] => Array.from({ length: 7 }, () => text);
const DHAKA = calendarOf('Asia/Dhaka', [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, '', '']);
const WITH_BREAK = calendarOf('Asia/Dhaka', daily('09:00-12:00 13:00-17:00'));

/** Local time of a zone whose offset is known, as people write it. */
const at = (text: string, offset = '+06:00'): number => Date.parse(`${text}${offset}`);
const dueAfter = (from: string, duration: DurationText, calendar: Calendar | null = DHAKA): string =>
  new Date(addDuration(at(from), parseDuration(duration), calendar) + 6 * HOUR_MS).toISOString().slice(0, 16);
const inUtc = (from: string, duration: DurationText, calendar: Calendar): string =>
  new Date(addDuration(at(from, 'Z'), parseDuration(duration), calendar)).toISOString().slice(0, 16);

// 2026-03-01 is a Sunday: the first working day of the week in Dhaka. Friday the 6th and Saturday the 7th are off.
describe('elapsed time', () => {
  it('goes on at night, on days off and without a calendar', () => {
    expect(dueAfter('2026-03-05T16:30', '45 minutes')).toBe('2026-03-05T17:15');
    expect(dueAfter('2026-03-05T16:30', '3 days', null)).toBe('2026-03-08T16:30');
    expect(dueAfter('2026-03-05T16:30', 90, null)).toBe('2026-03-05T18:00');
  });
  it('is not bent by a change of the clocks', () =>
    expect(inUtc('2026-03-28T08:00', '1 day', calendarOf('Europe/Berlin', daily(OFFICE)))).toBe('2026-03-29T08:00'));
});

describe('working hours', () => {
  it.each([
    ['pass within a day', '2026-03-01T10:00', '4 working hours', '2026-03-01T14:00'],
    ['end at the closing, not at the next opening', '2026-03-01T09:00', '8 working hours', '2026-03-01T17:00'],
    ['go on the next morning', '2026-03-01T15:30', '2 working hours', '2026-03-02T09:30'],
    ['stop over days off', '2026-03-05T16:00', '2 working hours', '2026-03-08T10:00'],
    ['begin at the opening when counted from before it', '2026-03-01T04:00', '1 working hour', '2026-03-01T10:00'],
    [
      'begin at the next opening when counted from the evening',
      '2026-03-05T17:01',
      '1 working hour',
      '2026-03-08T10:00',
    ],
    ['begin at the next opening when counted from a closing', '2026-03-05T17:00', '1 working hour', '2026-03-08T10:00'],
    ['fill weeks', '2026-03-01T09:00', '80 working hours', '2026-03-12T17:00'],
    ['of none are the moment itself while it is open', '2026-03-01T10:00', '0 working hours', '2026-03-01T10:00'],
    ['of none are the next opening else', '2026-03-06T10:00', '0 working hours', '2026-03-08T09:00'],
  ] as const)('%s', (_, from, duration, due) => expect(dueAfter(from, duration)).toBe(due));

  it.each([
    ['stop over a break', '2026-03-01T11:00', '2 working hours', '2026-03-01T14:00'],
    ['end where a break begins', '2026-03-01T09:00', '3 working hours', '2026-03-01T12:00'],
    ['begin after the break when counted from within it', '2026-03-01T12:20', '1 working hour', '2026-03-01T14:00'],
  ] as const)('%s', (_, from, duration, due) => expect(dueAfter(from, duration, WITH_BREAK)).toBe(due));

  it('know the days of the week before 1970 too', () =>
    expect(dueAfter('1969-12-25T16:00', '2 working hours')).toBe('1969-12-28T10:00'));

  it('leave out holidays, and follow the hours of a day that has its own, also on a holiday', () => {
    const calendar = calendarOf('Asia/Dhaka', [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, '', ''], {
      holidays: ['2026-03-02', { date: '2026-03-03', name: 'Open after all' }],
      overrides: [
        { date: '2026-03-03', hours: hours('10:00-12:00') },
        { date: '2026-03-07', hours: hours('09:00-13:00') },
        { date: '2026-03-08', hours: [] },
      ],
    });
    expect(dueAfter('2026-03-01T16:00', '2 working hours', calendar)).toBe('2026-03-03T11:00');
    expect(dueAfter('2026-03-05T16:00', '5 working hours', calendar)).toBe('2026-03-07T13:00');
    expect(dueAfter('2026-03-05T16:00', '6 working hours', calendar)).toBe('2026-03-09T10:00');
  });
});

describe('working days', () => {
  it.each([
    ['keep the time of day', '2026-03-01T10:15', '1 working day', '2026-03-02T10:15'],
    ['do not count days off', '2026-03-04T10:15', '2 working days', '2026-03-08T10:15'],
    ['count from the opening when the day has not begun', '2026-03-01T04:00', '1 working day', '2026-03-02T09:00'],
    ['count from the next opening in the evening', '2026-03-05T17:01', '1 working day', '2026-03-09T09:00'],
    ['count from the next opening on a day off', '2026-03-06T12:00', '2 working days', '2026-03-10T09:00'],
    ['count a closing as the end of its day', '2026-03-05T17:00', '1 working day', '2026-03-08T17:00'],
    ['reach over weeks', '2026-03-01T10:15', '10 working days', '2026-03-15T10:15'],
    ['of none are the moment itself while it is open', '2026-03-01T10:15', '0 working days', '2026-03-01T10:15'],
    ['of none are the next opening else', '2026-03-06T12:00', '0 working days', '2026-03-08T09:00'],
  ] as const)('%s', (_, from, duration, due) => expect(dueAfter(from, duration)).toBe(due));

  it('are neither 24 hours nor as many working hours as the day before had', () => {
    const uneven = calendarOf('Asia/Dhaka', ['08:00-20:00', '10:00-14:00', '08:00-20:00', OFFICE]);
    expect(dueAfter('2026-03-01T11:00', '2 working days', uneven)).toBe('2026-03-03T11:00');
    expect(dueAfter('2026-03-01T08:30', '1 working day', uneven), 'before the opening').toBe('2026-03-02T10:00');
    expect(dueAfter('2026-03-01T19:00', '1 working day', uneven), 'past the closing').toBe('2026-03-02T14:00');
    expect(dueAfter('2026-03-01T19:00', '2 working days', uneven), 'days between do not matter').toBe(
      '2026-03-03T19:00',
    );
  });
  it('end after a break that the time of day falls into, and where it begins if that is the time', () => {
    const broken = calendarOf('Asia/Dhaka', [OFFICE, '09:00-12:00 13:00-17:00']);
    expect(dueAfter('2026-03-01T12:30', '1 working day', broken)).toBe('2026-03-02T13:00');
    expect(dueAfter('2026-03-01T12:00', '1 working day', broken)).toBe('2026-03-02T12:00');
    expect(dueAfter('2026-03-02T12:30', '1 working day', broken), 'begins after the break').toBe('2026-03-08T13:00');
  });
  it('keep seconds', () =>
    expect(addDuration(at('2026-03-01T10:15:07.089'), parseDuration('1 working day'), DHAKA)).toBe(
      at('2026-03-02T10:15:07.089'),
    ));
  it('count the leap day', () => {
    expect(dueAfter('2028-02-28T10:00', '1 working day')).toBe('2028-02-29T10:00');
    expect(dueAfter('2028-02-28T10:00', '2 working days')).toBe('2028-03-01T10:00');
  });
});

describe('where clocks change', () => {
  const [berlin, newYork, lordHowe] = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'].map((zone) =>
    calendarOf(zone, daily(ALL_DAY)),
  ) as [Calendar, Calendar, Calendar];

  it('a working day keeps the local time of day', () => {
    expect(inUtc('2026-03-28T08:00', '1 working day', berlin)).toBe('2026-03-29T07:00');
    expect(inUtc('2026-10-24T07:00', '1 working day', berlin)).toBe('2026-10-25T08:00');
    expect(inUtc('2026-03-07T15:00', '1 working day', newYork)).toBe('2026-03-08T14:00');
    expect(inUtc('2026-04-04T01:00', '1 working day', lordHowe)).toBe('2026-04-05T01:30');
  });
  it('a working hour is an hour, and a day has as many as it really has', () => {
    expect(inUtc('2026-03-28T23:00', '23 working hours', berlin)).toBe('2026-03-29T22:00');
    expect(inUtc('2026-10-24T22:00', '25 working hours', berlin)).toBe('2026-10-25T23:00');
    const nights = calendarOf('America/New_York', daily('00:00-06:00'));
    expect(inUtc('2026-03-08T05:00', '5 working hours', nights), 'a night of five hours').toBe('2026-03-08T10:00');
    expect(inUtc('2026-11-01T04:00', '7 working hours', nights), 'a night of seven hours').toBe('2026-11-01T11:00');
    const half = calendarOf('Australia/Lord_Howe', daily('01:00-03:00'));
    expect(inUtc('2026-10-03T14:30', '2 working hours', half), 'the second half hour is the next day').toBe(
      '2026-10-04T14:30',
    );
  });
  it('a time of day that is skipped is the end of the skip, and of one that comes twice the first', () => {
    expect(inUtc('2026-03-28T01:30', '1 working day', berlin)).toBe('2026-03-29T01:00');
    expect(inUtc('2026-10-24T00:30', '1 working day', berlin)).toBe('2026-10-25T00:30');
    expect(inUtc('2026-10-02T15:40', '1 working day', lordHowe)).toBe('2026-10-03T15:30');
  });
  it('a moment in the hour that comes again stays itself when no day is added', () =>
    expect(inUtc('2026-10-25T01:30', '0 working days', berlin)).toBe('2026-10-25T01:30'));
  it('hours that are skipped as a whole make no working day', () => {
    const early = calendarOf('Europe/Berlin', daily('02:00-03:00'));
    expect(inUtc('2026-03-28T01:30', '1 working day', early)).toBe('2026-03-30T00:30');
    expect(inUtc('2026-03-28T01:30', '1 working hour', early)).toBe('2026-03-30T00:30');
  });
  it('a date that a zone left out is no working day', () =>
    expect(inUtc('2011-12-29T20:00', '1 working day', calendarOf('Pacific/Apia', daily(OFFICE)))).toBe(
      '2011-12-30T20:00',
    ));
});

describe('a pause', () => {
  const left = (from: string, due: string, kind: Duration['kind']): Remaining =>
    remainingOf(at(from), at(due), kind, DHAKA);
  const resumed = (from: string, remaining: Remaining): string =>
    new Date(shiftBy(at(from), remaining, DHAKA) + 6 * HOUR_MS).toISOString().slice(0, 16);

  it('leaves elapsed time as it is', () => {
    const remaining = left('2026-03-01T10:00', '2026-03-02T12:00', 'elapsed');
    expect(remaining).toEqual({ kind: 'elapsed', ms: 26 * HOUR_MS });
    expect(resumed('2026-03-05T23:00', remaining)).toBe('2026-03-07T01:00');
  });
  it('leaves as many working hours as there were', () => {
    const remaining = left('2026-03-05T16:30', '2026-03-08T11:15', 'working_hours');
    expect(remaining).toEqual({ kind: 'working', days: 0, ms: 165 * MINUTE_MS, untilOpening: false });
    expect(resumed('2026-03-12T16:00', remaining)).toBe('2026-03-15T10:45');
  });
  it('leaves whole working days and the time of the last one', () => {
    const remaining = left('2026-03-01T10:00', '2026-03-03T15:00', 'working_days');
    expect(remaining).toEqual({ kind: 'working', days: 2, ms: 5 * HOUR_MS, untilOpening: false });
    expect(resumed('2026-03-04T11:00', remaining)).toBe('2026-03-08T16:00');
    expect(resumed('2026-03-04T16:00', remaining), 'what does not fit goes on the day after').toBe('2026-03-09T13:00');
  });
  it('leaves less than a working day where the time of day has passed', () =>
    expect(left('2026-03-01T10:00', '2026-03-02T09:30', 'working_days')).toEqual({
      kind: 'working',
      days: 0,
      ms: 7.5 * HOUR_MS,
      untilOpening: false,
    }));
  it('keeps what is due at an opening at an opening', () => {
    const remaining = left('2026-03-01T16:00', '2026-03-02T09:00', 'working_days');
    expect(remaining).toEqual({ kind: 'working', days: 0, ms: HOUR_MS, untilOpening: true });
    expect(resumed('2026-03-01T16:00', remaining)).toBe('2026-03-02T09:00');
    expect(resumed('2026-03-05T16:00', remaining)).toBe('2026-03-08T09:00');
    expect(resumed('2026-03-05T11:30', remaining)).toBe('2026-03-05T12:30');
  });
  it('does not undo that time has run out', () => {
    for (const kind of ['elapsed', 'working_hours', 'working_days'] as const) {
      const remaining = left('2026-03-02T10:00', '2026-03-01T16:00', kind);
      expect(resumed('2026-03-06T10:00', remaining)).toBe('2026-03-05T16:00');
    }
  });
  it('moves what has come to be due outside of working hours into them', () => {
    const remaining = left('2026-03-06T10:00', '2026-03-07T10:00', 'working_days');
    expect(remaining).toEqual({ kind: 'working', days: 0, ms: 0, untilOpening: false });
    expect(resumed('2026-03-06T10:00', remaining)).toBe('2026-03-08T09:00');
  });
});

describe('what cannot be', () => {
  it.each(['1 working hour', '1 working day'] as const)('%s without a calendar is a defect', (text) => {
    const kind = text.replace('1 ', '');
    expect(() => addDuration(0, parseDuration(text), null)).toThrow(`${kind}s need a calendar`);
    expect(() => remainingOf(0, 1, parseDuration(text).kind, null)).toThrow('need a calendar');
  });
  it('what remains of working time does not go on without a calendar', () =>
    expect(() => shiftBy(0, { kind: 'working', days: 1, ms: 0, untilOpening: false }, null)).toThrow(
      'need a calendar',
    ));
  it('working time that would take more than ten years is a defect, not a long wait', () => {
    for (const text of ['9999 working days', '9999 working hours'] as const) {
      const rare = calendarOf('Asia/Dhaka', [OFFICE]);
      expect(() => addDuration(at('2026-03-01T10:00'), parseDuration(text), rare)).toThrow(
        `calendar test has not enough working time in ${DAYS_WALKED_MAX} days`,
      );
    }
  });
  it('what is due in an age has no remaining time', () =>
    expect(() => remainingOf(0, 8.64e15, 'working_hours', DHAKA)).toThrow('nothing is due'));
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is no moment', (from) =>
    expect(() => addDuration(from, parseDuration('1 working day'), DHAKA)).toThrow(),
  );
});

describe('a duration fits a calendar', () => {
  const rare = calendarOf('Asia/Dhaka', ['09:00-10:00'], { holidays: ['2026-03-01', '2026-03-08'] });
  it.each([
    ['3 days', rare, true],
    ['506 working days', rare, true],
    ['507 working days', rare, false],
    ['506 working hours', rare, true],
    ['507 working hours', rare, false],
    ['9999 working hours', DHAKA, true],
    ['9999 working days', DHAKA, false],
  ] as const)('%s: within ten years, counted carefully', (text, calendar, fits) =>
    expect(durationFits(parseDuration(text), calendar)).toBe(fits),
  );
  it('with the hours of days that have their own counted as lost', () => {
    const overridden = { ...rare, overrides: [{ date: '2026-03-09', hours: [{ from: '09:00', to: '17:00' }] }] };
    expect(durationFits(parseDuration('506 working days'), overridden)).toBe(false);
  });
});
