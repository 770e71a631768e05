// Computed conditions: numbers as people write them, nothing to escape through, nothing to hang in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { EXPRESSION_CHARS_MAX } from '../limits.ts';
import { scopeWith } from '../testing/sample-people.ts';
import { seeded } from '../testing/seeded.ts';
import { evaluateExpression, parseExpression } from './expression.ts';

const DATA: JsonObject = {
  n: 3,
  total: 6.5,
  a: 7,
  b: 2,
  zero: 0,
  text: 'abc',
  flag: true,
  nothing: null,
  items: [1, 2, 3],
  mixed: [1, 'a', true],
  orders: [
    { qty: 1, sku: 'x' },
    { qty: 2, sku: 'y' },
  ],
};
const value = (text: string, data: JsonObject = DATA): unknown =>
  evaluateExpression(text, scopeWith({ data, steps: { review: { state: 'completed', output: { ok: true } } } }));
const errorOf = (text: string): string => {
  const parsed = parseExpression(text);
  return parsed.ok ? '' : parsed.error;
};

describe('numbers', () => {
  it.each([
    'data.n + 1 == 4',
    '1 + data.n == 4',
    '4 == 1 + data.n',
    '10 - data.n == 7',
    'data.n - 1 == 2',
    '2 * data.n == 6',
    'data.total * 2 > 10',
    'data.total * 2 == 13',
    '2 * data.total == 13.0',
    'data.a / data.b == 3.5',
    'data.a / 2 == 3.5',
    '7 / data.b == 3.5',
    '14 / data.b == 7',
    'data.a % 2 == 1',
    '7 % data.b == 1',
    'data.a % data.b == 1',
    'data.a % 2.0 == 1',
    'data.n == 3',
    '3 == data.n',
    'data.n == 3.0',
    'data.n != 4',
    '!(data.n != 3)',
    '1 == 1.0',
    '1.0 == 1',
    '1 != 1.5',
    '1 + 1.5 == 2.5',
    '1.5 + 1 == 2.5',
    'data.n < 4',
    'data.n < 3.5',
    '4 > data.n',
    '-data.n == -3',
    'data.n in [1, 2, 3]',
    'data.total in [1, 6.5]',
    '2 in data.items',
    '2.0 in data.items',
    '"a" in data.mixed && 1 in data.mixed',
    'size(data.items) == data.n',
    'data.items.size() >= data.n',
    'data.items[1] == 2',
    'data.items[data.zero] == 1',
    'data.items == [1, 2, 3]',
    'data.orders.map(o, o.qty * 2) == [2, 4]',
    'int(data.total) == 6',
    '[1, 2.5].exists(x, x == data.total - 4)',
  ])('%s', (text) => expect(value(text)).toBe(true));

  it('of the text alone divide as whole numbers, as CEL has it', () => {
    expect(value('7 / 2 == 3')).toBe(true);
    expect(value('7.0 / 2 == 3.5')).toBe(true);
  });
  it('compute the same however a number is written', () => {
    const whole = fc.integer({ min: -50, max: 50 });
    const sign = fc.constantFrom('+', '-', '*', '/', '%');
    const forms = (left: number, right: number, op: string): readonly string[] =>
      [`data.l`, `${left}`, `${left}.0`].flatMap((l) =>
        ['data.r', `${right}`, `${right}.0`].map((r) => `(${l}) ${op} (${r})`),
      );
    fc.assert(
      fc.property(whole, whole, sign, (l, r, op) => {
        const expected = new Map([
          ['+', l + r],
          ['-', l - r],
          ['*', l * r],
          ['/', l / r],
          ['%', l % r],
        ]).get(op) as number;
        const [dynamic, ...others] = forms(l, r, op).filter((form) => form.includes('data.') || form.includes('.0'));
        expect(value(dynamic as string, { l, r })).toBeCloseTo(expected, 9);
        for (const form of others)
          expect([form, value(form, { l, r })]).toEqual([form, value(dynamic as string, { l, r })]);
      }),
      seeded(60),
    );
  });
});

describe('what is not there', () => {
  it.each([
    'data.missing',
    'data.missing == 1',
    'data.missing != 1',
    'data.missing.deeper > 1',
    'data.nothing.x',
    'data.n > 1 && data.missing',
    'data.text > 1',
    'data.text + 1',
    'data.items[7]',
    'data.items[1.5]',
    'data.items["a"]',
    '1 / 0',
    '9223372036854775807 + 1',
    'data.orders.all(o, o.missing > 0)',
    'int("many")',
    'steps.other.outcome == "approved"',
    'context.missing == 1',
  ])('makes %s have no value, and is no error', (text) => {
    expect(errorOf(text)).toBe('');
    expect(value(text)).toBeUndefined();
  });
  it('does not matter where the other side decides', () => {
    expect(value('data.missing || true')).toBe(true);
    expect(value('false && data.missing')).toBe(false);
  });
  it('can be asked for with has', () => {
    expect(value('has(data.n)')).toBe(true);
    expect(value('has(data.missing)')).toBe(false);
  });
});

describe('variables', () => {
  it('are data, steps and context', () => {
    expect(value('data.n == 3 && steps.review.output.ok && context.priority == "medium"')).toBe(true);
    expect(value('timestamp(context.startedAt) < timestamp("2027-01-01T00:00:00Z")')).toBe(true);
  });
  it.each(['foo.bar > 1', 'rules.high', 'process.env', 'globalThis', 'this'])('are no others: %s', (text) =>
    expect(errorOf(text)).toMatch(/Unknown variable/),
  );
});

describe('own keys only', () => {
  it.each([
    'data.__proto__',
    'data["__proto__"]',
    'data.constructor',
    'data["constructor"]["constructor"]',
    'data.toString',
    'data.hasOwnProperty',
    'data.items.length',
    'data.items.constructor',
    'data.items["push"]',
    'data.text.length',
    'data.text.constructor',
    'data.text["at"]',
    'data.n.toFixed',
    'context.constructor',
    'steps.constructor',
    '{"a": 1}.constructor',
    '{"constructor": 1}["constructor"]',
    '[1].constructor',
    'data.orders.map(o, o.constructor)',
    'type(data).constructor',
  ])('%s has no value', (text) => expect(value(text)).toBeUndefined());
  it.each(['__proto__', 'constructor', 'toString'])('"%s" is not in the data and not had by it', (key) => {
    expect(value(`"${key}" in data`)).toBe(false);
    expect(value(`"${key}" in data.items`)).toBe(false);
  });
  it.each([
    'data.constructor.constructor("return 1")()',
    'data.items.map(constructor, constructor)("x")',
    'data.text.replace("a", "b")',
    'data.toString()',
    'data.items.push(4)',
    'data.items.concat([1])',
    'eval("1")',
    'Function("return 1")()',
    'import("node:fs")',
    'data.n = 4',
    'data.items.map(x, data.n = x)',
    '`data`',
    '__proto__',
    'prototype',
  ])('%s does not even parse', (text) => expect(errorOf(text)).not.toBe(''));
  it('finds a key of an inherited name where the data owns it', () => {
    const owned = JSON.parse('{"toString": 1, "o": {"length": 2}, "p": {"valueOf": 3}}') as JsonObject;
    expect(value('data.toString == 1 && data.o.length == 2 && "valueOf" in data.p', owned)).toBe(true);
  });
  it.each(['constructor', '__proto__'])('a key "%s" in the request changes no answer', (key) => {
    const rest = '"n": 3, "list": [{"qty": 2}], "tags": ["a"]';
    const requests = [`{"${key}": 5, ${rest}}`, `{"deep": [{"${key}": {"a": null}}], ${rest}}`].map(
      (text) => JSON.parse(text) as JsonObject,
    );
    for (const request of requests)
      for (const text of [
        'data.n > 2',
        'data.list.exists(o, o.qty == 2)',
        'size(data) > 3',
        '"n" in data',
        'has(data.list)',
        '"a" in data.tags',
      ])
        expect([text, value(text, request)]).toEqual([text, true]);
    expect(value(`data["${key}"] == 5`, requests[0])).toBe(true);
    expect(value(`"${key}" in data`, requests[1])).toBe(false);
  });
  it('keeps objects apart that differ only in a key of an inherited name', () => {
    const two = JSON.parse('{"a": {"__proto__": {}}, "b": {"x": 1}, "c": {"toString": 1}}') as JsonObject;
    for (const text of ['data.a == data.b', 'data.b == data.a', 'data.c == data.b'])
      expect([text, value(text, two)]).toEqual([text, false]);
  });
});

describe('bounds', () => {
  it.each([
    'data.text.matches("(a+)+$")',
    'data.items.exists(x, string(x).matches("a"))',
    '[data.text].map(x, {"k": x.matches("a")})',
  ])('regular expressions are not available: %s', (text) =>
    expect(errorOf(text)).toContain('"matches" is not available'),
  );
  it.each(['cel.bind(x, data.text + data.text, x + x)', 'data.text.split("")', 'bytes(data.text).json()'])(
    'what makes values grow is not available: %s',
    (text) => expect(errorOf(text)).toContain('is not available'),
  );
  it('a field may still be called like a banned call', () => {
    expect(value('data.matches == 1 && data["split"] == "matches"', { matches: 1, split: 'matches' })).toBe(true);
  });
  it('list macros nest two deep and no deeper, wherever the third one stands', () => {
    expect(value('data.orders.exists(o, data.items.exists(i, i == o.qty))')).toBe(true);
    for (const third of [
      'data.items.exists(a, data.items.all(b, data.items.exists(c, c == a)))',
      'data.items.map(a, data.items.filter(b, [data.items.exists_one(c, c == b)] == [true]))',
      'data.items.exists(a, data.items.exists(b, {"k": a > 1 ? data.items.map(c, c) : []} != {}))',
      'data.items.exists(a, data.items.exists(b, -size(data.items.map(c, true, c)) < 0))',
    ])
      expect([third, errorOf(third)]).toEqual([third, expect.stringContaining('2 deep')]);
  });
  it('macros one after the other are not nested', () => {
    expect(value('data.orders.filter(o, o.qty > 0).map(o, o.qty).filter(q, q > 1).exists(q, q == 2)')).toBe(true);
  });
  it('lists do not grow', () => {
    for (const text of [
      'data.items + data.items',
      '[data.items].map(x, x + x)',
      '["a", data.text].map(x, x) + data.items',
    ])
      expect([text, value(text)]).toEqual([text, undefined]);
    expect(errorOf('[1, 2] + [3]')).not.toBe('');
  });
  it('texts grow a little and not over and over', () => {
    expect(value('data.text + "-" + data.text == "abc-abc"')).toBe(true);
    expect(value('["a"].map(x, x + x) == ["aa"]')).toBe(true);
    expect(errorOf(`["a"]${'.map(x, x + x)'.repeat(30)}`)).toContain('could grow');
  });
  it.each([
    ['very long', `data.n == ${'1'.repeat(EXPRESSION_CHARS_MAX)}`],
    ['very deep', `${'('.repeat(300)}data.n${')'.repeat(300)}`],
    ['deep in lists', `${'['.repeat(200)}1${']'.repeat(200)}`],
    ['a chain of accesses', `data${'.a'.repeat(400)}`],
    ['a chain of signs', `${'!'.repeat(900)}data.flag`],
    ['a list of very many', `[${'1,'.repeat(200)}1] == data.items`],
    ['a call with very many', `size(${'1,'.repeat(50)}1)`],
    ['very many parts', `${'1+'.repeat(450)}1 == data.n`],
    ['empty', ''],
    ['half a text', '"abc'],
    ['no expression', 'if (x) { y }'],
  ])('%s is refused in words', (_what, text) => expect(errorOf(text)).toMatch(/^.{5,200}$/));

  const list = (length: number): JsonObject => ({ items: Array.from({ length }, (_, i) => i) });
  const NESTED = 'data.items.all(a, data.items.exists(b, a == b))';
  it('does not begin what its loops over the data could not finish soon', () => {
    expect(value('data.items.all(a, a >= 0)', list(10_000))).toBe(true);
    expect(value('data.items.all(a, a >= 0)', list(100_000))).toBeUndefined();
    expect(value(NESTED, list(50))).toBe(true);
    expect(value(NESTED, list(1_000))).toBeUndefined();
    expect(value('data.items.all(a, a in data.items)', list(1_000))).toBeUndefined();
    expect(value('0 in data.items', list(10_000))).toBe(true);
  });
  it('counts long lists and maps wherever they are, and those in the text', () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`k${i}`, i]));
    expect(value('data.deep.all(a, data.deep[0].all(k, k != ""))', { deep: [many] })).toBeUndefined();
    const written = `[${Array.from({ length: 90 }, () => '1').join(',')}]`;
    expect(value(`${written}.all(a, ${written}.all(b, a == b))`)).toBeUndefined();
    expect(value('[1, 2].all(a, [1, 2].exists(b, a == b))')).toBe(true);
  });
  it('does without loops on data of any size', () => {
    expect(value('data.items[99999] == 99999', list(100_000))).toBe(true);
  });
});

describe('parsing', () => {
  it('tells the type where the text alone decides it', () => {
    const types = ['data.n > 1', 'size(data.items)', '"role:" + data.text', 'data.n', 'data.flag ? "a" : "b"'].map(
      (text) => {
        const parsed = parseExpression(text);
        return parsed.ok ? parsed.value.type : parsed.error;
      },
    );
    expect(types).toEqual(['bool', 'int', 'string', 'dyn', 'string']);
  });
  it('refuses what no data can make true', () => {
    for (const text of ['"a" > 1', 'size(data.items) == "3"', '!5', 'undefinedFunction(data.n)', '1 ? true : false'])
      expect([text, errorOf(text)]).not.toEqual([text, '']);
  });
  it('is done once, also for texts that are refused, and the memory of it is bounded', () => {
    expect(parseExpression('data.n == 42')).toBe(parseExpression('data.n == 42'));
    expect(parseExpression('data.n ==')).toBe(parseExpression('data.n =='));
    const before = parseExpression('data.n == 43');
    for (let i = 0; i < 2_000; i++) parseExpression(`data.n == ${i} + 100000`);
    expect(parseExpression('data.n == 43')).not.toBe(before);
    expect(value('data.n == 3')).toBe(true);
  });
  it('has no value for a text that does not parse', () => expect(value('data.n ==')).toBeUndefined());
});

describe('any text', () => {
  const token = fc.constantFrom(
    'data',
    '.',
    'n',
    'items',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"a"',
    "'",
    '1',
    '1.5',
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '<',
    '&&',
    '||',
    '!',
    '?',
    ':',
    'in',
    'exists',
    'map',
    'x',
    'has',
    'size',
    '__proto__',
    'constructor',
    '\\',
    '\n',
    'null',
    'true',
    'r"',
    'b"',
  );
  it('parses or is refused in words, and never fails when evaluated', () => {
    let parsed = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(' ')),
          fc.string({ maxLength: 40 }),
        ),
        (text) => {
          const result = parseExpression(text);
          if (result.ok) parsed += 1;
          const before = JSON.stringify(DATA);
          value(text);
          return JSON.stringify(DATA) === before && (result.ok || result.error !== '');
        },
      ),
      seeded(2_000),
    );
    expect(parsed).toBeGreaterThan(20);
  }, 30_000);
});
