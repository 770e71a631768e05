// Durations of the definition language: elapsed time, working hours and working days never mix.
import { z } from 'zod';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const UNIT_MS = { second: SECOND_MS, minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;

const TEXT = /^(\d{1,6}) (second|minute|hour|day|week)s?$/;
const WORKING_TEXT = /^(\d{1,4}) working (hour|day)s?$/;

export const durationSchema = z
  .union([
    z.number().positive().max(5_256_000),
    z.string().refine((text) => TEXT.test(text) || WORKING_TEXT.test(text), {
      message:
        'a duration is minutes as a number, or text such as "45 minutes", "3 days", "8 working hours", "2 working days"',
    }),
  ])
  .meta({
    id: 'duration',
    description: 'Elapsed minutes, or text: "45 minutes", "3 days", "8 working hours", "2 working days".',
  });
export type DurationText = z.infer<typeof durationSchema>;

export type Duration =
  | { readonly kind: 'elapsed'; readonly ms: number }
  | { readonly kind: 'working_hours'; readonly hours: number }
  | { readonly kind: 'working_days'; readonly days: number };

/** What a duration that passed the schema means. */
export function parseDuration(text: DurationText): Duration {
  if (typeof text === 'number') return { kind: 'elapsed', ms: text * MINUTE_MS };
  const working = WORKING_TEXT.exec(text);
  if (working !== null) {
    const count = Number(working[1]);
    return working[2] === 'hour' ? { kind: 'working_hours', hours: count } : { kind: 'working_days', days: count };
  }
  const [count, unit] = text.replace(/s$/, '').split(' ');
  return { kind: 'elapsed', ms: Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] };
}
