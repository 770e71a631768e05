// What is left of the links in a message that is kept.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutKeys } from './link-keys.ts';

it.each([
  ['Approve: https://example.com/d#eyJh.bc-_.D', 'Approve: https://example.com/d#…'],
  ['https://example.com/d?l=bn#a\nhttps://example.com/d#b', 'https://example.com/d?l=bn#…\nhttps://example.com/d#…'],
  [
    '<a href="https://example.com/d?a=1&amp;b=2#key">Approve</a>',
    '<a href="https://example.com/d?a=1&amp;b=2#…">Approve</a>',
  ],
  [
    "<a href='HTTPS://example.com/#key'>https://example.com/#key</a>",
    "<a href='HTTPS://example.com/#…'>https://example.com/#…</a>",
  ],
  ['<https://example.com/#key>', '<https://example.com/#…>'],
  ['(see https://example.com/#a#b,c)', '(see https://example.com/#…'],
  ['অনুমোদন:https://example.com/#চাবি', 'অনুমোদন:https://example.com/#…'],
  ['https&#58;//x https://example.com/&#35;key', 'https&#58;//x https://example.com/&#…'],
])('%j is kept as %j', (text, kept) => {
  expect(withoutKeys(text)).toBe(kept);
});

it.each(['', 'Order #12 waits: see https://example.com/d?id=#', 'O&#39;Brien &lt;b&gt;', 'a://b c#d', '# 1 ://'])(
  '%j has nothing to hide',
  (text) => {
    expect(withoutKeys(text)).toBe(text.replace(/#$/, '#…'));
  },
);

it('leaves no key, wherever the link stands, and keeps every word without one', () => {
  const word = fc.stringMatching(/^[a-z#&;=.]{0,12}$/);
  const space = fc.constantFrom(' ', '\n', '"', '<', '>', "'");
  fc.assert(
    fc.property(fc.array(fc.tuple(word, space)), word, fc.stringMatching(/^[A-Z]{3,9}$/), (others, path, key) => {
      const around = others.map((pair) => pair.join('')).join('');
      const kept = withoutKeys(`${around} https://example.com/${path}#${key}`);
      expect(kept).not.toContain(key);
      expect(kept.startsWith(`${around} https://example.com/`)).toBe(true);
    }),
    { seed: 20_261_127, numRuns: 300 },
  );
});
