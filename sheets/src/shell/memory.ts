// What is remembered of a row: its record in developer metadata, and an edit that waits in the document properties.
import { decode, encode, METADATA_KEY, printOf, type RowRecord } from '../logic/records.ts';
import { entireRow, type Memory, ownMetadata } from './grid.ts';
import { Stop } from './stop.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Writes the record of a row, or removes it with null. A row has one record. */
export function remember(sheet: Sheet, memory: Memory, row: number, record: RowRecord | null): void {
  const [first, ...others] = memory.get(row) ?? [];
  for (const other of others) other.remove();
  if (record === null) first?.remove();
  else if (first !== undefined) first.setValue(encode(record));
  else add(entireRow(sheet, row), encode(record));
}

function add(range: GoogleAppsScript.Spreadsheet.Range, value: string): void {
  try {
    range.addDeveloperMetadata(METADATA_KEY, value, SpreadsheetApp.DeveloperMetadataVisibility.PROJECT);
  } catch (error) {
    throw new Stop(
      `Google Sheets has no room to remember another row of this sheet (${error instanceof Error ? error.message : error}).`,
      'A sheet has room for about 500. Delete rows that are done, or go on in a new sheet of this file.',
    );
  }
}

export function recordAt(sheet: Sheet, row: number): RowRecord | null {
  const [first] = ownMetadata(entireRow(sheet, row));
  return first === undefined ? null : decode(first.getValue());
}

/** Tells people apart without naming them. It says nothing to the server; there the token of the click decides. */
export const personPrint = (): string => {
  const key = Session.getTemporaryActiveUserKey();
  return key ? printOf(key) : '';
};

/** An edit of a status cell that waits for its author's click. */
export interface Mark {
  readonly by: string;
  /** What the cell said before. */
  readonly was: string;
}

const markKey = (sheet: Sheet, rowKey: string): string => `edit.${sheet.getSheetId()}.${rowKey}`;

export function marksOf(sheet: Sheet): ReadonlyMap<string, Mark> {
  const prefix = markKey(sheet, '');
  const all = PropertiesService.getDocumentProperties().getProperties();
  return new Map(
    Object.keys(all)
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key.slice(prefix.length), JSON.parse(all[key] ?? '{}') as Mark]),
  );
}

export const putMark = (sheet: Sheet, rowKey: string, mark: Mark): void => {
  PropertiesService.getDocumentProperties().setProperty(markKey(sheet, rowKey), JSON.stringify(mark));
};
export const dropMark = (sheet: Sheet, rowKey: string): void => {
  PropertiesService.getDocumentProperties().deleteProperty(markKey(sheet, rowKey));
};
