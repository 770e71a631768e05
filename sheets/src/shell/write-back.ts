// Results on their way into the sheet: the four columns by header, notes on the status cells. Nothing else is touched.
import { missingColumns, OWN_COLUMNS, type OwnColumn, ownPlaces, runsOf } from '../logic/columns.ts';
import type { Settings } from '../logic/settings.ts';
import type { StatusCells } from '../logic/status.ts';
import { noteText, safeText } from '../logic/text.ts';
import { headersOf } from './grid.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** A row's new cells; what is undefined stays as it is. */
export interface RowResult {
  readonly status?: string;
  readonly approver?: string;
  readonly due?: Date | '';
  readonly link?: string;
  readonly note?: string;
}

export const resultOf = (settings: Settings, instanceId: string, cells: StatusCells): RowResult => ({
  status: cells.status,
  approver: cells.approver,
  due: cells.dueAt === null ? '' : new Date(cells.dueAt),
  link: linkTo(settings, instanceId),
  note: cells.note,
});

export const linkTo = ({ server }: Settings, instanceId: string): string =>
  `${server}/instances/${encodeURIComponent(instanceId)}`;

/** The headers are read anew: columns may have been moved while the server was asked. */
export function writeBack(sheet: Sheet, results: ReadonlyMap<number, RowResult>): void {
  if (results.size === 0) return;
  const places = ownPlaces(withColumns(sheet));
  for (const column of OWN_COLUMNS) {
    const index = places[column];
    if (index === undefined) continue;
    const rows = [...results].filter(([, result]) => valueFor(column, result) !== undefined).map(([row]) => row);
    for (const run of runsOf(rows)) {
      const range = sheet.getRange(run[0] ?? 1, index + 1, run.length, 1);
      if (column === 'Due') range.setNumberFormat('yyyy-mm-dd hh:mm');
      range.setValues(run.map((row) => [valueFor(column, results.get(row) ?? {}) ?? '']));
    }
  }
  writeNotes(sheet, places.Status, results);
}

function writeNotes(sheet: Sheet, index: number | undefined, results: ReadonlyMap<number, RowResult>): void {
  if (index === undefined) return;
  const rows = [...results].filter(([, { note }]) => note !== undefined).map(([row]) => row);
  for (const run of runsOf(rows)) {
    const notes = run.map((row) => [noteText(results.get(row)?.note ?? '')]);
    sheet.getRange(run[0] ?? 1, index + 1, run.length, 1).setNotes(notes);
  }
}

function valueFor(column: OwnColumn, { status, approver, due, link }: RowResult): string | Date | undefined {
  const value = { Status: status, Approver: approver, Due: due, Link: link }[column];
  return typeof value === 'string' ? safeText(value) : value;
}

/** The headers, after the columns that were missing have been added at the end. */
function withColumns(sheet: Sheet): readonly string[] {
  const { headerRow, headers } = headersOf(sheet);
  const missing = missingColumns(headers);
  if (missing.length === 0) return headers;
  const lacking = headers.length + missing.length - sheet.getMaxColumns();
  if (lacking > 0) sheet.insertColumnsAfter(sheet.getMaxColumns(), lacking);
  sheet.getRange(headerRow, headers.length + 1, 1, missing.length).setValues([[...missing]]);
  return [...headers, ...missing];
}
