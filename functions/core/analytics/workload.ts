// What a lead asks of open tasks: how many are late, how many are due today, how long the oldest has been there.
import { type Instance, isOpen } from '../instance.ts';
import type { Day } from '../metrics/days.ts';

export interface TaskFigures {
  readonly overdue: number;
  /** Still due before the day is over. */
  readonly dueToday: number;
  /** Epoch ms; null: there is no open task. */
  readonly oldestAt: number | null;
}

export const NO_TASKS: TaskFigures = { overdue: 0, dueToday: 0, oldestAt: null };

/** Of each person with an open task in these instances. `now` is within `today`. */
export function taskFigures(instances: readonly Instance[], now: number, today: Day): ReadonlyMap<string, TaskFigures> {
  const figures = new Map<string, TaskFigures>();
  for (const { status, steps } of instances) {
    if (status !== 'running') continue;
    for (const { dueAt, startedAt, assignees, votes } of Object.values(steps).filter(isOpen))
      for (const user of new Set(assignees.map((assignee) => assignee.user))) {
        if (Object.hasOwn(votes, user)) continue;
        const known = figures.get(user) ?? NO_TASKS;
        const isOverdue = dueAt !== null && dueAt < now;
        const isDueToday = dueAt !== null && dueAt >= now && dueAt < today.to;
        figures.set(user, {
          overdue: known.overdue + (isOverdue ? 1 : 0),
          dueToday: known.dueToday + (isDueToday ? 1 : 0),
          oldestAt: Math.min(known.oldestAt ?? startedAt, startedAt),
        });
      }
  }
  return figures;
}
