// What the audit knows of each time a step ran: who had it, who first touched it, who decided, and how long that took.
import type { Event, EventOf } from '../events.ts';
import type { Assignee } from '../instance.ts';

/** What happened at one moment; an audit entry is one. Times include those in which the workflow was paused or had failed. */
export interface Moment {
  /** Epoch ms. */
  readonly at: number;
  readonly events: readonly Event[];
}

export const DECISIONS = ['approved', 'rejected', 'changes_requested', 'completed'] as const;

export interface Decision {
  readonly by: string;
  readonly decision: (typeof DECISIONS)[number];
  /** Since the task was given to whoever decided; since the step began for those who never had it. */
  readonly tookMs: number;
}

/** A task went from one person to another by somebody's word: reassigned or delegated. */
export interface HandOff {
  readonly from: string;
  readonly to: string;
}

export interface Attempt {
  readonly stepId: string;
  /** Epoch ms; null: it ended without having been open, as a skip or an automatic approval does. */
  readonly startedAt: number | null;
  /** The first claim, comment or decision; null: nobody touched it. */
  readonly touchedAt: number | null;
  /** null: still open. */
  readonly endedAt: number | null;
  /** null: still open, or set back before it ended. */
  readonly outcome: string | null;
  readonly isAutomatic: boolean;
  /** How long nobody had it who could decide. */
  readonly unstaffedMs: number;
  readonly escalations: number;
  readonly decisions: readonly Decision[];
  readonly handOffs: readonly HandOff[];
}

/** An attempt while it is followed: besides what is known of it, since when people have it, and since when nobody has. */
interface Followed {
  readonly attempt: Attempt;
  readonly since: ReadonlyMap<string, number>;
  readonly emptySince: number | null;
  /** A step that runs by itself lacks nobody. */
  readonly isForPeople: boolean;
}

/** Every attempt of every step, in the order in which they began. */
export function attemptsOf(moments: readonly Moment[]): readonly Attempt[] {
  const all: Followed[] = [];
  const newest = new Map<string, number>();
  for (const { at, events } of moments)
    for (const event of events) {
      if (event.action === 'workflow_completed' || event.action === 'workflow_cancelled')
        for (const [i, { attempt }] of all.entries())
          if (attempt.endedAt === null) all[i] = ended(all[i] as Followed, at, 'workflow_ended');
      const stepId = stepIdOf(event);
      if (stepId === null) continue;
      const index = newest.get(stepId);
      const last = index === undefined ? undefined : all[index];
      const open = isGoingOn(last, event) ? last : undefined;
      const after = follow(open, event, at);
      if (after === undefined) continue;
      if (open === undefined) newest.set(stepId, all.push(after) - 1);
      else all[index as number] = after;
    }
  return all.map(({ attempt }) => attempt);
}

/** Whether the event is about this attempt: it is open, or it has failed and is skipped now. */
function isGoingOn(last: Followed | undefined, event: Event): last is Followed {
  if (last === undefined) return false;
  const { endedAt, outcome } = last.attempt;
  return endedAt === null || (outcome === 'failed' && event.action === 'step_skipped');
}

function stepIdOf(event: Event): string | null {
  if (event.action === 'comment_added') return event.data.stepId;
  return 'stepId' in event ? event.stepId : null;
}

/** The attempt after the event; undefined where the event begins none and none is open. */
function follow(open: Followed | undefined, event: Event, at: number): Followed | undefined {
  switch (event.action) {
    case 'step_assigned':
      return staffed({ ...begun(event.stepId, at, null), isForPeople: true }, event.data.assignees, at);
    case 'step_started':
      return begun(event.stepId, at, at);
    case 'step_completed':
      return completed(open ?? neverOpen(event.stepId), event, at);
    case 'step_skipped':
      return ended(open ?? neverOpen(event.stepId), at, event.data.outcome);
    case 'step_failed':
      return ended(open ?? neverOpen(event.stepId), at, 'failed');
    default:
      return open && change(open, event, at);
  }
}

function change(open: Followed, event: Event, at: number): Followed {
  switch (event.action) {
    case 'step_approved':
      return decided(open, event.data.by, 'approved', at);
    case 'step_rejected':
      return decided(open, event.data.by, 'rejected', at);
    case 'changes_requested':
      return ended(decided(open, event.data.by, 'changes_requested', at), at, null);
    case 'step_reset':
      return ended(open, at, null);
    case 'step_claimed':
      return staffed(touched(open, at), event.data.assignees, at);
    case 'comment_added':
      return open.since.has(event.data.by) ? touched(open, at) : open;
    case 'step_reassigned':
      return staffed(handedOver(open, event), event.data.assignees, at);
    case 'step_escalated':
      return staffed(withFields(open, { escalations: open.attempt.escalations + 1 }), event.data.assignees, at);
    case 'step_released':
    case 'step_advanced':
      return staffed(open, event.data.assignees, at);
    default:
      return open;
  }
}

const begun = (stepId: string, at: number, touchedAt: number | null): Followed =>
  withFields(neverOpen(stepId), { startedAt: at, touchedAt });

const neverOpen = (stepId: string): Followed => ({
  attempt: {
    stepId,
    startedAt: null,
    touchedAt: null,
    endedAt: null,
    outcome: null,
    isAutomatic: false,
    unstaffedMs: 0,
    escalations: 0,
    decisions: [],
    handOffs: [],
  },
  since: new Map(),
  emptySince: null,
  isForPeople: false,
});

const withFields = (followed: Followed, fields: Partial<Attempt>): Followed => ({
  ...followed,
  attempt: { ...followed.attempt, ...fields },
});

const touched = (open: Followed, at: number): Followed => withFields(open, { touchedAt: open.attempt.touchedAt ?? at });

/** From now on these people have it; who had it before has it since then. */
function staffed(open: Followed, assignees: readonly Assignee[], at: number): Followed {
  const since = new Map(assignees.map(({ user }) => [user, open.since.get(user) ?? at]));
  const emptySince = open.isForPeople && assignees.length === 0 ? (open.emptySince ?? at) : null;
  return { ...withUnstaffed(open, at, emptySince), since };
}

const withUnstaffed = (open: Followed, at: number, emptySince: number | null): Followed => {
  const { emptySince: before } = open;
  const passed = before === null || emptySince !== null ? 0 : at - before;
  return { ...withFields(open, { unstaffedMs: open.attempt.unstaffedMs + passed }), emptySince };
};

function decided(open: Followed, by: string, decision: Decision['decision'], at: number): Followed {
  const tookMs = at - (open.since.get(by) ?? open.attempt.startedAt ?? at);
  return withFields(touched(open, at), { decisions: [...open.attempt.decisions, { by, decision, tookMs }] });
}

function handedOver(open: Followed, { data }: EventOf<'step_reassigned'>): Followed {
  const to = data.assignees.map(({ user }) => user).filter((user) => !open.since.has(user));
  const more = data.from.flatMap((from) => to.map((user) => ({ from, to: user })));
  return withFields(open, { handOffs: [...open.attempt.handOffs, ...more] });
}

/** Who completes a step that needs no vote decides by that; a vote that completed one was counted as what it is. */
function completed(open: Followed, { data }: EventOf<'step_completed'>, at: number): Followed {
  const { by, outcome, output } = data;
  const isVoted = open.attempt.decisions.some((decision) => decision.by === by);
  const known = by === null || isVoted ? open : decided(open, by, 'completed', at);
  return ended(withFields(known, { isAutomatic: output.autoApproved === true && by === null }), at, outcome);
}

const ended = (open: Followed, at: number, outcome: string | null): Followed =>
  withFields(withUnstaffed(open, at, null), { endedAt: open.attempt.endedAt ?? at, outcome });
