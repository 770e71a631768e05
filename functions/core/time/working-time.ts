// Durations in time: elapsed time, working hours and working days, added to a moment and kept across a pause.
import type { Duration } from '../definition/duration.ts';
import { type Calendar, DAYS_WALKED_MAX, minutesOf, WEEKDAYS } from './calendar.ts';
import {
  dayAt,
  type Opening,
  openingsOn,
  type Schedule,
  scheduleOf,
  timeOfDayAt,
  type WorkingDay,
  workingDaysFrom,
} from './schedule.ts';
import { DAY_MS, HOUR_MS, momentAt } from './zone.ts';

/**
 * The moment (epoch ms) at which `duration` has passed since `from` (epoch ms).
 *
 * Elapsed time goes on always. Working time begins at `from` if that lies in working hours, else at the next opening;
 * a moment of closing still belongs to the hours it closes, so what ends with the day is due at its closing and not at
 * the next opening. The answer lies in working hours, closings included.
 * - Working hours use up the real length of the open intervals.
 * - Working days are whole days of the calendar, however long each is: n working days after the beginning is the same
 *   local time of day on the n-th working day after it, and where that day is not open then: before its opening or in
 *   a break the next opening of the day, past its closing the closing. None at all is the beginning itself.
 * A working day is a local date with working time. A local time that clocks skip is the end of the skip, and of one that
 * they read twice the first counts.
 *
 * Working durations need a calendar: without one, or beyond DAYS_WALKED_MAX, it throws, for definitions are checked
 * before (durationFits).
 */
export function addDuration(from: number, duration: Duration, calendar: Calendar | null): number {
  switch (duration.kind) {
    case 'elapsed':
      return from + duration.ms;
    case 'working_hours':
      return addWorkingTime(scheduleFor(duration.kind, calendar), from, duration.hours * HOUR_MS);
    case 'working_days':
      return addWorkingDays(scheduleFor(duration.kind, calendar), from, duration.days);
  }
}

/** What is left of a duration; plain data. */
export type Remaining =
  | { readonly kind: 'elapsed'; readonly ms: number }
  | {
      readonly kind: 'working';
      /** Whole working days, then working time; a duration in working hours has no days. */
      readonly days: number;
      readonly ms: number;
      /** The moment was an opening, so its time is used up at the closing before, and it waits for the opening. */
      readonly untilOpening: boolean;
    };

/**
 * What is left at `from` of a duration of some kind that ends at `due` (epoch ms). Of working hours: the working time in
 * between. Of working days: as many whole working days as fit in between, and the working time from there. A moment that
 * has passed is over by elapsed time, whatever the kind, and stays so.
 */
export function remainingOf(from: number, due: number, kind: Duration['kind'], calendar: Calendar | null): Remaining {
  if (kind === 'elapsed' || due <= from) return { kind: 'elapsed', ms: due - from };
  const schedule = scheduleFor(kind, calendar);
  if (due - from > SPAN_DAYS_MAX * DAY_MS) throw new Error(`nothing is due ${due - from} ms ahead`);
  const days = kind === 'working_days' ? wholeDaysBetween(schedule, from, due) : 0;
  const base = addWorkingDays(schedule, from, days);
  const ms = workingTimeBetween(schedule, base, due);
  return { kind: 'working', days, ms, untilOpening: addWorkingTime(schedule, base, ms) < due };
}

/** As far as two walks of addDuration reach: to the next opening, and from there. */
const SPAN_DAYS_MAX = 2 * (DAYS_WALKED_MAX + 1);

/** When (epoch ms) what remained is used up if it goes on at `from`. A pause of no length changes nothing. */
export function shiftBy(from: number, remaining: Remaining, calendar: Calendar | null): number {
  if (remaining.kind === 'elapsed') return from + remaining.ms;
  const schedule = scheduleFor('working_days', calendar);
  const end = addWorkingTime(schedule, addWorkingDays(schedule, from, remaining.days), remaining.ms);
  return remaining.untilOpening ? seek(schedule, end, ({ to }) => to > end).at : end;
}

/**
 * Whether addDuration is sure to find the end of the duration in this calendar, wherever it begins. Careful: counts as
 * if every holiday and override took a day, and every year a change of the clocks another one.
 */
export function durationFits(duration: Duration, calendar: Calendar): boolean {
  if (duration.kind === 'elapsed') return true;
  const days = WEEKDAYS.map((day) => calendar.week[day]).filter((hours) => hours.length > 0);
  const minutes = days.flat().reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0);
  const weeks = duration.kind === 'working_days' ? duration.days / days.length : (duration.hours * 60) / minutes;
  const exceptions = calendar.holidays.length + (calendar.overrides?.length ?? 0);
  return Math.ceil(weeks) + exceptions + SPARE_WEEKS <= DAYS_WALKED_MAX / 7;
}

/** For the weeks at both ends and for hours that clocks skip. */
const SPARE_WEEKS = 14;

function scheduleFor(kind: Duration['kind'], calendar: Calendar | null): Schedule {
  if (calendar === null) throw new Error(`${kind.replace('_', ' ')} need a calendar`);
  return scheduleOf(calendar);
}

/** The first opening, from the local date of `from` on, that `accepts`; and where in it `from` is or will have been. */
function seek(
  schedule: Schedule,
  from: number,
  accepts: (opening: Opening) => boolean,
): { readonly day: number; readonly at: number } {
  const walk = workingDaysFrom(schedule, dayAt(schedule, from));
  for (;;) {
    const { day, openings } = walk.next().value;
    const opening = openings.find(accepts);
    if (opening !== undefined) return { day, at: Math.max(from, opening.from) };
  }
}

/** Where working time begins that is counted from `from`. */
const enter = (schedule: Schedule, from: number): { readonly day: number; readonly at: number } =>
  seek(schedule, from, ({ to }) => to >= from);

function addWorkingTime(schedule: Schedule, from: number, ms: number): number {
  let left = ms;
  const walk = workingDaysFrom(schedule, dayAt(schedule, from));
  for (;;)
    for (const opening of walk.next().value.openings) {
      const begin = Math.max(from, opening.from);
      if (begin > opening.to) continue;
      if (left <= opening.to - begin) return begin + left;
      left -= opening.to - begin;
    }
}

function addWorkingDays(schedule: Schedule, from: number, days: number): number {
  const start = enter(schedule, from);
  if (days === 0) return start.at;
  const walk = workingDaysFrom(schedule, start.day + 1);
  let target = walk.next().value;
  for (let left = days - 1; left > 0; left--) target = walk.next().value;
  return movedInto(target, momentAt(schedule.zone, target.day * DAY_MS + timeOfDayAt(schedule, start.at)));
}

/** The moment itself, or the day's next opening, or past its closing the closing. */
function movedInto({ openings }: WorkingDay, at: number): number {
  const opening = openings.find(({ to }) => to >= at);
  return opening === undefined ? (openings.at(-1) as Opening).to : Math.max(at, opening.from);
}

function workingTimeBetween(schedule: Schedule, from: number, to: number): number {
  let ms = 0;
  for (let day = dayAt(schedule, from); day <= dayAt(schedule, to); day++)
    for (const opening of openingsOn(schedule, day))
      ms += Math.max(0, Math.min(to, opening.to) - Math.max(from, opening.from));
  return ms;
}

/** How many whole working days fit between. */
function wholeDaysBetween(schedule: Schedule, from: number, due: number): number {
  let days = 0;
  const last = dayAt(schedule, due);
  for (let day = enter(schedule, from).day + 1; day <= last; day++) if (openingsOn(schedule, day).length > 0) days += 1;
  // On the day on which it is due, the time of day decides.
  return addWorkingDays(schedule, from, days) > due ? Math.max(0, days - 1) : days;
}
