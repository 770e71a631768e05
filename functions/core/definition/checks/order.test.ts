// Ids, dependencies, circles, and how much may run at once.
import { describe, expect, it } from 'vitest';
import { PARALLEL_MAX } from '../../limits.ts';
import { definitionWith } from '../../testing/sample-workflow.ts';
import type { Finding } from '../finding.ts';
import { checkOrder } from './order.ts';

interface Order {
  readonly id: string;
  readonly dependencies?: string[];
  readonly parallel?: boolean;
}
const findings = (...steps: readonly Order[]): readonly Finding[] =>
  checkOrder(definitionWith({ steps: steps.map((step) => ({ type: 'system', actions: ['x.y'], ...step })) }));
const found = (...steps: readonly Order[]): readonly (readonly [string, string])[] =>
  findings(...steps).map(({ code, path }) => [code, path]);

describe('the order of steps', () => {
  it('is fine in a row, in groups, and with dependencies back and forth', () => {
    expect(found({ id: 'a' }, { id: 'b', parallel: true }, { id: 'c', dependencies: ['b'] }, { id: 'd' })).toEqual([]);
    expect(found({ id: 'a', dependencies: ['b'] }, { id: 'b', dependencies: [] })).toEqual([]);
  });
  it('has every id once', () => {
    expect(found({ id: 'a' }, { id: 'b' }, { id: 'a' }, { id: 'a' })).toEqual([
      ['INVALID_DEFINITION', '/steps/2/id'],
      ['INVALID_DEFINITION', '/steps/3/id'],
    ]);
  });
  it('waits for existing steps only', () => {
    expect(found({ id: 'a' }, { id: 'b', dependencies: ['a', 'x', 'y'] })).toEqual([
      ['INVALID_STEP_DEPENDENCY', '/steps/1/dependencies/1'],
      ['INVALID_STEP_DEPENDENCY', '/steps/1/dependencies/2'],
    ]);
  });
  it.each<[string, readonly Order[], string]>([
    ['itself', [{ id: 'a' }, { id: 'b', dependencies: ['b'] }], 'b'],
    [
      'another that waits for it',
      [
        { id: 'a', dependencies: ['b'] },
        { id: 'b', dependencies: ['a'] },
      ],
      'a, b',
    ],
    ['the next one, which waits for it by its place', [{ id: 'a', dependencies: ['b'] }, { id: 'b' }], 'a, b'],
    [
      'a circle of three',
      [
        { id: 'x' },
        { id: 'a', dependencies: ['c'] },
        { id: 'b', dependencies: ['a'] },
        { id: 'c', dependencies: ['b'] },
      ],
      'a, b, c',
    ],
  ])('has no step that waits for %s', (_what, steps, names) => {
    const [finding, ...others] = findings(...steps);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'CIRCULAR_DEPENDENCY',
      message: expect.stringContaining(`: ${names}.`) as string,
    });
    const first = steps.findIndex(({ id }) => id === names.split(', ')[0]);
    expect(finding?.path).toBe(`/steps/${first}/dependencies`);
  });
  it('does not speak of circles while names are wrong', () => {
    expect(
      found({ id: 'a', dependencies: ['b', 'x'] }, { id: 'b', dependencies: ['a'] }).map(([code]) => code),
    ).toEqual(['INVALID_STEP_DEPENDENCY']);
  });
});

describe('steps in parallel', () => {
  const row = (length: number, first: boolean): readonly Order[] =>
    Array.from({ length }, (_, i) => ({ id: `s${i}`, ...(i > 0 || first ? { parallel: true } : {}) }));
  it(`may be ${PARALLEL_MAX} at once, whether or not the first says so`, () => {
    expect(found(...row(PARALLEL_MAX, false))).toEqual([]);
    expect(found(...row(PARALLEL_MAX, true))).toEqual([]);
  });
  it('may not be one more', () => {
    expect(found(...row(PARALLEL_MAX + 1, false))).toEqual([['LIMIT_EXCEEDED', `/steps/${PARALLEL_MAX}/parallel`]]);
  });
  it('may be more in several groups', () => {
    const second = row(40, false).map((step) => ({ ...step, id: `t${step.id}` }));
    expect(found(...row(40, false), ...second)).toEqual([]);
  });
});
