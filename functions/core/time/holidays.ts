// Holidays of a country, as generated and as corrected by hand, and the calendars that name them.
import { z } from 'zod';
import {
  type Calendar,
  calendarId,
  calendarSchema,
  dateOf,
  dateSchema,
  EXCEPTIONS_MAX,
  holidaySchema,
} from './calendar.ts';

const holidays = z.array(holidaySchema).max(EXCEPTIONS_MAX);

/** A generated file: the public holidays of one country in some years. */
export const holidaySetSchema = z.strictObject({
  set: calendarId,
  source: z.string().max(500),
  fromYear: z.int(),
  toYear: z.int(),
  holidays,
});
export type HolidaySet = z.infer<typeof holidaySetSchema>;

/** What the generated file has wrong: dates that are none, and holidays that it lacks. */
export const holidayOverridesSchema = z.strictObject({
  set: calendarId,
  source: z.string().max(500).optional(),
  remove: z
    .array(z.union([dateSchema, z.strictObject({ date: dateSchema, reason: z.string().max(200) })]))
    .max(EXCEPTIONS_MAX),
  add: holidays,
});
export type HolidayOverrides = z.infer<typeof holidayOverridesSchema>;

/** A calendar's file: a calendar that takes its holidays from a set, besides its own. */
export const calendarFileSchema = calendarSchema.safeExtend({ holidaySet: calendarId.optional() });

/** One entry a date, in order of dates. What is added wins over what is generated, and over its own removal. */
export function mergeHolidays(
  generated: HolidaySet['holidays'],
  { remove, add }: Pick<HolidayOverrides, 'remove' | 'add'>,
): HolidaySet['holidays'] {
  const removed = new Set(remove.map((entry) => (typeof entry === 'string' ? entry : entry.date)));
  const kept = generated.filter((holiday) => !removed.has(dateOf(holiday)));
  const byDate = new Map([...kept, ...add].map((holiday) => [dateOf(holiday), holiday]));
  return [...byDate].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, holiday]) => holiday);
}

/** The calendar of three parsed files; throws where one is malformed, or where they are not of one set. */
export function composeCalendar(file: unknown, set: unknown, overrides: unknown): Calendar {
  const { holidaySet, ...calendar } = calendarFileSchema.parse(file);
  const generated = holidaySetSchema.parse(set);
  const corrections = holidayOverridesSchema.parse(overrides);
  if (holidaySet !== generated.set || holidaySet !== corrections.set)
    throw new Error(
      `calendar ${calendar.id} names the holidays "${holidaySet}", not "${generated.set}" corrected by "${corrections.set}"`,
    );
  const merged = mergeHolidays(mergeHolidays(generated.holidays, corrections), { remove: [], add: calendar.holidays });
  return calendarSchema.parse({ ...calendar, holidays: merged });
}
