// The texts of "assignedTo": which forms there are, and what tables and expressions make of them.
import { describe, expect, it } from 'vitest';
import { RULE_CHAIN_MAX } from '../limits.ts';
import { contextWith, person, scopeWith } from '../testing/sample-people.ts';
import { isIndirect, kindOfRule, parseRule, roleNeeded, settleRule } from './rules.ts';

describe('the forms', () => {
  it.each([
    ['user:sr-1', 'user', 'sr-1'],
    ['role:sr', 'role', 'sr'],
    ['load_balance:sr', 'load_balance', 'sr'],
    ['each:sr', 'each', 'sr'],
    ['manager_of:requester', 'manager_of', 'requester'],
    ['rule:approver', 'rule', 'approver'],
    ['condition:data.a ? "role:sr" : "role:cro"', 'condition', 'data.a ? "role:sr" : "role:cro"'],
    ['role: sr ', 'role', 'sr'],
  ])('%s', (text, kind, argument) => expect(parseRule(text)).toEqual({ kind, argument }));
  it.each([
    '',
    'sr',
    ':sr',
    'role:',
    'role: ',
    'group:sr',
    'ROLE:sr',
    'manager_of:sr-1',
    'constructor:x',
    '__proto__:x',
    'toString:x',
  ])('"%s" is none', (text) => expect(parseRule(text)).toBeNull());
  it('know which of them lead to another rule', () => {
    expect(['rule', 'condition', 'role', 'user', 'constructor'].map(isIndirect)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(kindOfRule('constructor')).toBeUndefined();
  });
});

describe('the people of a rule', () => {
  const context = contextWith([
    person('sr-2'),
    person('sr-1'),
    person('cro-1', { roles: ['cro'] }),
    person('requester-1', { roles: [], manager: 'asm-1' }),
  ]);
  const of = (kind: string, argument: string, startedBy = 'requester-1'): readonly string[] | undefined =>
    kindOfRule(kind)?.candidates(argument, scopeWith({ context: { startedBy } }), context);
  it('are all members of the role, in a fixed order', () => {
    for (const kind of ['role', 'load_balance', 'each']) expect(of(kind, 'sr')).toEqual(['sr-1', 'sr-2']);
    expect(of('role', 'bdo')).toEqual([]);
  });
  it('are the named user', () => expect(of('user', 'sr-2')).toEqual(['sr-2']));
  it('are the manager of who started it, if there is one', () => {
    expect(of('manager_of', 'requester')).toEqual(['asm-1']);
    expect(of('manager_of', 'requester', 'sr-1')).toEqual([]);
    expect(of('manager_of', 'requester', 'toString')).toEqual([]);
  });
});

describe('settling', () => {
  const scope = scopeWith({
    data: { amount: 5, to: 'role:cro', odd: 7 },
    rules: {
      approver: {
        hit: 'unique',
        rows: [
          { when: { amount: { $lt: 10 } }, then: 'role:sr' },
          { when: { amount: { $gte: 10 } }, then: 'role:cro' },
        ],
      },
      onward: { hit: 'first', rows: [{ when: {}, then: 'rule:approver' }] },
      circle: { hit: 'first', rows: [{ when: {}, then: 'rule:circle' }] },
      nothing: { hit: 'first', rows: [{ when: { amount: 0 }, then: 'role:sr' }] },
      condition: { amount: 5 },
    },
  });
  it.each([
    ['a plain rule', 'role:sr', 'role'],
    ['a table', 'rule:approver', 'role'],
    ['a table behind a table', 'rule:onward', 'role'],
    ['an expression', 'condition:data.to', 'role'],
    ['an expression that leads to a table', 'condition:data.amount > 1 ? "rule:approver" : "role:cro"', 'role'],
  ])('follows %s to people', (_what, text, kind) => expect(settleRule(text, scope)?.kind).toBe(kind));
  it.each([
    ['a table without a matching row', 'rule:nothing'],
    ['a table that is not there', 'rule:missing'],
    ['a condition in place of a table', 'rule:condition'],
    ['an inherited name', 'rule:constructor'],
    ['a circle', 'rule:circle'],
    ['an expression without a value', 'condition:data.missing'],
    ['an expression that yields no text', 'condition:data.odd'],
    ['an expression that yields no rule', 'condition:"nobody"'],
    ['a text that is no rule', 'sr'],
  ])('ends with nobody at %s', (_what, text) => expect(settleRule(text, scope)).toBeNull());
  it(`follows ${RULE_CHAIN_MAX} links at most`, () => {
    const chain = (length: number) =>
      scopeWith({
        rules: Object.fromEntries(
          Array.from({ length }, (_, i) => [
            `t${i}`,
            { hit: 'first' as const, rows: [{ when: {}, then: i === length - 1 ? 'role:sr' : `rule:t${i + 1}` }] },
          ]),
        ),
      });
    expect(settleRule('rule:t0', chain(RULE_CHAIN_MAX))).toMatchObject({ kind: 'role', argument: 'sr' });
    expect(settleRule('rule:t0', chain(RULE_CHAIN_MAX + 1))).toBeNull();
  });
});

describe('the role somebody must still hold when deciding', () => {
  it('is the role of rules by role, and none for people who were named', () => {
    expect(['role:sr', 'load_balance:sr', 'each:sr'].map(roleNeeded)).toEqual(['sr', 'sr', 'sr']);
    expect(['user:sr-1', 'manager_of:requester', 'rule:approver', ''].map(roleNeeded)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
