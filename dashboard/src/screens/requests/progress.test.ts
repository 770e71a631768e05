// Rules of how far a request is.
import { expect, it } from 'vitest';
import { progressOf } from './progress.ts';

it('steps come in the order of the definition, without those that are not needed', () => {
  const steps = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id.toUpperCase(), type: 'approval' as const }));
  const row = {
    steps: {
      e: { state: 'pending', attempt: 0 },
      a: { state: 'completed', outcome: 'approved', attempt: 1 },
      b: { state: 'skipped', outcome: 'conditions_not_met', attempt: 1 },
      c: { state: 'escalated', attempt: 1 },
      d: { state: 'completed', outcome: 'rejected', attempt: 1 },
    },
  } as const;
  const progress = progressOf(row, { id: 'w', name: 'W', version: '1.0.0', steps });
  expect(progress.map(({ name, stage, state }) => `${name} ${stage} ${state}`)).toEqual([
    'A done approved',
    'C open escalated',
    'D failed rejected',
    'E ahead pending',
  ]);
});
