// One sheet as it is read in a click: headers, cells, and what is remembered of each row.

import { identityColumn, type MappedColumn, type Mapping, mapColumns } from '../logic/mapping.ts';
import {
  type Bound,
  bind,
  decode,
  encode,
  METADATA_KEY,
  type Placed,
  printOf,
  type RowRecord,
} from '../logic/records.ts';
import type { Settings } from '../logic/settings.ts';
import { isEmpty, type RowCells } from '../logic/values.ts';
import type { Workflow } from './directory.ts';
import { Stop } from './stop.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;
type Metadata = GoogleAppsScript.Spreadsheet.DeveloperMetadata;

export type Memory = ReadonlyMap<number, readonly Metadata[]>;

export interface Grid {
  readonly sheet: Sheet;
  /** The row that the headers stand in, from 1: the last frozen one, or the first. */
  readonly headerRow: number;
  readonly headers: readonly string[];
  /** By row number, without rows that are empty. */
  readonly rows: ReadonlyMap<number, RowCells>;
  readonly mapping: Mapping;
  readonly identity: MappedColumn | undefined;
  readonly prints: ReadonlyMap<number, string>;
  readonly records: ReadonlyMap<number, RowRecord>;
  /** Where the records are kept, by row. */
  readonly memory: Memory;
  /** Rows whose record belongs to no row any more. */
  readonly lost: readonly number[];
  readonly timeZone: string;
}

export function activeSheet(): Sheet {
  const sheet = SpreadsheetApp.getActiveSheet();
  if (sheet.getType() !== SpreadsheetApp.SheetType.GRID)
    throw new Stop('This is not a sheet with rows.', 'Open the sheet with your requests.');
  return sheet;
}

export function headersOf(sheet: Sheet): { readonly headerRow: number; readonly headers: readonly string[] } {
  const headerRow = Math.max(1, sheet.getFrozenRows());
  const columns = sheet.getLastColumn();
  if (columns === 0) return { headerRow, headers: [] };
  const [cells = []] = sheet.getRange(headerRow, 1, 1, columns).getDisplayValues();
  return { headerRow, headers: cells.map((cell) => cell.trim()) };
}

export function readGrid(sheet: Sheet, settings: Settings, workflow: Workflow): Grid {
  const { headerRow, headers } = headersOf(sheet);
  if (headers.every((header) => header === ''))
    throw new Stop('The first row has no headers.', 'Name the columns, such as “Order ID”.');
  const rows = readRows(sheet, headerRow, headers.length);
  const mapping = mapColumns(headers, workflow.fields, settings.mapping);
  const identity = identityColumn(mapping.columns, workflow.fields);
  const prints = new Map(
    [...rows].map(([row, cells]) => [row, printOf(identityText(cells, mapping.columns, identity))]),
  );
  const found = memoryOf(sheet);
  const { byRow, moved, lost } = bind(placedIn(found), prints);
  follow(sheet, found, moved);
  const memory = moved.length === 0 ? found : memoryOf(sheet);
  const timeZone = SpreadsheetApp.getActive().getSpreadsheetTimeZone();
  return { sheet, headerRow, headers, rows, mapping, identity, prints, records: byRow, memory, lost, timeZone };
}

function readRows(sheet: Sheet, headerRow: number, columns: number): ReadonlyMap<number, RowCells> {
  const count = sheet.getLastRow() - headerRow;
  if (count <= 0) return new Map();
  const range = sheet.getRange(headerRow + 1, 1, count, columns);
  const displays = range.getDisplayValues();
  return new Map(
    range.getValues().flatMap((values, at) => {
      if (values.every(isEmpty)) return [];
      return [[headerRow + 1 + at, { values, displays: displays[at] ?? [] }] as const];
    }),
  );
}

/** What tells this row from others: its id, or without one all that is sent of it. */
const identityText = (
  { displays }: RowCells,
  columns: readonly MappedColumn[],
  identity: MappedColumn | undefined,
): string =>
  identity === undefined
    ? JSON.stringify(columns.map(({ field, index }) => [field.path, displays[index]?.trim() ?? '']).sort())
    : `${identity.field.path}=${displays[identity.index]?.trim() ?? ''}`;

/** What a person calls a row. */
export const titleOf = ({ rows, identity }: Grid, row: number): string => {
  const text = identity === undefined ? '' : (rows.get(row)?.displays[identity.index]?.trim() ?? '');
  return text === '' ? `Row ${row}` : text;
};

/** One question for the whole sheet: asking row by row would take a minute for 500. */
export function memoryOf(sheet: Sheet): Memory {
  const byRow = new Map<number, Metadata[]>();
  for (const metadata of ownMetadata(sheet)) {
    const row = metadata.getLocation().getRow()?.getRow() ?? 0;
    byRow.set(row, [...(byRow.get(row) ?? []), metadata]);
  }
  return byRow;
}

export const ownMetadata = (place: Sheet | Range): readonly Metadata[] =>
  place
    .createDeveloperMetadataFinder()
    .withKey(METADATA_KEY)
    .withVisibility(SpreadsheetApp.DeveloperMetadataVisibility.PROJECT)
    .find();

const placedIn = (memory: Memory): readonly Placed[] =>
  [...memory].flatMap(([row, all]) =>
    all.flatMap((metadata) => {
      const record = decode(metadata.getValue());
      return record === null || row === 0 ? [] : [{ row, record }];
    }),
  );

/** Metadata goes after the cells that a sort has moved. */
function follow(sheet: Sheet, memory: Memory, moved: Bound['moved']): void {
  for (const { from, to, record } of moved)
    memory
      .get(from)
      ?.find((metadata) => metadata.getValue() === encode(record))
      ?.moveToRow(entireRow(sheet, to));
}

/** Developer metadata sits on whole rows only. */
export const entireRow = (sheet: Sheet, row: number): Range => sheet.getRange(`${row}:${row}`);
