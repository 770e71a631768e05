// Characters that nobody sees but that change what is read: shown by their code, but joiners where writing needs them.

/** Scripts in which a joiner between two letters changes the letters that are seen. */
const SCRIPTS = ['Beng', 'Deva', 'Gujr', 'Guru', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Arab'];
const LETTER = `(?:(?=[\\p{L}\\p{M}])[${SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}])`;
/** The sign that takes a letter's vowel away: a joiner after it decides how that is drawn, also at the end of a word. */
const VIRAMA = '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca]';
const PICTURE = '\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?';

const MARKS = new RegExp(
  [
    // What stays, first: emoji with their selectors and joiners, keycaps, joiners between letters.
    `${PICTURE}(?:\\u200d${PICTURE})*`,
    '[0-9#*]\\ufe0f\\u20e3',
    `(?<=${LETTER})[\\u200c\\u200d](?=${LETTER})`,
    `(?<=${VIRAMA})[\\u200c\\u200d]`,
    '([\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb])',
  ].join('|'),
  'gu',
);

const codeOf = (mark: string): string => (mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** Characters that reorder or hide text, shown by their code: "⟦U+202E⟧". The same text again stays as it is. */
export const withVisibleMarks = (text: string): string =>
  text.replace(MARKS, (kept, mark?: string) => (mark === undefined ? kept : `⟦U+${codeOf(mark)}⟧`));
