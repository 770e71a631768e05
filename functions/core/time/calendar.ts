// A working calendar: the hours of each weekday in one time zone, and the days that differ. Configuration, not code.
import { z } from 'zod';
import { isZone } from './zone.ts';

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** Working intervals of one day. */
export const INTERVALS_MAX = 12;
/** Holidays and overrides of one calendar together: with as many, working time still comes within DAYS_WALKED_MAX. */
export const EXCEPTIONS_MAX = 500;
/** How far from its start working time is sought: ten years, as far as elapsed durations reach. */
export const DAYS_WALKED_MAX = 3_660;

export const calendarId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'lower case letters, digits and -');
const name = z.string().min(1).max(200);
export const dateSchema = z.iso.date();

const DAY_MINUTES = 1_440;

/** Minutes since midnight of a time such as "09:30"; "24:00" is the end of the day. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const intervalSchema = z.strictObject({
  from: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time such as "09:00"'),
  to: z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as "17:00", at most "24:00"'),
});
export type Interval = z.infer<typeof intervalSchema>;

/** Hours in which nobody's telephone shall ring; past midnight where they end before they begin. */
const quietSchema = intervalSchema
  .extend({
    /** Reminders wait for a working day. */
    daysOff: z.boolean().optional(),
  })
  .refine(({ from, to }) => minutesOf(to) % DAY_MINUTES !== minutesOf(from), 'quiet hours that never end');
export type Quiet = z.infer<typeof quietSchema>;

const hoursSchema = z
  .array(intervalSchema)
  .max(INTERVALS_MAX)
  .superRefine((hours, context) => {
    let end = 0;
    for (const [i, { from, to }] of hours.entries()) {
      if (minutesOf(from) < end)
        context.addIssue({ code: 'custom', path: [i, 'from'], message: 'begins before the interval before it ends' });
      if (minutesOf(to) <= minutesOf(from))
        context.addIssue({ code: 'custom', path: [i, 'to'], message: 'an interval ends after it begins' });
      end = minutesOf(to);
    }
  });

const weekSchema = z
  .strictObject({
    sun: hoursSchema,
    mon: hoursSchema,
    tue: hoursSchema,
    wed: hoursSchema,
    thu: hoursSchema,
    fri: hoursSchema,
    sat: hoursSchema,
  })
  .refine((week) => WEEKDAYS.some((day) => week[day].length > 0), 'a week without working hours');

export const holidaySchema = z.union([dateSchema, z.strictObject({ date: dateSchema, name })]);
export type Holiday = z.infer<typeof holidaySchema>;
export const dateOf = (holiday: Holiday): string => (typeof holiday === 'string' ? holiday : holiday.date);

const overridesSchema = z
  .array(z.strictObject({ date: dateSchema, name: name.optional(), hours: hoursSchema }))
  .max(EXCEPTIONS_MAX)
  .refine((list) => new Set(list.map(({ date }) => date)).size === list.length, 'a date is overridden twice');

export const calendarSchema = z
  .strictObject({
    id: calendarId,
    name: name.optional(),
    timeZone: z.string().max(64).refine(isZone, 'an IANA time zone such as "Asia/Dhaka"'),
    /** Hours by weekday, in order, breaks between them; none is a day off. */
    week: weekSchema,
    /** Whole days off. */
    holidays: z.array(holidaySchema).max(EXCEPTIONS_MAX).default([]),
    /** Dates with hours of their own, whatever the weekday, also on a holiday; none is a day off. */
    overrides: overridesSchema.optional(),
    /** None: messages go out at any hour. */
    quiet: quietSchema.optional(),
  })
  .refine(
    ({ holidays, overrides = [] }) => holidays.length + overrides.length <= EXCEPTIONS_MAX,
    `at most ${EXCEPTIONS_MAX} holidays and overrides together`,
  );
export type Calendar = z.infer<typeof calendarSchema>;
