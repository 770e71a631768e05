// One after the other: the next person of a sequence is asked when all before have voted.
import type { Event } from '../events.ts';
import type { OpenStep } from '../instance.ts';
import { routeFor } from './assigning.ts';
import type { Work } from './kind.ts';
import { staffing } from './staffing.ts';

/** Whether somebody is to be asked next: the queue is not empty, and nobody asked so far still has to vote. */
export const isNextDue = ({ queue, assignees, votes }: OpenStep): boolean =>
  queue.length > 0 && assignees.every(({ user }) => Object.hasOwn(votes, user));

/**
 * The queue without those at its head who have voted already, because the step was handed to them before their turn:
 * nobody is asked twice, and nothing waits for them.
 */
export function stillToAsk(work: Work, { queue, votes }: Pick<OpenStep, 'queue' | 'votes'>): readonly string[] {
  const voters = Object.keys(votes);
  const hasVoted = (rule: string): boolean =>
    routeFor(work, [rule], { filtered: true }).some(({ user, onBehalfOf = user }) =>
      Object.hasOwn(votes, onBehalfOf),
    ) && routeFor(work, [rule], { filtered: true, besides: voters }).length === 0;
  const first = queue.findIndex((rule) => !hasVoted(rule));
  return first < 0 ? [] : queue.slice(first);
}

/** Asks the next one; who is away then is represented then. With nobody to ask, an incident says so. */
export function advance(work: Work, open: OpenStep): readonly Event[] {
  const [next, ...later] = open.queue;
  if (next === undefined || !isNextDue(open)) return [];
  const { attempt } = open;
  const found = routeFor(work, [next], { filtered: true, besides: Object.keys(open.votes) });
  const assignees = [...open.assignees, ...found];
  const needed = Object.keys(open.votes).length + 1;
  const { reassignAt, events } = staffing(work, { peopleNeeded: () => needed }, { assignees, votes: open.votes });
  const pool = found.filter(({ via }) => via.startsWith('pool:'));
  const queue = found.length === 0 ? open.queue : later;
  return [
    { action: 'step_advanced', stepId: work.step.id, data: { attempt, assignees, queue, pool, reassignAt } },
    ...events,
  ];
}
