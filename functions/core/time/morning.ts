// Mornings: when somebody's working day begins, and for how long it counts as its beginning.
import type { Calendar } from './calendar.ts';
import { heldUntil } from './quiet.ts';
import { dayAt, type Opening, openingsOn, scheduleOf, workingDaysFrom } from './schedule.ts';

/** The first opening of a working day; where that is in quiet hours, their end. */
const beginningOf = (calendar: Calendar, { from }: Opening): number => heldUntil(calendar, from, 'message');

/** Whether the working day of this moment (epoch ms) has begun at most `withinMs` ago. */
export function isMorning(calendar: Calendar, moment: number, withinMs: number): boolean {
  const schedule = scheduleOf(calendar);
  const [first] = openingsOn(schedule, dayAt(schedule, moment));
  if (first === undefined) return false;
  const from = beginningOf(calendar, first);
  return from <= moment && moment < from + withinMs;
}

/** When (epoch ms) the next working day begins after this moment. */
export function nextMorning(calendar: Calendar, after: number): number {
  const schedule = scheduleOf(calendar);
  const walk = workingDaysFrom(schedule, dayAt(schedule, after));
  for (;;) {
    const from = beginningOf(calendar, walk.next().value.openings[0]);
    if (from > after) return from;
  }
}

const FROM_NINE = [{ from: '09:00', to: '17:00' }];

/** For a company without working hours: every day begins at nine. */
export const everyDay = (timeZone: string): Calendar => ({
  id: 'every-day',
  timeZone,
  week: {
    sun: FROM_NINE,
    mon: FROM_NINE,
    tue: FROM_NINE,
    wed: FROM_NINE,
    thu: FROM_NINE,
    fri: FROM_NINE,
    sat: FROM_NINE,
  },
  holidays: [],
});
