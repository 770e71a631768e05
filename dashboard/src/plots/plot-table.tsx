// What a plot shows, as a table: for who does not see it, and for spreadsheets.
import { type Column, Table } from '../design/table.tsx';
import { day } from '../words/format.ts';
import type { PlotProps } from './plot.tsx';
import type { Line } from './series.ts';
import { plotWords } from './words.ts';

interface DayRow {
  readonly date: string;
  readonly index: number;
}

export function PlotTable({ name, title, dates, lines, valueText }: PlotProps) {
  const words = plotWords();
  const columns: readonly Column<DayRow>[] = [
    { id: 'date', label: words.day, value: ({ date }) => date, cell: ({ date }) => day(date) },
    ...lines.map((line) => columnFor(line, valueText)),
  ];
  return (
    <details class="plot-table">
      <summary>{words.table}</summary>
      <Table
        name={name}
        caption={title}
        columns={columns}
        rows={dates.map((date, index) => ({ date, index }))}
        rowKey={({ date }) => date}
      />
    </details>
  );
}

const columnFor = ({ id, label, values }: Line, valueText: (value: number) => string): Column<DayRow> => ({
  id,
  label,
  value: ({ index }) => values[index] ?? null,
  cell: ({ index }) => {
    const value = values[index];
    return value === null || value === undefined ? '—' : valueText(value);
  },
  isNumber: true,
});
