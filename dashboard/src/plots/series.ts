// From rows of days to what is drawn: a value for each day, ticks from zero, a unit that can be read.

/** Aligned with the dates of its plot; null: nothing was measured on that day, and the line has a gap. */
export type Values = readonly (number | null)[];

export type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'quiet';

export interface Line {
  readonly id: string;
  readonly label: string;
  readonly values: Values;
  readonly tone: Tone;
  /** Told apart without its colour, too. */
  readonly isDashed?: boolean;
}

const DAY_MS = 86_400_000;

/** Every calendar day from the one to the other ("2026-03-14"), both included. */
export function datesBetween(from: string, to: string): readonly string[] {
  const first = Date.parse(from);
  const count = Math.max(0, Math.round((Date.parse(to) - first) / DAY_MS) + 1);
  return Array.from({ length: count }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10));
}

/** A day without a row has `missing`: zero for what is counted, null for what is measured. */
export function valuesByDay<R extends { readonly date: string }>(
  dates: readonly string[],
  rows: readonly R[],
  pick: (row: R) => number | null,
  missing: 0 | null,
): Values {
  const byDate = new Map(rows.map((row) => [row.date, pick(row)]));
  return dates.map((date) => byDate.get(date) ?? missing);
}

/** What is drawn: the lines, and whether there is anything in them. */
export const isEmpty = (lines: readonly Line[]): boolean =>
  lines.every(({ values }) => values.every((value) => value === null || value === 0));

export const largest = (lines: readonly Line[]): number =>
  Math.max(0, ...lines.flatMap(({ values }) => values.filter((value) => value !== null)));

const STEPS = [1, 2, 5, 10] as const;

/** About `count` round numbers from zero to at least `max`; whole ones where parts mean nothing. */
export function ticksTo(max: number, { count = 4, isWhole = false } = {}): readonly number[] {
  if (!(max > 0)) return [0, 1];
  const rough = max / count;
  const size = 10 ** Math.floor(Math.log10(rough));
  const found = (STEPS.find((step) => step * size >= rough) ?? 10) * size;
  const step = isWhole ? Math.max(1, Math.ceil(found)) : found;
  const steps = Math.ceil(max / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Indices of the days that are named below the plot: the last one, and back from it at equal distances. */
export function dayTicks(count: number, shownMax: number): readonly number[] {
  const every = [1, 2, 7, 14, 28, 56, 91, 182].find((step) => Math.ceil(count / step) <= shownMax) ?? 366;
  const ticks: number[] = [];
  for (let index = count - 1; index >= 0; index -= every) ticks.unshift(index);
  return ticks;
}

export type DurationUnit = 'minute' | 'hour' | 'day';
const UNITS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** The largest unit of which the longest duration has two or more. */
export function unitFor(longestMs: number): { readonly unit: DurationUnit; readonly ms: number } {
  const [unit, ms] = UNITS.find(([, one]) => longestMs >= 2 * one) ?? UNITS[2];
  return { unit, ms };
}

/** The first and the last day with a value, for what is read aloud. */
export function ends(values: Values): { readonly first: number; readonly last: number; readonly top: number } | null {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const top = known.reduce((a, b) => (b.value > a.value ? b : a));
  return { first: first.index, last: last.index, top: top.index };
}

/** Labels at the end of lines, moved apart so that none covers another; in the order given. */
export function spread(ys: readonly number[], height: number, bottom: number): readonly number[] {
  const sorted = ys.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y);
  const placed = sorted.map(({ y }) => y);
  for (let at = 1; at < placed.length; at++) placed[at] = Math.max(placed[at] ?? 0, (placed[at - 1] ?? 0) + height);
  for (let at = placed.length - 1; at >= 0; at--)
    placed[at] = Math.min(placed[at] ?? 0, at === placed.length - 1 ? bottom : (placed[at + 1] ?? 0) - height);
  const moved: number[] = [];
  for (const [at, { index }] of sorted.entries()) moved[index] = placed[at] ?? 0;
  return moved;
}
