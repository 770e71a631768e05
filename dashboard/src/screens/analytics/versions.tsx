// Versions beside each other, by what ended in the range.
import { type Column, Table } from '../../design/table.tsx';
import { duration } from '../../plots/format.ts';
import { percent } from '../../words/format.ts';
import { endedAs, type Metrics, outcomeShare, slaShare } from './figures.ts';
import { analyticsWords } from './words.ts';

type VersionRow = Metrics['byVersion'][number];

export function VersionTable({ metrics: { byVersion } }: { readonly metrics: Metrics }) {
  const words = analyticsWords().versions;
  return (
    <section class="stack-tight">
      <p class="soft">{words.text}</p>
      <Table
        name="compared"
        caption={words.caption}
        columns={columnsFor()}
        rows={byVersion}
        rowKey={({ version }) => version}
      />
    </section>
  );
}

function columnsFor(): readonly Column<VersionRow>[] {
  const { figures, filter } = analyticsWords();
  const shown = (
    id: string,
    label: string,
    pick: (row: VersionRow) => number | null,
    text: (value: number) => string,
  ): Column<VersionRow> => ({
    id,
    label,
    value: pick,
    cell: (row) => {
      const value = pick(row);
      return value === null ? '—' : text(value);
    },
    isNumber: true,
  });
  const count = (id: string, label: string, pick: (row: VersionRow) => number): Column<VersionRow> => ({
    id,
    label,
    value: pick,
    isNumber: true,
  });
  return [
    { id: 'version', label: filter.version, value: ({ version }) => version },
    count('started', figures.started, ({ started }) => started),
    count('ended', figures.ended, ({ ended }) => ended),
    shown('p50', 'p50', ({ duration: { p50Ms } }) => p50Ms, duration),
    shown('p90', 'p90', ({ duration: { p90Ms } }) => p90Ms, duration),
    shown('p99', 'p99', ({ duration: { p99Ms } }) => p99Ms, duration),
    shown('sla', figures.sla, slaShare, percent),
    shown('approved', figures.approved, (row) => outcomeShare('approved', row), percent),
    shown('rejected', figures.rejected, (row) => outcomeShare('rejected', row), percent),
    count('failed', figures.failed, (row) => endedAs('failed', row)),
    count('cancelled', figures.cancelled, (row) => endedAs('cancelled', row)),
    count('reworked', figures.reworked, ({ happened }) => happened.reworked ?? 0),
    count('escalated', figures.escalated, ({ happened }) => happened.escalated ?? 0),
    count('handed-off', figures.handedOff, ({ happened }) => happened.handed_off ?? 0),
  ];
}
