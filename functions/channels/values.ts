// Makes what people typed harmless inside a message: one line, bounded, nothing invisible, nothing that formats.
import type { Json } from '../core/json.ts';
import { DATA_DEPTH_MAX } from '../core/limits.ts';
import type { Channel } from '../core/user.ts';
import { withVisibleMarks } from './invisible.ts';

/** A string inside the request's data, as a template sees it. */
export const VALUE_CHARS_MAX = 1_000;

// Everything that moves the cursor or is not text at all, but line feeds.
const CONTROL = /(?!\n)\p{Cc}|[\p{Zl}\p{Zp}]/gu;
const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Text of one line: no control characters, no line breaks, single spaces. */
export const oneLine = (text: string): string =>
  withVisibleMarks(text.toWellFormed()).replace(/\s+/g, ' ').replace(CONTROL, '').replace(/ +/g, ' ').trim();

/** Text of several lines: line breaks stay, at most one empty line in a row. */
export const manyLines = (text: string): string =>
  withVisibleMarks(text.toWellFormed())
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROL, '')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** At most `charsMax` UTF-16 units, cut between characters as people see them, with "…" where it was cut. */
export function cut(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  let end = 0;
  for (const { index, segment } of segments.segment(text.slice(0, charsMax + 1))) {
    if (index + segment.length > charsMax - 1) break;
    end = index + segment.length;
  }
  // A joiner with nothing behind it would be one that nobody sees.
  return `${text.slice(0, end).replace(/[\s\u200c\u200d]+$/, '')}…`;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: '＿',
  '~': '∼',
  '`': 'ˋ',
  '>': '›',
  '@': '＠',
  '-': '–',
};

/**
 * Swaps the characters that WhatsApp formats, quotes, lists and mentions by for ones that look alike. An underscore or an
 * "@" between letters or digits does nothing there and stays, so that a copied id or address is still the same.
 */
const withoutFormatting = (text: string): string =>
  text.replace(
    /\*(?!\ufe0f\u20e3)|[~`>]|(?<![\p{L}\p{N}])[_@]|_(?![\p{L}\p{N}])|^-(?= )/gu,
    (mark) => LOOKALIKES[mark] ?? mark,
  );

/** A value as it may stand in a message of that channel. */
export function valueText(value: string, channel: Channel, charsMax: number): string {
  const line = cut(oneLine(value.slice(0, charsMax * 8)), charsMax);
  return channel === 'whatsapp' ? withoutFormatting(line) : line;
}

/** Request data as templates may see it: the same shape, every string (and key) made harmless. */
export function valueTree(value: Json, channel: Channel, depth = 0): Json {
  if (typeof value === 'string') return valueText(value, channel, VALUE_CHARS_MAX);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DATA_DEPTH_MAX) return null;
  if (Array.isArray(value)) return value.map((item: Json) => valueTree(item, channel, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      // A key that is a name keeps it, so that templates find it.
      /^[\w-]*$/.test(key) ? key : valueText(key, channel, VALUE_CHARS_MAX),
      valueTree(item as Json, channel, depth + 1),
    ]),
  );
}
