// Days as the clocks of one zone divide time: dates, and the moments between which they are.
import { DAY_MS, momentAt, wallAt } from '../time/zone.ts';

export interface Day {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Epoch ms: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
}

/** The day of a moment, or one so many days before it. */
export const dayAt = (zone: string, at: number, daysBefore = 0): Day =>
  dayFrom(zone, (Math.floor(wallAt(zone, at) / DAY_MS) - daysBefore) * DAY_MS);

/** The day of a date (YYYY-MM-DD). */
export const dayOf = (zone: string, date: string): Day => dayFrom(zone, Date.parse(`${date}T00:00:00Z`));

const dayFrom = (zone: string, midnight: number): Day => ({
  date: new Date(midnight).toISOString().slice(0, 10),
  from: momentAt(zone, midnight),
  to: momentAt(zone, midnight + DAY_MS),
});
