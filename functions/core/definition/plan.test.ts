// The order of steps, as the language tells it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionWith } from '../testing/sample-workflow.ts';
import { seeded } from '../testing/seeded.ts';
import { descendantsOf, planOf, stepOf } from './plan.ts';
import type { WorkflowDefinition } from './schema.ts';

interface Order {
  readonly parallel?: boolean;
  readonly dependencies?: string[];
}
const orderOf = (...steps: readonly Order[]): WorkflowDefinition =>
  definitionWith({
    steps: steps.map((order, i) => ({ id: 'abcdefghij'.charAt(i), type: 'system', actions: ['x.y'], ...order })),
  });
const waits = (...steps: readonly Order[]): readonly string[] =>
  planOf(orderOf(...steps)).steps.map(
    ({ definition, dependencies }) => `${definition.id}:${[...dependencies].sort().join('')}`,
  );

const next: Order = {};
const together: Order = { parallel: true };
const waitingFor = (...dependencies: string[]): Order => ({ dependencies });

describe('a step without dependencies', () => {
  it('waits for the one before it; the first waits for nothing', () => {
    expect(waits(next, next, next)).toEqual(['a:', 'b:a', 'c:b']);
  });
  it('waits for the one before it also where that names its own', () => {
    expect(waits(next, next, waitingFor('a'), next)).toEqual(['a:', 'b:a', 'c:a', 'd:c']);
  });
});

describe('dependencies', () => {
  it('are taken as they are written, none included', () => {
    expect(waits(next, waitingFor(), waitingFor('a', 'b'))).toEqual(['a:', 'b:', 'c:ab']);
  });
});

describe('a parallel step', () => {
  it('starts together with the step before it, and the next one waits for the whole group', () => {
    expect(waits(next, next, together, together, next)).toEqual(['a:', 'b:a', 'c:a', 'd:a', 'e:bcd']);
  });
  it('starts together with a step that names its own dependencies', () => {
    expect(waits(next, next, waitingFor('a'), together, next)).toEqual(['a:', 'b:a', 'c:a', 'd:a', 'e:cd']);
  });
  it('starts together with a parallel step that names its own dependencies', () => {
    expect(waits(next, next, next, { parallel: true, dependencies: ['a'] }, together, next)).toEqual([
      'a:',
      'b:a',
      'c:b',
      'd:a',
      'e:a',
      'f:cde',
    ]);
  });
  it('is the first step like any other', () => expect(waits(together, together, next)).toEqual(['a:', 'b:', 'c:ab']));
  it('and one that is not, make two groups that follow each other', () => {
    expect(waits(next, together, next, together, next)).toEqual(['a:', 'b:', 'c:ab', 'd:ab', 'e:cd']);
  });
  it('is waited for by the next step that names no dependencies, though one that names some stands between', () => {
    expect(waits(next, together, waitingFor('a'), next)).toEqual(['a:', 'b:', 'c:a', 'd:abc']);
    expect(waits(next, together, waitingFor('a'), waitingFor('b'), next, next)).toEqual([
      'a:',
      'b:',
      'c:a',
      'd:b',
      'e:abd',
      'f:e',
    ]);
  });
});

describe('any order', () => {
  const step = fc.record({
    parallel: fc.boolean(),
    names: fc.option(fc.array(fc.nat(9), { maxLength: 3 }), { nil: undefined }),
  });
  const steps = fc.array(step, { minLength: 1, maxLength: 10 });

  /** The words of the language, step by step, without keeping anything between steps. */
  function expected(orders: readonly Order[]): readonly string[] {
    const id = (i: number): string => 'abcdefghij'.charAt(i);
    const isParallel = (i: number): boolean => i > 0 && orders[i]?.parallel === true;
    const groupStart = (i: number): number => (isParallel(i) ? groupStart(i - 1) : i);
    const groupOf = (i: number): readonly number[] =>
      orders.flatMap((_, j) => (groupStart(j) === groupStart(i) ? [j] : [])).filter((j) => j <= i || isParallel(j));
    const isJoin = (i: number): boolean => !isParallel(i) && orders[i]?.dependencies === undefined;
    const of = (i: number): readonly string[] => {
      const own = orders[i]?.dependencies;
      if (own !== undefined) return own;
      if (isParallel(i)) return of(i - 1);
      const found = new Set<number>();
      for (let j = i - 1; j >= 0; j--) {
        const group = groupOf(j);
        if (j === i - 1 || group.length > 1) for (const member of group) found.add(member);
        // What this one waited for is over before it, and everything earlier has been waited for.
        if (isJoin(j)) break;
      }
      return [...found].map(id);
    };
    return orders.map((_, i) => `${id(i)}:${[...new Set(of(i))].sort().join('')}`);
  }

  it('is what the words of the language say', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const orders = drawn.map(
          ({ parallel, names }): Order => ({
            ...(parallel ? { parallel } : {}),
            ...(names === undefined
              ? {}
              : { dependencies: [...new Set(names.map((n) => 'abcdefghij'.charAt(n % drawn.length)))] }),
          }),
        );
        expect(waits(...orders)).toEqual(expected(orders));
      }),
      seeded(500),
    );
  });
  it('never makes a circle of steps that name no later ones', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const orders = drawn.map(
          ({ parallel, names }, i): Order => ({
            ...(parallel ? { parallel } : {}),
            ...(names === undefined || i === 0
              ? {}
              : { dependencies: [...new Set(names.map((n) => 'abcdefghij'.charAt(n % i)))] }),
          }),
        );
        const { steps: planned } = planOf(orderOf(...orders));
        const place = new Map(planned.map(({ definition, index }) => [definition.id, index]));
        return planned.every(({ dependencies, index }) =>
          dependencies.every((id) => (place.get(id) as number) < index),
        );
      }),
      seeded(),
    );
  });
});

describe('a plan', () => {
  const definition = orderOf(next, next, waitingFor('a'), waitingFor('b', 'c'), waitingFor());
  it('is worked out once for a definition', () => expect(planOf(definition)).toBe(planOf(definition)));
  it('finds steps by id, and says so where a definition has no such step', () => {
    expect(stepOf(definition, 'b').id).toBe('b');
    expect(() => stepOf(definition, 'constructor')).toThrow('definition sample 1.0.0 has no step constructor');
  });
  it('knows all that wait for a step, directly and through others', () => {
    expect([...descendantsOf(definition, 'a')].sort()).toEqual(['b', 'c', 'd']);
    expect([...descendantsOf(definition, 'c')]).toEqual(['d']);
    expect(descendantsOf(definition, 'e').size).toBe(0);
  });
  it('finds descendants also where a step stands before the one it waits for', () => {
    const turned = orderOf(waitingFor('b'), waitingFor('c'), waitingFor());
    expect([...descendantsOf(turned, 'c')].sort()).toEqual(['a', 'b']);
  });
});
