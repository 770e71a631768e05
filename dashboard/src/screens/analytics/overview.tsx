// The range in figures, and day by day.
import { Note } from '../../design/feedback.tsx';
import { duration, tick, unitName } from '../../plots/format.ts';
import { Plot } from '../../plots/plot.tsx';
import { datesBetween, unitFor } from '../../plots/series.ts';
import { number, percent } from '../../words/format.ts';
import {
  amountLines,
  durationLines,
  endedAs,
  longestMs,
  type Metrics,
  outcomeLines,
  outcomeShare,
  rowFor,
  slaLines,
  slaShare,
} from './figures.ts';
import type { Filter } from './filter.ts';
import { analyticsWords } from './words.ts';

interface OverviewProps {
  readonly metrics: Metrics;
  readonly filter: Filter;
}

export function Overview({ metrics, filter }: OverviewProps) {
  const words = analyticsWords();
  return (
    <>
      <InFigures metrics={metrics} version={filter.version} />
      <p class="quiet small">{words.about}</p>
      {filter.version !== null && <Note icon="history">{words.trend.allVersions}</Note>}
      <Trend metrics={metrics} filter={filter} />
    </>
  );
}

const shareText = (share: number | null): string => (share === null ? '—' : percent(share));

function InFigures({ metrics, version }: { readonly metrics: Metrics; readonly version: string | null }) {
  const { figures } = analyticsWords();
  const row = rowFor(metrics, version);
  if (row === undefined) return null;
  const { happened } = row;
  const main: readonly (readonly [string, string])[] = [
    [figures.ended, number(row.ended)],
    [figures.p50, duration(row.duration.p50Ms)],
    [figures.p90, duration(row.duration.p90Ms)],
    [figures.p99, duration(row.duration.p99Ms)],
    [figures.sla, shareText(slaShare(row))],
    [figures.approved, shareText(outcomeShare('approved', row))],
    [figures.rejected, shareText(outcomeShare('rejected', row))],
  ];
  const rest: readonly (readonly [string, string])[] = [
    [figures.started, number(row.started)],
    [figures.expired, shareText(outcomeShare('expired', row))],
    [figures.failed, number(endedAs('failed', row))],
    [figures.cancelled, number(endedAs('cancelled', row))],
    [figures.reworked, number(happened.reworked ?? 0)],
    [figures.changes, number(happened.changes_requested ?? 0)],
    [figures.escalated, number(happened.escalated ?? 0)],
    [figures.handedOff, number(happened.handed_off ?? 0)],
    [figures.automatic, number(happened.auto_approved ?? 0)],
    [figures.undelivered, number(happened.message_failed ?? 0)],
  ];
  return (
    <section class="card padded stack" aria-label={figures.label}>
      <Facts facts={main} isLarge />
      <Facts facts={rest} />
    </section>
  );
}

const Facts = ({ facts, isLarge = false }: FactsProps) => (
  <dl class={isLarge ? 'facts figures-large' : 'facts figures-small'}>
    {facts.map(([label, text]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);
interface FactsProps {
  readonly facts: readonly (readonly [string, string])[];
  readonly isLarge?: boolean;
}

function Trend({ metrics: { days }, filter: { from, to } }: OverviewProps) {
  const { trend, figures, empty } = analyticsWords();
  const dates = datesBetween(from, to);
  const names = { ...figures, kept: trend.kept };
  const { unit, ms } = unitFor(longestMs(days));
  return (
    <div class="plots">
      <Plot
        name="amounts"
        title={trend.amounts}
        unit={trend.requests}
        dates={dates}
        lines={amountLines(dates, days, names)}
        valueText={number}
        isWhole
        empty={empty.none}
      />
      <Plot
        name="cycle-time"
        title={trend.cycle}
        unit={unitName(unit)}
        dates={dates}
        lines={durationLines(dates, days, ms)}
        valueText={(value) => duration(value * ms)}
        tickText={tick}
        empty={empty.none}
      />
      <Plot
        name="sla"
        title={trend.sla}
        unit={trend.slaUnit}
        dates={dates}
        lines={slaLines(dates, days, names)}
        valueText={percent}
        tickText={percent}
        top={1}
        empty={empty.sla}
      />
      <Plot
        name="outcomes"
        title={trend.outcomes}
        unit={trend.outcomesUnit}
        dates={dates}
        lines={outcomeLines(dates, days, names)}
        valueText={percent}
        tickText={percent}
        top={1}
        empty={empty.decided}
      />
    </div>
  );
}
