// Two versions of a definition beside each other: by steps and fields, and line by line.
import { type Definition, type StepDefinition, stepNameIn, useDefinition } from '../../data/definition.ts';
import { Empty, Note, Show } from '../../design/feedback.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { place, setQuery } from '../../router/router.ts';
import { number } from '../../words/format.ts';
import { type DefinitionDiff, diffDefinitions, isSame } from './diff.ts';
import { LineDiff } from './line-diff.tsx';
import type { VersionRow } from './screen.tsx';
import { definitionWords } from './words.ts';

interface CompareProps {
  readonly row: VersionRow;
  readonly versions: readonly VersionRow[];
  readonly definition: Definition;
}

/** Against the version before it, unless the address names another one. */
export function Compare({ row, versions, definition }: CompareProps) {
  const words = definitionWords().compare;
  const others = versions.filter(({ version }) => version !== row.version);
  const at = versions.indexOf(row);
  const asked = others.find(({ version }) => version === place.value.query.from);
  const base = asked ?? versions[at - 1] ?? versions[at + 1];
  const loaded = useDefinition(base === undefined ? undefined : row.workflowId, base?.version);
  if (base === undefined)
    return (
      <Empty icon="history" title={words.alone}>
        {words.aloneText}
      </Empty>
    );
  return (
    <div class="stack">
      <label class="row">
        <span class="small">{words.from}</span>
        <select
          class="input version-choice"
          value={base.version}
          onChange={(event) => setQuery({ from: event.currentTarget.value })}
        >
          {others.toReversed().map(({ version }) => (
            <option key={version}>{version}</option>
          ))}
        </select>
        <span class="small">
          {words.to} <strong>{row.version}</strong>
        </span>
      </label>
      <Show loaded={loaded}>{(before) => <Differences before={before} after={definition} />}</Show>
    </div>
  );
}

function Differences({ before, after }: { readonly before: Definition; readonly after: Definition }) {
  const words = definitionWords().compare;
  const diff = diffDefinitions(before, after);
  const { added, removed, changed, order } = diff;
  const nameIn = (id: string): string => stepNameIn(after, id);
  return (
    <>
      {isSame(diff) ? (
        <Note icon="check">{words.same}</Note>
      ) : (
        <p role="status">{words.summary(number(added.length), number(removed.length), number(changed.length))}</p>
      )}
      <StepNames title={words.added} tone="added" steps={added} />
      <StepNames title={words.removed} tone="removed" steps={removed} />
      {order && (
        <section class="stack-tight">
          <h2>{words.order}</h2>
          <p>
            <del>{order.before.map(nameIn).join(' → ')}</del>
          </p>
          <p>
            <ins>{order.after.map(nameIn).join(' → ')}</ins>
          </p>
        </section>
      )}
      <ChangeTable diff={diff} />
      <LineDiff before={before} after={after} />
    </>
  );
}

interface NamesProps {
  readonly title: string;
  readonly tone: 'added' | 'removed';
  readonly steps: DefinitionDiff['added'];
}
function StepNames({ title, tone, steps }: NamesProps) {
  const words = definitionWords().compare;
  if (steps.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>{title}</h2>
      <ul class="step-names">
        {steps.map(({ step, position }) => (
          <li key={step.id} class={tone}>
            <span aria-hidden="true">{tone === 'added' ? '+' : '−'}</span>
            <span>
              <strong>{step.name ?? step.id}</strong> <span class="mono small">{step.id}</span>
            </span>
            <span class="small">{words.position(number(position))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ChangeRow {
  readonly step: StepDefinition | null;
  readonly pointer: string;
  readonly before: string;
  readonly after: string;
}

function ChangeTable({ diff }: { readonly diff: DefinitionDiff }) {
  const words = definitionWords().compare;
  const text = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));
  const rows: readonly ChangeRow[] = [
    ...diff.changed.flatMap(({ step, changes }) => changes.map((change) => ({ step, ...change }))),
    ...diff.fields.map((change) => ({ step: null, ...change })),
  ].map(({ step, pointer, before, after }) => ({ step, pointer, before: text(before), after: text(after) }));
  if (rows.length === 0) return null;
  return (
    <section class="stack-tight">
      <h2>{words.caption}</h2>
      <Table
        name="changes"
        caption={words.caption}
        columns={changeColumns()}
        rows={rows}
        rowKey={({ step, pointer }) => `${step?.id ?? ''} ${pointer}`}
      />
    </section>
  );
}

function changeColumns(): readonly Column<ChangeRow>[] {
  const words = definitionWords();
  const { compare } = words;
  const side = (text: string, Tag: 'ins' | 'del') =>
    text === '' ? <span class="quiet">{compare.nothing}</span> : <Tag class="mono value-text">{text}</Tag>;
  return [
    {
      id: 'step',
      label: words.tabs.steps,
      value: ({ step }) => (step === null ? compare.fields : (step.name ?? step.id)),
    },
    {
      id: 'place',
      label: compare.place,
      value: ({ pointer }) => pointer,
      cell: ({ pointer }) => <code>{pointer}</code>,
    },
    { id: 'before', label: compare.before, value: ({ before }) => before, cell: ({ before }) => side(before, 'del') },
    { id: 'after', label: compare.after, value: ({ after }) => after, cell: ({ after }) => side(after, 'ins') },
  ];
}
