// Figures of plots and tables as a reader wants them: short days, and durations to the precision that means something.
import { language } from '../words/preferences.ts';
import type { DurationUnit } from './series.ts';

const locale = (): string => (language.value === 'bn' ? 'bn-BD' : 'en-GB');

/** "2026-03-14" → "14 Mar": that day everywhere. */
export const shortDay = (date: string): string =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(date));

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** "3.5 hours", "2 days", "—" for nothing: durations are known to a fifth, so that two digits are all there is. */
export function duration(ms: number | null | undefined, unitDisplay: 'long' | 'short' = 'long'): string {
  if (ms === null || ms === undefined) return '—';
  const [unit, size] = UNITS.find(([, one]) => ms >= one) ?? UNITS[3];
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit,
    unitDisplay,
    maximumSignificantDigits: 2,
  }).format(ms / size);
}

/** "hours", for an axis. */
export const unitName = (unit: DurationUnit): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' })
    .formatToParts(2)
    .find(({ type }) => type === 'unit')?.value ?? unit;

/** A tick: few digits, and never more than it takes. */
export const tick = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);
