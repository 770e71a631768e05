// Names of timers: the same timer has one name wherever it is kept, and no two timers share one.
import { expect, it } from 'vitest';
import { type Timer, timerKey } from './effects.ts';

const TIMERS: readonly Timer[] = [
  { kind: 'deadline', stepId: 'a', attempt: 1, at: 5 },
  { kind: 'deadline', stepId: 'a', attempt: 2, at: 5 },
  { kind: 'wait', stepId: 'a', attempt: 1, at: 5 },
  { kind: 'retry', effectId: 'a:1:do:0', at: 5 },
  { kind: 'delivery', effectId: 'a:1:do:0', at: 5 },
  { kind: 'sla', at: 5 },
  { kind: 'sla', at: 6 },
];

it('a timer is named by its kind, what it is about and its moment', () => {
  expect(TIMERS.map(timerKey)).toEqual([
    'deadline/a/1/5',
    'deadline/a/2/5',
    'wait/a/1/5',
    'retry/a:1:do:0/5',
    'delivery/a:1:do:0/5',
    'sla/5',
    'sla/6',
  ]);
});
