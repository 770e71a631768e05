// Patterns of schemas: none runs away, whatever the text.
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../decide/form.ts';
import type { Json, JsonObject } from '../json.ts';
import { MATCHED_CHARS_MAX } from '../limits.ts';
import { asWritten, isSafePattern, textMaxOf, withBoundedPatterns } from './patterns.ts';

describe('a pattern', () => {
  it.each([
    '^[A-Za-z0-9][A-Za-z0-9 ._:#@-]{0,127}$',
    '^\\+[1-9]\\d{6,14}$',
    '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
    '^(product|service)$',
    '^(?:[A-Z]{2}-){2}\\d{4}$',
    '^([0-9]{3}-){1,3}$',
    '^#?[0-9a-f]{6}$',
    '\\(\\d+\\)*',
    '[+*)]{2,}',
    '^\\d{4}-\\d{2}-\\d{2}$',
  ])('%s is safe', (pattern) => expect(isSafePattern(pattern)).toBe(true));
  it.each([
    '(a+)+$',
    '(a*)*$',
    '(a|aa)+$',
    '(a|a){30}$',
    '(a+){30}$',
    '(a+){1,30}$',
    '(a?){30}a{30}$',
    '(a{1,9}){1,30}$',
    '((a){1,30}){1,30}$',
    '(a){2,}$',
    'a+a+a+a+$',
    'a{0,9999}a{0,9999}a{0,9999}a{0,9999}$',
    '(a)\\1',
    '(?=a)b',
    '(?!a)b',
    '(?<=a)b',
    `^${'a'.repeat(200)}$`,
    `^${'a?'.repeat(40)}${'a'.repeat(40)}$`,
    `^${'(a|a)'.repeat(30)}b$`,
    `^${'a{0,99}'.repeat(5)}b$`,
    'a+a+a{1,99}a{1,99}b',
  ])('%s can run away', (pattern) => expect(isSafePattern(pattern)).toBe(false));
});

describe('the longest text for a pattern', () => {
  it.each([
    ['^[A-Z]{2}-\\d{4}$', MATCHED_CHARS_MAX],
    ['^\\d+$', MATCHED_CHARS_MAX],
    ['\\S', MATCHED_CHARS_MAX],
    ['^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', 464],
    ['\\d+-\\d+', 464],
    ['^a|b+c+', 368],
    ['a?', MATCHED_CHARS_MAX],
    ['(?:a)', MATCHED_CHARS_MAX],
    ['\\d{1,300}x{2,}', 464],
    ['^a{3}b{2,1}$', MATCHED_CHARS_MAX],
  ])('%s is shorter the more there is to try: %i', (pattern, chars) => expect(textMaxOf(pattern)).toBe(chars));
});

const takes = (schema: JsonObject, value: Json): boolean => {
  const compiled = compileSchema(schema);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value.safeParse(value).success;
};

describe('a text that is to match', () => {
  it.each([
    ['^\\d+$', ['1', '123'], ['', 'a1', '1a', '1\n']],
    ['\\d', ['a1b', '\n1'], ['', 'ab']],
    ['^a|b$', ['ax', 'xb', 'x\nb'], ['xa', 'bx']],
    ['', ['', 'anything'], []],
  ])('matches %s as it always did', (pattern, good, bad) => {
    const schema = { type: 'string', pattern };
    expect([good.map((text) => takes(schema, text)), bad.map((text) => takes(schema, text))]).toEqual([
      good.map(() => true),
      bad.map(() => false),
    ]);
  });
  it('may be as long as the pattern can bear, and not longer', () => {
    for (const pattern of ['^\\d+$', '\\d']) {
      expect(takes({ type: 'string', pattern }, '1'.repeat(MATCHED_CHARS_MAX))).toBe(true);
      expect(takes({ type: 'string', pattern }, '1'.repeat(MATCHED_CHARS_MAX + 1))).toBe(false);
    }
    const three = '^\\d+\\d+\\d+$';
    expect([464, 465].map((length) => takes({ type: 'string', pattern: three }, '1'.repeat(length)))).toEqual([
      true,
      false,
    ]);
  });
  it('is as long as it likes where nothing is to match', () =>
    expect(
      takes(
        { type: 'object', properties: { id: { type: 'string', pattern: '^x$' }, note: { type: 'string' } } },
        {
          id: 'x',
          note: 'n'.repeat(MATCHED_CHARS_MAX * 2),
        },
      ),
    ).toBe(true));
  it('takes no time, also where a maximum length is said and not kept', () => {
    const from = performance.now();
    expect(takes({ type: 'string', pattern: '^\\d*\\d*\\d*x$', maxLength: 9 }, '1'.repeat(200_000))).toBe(false);
    expect(performance.now() - from).toBeLessThan(2_000);
  });
});

describe('a schema with bounded patterns', () => {
  const B = (pattern: string): string => `^(?![^]{${MATCHED_CHARS_MAX + 1}})(?:${pattern})`;
  it('has them wherever a schema can stand', () => {
    const schema = (pattern: string, key: string): JsonObject => ({
      pattern,
      properties: { pattern: { pattern }, const: { pattern }, enum: { items: { pattern } } },
      patternProperties: { [key]: { anyOf: [{ pattern }, true] } },
      $defs: { default: { pattern } },
      propertyNames: { pattern },
      additionalProperties: { not: { pattern } },
    });
    expect(withBoundedPatterns(schema('^a$', '^k'))).toEqual(schema(B('^a$'), B('^k')));
  });
  it('leaves values as they are, and fields that only look like a pattern', () => {
    const values = {
      const: { pattern: '^a$' },
      enum: [{ pattern: '^a$' }],
      default: { pattern: '^a$' },
      examples: ['x'],
      pattern: 5,
      properties: { pattern: true },
      required: ['pattern'],
    };
    expect(withBoundedPatterns(values)).toEqual(values);
  });
  it('is still refused for a pattern that is none, also one that closes what it did not open', () => {
    for (const pattern of ['(', 'a)(b', '[']) expect(compileSchema({ type: 'string', pattern }).ok).toBe(false);
  });
  it('says of the pattern what was written', () => {
    for (const pattern of ['^a/b$', 'a(?:x)']) {
      const compiled = compileSchema({ type: 'string', pattern });
      const parsed = compiled.ok ? compiled.value.safeParse('c') : undefined;
      const [message = ''] = parsed?.error?.issues.map((issue) => asWritten(issue.message)) ?? [];
      expect(message).toContain(new RegExp(pattern).toString());
      expect(message).not.toContain('[^]');
    }
    expect(asWritten('Invalid input')).toBe('Invalid input');
  });
});
