// A table that is sorted, searched and saved as CSV; how it is sorted and searched stands in the address.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { place, setQuery } from '../router/router.ts';
import { number } from '../words/format.ts';
import { shared } from '../words/words.ts';
import { Button } from './button.tsx';
import { csvText, download } from './csv.ts';
import { Icon } from './icon.tsx';
import { PickAll, PickOne, type Selection } from './pick.tsx';
import { type Sort, type SortValue, sortRows, sortText, toSort } from './sort.ts';

export interface Column<R> {
  readonly id: string;
  readonly label: string;
  /** What is sorted, searched and saved. */
  readonly value: (row: R) => SortValue;
  /** What is shown, where that is not the value itself. */
  readonly cell?: (row: R) => ComponentChildren;
  readonly isNumber?: boolean;
}
/** What is done with one row: a last column that is neither sorted nor saved. */
export interface RowActions<R> {
  readonly label: string;
  readonly cell: (row: R) => ComponentChildren;
}
interface TableProps<R> {
  /** In the address and in the file's name; different for each table of a screen. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  /** Beside the search, such as filters of the screen. */
  readonly tools?: ComponentChildren;
  readonly selection?: Selection<R>;
  readonly rowActions?: RowActions<R>;
}

const PAGE_ROWS = 100;

export function Table<R>({ name, caption, columns, rows, rowKey, tools, selection, rowActions }: TableProps<R>) {
  const { actions, table, count } = shared();
  const [shownMax, setShownMax] = useState(PAGE_ROWS);
  const query = place.value.query;
  const sort = toSort(query[`${name}-sort`]);
  const search = query[`${name}-find`] ?? '';
  const found = sortRows(
    rows.filter((row) => fits(row, columns, search)),
    columns,
    sort,
  );
  const save = () =>
    download(
      `countersign-${name}.csv`,
      csvText([columns.map(({ label }) => label), ...found.map((row) => columns.map(({ value }) => value(row)))]),
    );
  return (
    <div>
      <div class="table-tools">
        <input
          class="input"
          type="search"
          placeholder={actions.search}
          aria-label={`${actions.search}: ${caption}`}
          value={search}
          onInput={(event) => setQuery({ [`${name}-find`]: event.currentTarget.value })}
        />
        {tools}
        <span class="quiet small spread" role="status">
          {count.rows(number(found.length), found.length)}
        </span>
        <Button tone="quiet" icon="download" onClick={save}>
          {actions.csv}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reached by keyboard. */}
      <section class="table-frame" aria-label={caption} tabIndex={0}>
        <table class="table">
          <thead>
            <tr>
              {selection && <PickAll keys={found.map(rowKey)} selection={selection} />}
              {columns.map((column) => (
                <Head key={column.id} column={column} sort={sort} name={name} />
              ))}
              {rowActions && (
                <th scope="col">
                  <span class="end">{rowActions.label}</span>
                </th>
              )}
            </tr>
          </thead>
          <Body rows={found.slice(0, shownMax)} {...{ columns, rowKey, selection, rowActions }} />
        </table>
        {found.length === 0 && <p class="quiet small state">{table.empty}</p>}
      </section>
      {found.length > shownMax && (
        <Button tone="quiet" onClick={() => setShownMax(shownMax + PAGE_ROWS)}>
          {actions.showMore(number(Math.min(PAGE_ROWS, found.length - shownMax)))}
        </Button>
      )}
    </div>
  );
}

type BodyProps<R> = Pick<TableProps<R>, 'columns' | 'rows' | 'rowKey'> & {
  readonly selection: Selection<R> | undefined;
  readonly rowActions: RowActions<R> | undefined;
};
const Body = <R,>({ columns, rows, rowKey, selection, rowActions }: BodyProps<R>) => (
  <tbody>
    {rows.map((row) => (
      <tr key={rowKey(row)}>
        {selection && <PickOne id={rowKey(row)} label={selection.label(row)} selection={selection} />}
        {columns.map(({ id, cell, value, isNumber }) => (
          <td key={id} class={isNumber ? 'end' : undefined}>
            {cell === undefined ? shownText(value(row)) : cell(row)}
          </td>
        ))}
        {rowActions && <td class="end">{rowActions.cell(row)}</td>}
      </tr>
    ))}
  </tbody>
);

const shownText = (value: SortValue): string => (typeof value === 'number' ? number(value) : (value ?? ''));

function fits<R>(row: R, columns: readonly Column<R>[], search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return (
    wanted === '' ||
    columns.some(({ value }) =>
      String(value(row) ?? '')
        .toLowerCase()
        .includes(wanted),
    )
  );
}

interface HeadProps<R> {
  readonly column: Column<R>;
  readonly sort: Sort | null;
  readonly name: string;
}
function Head<R>({ column: { id, label, isNumber }, sort, name }: HeadProps<R>) {
  const { table } = shared();
  const mine = sort?.by === id ? sort : null;
  const next = mine === null ? { by: id, isDown: isNumber === true } : { by: id, isDown: !mine.isDown };
  return (
    <th scope="col" aria-sort={mine === null ? undefined : mine.isDown ? 'descending' : 'ascending'}>
      <button
        type="button"
        class={isNumber ? 'end' : undefined}
        title={table.sortBy(label)}
        onClick={() => setQuery({ [`${name}-sort`]: sortText(next) })}
      >
        {label}
        {mine && <Icon name={mine.isDown ? 'down' : 'up'} size={12} />}
      </button>
    </th>
  );
}
