// Local clocks: what the clocks of a time zone read at a moment, and when they first read a given time.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Days of one zone whose offsets are kept; some decades. */
const OFFSETS_KEPT_MAX = 20_000;

interface Memo {
  readonly format: Intl.DateTimeFormat;
  /** Offset (ms) at 00:00 UTC by day number. */
  readonly offsets: Map<number, number>;
  /** The moment of the change by the number of its UTC day; two a year. */
  readonly changes: Map<number, number>;
}
// Answers that never change, kept because making a format and asking it is slow.
const memos = new Map<string, Memo>();

function memoOf(zone: string): Memo {
  const known = memos.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const memo: Memo = { format, offsets: new Map(), changes: new Map() };
  memos.set(zone, memo);
  return memo;
}

/** Whether the language knows the zone by this name; bare offsets such as "+06:00" are no zones. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    memoOf(name);
    return true;
  } catch {
    return false;
  }
}

function readOffset({ format }: Memo, at: number): number {
  const read: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) read[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

function offsetOnDay(memo: Memo, day: number): number {
  const known = memo.offsets.get(day);
  if (known !== undefined) return known;
  if (memo.offsets.size >= OFFSETS_KEPT_MAX) memo.offsets.clear();
  const offset = readOffset(memo, day * DAY_MS);
  memo.offsets.set(day, offset);
  return offset;
}

/** The first moment of a UTC day at which its later offset holds. */
function changeOnDay(memo: Memo, day: number, after: number): number {
  const known = memo.changes.get(day);
  if (known !== undefined) return known;
  const change = firstWith((at) => readOffset(memo, at) === after, day * DAY_MS, (day + 1) * DAY_MS);
  memo.changes.set(day, change);
  return change;
}

/** The first moment after `low` for which `holds`, which it does from there to `high`. */
function firstWith(holds: (at: number) => boolean, low: number, high: number): number {
  let [before, from] = [low, high];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (holds(middle)) from = middle;
    else before = middle;
  }
  return from;
}

/** How far (ms) the zone's clocks are ahead of UTC at a moment (epoch ms). */
export function offsetAt(zone: string, at: number): number {
  const memo = memoOf(zone);
  const day = Math.floor(at / DAY_MS);
  const before = offsetOnDay(memo, day);
  const after = offsetOnDay(memo, day + 1);
  // No zone changes its clocks twice within some days: the same at both ends of a day is the same all day.
  return before === after || at < changeOnDay(memo, day, after) ? before : after;
}

/** What the zone's clocks read at a moment, written as if it were UTC (ms); whole days of it number the local dates. */
export const wallAt = (zone: string, at: number): number => at + offsetAt(zone, at);

/**
 * The first moment (epoch ms) at which the zone's clocks read `wall` (ms, as of wallAt) or later. So a time that
 * clocks skip is the end of the skip, and of a time that they read twice it is the first.
 */
export function momentAt(zone: string, wall: number): number {
  // Offsets stay below a day, so the moment lies between these two, with one change of the clocks at most.
  const before = offsetAt(zone, wall - DAY_MS);
  const after = offsetAt(zone, wall + DAY_MS);
  const first = wall - before;
  if (before === after || offsetAt(zone, first) === before) return first;
  const second = wall - after;
  if (offsetAt(zone, second) === after) return second;
  // Neither of them reads it: the clocks skip it, at a moment in between.
  return firstWith((at) => offsetAt(zone, at) === after, second, first);
}
