// Spreadsheet and sheet as the service shows them, over one model that all people of a file share.
import { emptyCell } from './cells.ts';
import { finder } from './metadata.ts';
import { type Range, rangeAt } from './range.ts';
import { isBlank, type SheetModel } from './sheet-model.ts';
import { complete, signature } from './strict.ts';

export interface SheetService {
  getRange(...args: unknown[]): Range;
}

export function sheetService(model: SheetModel): SheetService {
  const columns = (): number => model.rows[0]?.cells.length ?? 0;
  const lastRow = (): number => model.rows.findLastIndex(({ cells }) => cells.some((cell) => !isBlank(cell))) + 1;
  const lastColumn = (): number =>
    Math.max(0, ...model.rows.map(({ cells }) => cells.findLastIndex((cell) => !isBlank(cell)) + 1));
  const rangeOf = (row: number): Range => place(row, 1, 1, columns(), true);
  const place = (row: number, column: number, rows: number, count: number, isWholeRow = false): Range =>
    rangeAt({ model, sheet: service, row, column, rows, columns: count, isWholeRow, rangeOf });
  const service: SheetService = complete('Sheet', {
    getType: () => 'GRID',
    getSheetId: () => model.id,
    getName: () => model.name,
    getFrozenRows: () => model.frozenRows,
    getLastRow: lastRow,
    getLastColumn: lastColumn,
    getMaxColumns: columns,
    getMaxRows: () => model.rows.length,
    getActiveCell: () => place(model.active.row, model.active.column, 1, 1),
    getActiveRangeList: () =>
      model.selected.length === 0
        ? null
        : complete('RangeList', {
            getRanges: () => model.selected.map(([first, last]) => place(first, 1, last - first + 1, columns())),
          }),
    isRowHiddenByFilter: (row: number) => rowOf(model, row).isHiddenByFilter,
    isRowHiddenByUser: (row: number) => rowOf(model, row).isHiddenByUser,
    insertColumnsAfter(...args: unknown[]) {
      signature('Sheet.insertColumnsAfter', args, 'number', 'number');
      const [after, count] = args as [number, number];
      for (const row of model.rows) row.cells.splice(after, 0, ...Array.from({ length: count }, emptyCell));
    },
    createDeveloperMetadataFinder: () => finder({ model, from: 0, to: model.rows.length - 1, rangeOf }),
    getRange(...args: unknown[]) {
      if (args.length === 1) return rangeOf(wholeRow(args[0]));
      const [row, column, rows = 1, count = 1] = args as [number, number, number?, number?];
      signature('SpreadsheetApp.Sheet.getRange', [row, column, rows, count], 'number', 'number', 'number', 'number');
      if (row < 1 || column < 1) throw new Error('Exception: The starting row or column of the range is too small.');
      if (rows < 1 || count < 1) throw new Error('Exception: The number of rows in the range must be at least 1.');
      if (row + rows - 1 > model.rows.length || column + count - 1 > columns())
        throw new Error('Exception: The coordinates of the range are outside the dimensions of the sheet.');
      return place(row, column, rows, count);
    },
  });
  return service;
}

function rowOf(model: SheetModel, row: number): SheetModel['rows'][number] {
  const found = model.rows[row - 1];
  if (found === undefined) throw new Error('Exception: Those rows are out of bounds.');
  return found;
}

/** Of all A1 notations, the add-on uses "7:7". */
function wholeRow(a1: unknown): number {
  const found = /^(\d+):(\d+)$/.exec(String(a1));
  if (found === null || found[1] !== found[2]) throw new Error('Exception: Range not found');
  return Number(found[1]);
}
