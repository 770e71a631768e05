// One rung of an open step's ladder: what it does, and the deadline of the next.
import type { EscalationAction } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import type { Assignee, OpenStep } from '../instance.ts';
import { routeFor } from '../kinds/assigning.ts';
import { kindOf } from '../kinds/index.ts';
import type { Work } from '../kinds/kind.ts';
import { deadlineAt, ladderOf, type Rung } from '../kinds/ladder.ts';
import { type Staffing, staffing } from '../kinds/staffing.ts';

/** Why a rung is climbed: its time has come, or somebody asked for it and said why. */
export interface Cause {
  readonly byHand: string | null;
}

const TELL: Rung = { after: 0, action: 'escalate', to: [] };
const DECIDING: ReadonlySet<EscalationAction> = new Set(['approve', 'reject', 'skip', 'fail']);

/** Climbs exactly one rung. Past the end, or by hand without a ladder, people are only told. */
export function climb(work: Work, open: OpenStep, cause: Cause): readonly Event[] {
  const { step, attempt } = work;
  const next = (open.deadline === null ? undefined : ladderOf(step)[open.deadline.rung]) ?? TELL;
  // What a deadline decides only time decides: whoever hurries others must not decide by it.
  const isEarly = cause.byHand !== null && DECIDING.has(next.action);
  const rung = isEarly ? TELL : next;
  const { assignees, added, reassignAt, events } = handOver(work, open, rung);
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
      reassignAt,
      deadline: isEarly ? open.deadline : nextDeadline(work, open),
      reason: cause.byHand,
    },
  };
  return [escalated, ...events, ...endByRung(work, rung)];
}

/** Every rung counts from the assignment. */
const nextDeadline = (work: Work, { deadline, startedAt }: OpenStep): OpenStep['deadline'] =>
  deadline === null ? null : deadlineAt(work, deadline.rung + 1, startedAt);

interface HandOver extends Staffing {
  readonly assignees: readonly Assignee[];
  readonly added: readonly Assignee[];
}

/** Who has the step after the rung. Better the person who has it than nobody at all. */
function handOver(work: Work, open: OpenStep, rung: Rung): HandOver {
  const kind = kindOf(work.step);
  const found = takers(work, open, rung);
  if (found.length === 0) return { assignees: open.assignees, added: [], reassignAt: open.reassignAt, events: [] };
  const added = found.filter(({ user }) => !open.assignees.some((assignee) => assignee.user === user));
  const assignees = rung.action === 'add' ? [...open.assignees, ...added] : found;
  return { assignees, added, ...staffing(work, kind, { assignees, votes: open.votes }) };
}

/** The people a rung brings; none to a step that asks nobody. Who has voted has voted. */
function takers(work: Work, open: OpenStep, rung: Rung): readonly Assignee[] {
  if (rung.action !== 'reassign' && rung.action !== 'add') return [];
  if (kindOf(work.step).accepts.length === 0) return [];
  return routeFor(work, rung.to, { filtered: false }).filter(({ user }) => !Object.hasOwn(open.votes, user));
}

/** A rung decides only where the definition says so in words. */
function endByRung({ step, attempt }: Work, { action }: Rung): readonly Event[] {
  const stepId = step.id;
  const why = 'nobody decided in time';
  switch (action) {
    case 'approve':
    case 'reject': {
      const outcome = action === 'approve' ? 'approved' : 'rejected';
      const output = { decidedBy: 'deadline', reason: why };
      return [{ action: 'step_completed', stepId, data: { attempt, outcome, output, by: null, onBehalfOf: null } }];
    }
    case 'skip':
      return [{ action: 'step_skipped', stepId, data: { attempt, outcome: 'skipped', reason: why } }];
    case 'fail': {
      const message = `"${step.name ?? stepId}" failed: ${why}`;
      const incident = { kind: 'workflow_failed', message, stepId } as const;
      return [
        { action: 'step_failed', stepId, data: { attempt, error: why, isUncertain: true } },
        { action: 'incident_opened', data: { incidentId: `${stepId}:${attempt}:failed`, incident } },
      ];
    }
    default:
      return [];
  }
}
