// A range of cells, with the checks that the service makes of what is written into it.
import { type Cell, display, enter, isDate } from './cells.ts';
import { addMetadata, finder } from './metadata.ts';
import type { SheetModel } from './sheet-model.ts';
import { complete, signature } from './strict.ts';

export interface Range {
  getRow(): number;
  isWholeRow(): boolean;
}

interface Place {
  readonly model: SheetModel;
  readonly sheet: object;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly isWholeRow: boolean;
  rangeOf(row: number): Range;
}

export function rangeAt(place: Place): Range {
  return complete('Range', { ...where(place), ...cellsIn(place), ...remembering(place) });
}

const where = ({ sheet, row, column, rows, columns, isWholeRow }: Place) => ({
  getSheet: () => sheet,
  getRow: () => row,
  getColumn: () => column,
  getLastRow: () => row + rows - 1,
  getLastColumn: () => column + columns - 1,
  getNumRows: () => rows,
  getNumColumns: () => columns,
  isWholeRow: () => isWholeRow,
});

function cellsIn({ model, row, column, rows, columns }: Place) {
  const cell = (down: number, right: number): Cell => {
    const found = model.rows[row - 1 + down]?.cells[column - 1 + right];
    if (found === undefined) throw new Error('Exception: Those columns are out of bounds.');
    return found;
  };
  const all = <T>(read: (cell: Cell) => T): T[][] =>
    Array.from({ length: rows }, (_, down) => Array.from({ length: columns }, (__, right) => read(cell(down, right))));
  const each = (name: string, grid: unknown, write: (cell: Cell, value: unknown) => void): void => {
    const lines = checkedGrid(name, grid, rows, columns);
    lines.forEach((line, down) => {
      line.forEach((value, right) => {
        write(cell(down, right), value);
      });
    });
  };
  return {
    getValues: () => all(({ value }) => (isDate(value) ? new Date(value.getTime()) : value)),
    getDisplayValues: () => all(display),
    getNotes: () => all(({ note }) => note),
    getFormulas: () => all(({ formula }) => formula),
    getDisplayValue: () => display(cell(0, 0)),
    setValues: (grid: unknown) => each('Range.setValues', grid, enter),
    setNotes: (grid: unknown) =>
      each('Range.setNotes', grid, (target, note) => {
        if (typeof note !== 'string') throw new Error('Exception: Cannot convert to a note.');
        target.note = note;
      }),
    setNote(...args: unknown[]) {
      signature('Range.setNote', args, 'string');
      cell(0, 0).note = args[0] as string;
    },
    setNumberFormat(...args: unknown[]) {
      signature('Range.setNumberFormat', args, 'string');
      for (const target of all((one) => one).flat()) target.format = args[0] as string;
    },
  };
}

function checkedGrid(name: string, grid: unknown, rows: number, columns: number): readonly (readonly unknown[])[] {
  signature(name, [grid], 'array');
  const lines = grid as readonly (readonly unknown[])[];
  if (lines.length !== rows)
    throw new Error(
      `Exception: The number of rows in the data does not match the number of rows in the range. The data has ${lines.length} but the range has ${rows}.`,
    );
  for (const line of lines) {
    if (!Array.isArray(line) || line.length !== columns)
      throw new Error(
        `Exception: The number of columns in the data does not match the number of columns in the range. The data has ${line.length} but the range has ${columns}.`,
      );
    for (const value of line)
      if (!['string', 'number', 'boolean'].includes(typeof value) && !isDate(value))
        throw new Error(`Exception: Cannot convert ${String(value)} to a cell.`);
  }
  return lines;
}

const remembering = ({ model, row, rows, isWholeRow, rangeOf }: Place) => ({
  addDeveloperMetadata(...args: unknown[]) {
    signature('Range.addDeveloperMetadata', args, 'string', 'string', 'string');
    if (!isWholeRow || rows !== 1)
      throw new Error(
        'Exception: Adding developer metadata to arbitrary ranges is not currently supported. Developer metadata may only be added to the top-level spreadsheet, an individual sheet, or an entire row or column.',
      );
    const target = model.rows[row - 1];
    if (target === undefined) throw new Error('Exception: The row is out of bounds.');
    const [key, value, visibility] = args as [string, string, string];
    addMetadata(model, target, key, value, visibility);
  },
  createDeveloperMetadataFinder: () => finder({ model, from: row - 1, to: row + rows - 2, rangeOf }),
});
