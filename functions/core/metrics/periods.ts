// The parts in which days are stored, each summing those below it: months, tens of days, days. Any range of a year is at most 36 of them.

/** Largest first. A period is called by the beginning that its dates have in common: 2026-03, 2026-03-1, 2026-03-14. */
export const LEVELS = ['month', 'ten', 'day'] as const;
export type Level = (typeof LEVELS)[number];

const NAME_CHARS: { readonly [level in Level]: number } = { month: 7, ten: 9, day: 10 };

/** Periods of one level that follow each other; both ends are names of periods and included. */
export interface Run {
  readonly level: Level;
  readonly from: string;
  readonly to: string;
}

/** The name of the period that holds the date. */
export const periodOf = (level: Level, date: string): string => date.slice(0, NAME_CHARS[level]);

/** The fewest periods that are exactly the days of the range, both ends included, in order. */
export function covering(from: string, to: string): readonly Run[] {
  const runs: Run[] = [];
  for (let date = from; date <= to; ) {
    const first = date;
    const fits = (level: Level): boolean => startOf(level, first) === first && endOf(level, first) <= to;
    const level = LEVELS.find(fits) as Level;
    const name = periodOf(level, date);
    const last = runs.at(-1);
    if (last?.level === level) runs[runs.length - 1] = { ...last, to: name };
    else runs.push({ level, from: name, to: name });
    date = dayAfter(endOf(level, date));
  }
  return runs;
}

/** What a ten or a month is the sum of. */
export const partsOf = (level: 'month' | 'ten', date: string): Run =>
  level === 'month'
    ? { level: 'ten', from: periodOf('ten', startOf('month', date)), to: periodOf('ten', endOf('month', date)) }
    : { level: 'day', from: startOf('ten', date), to: endOf('ten', date) };

function startOf(level: Level, date: string): string {
  const name = periodOf(level, date);
  if (level === 'month') return `${name}-01`;
  if (level === 'ten') return name.endsWith('0') ? `${name}1` : `${name}0`;
  return name;
}

function endOf(level: Level, date: string): string {
  if (level === 'day') return date;
  const month = periodOf('month', date);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
  const nine = `${periodOf('ten', date)}9`;
  return level === 'ten' && nine < last ? nine : last;
}

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
