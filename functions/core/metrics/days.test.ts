// Days as the clocks of a zone divide time.
import { describe, expect, it } from 'vitest';
import { dayAt, dayOf } from './days.ts';

describe('a day', () => {
  const utc = (text: string): number => Date.parse(`${text}Z`);
  it.each([
    ['UTC', '2026-03-01T23:59:59', 0, '2026-03-01', '2026-03-01T00:00:00', '2026-03-02T00:00:00'],
    ['Asia/Dhaka', '2026-03-01T18:00:00', 0, '2026-03-02', '2026-03-01T18:00:00', '2026-03-02T18:00:00'],
    ['Asia/Dhaka', '2026-03-01T17:59:59', 1, '2026-02-28', '2026-02-27T18:00:00', '2026-02-28T18:00:00'],
    ['Europe/Berlin', '2026-03-30T08:00:00', 1, '2026-03-29', '2026-03-28T23:00:00', '2026-03-29T22:00:00'],
    ['Europe/Berlin', '2026-10-25T12:00:00', 0, '2026-10-25', '2026-10-24T22:00:00', '2026-10-25T23:00:00'],
  ])('in %s at %s, %i before, is %s', (zone, at, before, date, from, to) => {
    expect(dayAt(zone, utc(at), before)).toEqual({ date, from: utc(from), to: utc(to) });
    expect(dayOf(zone, date)).toEqual({ date, from: utc(from), to: utc(to) });
  });
});
