// Rows as a CSV file, and files that the browser saves.
import { type Cell, csvOf } from '../../../functions/core/csv.ts';

/** With a mark at the beginning by which spreadsheets know that it is UTF-8. */
export const csvText = ([columns = [], ...rows]: readonly (readonly unknown[])[]): string =>
  `\uFEFF${csvOf({ columns: columns.map(String), rows: rows.map((row) => row.map(cellOf)) })}`;

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** Has the browser save a text as a file. */
export function download(name: string, text: string, type = 'text/csv'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
