// Rules of harmless values: nothing invisible comes through but what writing needs, nothing formats a chat.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withVisibleMarks } from './invisible.ts';
import { cut, manyLines, oneLine, valueText } from './values.ts';

fc.configureGlobal({ seed: 20_261_127 });

const FORBIDDEN =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u00ad\u115f\u1160\u180e\u3164\ufeff\uffa0\ufff9-\ufffb\u2800]|\u034f|[\u{e0000}-\u{e0fff}]/u;
/** A joiner that stands between nothing. */
const LONE = /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f)[\u200c\u200d]/u;

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'\u202e\u2066\u2069\u200e\u200f\u061c\u200b\u200c\u200d\ufeff\u2060\u00ad\u3164\ufe0f\u2800'),
      fc.constantFrom(...'\u0000\u0007\r\n\t\u0085\u2028\u2029\ud800'),
      fc.constantFrom(
        '\u{e0041}',
        '\u{e0100}',
        '👩',
        '❤️',
        '👍🏽',
        'ক',
        '্',
        'া',
        'ب',
        'a',
        '1',
        ' ',
        '*',
        '_',
        '@',
        '- ',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('characters that nobody sees', () => {
  it('never come through raw, whatever surrounds them, and showing them twice is showing them once', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 60 }), (text, charsMax) => {
        for (const shown of [oneLine(text), manyLines(text), valueText(text, 'email', charsMax)]) {
          expect(shown).not.toMatch(FORBIDDEN);
          expect(shown).not.toMatch(LONE);
          expect(shown.isWellFormed()).toBe(true);
          expect(withVisibleMarks(shown)).toBe(shown);
        }
        expect(oneLine(text)).not.toMatch(/[\n\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(valueText(text, 'whatsapp', charsMax).length).toBeLessThanOrEqual(charsMax);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [
      'reordering',
      'a\u202ab\u202ec\u2066d\u2069e\u200ef\u200fg\u061c',
      'a⟦U+202A⟧b⟦U+202E⟧c⟦U+2066⟧d⟦U+2069⟧e⟦U+200E⟧f⟦U+200F⟧g⟦U+061C⟧',
    ],
    ['without width', 'pay\u200bpal a\u2060b x\u00ady', 'pay⟦U+200B⟧pal a⟦U+2060⟧b x⟦U+00AD⟧y'],
    ['a byte order mark', '\ufeffx', '⟦U+FEFF⟧x'],
    ['tags', 'x\u{e0041}\u{e007f}', 'x⟦U+E0041⟧⟦U+E007F⟧'],
    ['joiners in Latin', 'app\u200crove a\u200db', 'app⟦U+200C⟧rove a⟦U+200D⟧b'],
    ['joiners in a row', 'ক\u200d\u200dখ', 'ক⟦U+200D⟧⟦U+200D⟧খ'],
    ['a selector with nothing to select', 'a\ufe0f\u200d❤', 'a⟦U+FE0F⟧⟦U+200D⟧❤'],
    ['blanks that count as letters', '\u3164\u2800', '⟦U+3164⟧⟦U+2800⟧'],
  ])('are shown by their code: %s', (_name, text, shown) => expect(oneLine(text)).toBe(shown));

  it.each(['র\u200d্যাব', 'আল্লাহ্\u200c', 'ক্\u200cষ', 'হঠাত্\u200d ', 'می\u200cخواهم', '👩‍👩‍👧', '❤️‍🔥', '🤷🏽‍♂️', '1️⃣'])(
    'stay where writing needs them: %s',
    (text) => {
      expect(oneLine(text)).toBe(text.trim());
      expect(valueText('*️⃣', 'whatsapp', 10)).toBe('*️⃣');
    },
  );

  it('do not stay behind where a text was cut', () => {
    expect(cut('কখগ\u200cঘঙচ', 5)).toBe('কখগ…');
  });
});

describe('a value in WhatsApp', () => {
  it('formats, quotes, lists and mentions nothing', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = valueText(text, 'whatsapp', 200);
        expect(shown.replaceAll('*️⃣', '')).not.toMatch(/[*~`>]|^- |(?<![\p{L}\p{N}])[_@]|_(?![\p{L}\p{N}])/u);
      }),
    );
    expect(valueText('@8801700000001 and @all', 'whatsapp', 90)).toBe('＠8801700000001 and ＠all');
    expect(valueText('- one', 'whatsapp', 90)).toBe('– one');
  });

  it('keeps ids, addresses and negative numbers as they are copied', () => {
    expect(valueText('ord_2026_17 karim@example.com -5', 'whatsapp', 90)).toBe('ord_2026_17 karim@example.com -5');
  });
});
