// How each step ended: who asks often for nothing, and who often says no.
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { type Column, Table } from '../../design/table.tsx';
import { percent } from '../../words/format.ts';
import { decidedShare, type Metrics } from './figures.ts';
import { analyticsWords } from './words.ts';

type StepRow = Metrics['total']['steps'][number];
interface OutcomesProps {
  readonly metrics: Metrics;
  readonly definition: Definition | undefined;
  /** One version was chosen; these figures are of all. */
  readonly isOfOne: boolean;
}

export function StepOutcomes({ metrics, definition, isOfOne }: OutcomesProps) {
  const { outcomes: words, people } = analyticsWords();
  return (
    <section class="stack-tight">
      <h2>{words.title}</h2>
      <p class="soft">
        {words.text} {isOfOne && people.allVersions}
      </p>
      <Table
        name="outcomes-by-step"
        caption={words.title}
        columns={columnsFor(definition)}
        rows={metrics.total.steps}
        rowKey={({ stepId }) => stepId}
      />
    </section>
  );
}

function columnsFor(definition: Definition | undefined): readonly Column<StepRow>[] {
  const { outcomes: words, figures, steps, flow } = analyticsWords();
  const share = (id: 'approved' | 'rejected', label: string): Column<StepRow> => ({
    id,
    label,
    value: (row) => decidedShare(id, row),
    cell: (row) => {
      const value = decidedShare(id, row);
      return value === null ? '—' : percent(value);
    },
    isNumber: true,
  });
  const count = (id: 'ended' | 'escalations' | 'handOffs' | 'attempts' | 'loops', label: string): Column<StepRow> => ({
    id,
    label,
    value: (row) => row[id],
    isNumber: true,
  });
  return [
    { id: 'step', label: steps.step, value: ({ stepId }) => stepNameIn(definition, stepId) },
    count('ended', words.ended),
    share('approved', figures.approved),
    share('rejected', figures.rejected),
    count('attempts', flow.attempts),
    count('loops', flow.loops),
    count('escalations', figures.escalated),
    count('handOffs', figures.handedOff),
  ];
}
