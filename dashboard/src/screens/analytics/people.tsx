// Decisions by person, from the report that only those who may see figures are given.
import { usePeople } from '../../data/people.ts';
import { keyOf, store, useQuery } from '../../data/query.ts';
import { Empty, Show } from '../../design/feedback.tsx';
import { Person } from '../../design/person.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { duration } from '../../plots/format.ts';
import type { Filter } from './filter.ts';
import type { Workflow } from './filter-bar.tsx';
import { analyticsWords } from './words.ts';

/** A row of the report, by the names of its columns. */
type Cell = string | number | boolean | null | undefined;
type PersonRow = Readonly<Record<string, Cell>>;

export function People({ filter, workflow }: { readonly filter: Filter; readonly workflow: Workflow }) {
  const { people: words, empty } = analyticsWords();
  const { from, to } = filter;
  const input = { report: 'stakeholder_productivity', workflowId: workflow.workflowId, from, to } as const;
  const loaded = useQuery('generateWorkflowReport', input, { everyMs: 60_000 });
  const { nameOf } = usePeople();
  return (
    <Show loaded={loaded} onRetry={() => void store.refresh(keyOf('generateWorkflowReport', input))}>
      {({ columns = [], rows = [] }) =>
        rows.length === 0 ? (
          <Empty icon="people" title={words.caption}>
            {empty.people}
          </Empty>
        ) : (
          <section class="stack-tight">
            <p class="soft">
              {words.text} {filter.version !== null && words.allVersions}
            </p>
            <Table
              name="people"
              caption={words.caption}
              columns={columnsFor(nameOf)}
              rows={rowsOf(columns, rows)}
              rowKey={({ userId }) => String(userId)}
            />
          </section>
        )
      }
    </Show>
  );
}

/** Who decided most comes first. */
const rowsOf = (columns: readonly string[], rows: readonly (readonly Cell[])[]): readonly PersonRow[] =>
  rows
    .map((row): PersonRow => Object.fromEntries(columns.map((name, index) => [name, row[index]])))
    .toSorted((a, b) => Number(b.decisions) - Number(a.decisions));

function columnsFor(nameOf: (id: string) => string): readonly Column<PersonRow>[] {
  const { people: words, steps } = analyticsWords();
  const numberIn = (row: PersonRow, name: string): number | null => {
    const value = row[name];
    return typeof value === 'number' ? value : null;
  };
  const count = (name: string, label: string): Column<PersonRow> => ({
    id: name,
    label,
    value: (row) => numberIn(row, name),
    isNumber: true,
  });
  const time = (name: string, label: string): Column<PersonRow> => ({
    ...count(name, label),
    cell: (row) => duration(numberIn(row, name)),
  });
  return [
    {
      id: 'person',
      label: words.person,
      value: ({ userId }) => nameOf(String(userId)),
      cell: ({ userId }) => <Person id={String(userId)} />,
    },
    count('decisions', words.decisions),
    count('approved', words.approved),
    count('rejected', words.rejected),
    count('changesRequested', words.changes),
    count('completed', words.completed),
    time('p50Ms', steps.p50),
    time('p90Ms', steps.p90),
  ];
}
