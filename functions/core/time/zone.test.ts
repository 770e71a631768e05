// Rules of local clocks: offsets, and the first moment at which clocks read a time.
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, isZone, MINUTE_MS, momentAt, offsetAt, wallAt } from './zone.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const reads = (zone: string, text: string): string => new Date(momentAt(zone, utc(text))).toISOString().slice(0, 19);

describe('the name of a zone', () => {
  it.each(['Asia/Dhaka', 'Europe/Berlin', 'UTC', 'Etc/GMT+6'])('%s is one', (name) => expect(isZone(name)).toBe(true));
  it.each(['', 'Asia/Dacca2', '+06:00', 'Mars/Olympus', ' UTC', '__proto__'])('"%s" is none', (name) =>
    expect(isZone(name)).toBe(false),
  );
});

describe('the offset at a moment', () => {
  it.each([
    ['Asia/Dhaka', '2026-03-01T00:00:00', 6 * HOUR_MS],
    ['Asia/Kathmandu', '2026-03-01T00:00:00', 5 * HOUR_MS + 45 * MINUTE_MS],
    ['Europe/Berlin', '2026-03-29T00:59:59', HOUR_MS],
    ['Europe/Berlin', '2026-03-29T01:00:00', 2 * HOUR_MS],
    ['Australia/Lord_Howe', '2026-04-04T14:59:59', 11 * HOUR_MS],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00', 10.5 * HOUR_MS],
    ['Asia/Dhaka', '1969-12-31T23:59:59', 6 * HOUR_MS],
  ])('of %s at %s is its law of that day', (zone, text, offset) => expect(offsetAt(zone, utc(text))).toBe(offset));

  it('counts milliseconds, also before 1970', () => {
    expect(wallAt('Asia/Dhaka', utc('2026-03-01T00:00:00.123'))).toBe(utc('2026-03-01T06:00:00.123'));
    expect(wallAt('Asia/Dhaka', utc('1969-12-31T23:59:59.999'))).toBe(utc('1970-01-01T05:59:59.999'));
    expect(wallAt('Europe/Berlin', utc('2026-03-29T00:59:59.999'))).toBe(utc('2026-03-29T01:59:59.999'));
  });

  it('stays right however many days were asked before', () => {
    for (let day = 0; day < 20_050; day++) offsetAt('America/Havana', day * DAY_MS);
    expect(offsetAt('America/Havana', utc('2026-07-01T12:00:00'))).toBe(-4 * HOUR_MS);
    expect(offsetAt('America/Havana', utc('2026-01-01T12:00:00'))).toBe(-5 * HOUR_MS);
  });
});

describe('the moment of a local time', () => {
  it.each([
    ['Asia/Dhaka', '2026-03-01T09:00:00', '2026-03-01T03:00:00'],
    ['Europe/Berlin', '2026-03-28T09:00:00', '2026-03-28T08:00:00'],
    ['Europe/Berlin', '2026-03-29T09:00:00', '2026-03-29T07:00:00'],
    ['Pacific/Kiritimati', '2026-03-01T09:00:00', '2026-02-28T19:00:00'],
  ])('in %s at %s is when the clocks read it', (zone, wall, moment) => expect(reads(zone, wall)).toBe(moment));

  it.each([
    ['Europe/Berlin', '2026-03-29T02:00:00', '2026-03-29T01:00:00'],
    ['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:00:00'],
    ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00'],
    ['America/New_York', '2026-03-08T02:59:00', '2026-03-08T07:00:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:10:00', '2026-10-03T15:30:00'],
    ['America/Santiago', '2026-09-06T00:15:00', '2026-09-06T04:00:00'],
    ['Pacific/Apia', '2011-12-30T09:00:00', '2011-12-30T10:00:00'],
  ])('in %s that the clocks skip (%s) is the end of the skip', (zone, wall, moment) =>
    expect(reads(zone, wall)).toBe(moment),
  );

  it.each([
    ['Europe/Berlin', '2026-10-25T02:00:00', '2026-10-25T00:00:00'],
    ['Europe/Berlin', '2026-10-25T02:59:00', '2026-10-25T00:59:00'],
    ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00'],
    ['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00'],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-04T14:45:00'],
    ['America/Santiago', '2026-04-05T00:00:00', '2026-04-05T04:00:00'],
  ])('in %s that the clocks read twice (%s) is the first, and the next time comes after both', (zone, wall, moment) =>
    expect(reads(zone, wall)).toBe(moment),
  );
});
