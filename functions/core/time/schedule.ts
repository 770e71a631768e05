// A calendar made ready for walking: the moments at which each local date opens and closes.
import { type Calendar, DAYS_WALKED_MAX, dateOf, type Interval, minutesOf, WEEKDAYS } from './calendar.ts';
import { DAY_MS, MINUTE_MS, momentAt, wallAt } from './zone.ts';

/** Working time without a break, in epoch ms. Its real length, which a change of the clocks makes shorter or longer. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

interface WallInterval {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Schedule {
  readonly calendar: Calendar;
  readonly zone: string;
  /** By weekday, Sunday first. */
  readonly week: readonly (readonly WallInterval[])[];
  /** Dates that differ from their weekday, by day number. */
  readonly exceptions: ReadonlyMap<number, readonly WallInterval[]>;
}

const schedules = new WeakMap<Calendar, Schedule>();

export function scheduleOf(calendar: Calendar): Schedule {
  const known = schedules.get(calendar);
  if (known !== undefined) return known;
  const { holidays, overrides = [], week, timeZone: zone } = calendar;
  const exceptions = new Map<number, readonly WallInterval[]>();
  for (const holiday of holidays) exceptions.set(dayNumber(dateOf(holiday)), []);
  for (const { date, hours } of overrides) exceptions.set(dayNumber(date), hours.map(wallInterval));
  const schedule = { calendar, zone, week: WEEKDAYS.map((day) => week[day].map(wallInterval)), exceptions };
  schedules.set(calendar, schedule);
  return schedule;
}

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

const wallInterval = ({ from, to }: Interval): WallInterval => ({
  fromMs: minutesOf(from) * MINUTE_MS,
  toMs: minutesOf(to) * MINUTE_MS,
});

/** The number of the local date at a moment: days since 1970-01-01. */
export const dayAt = ({ zone }: Schedule, at: number): number => Math.floor(wallAt(zone, at) / DAY_MS);

/** The local time of day at a moment, in ms since midnight. */
export const timeOfDayAt = (schedule: Schedule, at: number): number =>
  wallAt(schedule.zone, at) - dayAt(schedule, at) * DAY_MS;

/** When a local date is open, in order. Hours that the clocks skip as a whole are no working time. */
export function openingsOn({ zone, week, exceptions }: Schedule, day: number): readonly Opening[] {
  const openings: Opening[] = [];
  for (const { fromMs, toMs } of exceptions.get(day) ?? hoursOfWeekday(week, day)) {
    const from = momentAt(zone, day * DAY_MS + fromMs);
    const to = momentAt(zone, day * DAY_MS + toMs);
    if (from < to) openings.push({ from, to });
  }
  return openings;
}

const THURSDAY = 4;
/** Day 0 was a Thursday. Dates before it count back. */
const hoursOfWeekday = (week: Schedule['week'], day: number): readonly WallInterval[] =>
  week[(((day + THURSDAY) % 7) + 7) % 7] as readonly WallInterval[];

/** A local date with working time. */
export interface WorkingDay {
  readonly day: number;
  readonly openings: readonly [Opening, ...Opening[]];
}

const isWorked = (openings: readonly Opening[]): openings is WorkingDay['openings'] => openings.length > 0;

/** The working days from a local date on. Whoever has not found what they seek within DAYS_WALKED_MAX finds a defect. */
export function* workingDaysFrom(schedule: Schedule, first: number): Generator<WorkingDay, never> {
  for (let day = first; day <= first + DAYS_WALKED_MAX; day++) {
    const openings = openingsOn(schedule, day);
    if (isWorked(openings)) yield { day, openings };
  }
  throw new Error(`calendar ${schedule.calendar.id} has not enough working time in ${DAYS_WALKED_MAX} days`);
}
