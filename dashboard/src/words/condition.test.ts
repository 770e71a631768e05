// Rules of conditions in words.
import { expect, it } from 'vitest';
import { conditionText } from './condition.ts';
import { conditionEnglish as words } from './condition-english.ts';

const number = (value: number): string => value.toLocaleString('en-GB');
const schema = {
  properties: { totalAmount: { type: 'number' }, customer: { properties: { tier: { title: 'Grade' } } } },
};
const rules = { large: { totalAmount: { $gte: 50_000 } } };
const say = (condition: unknown): string => conditionText(condition, { schema, rules, words, number });

it('fields are called by their names, and several mean all of them', () => {
  expect(say({ totalAmount: { $gte: 10_000, $lt: 50_000 }, 'customer.tier': 'gold' })).toBe(
    'Total amount is at least 10,000 and Total amount is less than 50,000 and Customer › Grade is gold',
  );
});

it('groups, opposites and named conditions are said as what they mean', () => {
  expect(say({ $or: [{ kind: { $in: ['bulk', 'custom'] } }, { $rule: 'large' }] })).toBe(
    'Kind is one of bulk, custom or Total amount is at least 50,000',
  );
  expect(say({ $or: [{ a: 1, b: 2 }, { c: 3 }] })).toBe('(A is 1 and B is 2) or C is 3');
  expect(say({ $not: { a: { $exists: false } } })).toBe('not (A is missing)');
  expect(say({ '$steps.check.output.ok': { $ne: false } })).toBe('check.output.ok is not false');
});

it('what has no words stays what it is, and nothing ends in a circle', () => {
  expect(say({ $expr: 'data.a > 1' })).toBe('data.a > 1');
  expect(say({ a: { $odd: 1 } })).toBe('A $odd 1');
  expect(say(undefined)).toBe('');
  expect(conditionText({ $rule: 'x' }, { schema, rules: { x: { $rule: 'x' } }, words, number })).toBe('x');
});
