// Rules of comparing two versions, by steps and line by line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition, StepDefinition } from '../../data/definition.ts';
import { changesBetween, diffDefinitions, isSame } from './diff.ts';
import { diffLines, withoutSame } from './lines.ts';

const step = (id: string, more: object = {}): StepDefinition => ({
  id,
  name: id.toUpperCase(),
  type: 'approval',
  ...more,
});
const definition = (steps: readonly StepDefinition[], more: object = {}): Definition => ({
  id: 'flow',
  name: 'Flow',
  version: '1.0.0',
  steps,
  ...more,
});

describe('two versions', () => {
  it('differ by the steps that came, went and changed', () => {
    const diff = diffDefinitions(
      definition([step('a'), step('b', { timeout: '2 days' }), step('c')]),
      definition([step('a'), step('x'), step('b', { timeout: '1 day' })]),
    );
    expect(diff.added.map(({ step: { id }, position }) => [id, position])).toEqual([['x', 2]]);
    expect(diff.removed.map(({ step: { id }, position }) => [id, position])).toEqual([['c', 3]]);
    expect(diff.changed.map(({ step: { id }, changes }) => [id, changes])).toEqual([
      ['b', [{ pointer: '/timeout', before: '2 days', after: '1 day' }]],
    ]);
    expect(diff.order).toBeNull();
  });

  it('differ by the order of the steps they share, and only of these', () => {
    const diff = diffDefinitions(definition([step('a'), step('b')]), definition([step('b'), step('x'), step('a')]));
    expect(diff.order).toEqual({ before: ['a', 'b'], after: ['b', 'a'] });
  });

  it('are the same where only number, status and dates differ', () => {
    const diff = diffDefinitions(
      definition([step('a')]),
      definition([step('a')], { version: '2.0.0', status: 'draft', updatedAt: '2026-01-01T00:00:00Z' }),
    );
    expect(isSame(diff)).toBe(true);
  });

  it('differ outside the steps by the smallest value, whatever the order of names', () => {
    const before = { rules: { big: { amount: { $gte: 5 } } }, roles: ['a', 'b'], 'a/b': 1 };
    const after = { 'a/b': 2, roles: ['a', 'c'], rules: { big: { amount: { $gte: 6 } } } };
    expect(changesBetween(before, after)).toEqual([
      { pointer: '/rules/big/amount/$gte', before: 5, after: 6 },
      { pointer: '/roles', before: ['a', 'b'], after: ['a', 'c'] },
      { pointer: '/a~1b', before: 1, after: 2 },
    ]);
  });
});

describe('lines', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c', '{', '}'), { minLength: 1, maxLength: 30 });

  it('give back both texts, whatever they are', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const lines = diffLines(a.join('\n'), b.join('\n'));
        const side = (left: 'added' | 'removed') => lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
        expect(side('added')).toEqual(a);
        expect(side('removed')).toEqual(b);
      }),
      { seed: 20_260_302 },
    );
  });

  it('go the shortest way', () => {
    const lines = diffLines('a\nb\nc\na\nb\nb\na', 'c\nb\na\nb\na\nc');
    expect(lines.filter(({ kind }) => kind !== 'same')).toHaveLength(5);
  });

  it('carry their number in each version', () => {
    expect(diffLines('a\nb\nc', 'a\nx\nc')).toEqual([
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'removed', text: 'b', before: 2, after: null },
      { kind: 'added', text: 'x', before: null, after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
    ]);
  });

  it('leave out what is the same, but for some around a difference', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const after = before.with(10, 'changed');
    const shown = withoutSame(diffLines(before.join('\n'), after.join('\n')), 2);
    expect(shown[0]).toEqual({ kind: 'gap', count: 8 });
    expect(shown.at(-1)).toEqual({ kind: 'gap', count: 7 });
    expect(shown).toHaveLength(2 + 2 + 2 + 2);
  });
});
