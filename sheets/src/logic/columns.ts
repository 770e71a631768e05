// The four columns the add-on writes, found by their header wherever they stand.
import { normalised } from './text.ts';

export const OWN_COLUMNS = ['Status', 'Approver', 'Due', 'Link'] as const;
export type OwnColumn = (typeof OWN_COLUMNS)[number];
export type OwnPlaces = { readonly [column in OwnColumn]?: number };

const ownByName = new Map<string, OwnColumn>(OWN_COLUMNS.map((column) => [normalised(column), column]));

export const ownColumnOf = (header: string): OwnColumn | undefined => ownByName.get(normalised(header));

/** Index by column, from 0. Where a header stands twice, the first counts. */
export function ownPlaces(headers: readonly string[]): OwnPlaces {
  const places: { [column in OwnColumn]?: number } = {};
  headers.forEach((header, index) => {
    const column = ownColumnOf(header);
    if (column !== undefined && places[column] === undefined) places[column] = index;
  });
  return places;
}

export const missingColumns = (headers: readonly string[]): readonly OwnColumn[] => {
  const places = ownPlaces(headers);
  return OWN_COLUMNS.filter((column) => places[column] === undefined);
};

/** Neighbouring rows are written in one call each: 200 rows with one gap are two writes, not 200. */
export function runsOf(rows: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last[last.length - 1] === row - 1) last.push(row);
    else runs.push([row]);
  }
  return runs;
}
