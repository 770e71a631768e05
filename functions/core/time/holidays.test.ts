// Rules of holidays: what is generated, corrected by hand, taken into a calendar.
import { describe, expect, it } from 'vitest';
import { composeCalendar, mergeHolidays } from './holidays.ts';

const NONE = { remove: [], add: [] };
const OFFICE = [{ from: '09:00', to: '17:00' }];
const FILE = {
  id: 'office',
  timeZone: 'Asia/Dhaka',
  week: { sun: OFFICE, mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: [], sat: [] },
  holidaySet: 'xx',
};
const SET = { set: 'xx', source: 'a library', fromYear: 2026, toYear: 2026, holidays: ['2026-03-01', '2026-03-02'] };
const OVERRIDES = { set: 'xx', remove: ['2026-03-01'], add: [{ date: '2026-01-05', name: 'Founding day' }] };

describe('holidays', () => {
  it('are the generated ones without those removed and with those added, in order', () =>
    expect(
      mergeHolidays(['2026-03-02', { date: '2026-03-01', name: 'Wrong' }, '2026-12-25'], {
        remove: ['2026-12-25', { date: '2026-03-01', reason: 'a day later here' }],
        add: ['2026-02-01', { date: '2026-03-03', name: 'Right' }],
      }),
    ).toEqual(['2026-02-01', '2026-03-02', { date: '2026-03-03', name: 'Right' }]));
  it('have one entry a date, the one that was added by hand', () => {
    const add = [{ date: '2026-03-01', name: 'New name' }];
    expect(mergeHolidays([{ date: '2026-03-01', name: 'Old name' }], { remove: [], add })).toEqual(add);
    expect(mergeHolidays(['2026-03-01'], { remove: ['2026-03-01'], add })).toEqual(add);
  });
  it('stay as they are without corrections', () => expect(mergeHolidays(['2026-03-01'], NONE)).toEqual(['2026-03-01']));
  it('do not change what they are made of', () => {
    const generated = Object.freeze(['2026-03-02', '2026-03-01']) as string[];
    expect(mergeHolidays(generated, NONE)).toEqual(['2026-03-01', '2026-03-02']);
    expect(generated).toEqual(['2026-03-02', '2026-03-01']);
  });
});

describe('a calendar of three files', () => {
  it('has its own holidays and those of its set, corrected', () =>
    expect(composeCalendar({ ...FILE, holidays: ['2026-03-01'] }, SET, OVERRIDES)).toEqual({
      id: 'office',
      timeZone: 'Asia/Dhaka',
      week: FILE.week,
      holidays: [{ date: '2026-01-05', name: 'Founding day' }, '2026-03-01', '2026-03-02'],
    }));
  it.each([
    ['a set of another name', FILE, { ...SET, set: 'yy' }, OVERRIDES],
    ['corrections of another set', FILE, SET, { ...OVERRIDES, set: 'yy' }],
    ['no set named', { ...FILE, holidaySet: undefined }, SET, OVERRIDES],
  ])('is refused for %s', (_, file, set, overrides) =>
    expect(() => composeCalendar(file, set, overrides)).toThrow('calendar office names the holidays'),
  );
  it.each([
    ['calendar', { ...FILE, timeZone: 'Asia/Atlantis' }, SET, OVERRIDES],
    ['set', FILE, { ...SET, holidays: ['1 March'] }, OVERRIDES],
    ['corrections', FILE, SET, { ...OVERRIDES, removed: [] }],
    ['together too many', { ...FILE, holidays: many(2026) }, { ...SET, holidays: many(2030) }, OVERRIDES],
  ])('is refused for a malformed part: %s', (_, file, set, overrides) =>
    expect(() => composeCalendar(file, set, overrides)).toThrow(expect.objectContaining({ name: 'ZodError' })),
  );
});

function many(year: number): readonly string[] {
  return Array.from({ length: 400 }, (_, i) => new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10));
}
