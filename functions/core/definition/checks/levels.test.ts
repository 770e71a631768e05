// Escalation levels hand over to somebody, in their order.
import { describe, expect, it } from 'vitest';
import { APPROVAL, definitionWith, type written } from '../../testing/sample-workflow.ts';
import { checkLevels } from './levels.ts';

type Fields = NonNullable<Parameters<typeof written>[0]>;
const found = (levels: readonly object[]): readonly string[] =>
  checkLevels(definitionWith({ steps: [APPROVAL, { ...APPROVAL, id: 'next', escalation: { levels } }] } as Fields)).map(
    ({ code, severity, path }) => `${severity} ${code} ${path}`,
  );
const levelsAt = (...times: readonly (string | number)[]) => times.map((time) => ({ after: time, action: 'remind' }));

describe('a level that hands over', () => {
  it.each(['reassign', 'add'])('has somebody to hand over to: %s', (action) => {
    expect(found([{ after: 5, action, to: 'role:sr' }])).toEqual([]);
    expect(found([...levelsAt(1), { after: 5, action }])).toEqual([
      'error INVALID_DEFINITION /steps/1/escalation/levels/1',
    ]);
  });
  it.each(['remind', 'notify', 'approve', 'reject', 'skip', 'fail'])('is not one that says %s', (action) =>
    expect(found([{ after: 5, action }])).toEqual([]),
  );
});

describe('the order of levels', () => {
  it.each([
    [levelsAt(30, '1 hour', '2 days')],
    [levelsAt('4 hours', 240)],
    [levelsAt('8 working hours', '9 working hours')],
    [levelsAt('1 working day', '2 working days')],
    // Nobody can say which of these comes first without a date.
    [levelsAt('3 days', '1 working day', '2 working hours', '4 days')],
  ])('goes up: %j', (levels) => expect(found(levels)).toEqual([]));
  it.each([
    [levelsAt('2 hours', 60), 1],
    [levelsAt('2 working days', '1 working day'), 1],
    [levelsAt('8 working hours', '7 working hours'), 1],
    [levelsAt('3 days', '9 working hours', '2 days'), 2],
  ])('does not go back: %j', (levels, at) =>
    expect(found(levels)).toEqual([`error INVALID_DEFINITION /steps/1/escalation/levels/${at}/after`]),
  );
  it('is that of all levels before: one that is too late makes every earlier one wrong', () => {
    expect(found(levelsAt('3 days', '1 day', '2 days'))).toEqual([
      'error INVALID_DEFINITION /steps/1/escalation/levels/1/after',
      'error INVALID_DEFINITION /steps/1/escalation/levels/2/after',
    ]);
  });
});
