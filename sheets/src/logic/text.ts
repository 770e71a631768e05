// Texts on their way into a cell or a note: never a formula, never longer than a cell, never written backwards.

const CELL_CHARS_MAX = 1_000;
/** What makes Sheets, or a program that opens an export of it, read a text as a formula; and its own sign for "a text". */
const FORMULA_LIKE = /^[=+\-@\t\r\n'\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Overrides and isolates of writing direction: with them a text can look like another one. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;

/** The text for `setValue`: with the apostrophe that has Sheets keep it as it is, where it could be read as a formula. */
export function safeText(text: string): string {
  const plain = shortened(text.replace(DIRECTION, ''), CELL_CHARS_MAX);
  return FORMULA_LIKE.test(plain) ? `'${plain}` : plain;
}

/** A note is never evaluated; it only has to stay readable. */
export const noteText = (...parts: readonly string[]): string =>
  shortened(
    parts
      .filter((part) => part !== '')
      .join('\n')
      .replace(DIRECTION, ''),
    CELL_CHARS_MAX,
  );

const shortened = (text: string, charsMax: number): string =>
  text.length <= charsMax ? text : `${text.slice(0, charsMax - 1)}…`;

/** A header or field name as people compare them: letters and digits of any script, nothing else. */
export const normalised = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
