// Quiet hours: when a message may go out that would ring a telephone, and a reminder that can wait for a working day.
import { type Calendar, minutesOf, type Quiet } from './calendar.ts';
import { dayAt, openingsOn, type Schedule, scheduleOf, workingDaysFrom } from './schedule.ts';
import { DAY_MS, MINUTE_MS, momentAt } from './zone.ts';

/**
 * The moment (epoch ms) from which something of this kind may go out: `moment` itself, or the end of the quiet hours it
 * lies in. A reminder waits for a working day too where the calendar has `daysOff`, and for the end of the quiet hours that
 * this day begins with.
 */
export function heldUntil(calendar: Calendar, moment: number, kind: 'message' | 'reminder'): number {
  const { quiet } = calendar;
  if (quiet === undefined) return moment;
  const schedule = scheduleOf(calendar);
  const waitsForWork = kind === 'reminder' && quiet.daysOff === true;
  let at = endOfQuiet(schedule, quiet, moment);
  // Quiet hours may end on a day off.
  while (waitsForWork && openingsOn(schedule, dayAt(schedule, at)).length === 0) {
    const { day } = workingDaysFrom(schedule, dayAt(schedule, at)).next().value;
    at = endOfQuiet(schedule, quiet, momentAt(schedule.zone, day * DAY_MS));
  }
  return at;
}

/** The end of the quiet hours around a moment, or the moment itself. The end is not quiet any more. */
function endOfQuiet(schedule: Schedule, { from, to }: Quiet, moment: number): number {
  const clock = (day: number, time: string): number =>
    momentAt(schedule.zone, day * DAY_MS + minutesOf(time) * MINUTE_MS);
  const lastsDays = minutesOf(to) <= minutesOf(from) ? 1 : 0;
  const today = dayAt(schedule, moment);
  let at = moment;
  // Yesterday's may still go on, and clocks that skip what lies between two of them join them.
  for (const day of [today - 1, today, today + 1]) {
    const end = clock(day + lastsDays, to);
    if (clock(day, from) <= at && at < end) at = end;
  }
  return at;
}
