// The order of a table's rows, and how it is written in the address: "name" up, "-name" down.

export type SortValue = string | number | null | undefined;
export interface Sort {
  readonly by: string;
  readonly isDown: boolean;
}

export const toSort = (text: string | undefined): Sort | null => {
  if (!text) return null;
  return text.startsWith('-') ? { by: text.slice(1), isDown: true } : { by: text, isDown: false };
};
export const sortText = ({ by, isDown }: Sort): string => (isDown ? `-${by}` : by);

interface Sortable<R> {
  readonly id: string;
  readonly value: (row: R) => SortValue;
}

/** Stable; what is missing comes last either way. */
export function sortRows<R>(rows: readonly R[], columns: readonly Sortable<R>[], sort: Sort | null): readonly R[] {
  const column = columns.find(({ id }) => id === sort?.by);
  if (sort === null || column === undefined) return rows;
  return rows.toSorted((a, b) => compare(column.value(a), column.value(b), sort.isDown));
}

function compare(a: SortValue, b: SortValue, isDown: boolean): number {
  const isMissing = [a, b].map((value) => value === null || value === undefined || value === '');
  if (isMissing[0] || isMissing[1]) return Number(isMissing[0]) - Number(isMissing[1]);
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  return isDown ? -order : order;
}
