// The way requests take: what is done twice, who hands over to whom, and which ways are usual.
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { Chip } from '../../design/chip.tsx';
import { Person } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { duration } from '../../plots/format.ts';
import { number, percent } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { type Process, placeOnPath } from './figures.ts';
import { analyticsWords } from './words.ts';

interface FlowProps {
  readonly process: Process;
  readonly definition: Definition | undefined;
}

export function Flow(props: FlowProps) {
  return (
    <>
      <Variants {...props} />
      <Rework {...props} />
      <HandOffs {...props} />
    </>
  );
}

type Variant = Process['variants'][number];

function Variants({ process: { variants }, definition }: FlowProps) {
  const { flow: words, figures } = analyticsWords();
  const columns: readonly Column<Variant>[] = [
    {
      id: 'way',
      label: words.way,
      value: ({ steps }) => steps.map((place) => placeText(place, definition)).join(' → '),
      cell: ({ steps }) => <Way steps={steps} definition={definition} />,
    },
    { id: 'instances', label: words.instances, value: ({ instances }) => instances, isNumber: true },
    {
      id: 'share',
      label: words.share,
      value: ({ share }) => share,
      cell: ({ share }) => percent(share),
      isNumber: true,
    },
    {
      id: 'p50',
      label: figures.p50,
      value: ({ duration: { p50Ms } }) => p50Ms,
      cell: ({ duration: { p50Ms } }) => duration(p50Ms),
      isNumber: true,
    },
  ];
  return (
    <section class="stack-tight">
      <h2>{words.variants}</h2>
      <p class="soft">{words.variantsText}</p>
      <Table
        name="variants"
        caption={words.variantsCaption}
        columns={columns}
        rows={variants}
        rowKey={({ steps }) => steps.join('>')}
      />
    </section>
  );
}

/** The outcome in the reader's words, where there are any. */
const outcomeText = (outcome: string): string =>
  (shared().status as Readonly<Record<string, string>>)[outcome] ?? outcome.replaceAll('_', ' ');

function placeText(place: string, definition: Definition | undefined): string {
  const { stepId, outcome } = placeOnPath(place);
  return outcome === null ? stepId : `${stepNameIn(definition, stepId)} (${outcomeText(outcome)})`;
}

function Way({
  steps,
  definition,
}: {
  readonly steps: readonly string[];
  readonly definition: Definition | undefined;
}) {
  return (
    <ol class="way">
      {steps.map((place, index) => {
        const { stepId, outcome } = placeOnPath(place);
        return (
          <li key={`${index} ${place}`}>
            {outcome === null ? stepId : stepNameIn(definition, stepId)}
            {outcome !== null && !USUAL.has(outcome) && (
              <Chip tone={TONES[outcome] ?? 'warn'}>{outcomeText(outcome)}</Chip>
            )}
          </li>
        );
      })}
    </ol>
  );
}
/** Not worth a word beside the step: this is how it is meant to go. */
const USUAL: ReadonlySet<string> = new Set(['approved', 'done', 'completed']);
const TONES = { rejected: 'bad', failed: 'bad', auto_approved: 'good' } as Readonly<Record<string, 'bad' | 'good'>>;

type Reworked = Process['rework']['steps'][number];

function Rework({ process: { rework }, definition }: FlowProps) {
  const { flow: words, empty } = analyticsWords();
  const count = (id: 'instances' | 'reworked' | 'attempts' | 'loops'): Column<Reworked> => ({
    id,
    label: words[id],
    value: (row) => row[id],
    isNumber: true,
  });
  return (
    <section class="stack-tight">
      <h2>{words.rework}</h2>
      {rework.steps.length === 0 ? (
        <p class="quiet">{empty.rework}</p>
      ) : (
        <>
          <p class="soft">{words.reworkText(number(rework.instances), percent(rework.share), number(rework.loops))}</p>
          <Table
            name="rework"
            caption={words.reworkCaption}
            columns={[
              {
                id: 'step',
                label: analyticsWords().steps.step,
                value: ({ stepId }) => stepNameIn(definition, stepId),
              },
              count('instances'),
              count('reworked'),
              count('attempts'),
              count('loops'),
            ]}
            rows={rework.steps}
            rowKey={({ stepId }) => stepId}
          />
        </>
      )}
    </section>
  );
}

type HandOff = Process['handOffs'][number];

function HandOffs({ process: { handOffs } }: FlowProps) {
  const { flow: words, empty } = analyticsWords();
  const { nameOf } = usePeople();
  const columns: readonly Column<HandOff>[] = [
    { id: 'from', label: words.from, value: ({ from }) => nameOf(from), cell: ({ from }) => <Person id={from} /> },
    { id: 'to', label: words.to, value: ({ to }) => nameOf(to), cell: ({ to }) => <Person id={to} /> },
    { id: 'count', label: words.count, value: ({ count }) => count, isNumber: true },
  ];
  return (
    <section class="stack-tight">
      <h2>{words.handOffs}</h2>
      {handOffs.length === 0 ? (
        <p class="quiet">{empty.handOffs}</p>
      ) : (
        <Table
          name="hand-offs"
          caption={words.handOffsCaption}
          columns={columns}
          rows={handOffs}
          rowKey={({ from, to }) => `${from}>${to}`}
        />
      )}
    </section>
  );
}
