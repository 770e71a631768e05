// Reports as tables: one row for each workflow or version, person, day, or thing that went wrong.
import type { Cell, Table } from '../csv.ts';
import type { Instance } from '../instance.ts';
import { byName, type Counts } from '../metrics/counts.ts';
import { amountOf, type Durations } from '../metrics/durations.ts';
import type { Figures } from '../metrics/figures.ts';
import { percentileOf } from '../metrics/histogram.ts';
import { type DayRow, type Rollup, totalOf } from '../metrics/rollup.ts';
import { iso } from '../views/time.ts';
import { shareOf } from './process.ts';

/** What is counted by days; exceptions are looked up. */
export const COUNTED_REPORTS = ['workflow_performance', 'stakeholder_productivity', 'sla_compliance', 'trend'] as const;
export const REPORTS = [...COUNTED_REPORTS, 'exceptions'] as const;
export type CountedReport = (typeof COUNTED_REPORTS)[number];

/** A column: its name, and what a row of the figures has there. Durations are in ms, shares in [0, 1]. */
type Columns<T> = Readonly<Record<string, (row: T) => Cell>>;

const count = (counts: Counts, name: string): number => (Object.hasOwn(counts, name) ? (counts[name] as number) : 0);
const percentile = ({ buckets }: Durations, percent: number): Cell => percentileOf(buckets, percent);

const ENDS: Columns<DayRow> = {
  started: ({ started }) => started,
  ended: ({ ended }) => ended,
  completed: ({ statuses }) => count(statuses, 'completed'),
  failed: ({ statuses }) => count(statuses, 'failed'),
  cancelled: ({ statuses }) => count(statuses, 'cancelled'),
  approved: ({ outcomes }) => count(outcomes, 'approved'),
  rejected: ({ outcomes }) => count(outcomes, 'rejected'),
  expired: ({ outcomes }) => count(outcomes, 'expired'),
  p50Ms: ({ durations }) => percentile(durations, 50),
  p90Ms: ({ durations }) => percentile(durations, 90),
  p99Ms: ({ durations }) => percentile(durations, 99),
};
const SLA: Columns<Pick<DayRow, 'sla'>> = {
  slaKept: ({ sla }) => count(sla, 'kept'),
  slaWarned: ({ sla }) => count(sla, 'warned'),
  slaBreached: ({ sla }) => count(sla, 'breached'),
  slaKeptShare: ({ sla }) => {
    const promised = count(sla, 'kept') + count(sla, 'breached');
    return promised === 0 ? null : shareOf(count(sla, 'kept'), promised);
  },
};
const WAY: Columns<Figures> = {
  autoApproved: ({ happened }) => count(happened, 'auto_approved'),
  changesRequested: ({ happened }) => count(happened, 'changes_requested'),
  escalated: ({ happened }) => count(happened, 'escalated'),
  handedOff: ({ happened }) => count(happened, 'handed_off'),
  reworked: ({ happened }) => count(happened, 'reworked'),
  messagesFailed: ({ happened }) => count(happened, 'message_failed'),
};
const PERSON: Columns<Figures['people'][string]> = {
  decisions: ({ took }) => amountOf(took),
  approved: ({ decisions }) => count(decisions, 'approved'),
  rejected: ({ decisions }) => count(decisions, 'rejected'),
  changesRequested: ({ decisions }) => count(decisions, 'changes_requested'),
  completed: ({ decisions }) => count(decisions, 'completed'),
  p50Ms: ({ took }) => percentile(took, 50),
  p90Ms: ({ took }) => percentile(took, 90),
};

/** `rows` says what the parts of the roll-up are: versions of one workflow, or workflows. */
export function countedReport(report: CountedReport, rollup: Rollup, rows: 'version' | 'workflow'): Table {
  switch (report) {
    case 'workflow_performance':
      return tableOf(rows, { ...ENDS, ...SLA, ...WAY }, rollup.versions);
    case 'sla_compliance':
      return tableOf(rows, SLA, rollup.versions);
    case 'trend':
      return tableOf('date', { ...ENDS, ...SLA }, rollup.days);
    case 'stakeholder_productivity':
      return tableOf('userId', PERSON, totalOf(rollup).people);
  }
}

const tableOf = <T>(name: string, columns: Columns<T>, rows: Readonly<Record<string, T>>): Table => ({
  columns: [name, ...Object.keys(columns)],
  rows: Object.entries(rows)
    .toSorted(([a], [b]) => byName(a, b))
    .map(([key, row]) => [key, ...Object.values(columns).map((cell) => cell(row))]),
});

const EXCEPTION_COLUMNS = ['workflow', 'version', 'instanceId', 'exception', 'stepId', 'at', 'resolvedAt'] as const;

/** What went wrong in these instances. Reasons and messages are left out: they may speak of people. */
export const exceptionsReport = (instances: readonly Instance[]): Table => ({
  columns: EXCEPTION_COLUMNS,
  rows: instances.flatMap((instance) => {
    const { id, definition } = instance;
    return exceptionsOf(instance).map(({ exception, stepId, at, resolvedAt }) => [
      definition.id,
      definition.version,
      id,
      exception,
      stepId ?? null,
      iso(at),
      resolvedAt === undefined ? null : iso(resolvedAt),
    ]);
  }),
});

interface Exception {
  readonly exception: string;
  readonly stepId?: string | undefined;
  readonly at: number;
  readonly resolvedAt?: number | undefined;
}

function exceptionsOf({ status, endedAt, now, sla, incidents }: Instance): readonly Exception[] {
  const ended = status === 'failed' || status === 'cancelled' ? [{ exception: status, at: endedAt ?? now }] : [];
  const breachedAt = sla?.reached.includes('breached') === true ? sla.at.breached : undefined;
  const breached = breachedAt === undefined ? [] : [{ exception: 'sla_breached', at: breachedAt }];
  const found = Object.values(incidents).map(({ kind, stepId, at, resolvedAt }) => ({
    exception: kind,
    stepId,
    at,
    resolvedAt,
  }));
  return [...ended, ...breached, ...found];
}
