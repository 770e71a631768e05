// Tables as CSV (RFC 4180) that a spreadsheet opens as what it says: no cell of text is taken for a formula.

export type Cell = string | number | boolean | null;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const LINE_END = '\r\n';
/** How texts begin that a spreadsheet would work out instead of showing them. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A header and the rows, each line ended; null is an empty cell. */
export const csvOf = ({ columns, rows }: Table): string =>
  [columns, ...rows].map((row) => row.map(cellOf).join(',') + LINE_END).join('');

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
