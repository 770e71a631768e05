// The names of effects.
import { expect, it } from 'vitest';
import { actionEffectId, compensationEffectId } from './effects.ts';

it('an effect has one name for each step, attempt, direction and place', () => {
  const names = ['a', 'b'].flatMap((stepId) =>
    [1, 2].flatMap((attempt) =>
      [0, 1].flatMap((index) => [actionEffectId(stepId, attempt, index), compensationEffectId(stepId, attempt, index)]),
    ),
  );
  expect(new Set(names).size).toBe(16);
  expect(actionEffectId('pay', 2, 0)).toBe('pay:2:do:0');
  expect(compensationEffectId('pay', 2, 1)).toBe('pay:2:undo:1');
});
