// Durations: elapsed time, working hours and working days are three kinds that never mix.
import { describe, expect, it } from 'vitest';
import { type DurationText, durationSchema, parseDuration } from './duration.ts';

const HOUR_MS = 3_600_000;

describe('a duration', () => {
  it.each<[DurationText, number]>([
    [45, 45 * 60_000],
    [0.5, 30_000],
    ['30 seconds', 30_000],
    ['1 second', 1_000],
    ['45 minutes', 45 * 60_000],
    ['1 minute', 60_000],
    ['4 hours', 4 * HOUR_MS],
    ['3 days', 72 * HOUR_MS],
    ['1 day', 24 * HOUR_MS],
    ['2 weeks', 336 * HOUR_MS],
  ])('of %j is elapsed time', (text, ms) => {
    expect(durationSchema.parse(text)).toBe(text);
    expect(parseDuration(text)).toEqual({ kind: 'elapsed', ms });
  });
  it.each([
    ['8 working hours', { kind: 'working_hours', hours: 8 }],
    ['1 working hour', { kind: 'working_hours', hours: 1 }],
    ['2 working days', { kind: 'working_days', days: 2 }],
    ['1 working day', { kind: 'working_days', days: 1 }],
  ])('of %j is working time: a working day is no number of hours', (text, duration) => {
    expect(durationSchema.parse(text)).toBe(text);
    expect(parseDuration(text)).toEqual(duration);
  });
  it.each([
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    5_256_001,
    '',
    '45',
    'minutes',
    '-3 days',
    '1.5 hours',
    '3days',
    '3  days',
    '3 Days',
    '3 months',
    '3 days ',
    '1 working week',
    '90 working minutes',
    '1234567 seconds',
    '12345 working hours',
    '3 days and 2 hours',
    null,
    {},
  ])('is refused as %j', (text) => expect(durationSchema.safeParse(text).success).toBe(false));
});
