// What a lead asks of open tasks.
import { describe, expect, it } from 'vitest';
import { dayOf } from '../metrics/days.ts';
import { HOUR_MS, MORNING } from '../testing/sample-people.ts';
import { endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { taskFigures } from './workload.ts';

const today = dayOf('UTC', '2026-03-02');
const due = (dueAt: number | null, fields: Parameters<typeof openStep>[0] = {}) =>
  openStep({ dueAt, votes: {}, ...fields });

describe('open tasks', () => {
  it('are overdue, due today, or neither, and the oldest counts', () => {
    const steps = {
      late: due(MORNING - 1, { startedAt: MORNING - HOUR_MS }),
      now: due(MORNING),
      tonight: due(today.to - 1),
      tomorrow: due(today.to),
      never: due(null),
      done: endedStep(),
    };
    expect(taskFigures([instanceWith(steps)], MORNING, today)).toEqual(
      new Map([['sr-1', { overdue: 1, dueToday: 2, oldestAt: MORNING - HOUR_MS }]]),
    );
  });
  it('are nobody’s where they voted, and nowhere in a workflow that rests', () => {
    const vote = { decision: 'approved', at: MORNING } as const;
    expect(taskFigures([instanceWith({ a: due(1, { votes: { 'sr-1': vote } }) })], MORNING, today).size).toBe(0);
    expect(taskFigures([instanceWith({ a: due(1) }, { status: 'paused' })], MORNING, today).size).toBe(0);
  });
  it('are one for a person who stands in for another, too', () => {
    const assignees = [
      { user: 'sr-1', via: 'role:sr' },
      { user: 'sr-1', via: 'role:sr', onBehalfOf: 'sr-2' },
    ];
    expect(taskFigures([instanceWith({ a: due(1, { assignees }) })], MORNING, today).get('sr-1')).toMatchObject({
      overdue: 1,
    });
  });
});
