// Figures as they are shown: shares that say when there is nothing to share, and lines of days.
import type { Answer } from '../../api/client.ts';
import { type Line, type Values, valuesByDay } from '../../plots/series.ts';

export type Metrics = Answer<'getWorkflowMetrics'>;
export type Process = Answer<'getProcessAnalytics'>;
export type Row = Metrics['days'][number] | Metrics['total'] | Metrics['byVersion'][number];
type Counted = Pick<Row, 'ended' | 'statuses' | 'outcomes' | 'sla'>;

const of = (counts: Readonly<Record<string, number>>, name: string): number =>
  Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
/** null: of nothing there is no share. */
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Of those with a promise. */
export const slaShare = ({ sla }: Pick<Row, 'sla'>): number | null =>
  share(of(sla, 'kept'), of(sla, 'kept') + of(sla, 'breached'));

/** Of those that came to a decision: neither failed nor withdrawn. */
export const outcomeShare = (name: 'approved' | 'rejected' | 'expired', { outcomes }: Counted): number | null =>
  share(
    of(outcomes, name),
    Object.values(outcomes).reduce((sum, count) => sum + count, 0),
  );

/** Of the decisions at a step; null where nobody decided there. */
export const decidedShare = (
  name: 'approved' | 'rejected',
  { outcomes }: { readonly outcomes: Readonly<Record<string, number>> },
): number | null => share(of(outcomes, name), of(outcomes, 'approved') + of(outcomes, 'rejected'));

export const endedAs = (status: 'completed' | 'failed' | 'cancelled', { statuses }: Counted): number =>
  of(statuses, status);

/** The figures of all versions, or of the one that was chosen; undefined: nothing of it ended or began in the range. */
export const rowFor = (
  metrics: Metrics,
  version: string | null,
): Metrics['total'] | Metrics['byVersion'][number] | undefined =>
  version === null ? metrics.total : metrics.byVersion.find((row) => row.version === version);

type Day = Metrics['days'][number];
interface LineWords {
  readonly started: string;
  readonly ended: string;
  readonly approved: string;
  readonly rejected: string;
  readonly kept: string;
}

/** Amounts: a day on which nothing happened is zero. */
export function amountLines(dates: readonly string[], days: readonly Day[], words: LineWords): readonly Line[] {
  const line = (pick: (day: Day) => number): Values => valuesByDay(dates, days, pick, 0);
  return [
    { id: 'started', label: words.started, values: line(({ started }) => started), tone: 'quiet', isDashed: true },
    { id: 'ended', label: words.ended, values: line(({ ended }) => ended), tone: 'accent' },
  ];
}

/** How they ended, of those that came to a decision. */
export function outcomeLines(dates: readonly string[], days: readonly Day[], words: LineWords): readonly Line[] {
  const line = (name: 'approved' | 'rejected'): Values =>
    valuesByDay(dates, days, (day) => outcomeShare(name, day), null);
  return [
    { id: 'approved', label: words.approved, values: line('approved'), tone: 'good' },
    { id: 'rejected', label: words.rejected, values: line('rejected'), tone: 'bad', isDashed: true },
  ];
}

/** Durations in `unitMs`: a day on which nothing ended has none. */
export function durationLines(dates: readonly string[], days: readonly Day[], unitMs: number): readonly Line[] {
  const line = (name: 'p50Ms' | 'p90Ms'): Values =>
    valuesByDay(dates, days, ({ duration }) => inUnits(duration[name], unitMs), null);
  return [
    { id: 'p50', label: 'p50', values: line('p50Ms'), tone: 'accent' },
    { id: 'p90', label: 'p90', values: line('p90Ms'), tone: 'warn', isDashed: true },
  ];
}
const inUnits = (ms: number | null, unitMs: number): number | null => (ms === null ? null : ms / unitMs);

export const longestMs = (days: readonly Day[]): number =>
  Math.max(0, ...days.map(({ duration }) => duration.p90Ms ?? 0));

export const slaLines = (dates: readonly string[], days: readonly Day[], words: LineWords): readonly Line[] => [
  { id: 'kept', label: words.kept, values: valuesByDay(dates, days, slaShare, null), tone: 'good' },
];

/** "check:approved" → its step and its outcome; a path that was cut ends in "…". */
export function placeOnPath(text: string): { readonly stepId: string; readonly outcome: string | null } {
  const at = text.indexOf(':');
  return at < 0 ? { stepId: text, outcome: null } : { stepId: text.slice(0, at), outcome: text.slice(at + 1) };
}
