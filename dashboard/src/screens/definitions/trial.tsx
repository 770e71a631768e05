// How a trial went: each step with what it would do, whom it would ask, by when and why.
import type { Answer } from '../../api/client.ts';
import { usePeople } from '../../data/people.ts';
import { Chip, StateChip, type Tone } from '../../design/chip.tsx';
import { Note } from '../../design/feedback.tsx';
import { Names } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { list, span } from '../../words/format.ts';
import { definitionWords } from './words.ts';

type Preview = Answer<'previewWorkflow'>;
type Row = Preview['steps'][number];

const TONES: Readonly<Record<Row['will'], Tone>> = { run: 'busy', skip: 'quiet', auto_approve: 'good' };
const MINUTE_MS = 60_000;

export function Trial({ preview, isOld }: { readonly preview: Preview; readonly isOld: boolean }) {
  const words = definitionWords().try;
  const { nameOf } = usePeople();
  return (
    <section class="stack-tight">
      <h2>{words.result}</h2>
      {isOld && (
        <Note tone="warn" icon="clock">
          {words.old}
        </Note>
      )}
      {preview.outcomeIfApproved && (
        <p class="row">
          {words.ends} <StateChip state="completed" outcome={preview.outcomeIfApproved} />
        </p>
      )}
      <Table
        name="preview"
        caption={words.caption}
        columns={columnsFor(nameOf)}
        rows={preview.steps}
        rowKey={({ stepId }) => stepId}
      />
    </section>
  );
}

function columnsFor(nameOf: (id: string) => string): readonly Column<Row>[] {
  const words = definitionWords().try;
  return [
    { id: 'step', label: words.step, value: ({ name }) => name },
    {
      id: 'will',
      label: words.does,
      value: ({ will }) => words.will[will],
      cell: ({ will }) => <Chip tone={TONES[will]}>{words.will[will]}</Chip>,
    },
    {
      id: 'asks',
      label: words.asks,
      value: ({ assignees }) => list(assignees.map(nameOf)),
      cell: ({ assignees, dueAfter }) => (
        <>
          <Names ids={assignees} />
          {dueAfter !== undefined && <div class="quiet">{words.due(span(dueAfter * MINUTE_MS))}</div>}
        </>
      ),
    },
    { id: 'because', label: words.because, value: ({ because }) => because },
    { id: 'due', label: words.minutes, value: ({ dueAfter }) => dueAfter, isNumber: true },
  ];
}
