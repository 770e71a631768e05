// Rules of tables: order, and files that spreadsheets do not run.
import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';
import { sortRows, sortText, toSort } from './sort.ts';

const columns = [
  { id: 'name', value: (row: { name: string | null; amount: number }) => row.name },
  { id: 'amount', value: (row: { name: string | null; amount: number }) => row.amount },
];
const rows = [
  { name: 'ORD-10', amount: 2 },
  { name: null, amount: 10 },
  { name: 'ORD-9', amount: 2 },
];
const names = (sort: string) => sortRows(rows, columns, toSort(sort)).map(({ name }) => name);

describe('the order', () => {
  it('counts numbers in names, and puts what is missing last either way', () => {
    expect(names('name')).toEqual(['ORD-9', 'ORD-10', null]);
    expect(names('-name')).toEqual(['ORD-10', 'ORD-9', null]);
  });
  it('keeps rows that are equal as they were, and all without a known column', () => {
    expect(names('amount')).toEqual(['ORD-10', 'ORD-9', null]);
    expect(names('nix')).toEqual(['ORD-10', null, 'ORD-9']);
    expect(toSort(undefined)).toBeNull();
  });
  it('reads back what it writes', () => {
    for (const text of ['name', '-name']) expect(sortText(toSort(text) ?? { by: '', isDown: false })).toBe(text);
  });
});

describe('a CSV file', () => {
  it('quotes what has to be, and says that it is UTF-8', () => {
    expect(
      csvText([
        ['a', 'b,c', 'd"e', 'f\ng'],
        [1, null, undefined, { x: 1 }],
      ]),
    ).toBe('\uFEFFa,"b,c","d""e","f\ng"\r\n1,,,"{""x"":1}"\r\n');
  });
  it('has no cell that a spreadsheet would run, and leaves numbers alone', () => {
    expect(csvText([['=1+1', '+880', '-x', '@cmd', '\ttab'], [-12.5]])).toBe(
      "\uFEFF'=1+1,'+880,'-x,'@cmd,'\ttab\r\n-12.5\r\n",
    );
  });
});
