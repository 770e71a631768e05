// A sheet's content, and what people do to it by hand.
import { type Cell, emptyCell, emptyRow, enter, isDate, type RowModel, type Value } from './cells.ts';

/** Google's limit for all metadata of one sheet, in characters of keys and values. */
export const METADATA_CHARS_MAX = 30_000;

export interface SheetModel {
  readonly id: number;
  readonly name: string;
  rows: RowModel[];
  frozenRows: number;
  /** First and last row of each selected range, from 1. */
  selected: readonly (readonly [number, number])[];
  active: { row: number; column: number };
}

export function sheetModel(id: number, content: readonly (readonly Value[])[], extraRows = 5): SheetModel {
  const columns = Math.max(...content.map((row) => row.length), 1);
  const rows = content.map((values) => {
    const row = emptyRow(columns);
    values.forEach((value, at) => {
      enter(row.cells[at] as Cell, value);
    });
    return row;
  });
  rows.push(...Array.from({ length: extraRows }, () => emptyRow(columns)));
  return { id, name: `Sheet${id}`, rows, frozenRows: 0, selected: [], active: { row: 1, column: 1 } };
}

export const isBlank = ({ value, formula }: Cell): boolean => value === '' && formula === '';

export const headersIn = ({ rows }: SheetModel): readonly string[] =>
  (rows[0]?.cells ?? []).map(({ value }) => String(value));

/** The cell of a row under a header; the first one, where a header stands twice. */
export function cellAt(sheet: SheetModel, row: number, header: string): Cell {
  const column = headersIn(sheet).indexOf(header);
  const cell = sheet.rows[row - 1]?.cells[column];
  if (cell === undefined) throw new Error(`there is no cell in row ${row} under "${header}"`);
  return cell;
}

export const columnOf = (sheet: SheetModel, header: string): readonly Value[] =>
  sheet.rows.slice(1).map((_, at) => cellAt(sheet, at + 2, header).value);

export function moveColumn(sheet: SheetModel, header: string, to: number): void {
  const from = headersIn(sheet).indexOf(header);
  for (const row of sheet.rows) row.cells.splice(to, 0, ...row.cells.splice(from, 1));
}

export function insertColumn(sheet: SheetModel, at: number, header: string): void {
  for (const row of sheet.rows) row.cells.splice(at, 0, emptyCell());
  enter(sheet.rows[0]?.cells[at] as Cell, header);
}

/** Data → Sort range: the cells of the rows move, the rows with their metadata stay. */
export function sortBy(sheet: SheetModel, header: string): void {
  const column = headersIn(sheet).indexOf(header);
  const filled = sheet.rows.slice(1).filter(({ cells }) => cells.some((cell) => !isBlank(cell)));
  const key = (cells: readonly Cell[]): Value => cells[column]?.value ?? '';
  const sorted = filled.map(({ cells }) => cells).sort((a, b) => compare(key(a), key(b)));
  filled.forEach((row, at) => {
    row.cells = sorted[at] ?? [];
  });
}

const compare = (a: Value, b: Value): number => {
  if (isDate(a) && isDate(b)) return a.getTime() - b.getTime();
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
};

export const deleteRow = (sheet: SheetModel, row: number): void => {
  sheet.rows.splice(row - 1, 1);
};

export const metadataChars = ({ rows }: SheetModel): number =>
  rows.flatMap(({ metadata }) => metadata).reduce((sum, { key, value }) => sum + key.length + value.length, 0);
