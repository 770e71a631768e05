// CSV that spreadsheets open as what it says.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, csvOf } from './csv.ts';
import { seeded } from './testing/seeded.ts';

const cell = (value: Cell): string => csvOf({ columns: [], rows: [[value]] }).slice('\r\n'.length, -'\r\n'.length);

describe('CSV', () => {
  it('has a header and a line for each row, each ended', () =>
    expect(
      csvOf({
        columns: ['a', 'b'],
        rows: [
          ['x', 1],
          [null, true],
        ],
      }),
    ).toBe('a,b\r\nx,1\r\n,true\r\n'));
  it.each([
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['plain', 'plain'],
  ])('quotes %j as %j', (value, written) => expect(cell(value)).toBe(written));
  it.each(['=1+1', '+880', '-x', '@SUM', '\tx'])('shows %j as text and does not work it out', (value) =>
    expect(cell(value)).toBe(`'${value}`),
  );
  it('shows a carriage return at the beginning as text, too', () => expect(cell('\r=1')).toBe(`"'\r=1"`));
  it('leaves numbers as they are', () => expect(cell(-5.5)).toBe('-5.5'));
  it('guards headers as well', () => expect(csvOf({ columns: ['=a'], rows: [] })).toBe("'=a\r\n"));
  it('is read back as what was written, by the rules of RFC 4180', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 }), (rows) => {
        const guarded = rows.map((row) => row.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
        expect(parsed(csvOf({ columns: ['a', 'b'], rows })).slice(1)).toEqual(guarded);
      }),
      seeded(),
    ));
});

/** A reader of its own: quotes toggle, doubled quotes are one. */
function parsed(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let value = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '"' && isQuoted && text[i + 1] === '"') {
      value += char;
      i++;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === ',' || text.startsWith('\r\n', i))) {
      rows.at(-1)?.push(value);
      value = '';
      if (char === '\r') {
        rows.push([]);
        i++;
      }
    } else value += char;
  }
  return rows.slice(0, -1);
}
