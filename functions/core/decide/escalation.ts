// One rung of an open step's ladder: what it does, and the deadline of the next.
import type { Event } from '../events.ts';
import type { Assignee, OpenStep } from '../instance.ts';
import { routeFor } from '../kinds/assigning.ts';
import type { Work } from '../kinds/kind.ts';
import { deadlineAt, ladderOf, type Rung } from '../kinds/ladder.ts';
import { nobodyResolved } from './incidents.ts';

/** Climbs exactly one rung. Past the end, or by hand without a ladder, people are only told. */
export function climb(work: Work, open: OpenStep, cause: { readonly byHand: string | null }): readonly Event[] {
  const { step, instance, attempt } = work;
  const index = open.deadline?.rung ?? ladderOf(step).length;
  const rung: Rung = ladderOf(step)[index] ?? { after: 0, action: 'escalate', to: [] };
  const { assignees, added } = assigneesAfter(work, open, rung);
  const escalated: Event = {
    action: 'step_escalated',
    stepId: step.id,
    data: {
      attempt,
      level: open.level + 1,
      rung: rung.action,
      assignees,
      added,
      to: rung.to,
      reassignAt: assignees.length > 0 ? null : open.reassignAt,
      deadline: nextDeadline(work, open, index),
      reason: cause.byHand,
    },
  };
  const healed = assignees.length > 0 && open.assignees.length === 0 ? nobodyResolved(instance, step.id, attempt) : [];
  return [escalated, ...healed, ...endByRung(work, rung, cause)];
}

/** Later rungs count from the assignment; what a pause or an early call by hand moved stays moved. */
function nextDeadline({ step }: Work, open: OpenStep, index: number): OpenStep['deadline'] {
  const planned = deadlineAt(step, index, open.startedAt);
  const next = deadlineAt(step, index + 1, open.startedAt);
  if (planned === null || next === null || open.deadline === null) return next;
  return { ...next, at: next.at + (open.deadline.at - planned.at) };
}

function assigneesAfter(
  work: Work,
  open: OpenStep,
  rung: Rung,
): { readonly assignees: readonly Assignee[]; readonly added: readonly Assignee[] } {
  if (rung.action !== 'reassign' && rung.action !== 'add') return { assignees: open.assignees, added: [] };
  const found = routeFor(work, rung.to, { filtered: false }).filter(({ user }) => open.votes[user] === undefined);
  const added = found.filter(({ user }) => !open.assignees.some((assignee) => assignee.user === user));
  // Better the person who has it than nobody at all.
  if (found.length === 0) return { assignees: open.assignees, added: [] };
  return { assignees: rung.action === 'add' ? [...open.assignees, ...added] : found, added };
}

/** A rung decides only where the definition says so in words. */
function endByRung(work: Work, rung: Rung, cause: { readonly byHand: string | null }): readonly Event[] {
  const { step, attempt } = work;
  const why = cause.byHand ?? 'nobody decided in time';
  const completed = (outcome: string): readonly Event[] => [
    {
      action: 'step_completed',
      stepId: step.id,
      data: { attempt, outcome, output: { decidedBy: 'deadline' }, by: null, onBehalfOf: null },
    },
  ];
  switch (rung.action) {
    case 'approve':
      return completed('approved');
    case 'reject':
      return completed('rejected');
    case 'skip':
      return [{ action: 'step_skipped', stepId: step.id, data: { attempt, outcome: 'skipped', reason: why } }];
    case 'fail':
      return [{ action: 'step_failed', stepId: step.id, data: { attempt, error: why } }];
    case 'remind':
    case 'notify':
    case 'add':
    case 'reassign':
    case 'escalate':
      return [];
  }
}
