// The written form of conditions: every operator of the language, and nothing that would silently mean nothing.
import { describe, expect, it } from 'vitest';
import { conditionSchema, isComparison } from './schema.ts';

const accepts = (condition: unknown): boolean => conditionSchema.safeParse(condition).success;

describe('conditions', () => {
  it.each([
    {},
    { 'customer.tier': 'gold' },
    { totalAmount: { $gte: 1_000, $lt: 10_000 } },
    { a: { $eq: { b: [1] }, $ne: null, $gt: 'a', $lte: 'b', $in: [1, 'a', null], $nin: [], $exists: false, $size: 0 } },
    { $and: [{ a: 1 }, { $or: [{ b: 2 }, { $not: { c: 3 } }] }] },
    { $rule: 'highValue', $expr: 'data.total * data.discount > 500.0' },
    { '$steps.check-stock.output.left': { $gt: 0 } },
    { '$steps.review.outcome': 'approved' },
    { '$context.priority': 'urgent' },
    { 'items.0.sku': 'A' },
    { tags: ['a', 'b'] },
    { nothing: null },
  ])('take %j', (condition) => expect(accepts(condition)).toBe(true));

  it.each<[string, unknown]>([
    ['an unknown operator', { a: { $regex: '^a' } }],
    ['an unknown operator beside a known one', { a: { $gt: 1, $near: 2 } }],
    ['an operator beside a plain key', { a: { $gt: 1, b: 2 } }],
    ['an unknown logical operator', { $nor: [{ a: 1 }] }],
    ['an order against null', { a: { $gt: null } }],
    ['an order against true', { a: { $lte: true } }],
    ['a list operator without a list', { a: { $in: 'abc' } }],
    ['a size that is no count', { a: { $size: -1 } }],
    ['$exists without yes or no', { a: { $exists: 1 } }],
    ['$and of nothing', { $and: [] }],
    ['$or of an object', { $or: { a: 1 } }],
    ['$not of a list', { $not: [{ a: 1 }] }],
    ['a broken part deep inside', { $and: [{ $or: [{ $not: { a: { $regex: 'x' } } }] }] }],
    ['a path that ends in a dot', { 'a.': 1 }],
    ['a path with a blank', { 'a b': 1 }],
    ['an unknown root', { '$system.now': 1 }],
    ['a step without a field', { '$steps.review': 1 }],
    ['a path of 17 parts', { [Array.from({ length: 17 }, () => 'a').join('.')]: 1 }],
    ['an expression of 1,001 characters', { $expr: '1'.repeat(1_001) }],
    ['a list', [{ a: 1 }]],
    ['nothing', null],
  ])('refuse %s', (_what, condition) => expect(accepts(condition)).toBe(false));

  it('name the field that is wrong', () => {
    const issues = conditionSchema.safeParse({ fine: 1, 'not a path': 2 }).error?.issues;
    expect(issues).toMatchObject([
      { path: ['not a path'], message: expect.stringContaining('neither a path') as string },
    ]);
  });
});

describe('a test of a field', () => {
  it.each([{ $eq: 1 }, { $gt: 1, $lt: 2 }])('%j is a comparison', (test) => expect(isComparison(test)).toBe(true));
  it.each([{}, { a: 1 }, [], null, 'text', 5])('%j is a plain value', (test) => expect(isComparison(test)).toBe(false));
});
