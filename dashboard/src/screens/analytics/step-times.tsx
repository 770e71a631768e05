// Where the time goes: each step by its share, waiting apart from working, and the same on the graph.
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { Empty } from '../../design/feedback.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Graph } from '../../graph/graph.tsx';
import type { Overlay } from '../../graph/look.ts';
import { Bar, Key } from '../../plots/bar.tsx';
import { duration } from '../../plots/format.ts';
import { percent } from '../../words/format.ts';
import type { Process } from './figures.ts';
import { analyticsWords } from './words.ts';

type StepRow = Process['bottlenecks'][number];
interface StepProps {
  readonly process: Process;
  readonly definition: Definition | undefined;
}

export function StepTimes({ process, definition }: StepProps) {
  const { steps: words, empty } = analyticsWords();
  const rows = process.bottlenecks;
  if (rows.every(({ totalMs }) => totalMs === 0))
    return (
      <Empty icon="clock" title={words.caption}>
        {empty.steps}
      </Empty>
    );
  return (
    <>
      <section class="stack-tight">
        <h2>{words.caption}</h2>
        <p class="soft">{words.text}</p>
        <p class="bar-keys">
          <Key tone="accent">{`${words.waiting}: ${words.waitingHint}`}</Key>
          <Key tone="good">{`${words.working}: ${words.workingHint}`}</Key>
        </p>
        <Table
          name="steps"
          caption={words.caption}
          columns={columnsFor(rows, definition)}
          rows={rows}
          rowKey={({ stepId }) => stepId}
        />
        <p class="quiet small">
          {words.unstaffed}: {words.unstaffedHint}.
        </p>
      </section>
      {definition && (
        <section class="stack-tight">
          <h2>{words.heat}</h2>
          <p class="soft">
            {words.heatText} {words.graphOf(definition.version)}
          </p>
          <Graph title={words.heat} steps={definition.steps} overlay={heatOf(rows)} />
        </section>
      )}
    </>
  );
}

/** The warmest step has the largest share; what was never open stays cold. */
export function heatOf(rows: readonly StepRow[]): Overlay {
  const words = analyticsWords().steps;
  const byStep = new Map(rows.map((row) => [row.stepId, row]));
  const warmest = Math.max(0, ...rows.map(({ share }) => share));
  return {
    step: (id) => {
      const row = byStep.get(id);
      if (row === undefined || row.totalMs === 0 || warmest === 0) return { tone: 'quiet' };
      const label = words.heatOf(percent(row.share), duration(row.waited.p50Ms, 'short'));
      return { tone: 'plain', label, heat: row.share / warmest };
    },
    edge: () => 'open',
    loop: () => null,
  };
}

function columnsFor(rows: readonly StepRow[], definition: Definition | undefined): readonly Column<StepRow>[] {
  const words = analyticsWords().steps;
  const max = Math.max(0, ...rows.map(({ totalMs }) => totalMs));
  const time = (id: string, label: string, pick: (row: StepRow) => number | null): Column<StepRow> => ({
    id,
    label,
    value: pick,
    cell: (row) => duration(pick(row)),
    isNumber: true,
  });
  return [
    { id: 'step', label: words.step, value: ({ stepId }) => stepNameIn(definition, stepId) },
    {
      id: 'share',
      label: words.share,
      value: ({ share }) => share,
      cell: ({ share }) => percent(share),
      isNumber: true,
    },
    {
      id: 'bar',
      label: words.bar,
      value: ({ waitingMs, workingMs }) => waitingMs + workingMs,
      cell: ({ waitingMs, workingMs }) => (
        <Bar
          max={max}
          parts={[
            { id: 'waiting', value: waitingMs, tone: 'accent' },
            { id: 'working', value: workingMs, tone: 'good' },
          ]}
        />
      ),
    },
    time('p50', words.p50, ({ waited }) => waited.p50Ms),
    time('p90', words.p90, ({ waited }) => waited.p90Ms),
    time('p99', words.p99, ({ waited }) => waited.p99Ms),
    time('waiting', `${words.waiting}, ${words.p50}`, ({ waiting }) => waiting.p50Ms),
    time('working', `${words.working}, ${words.p50}`, ({ working }) => working.p50Ms),
    time('unstaffed', words.unstaffed, ({ unstaffedMs }) => (unstaffedMs === 0 ? null : unstaffedMs)),
  ];
}
