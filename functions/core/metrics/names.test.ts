// Hand-offs and paths under one name each.
import { describe, expect, it } from 'vitest';
import type { Attempt } from './attempts.ts';
import { CUT, handOffOf, nameOfHandOff, pathOf, stepsOfPath } from './names.ts';

const attempt = (stepId: string, endedAt: number | null, outcome: string | null = 'done'): Attempt => ({
  stepId,
  startedAt: 0,
  touchedAt: null,
  endedAt,
  outcome,
  isAutomatic: false,
  unstaffedMs: 0,
  escalations: 0,
  decisions: [],
  handOffs: [],
});

describe('a hand-off', () => {
  it('is told again from its name', () => {
    const handOff = { from: 'a.b@example.com', to: 'c-d' };
    expect(handOffOf(nameOfHandOff(handOff))).toEqual(handOff);
  });
  it('of many under one name has nobody it went to', () =>
    expect(handOffOf('(others)')).toEqual({ from: '(others)', to: '' }));
});

describe('a path', () => {
  it('has the steps in the order in which they ended, each with how', () => {
    const path = pathOf([
      attempt('b', 2),
      attempt('a', 1, null),
      attempt('c', null),
      attempt('d', 3, 'conditions_not_met'),
    ]);
    expect(stepsOfPath(path)).toEqual(['a:sent_back', 'b:done']);
  });
  it('of nothing is empty', () => expect(stepsOfPath(pathOf([]))).toEqual([]));
  it('that is long is cut, by steps and by characters', () => {
    const long = pathOf(Array.from({ length: 50 }, (_, i) => attempt('s', i)));
    expect(stepsOfPath(long)).toHaveLength(41);
    expect(long.endsWith(CUT)).toBe(true);
    expect(pathOf(Array.from({ length: 30 }, (_, i) => attempt('s'.repeat(60), i)))).toHaveLength(1_001);
  });
});
