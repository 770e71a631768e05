// Developer metadata as the services show it: on whole rows, found by key, within the room that a sheet has.
import type { MetadataModel, RowModel } from './cells.ts';
import type { Range } from './range.ts';
import { METADATA_CHARS_MAX, metadataChars, type SheetModel } from './sheet-model.ts';
import { complete, signature } from './strict.ts';

let lastId = 0;

export function addMetadata(model: SheetModel, row: RowModel, key: string, value: string, visibility: string): void {
  if (metadataChars(model) + key.length + value.length > METADATA_CHARS_MAX)
    throw new Error('Exception: This action would exceed the developer metadata limit of the sheet.');
  lastId += 1;
  row.metadata.push({ id: lastId, key, value, visibility });
}

interface Within {
  readonly model: SheetModel;
  /** From 0. */
  readonly from: number;
  readonly to: number;
  rangeOf(row: number): Range;
}

export function finder(within: Within, wanted: Partial<MetadataModel> = {}): object {
  const narrowed = (more: Partial<MetadataModel>): object => finder(within, { ...wanted, ...more });
  return complete('DeveloperMetadataFinder', {
    withKey: (...args: unknown[]) => {
      signature('DeveloperMetadataFinder.withKey', args, 'string');
      return narrowed({ key: args[0] as string });
    },
    withVisibility: (...args: unknown[]) => {
      signature('DeveloperMetadataFinder.withVisibility', args, 'string');
      return narrowed({ visibility: args[0] as string });
    },
    find: () =>
      within.model.rows
        .slice(within.from, within.to + 1)
        .flatMap((row) =>
          row.metadata
            .filter((one) =>
              Object.entries(wanted).every(([field, value]) => one[field as keyof MetadataModel] === value),
            )
            .map((one) => shownMetadata(within, one)),
        ),
  });
}

/** Finds itself anew each time: rows may have been moved since. */
function shownMetadata(within: Within, one: MetadataModel): object {
  const { model } = within;
  const home = (): number => {
    const at = model.rows.findIndex(({ metadata }) => metadata.includes(one));
    if (at < 0) throw new Error('Exception: The developer metadata was deleted.');
    return at;
  };
  return complete('DeveloperMetadata', {
    getId: () => one.id,
    getKey: () => one.key,
    getValue: () => one.value,
    setValue(...args: unknown[]) {
      signature('DeveloperMetadata.setValue', args, 'string');
      const value = args[0] as string;
      if (metadataChars(model) - one.value.length + value.length > METADATA_CHARS_MAX)
        throw new Error('Exception: This action would exceed the developer metadata limit of the sheet.');
      one.value = value;
    },
    getLocation: () => complete('DeveloperMetadataLocation', { getRow: () => within.rangeOf(home() + 1) }),
    moveToRow(row: Range) {
      if (!row.isWholeRow()) throw new Error('Exception: The range has to be a single row.');
      const target = model.rows[row.getRow() - 1] as RowModel;
      const from = model.rows[home()] as RowModel;
      from.metadata = from.metadata.filter((other) => other !== one);
      target.metadata.push(one);
    },
    remove() {
      const row = model.rows[home()] as RowModel;
      row.metadata = row.metadata.filter((other) => other !== one);
    },
  });
}
