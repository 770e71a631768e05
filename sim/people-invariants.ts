// Who may be asked and who may decide: S6, S7 and S16, worked out here once more from the definition.
import type { ApprovalStep, StepDefinition } from '../functions/core/definition/steps.ts';
import type { Event } from '../functions/core/events.ts';
import { type Assignee, type Instance, isOpen } from '../functions/core/instance.ts';
import { USERS } from './directory.ts';
import type { Occasion } from './invariants.ts';
import type { StepAccount } from './ledger.ts';

const excludes = (step: StepDefinition, name: string): boolean => {
  if (step.type === 'approval') return (step.distinctFrom ?? ['requester']).includes(name);
  return step.type === 'manual' && (step.distinctFrom ?? []).includes(name);
};

/** Whom the separation of duties keeps out of this step: the requester, and whoever voted in the steps it names. */
function keptOut({ account }: Occasion, step: StepDefinition, userId: string): boolean {
  if (excludes(step, 'requester') && userId === account.startedBy) return true;
  return [...account.steps].some(([id, other]) => id !== step.id && excludes(step, id) && other.votes.has(userId));
}

const ROLE_RULE = /^(?:role|each|load_balance|pool):(.+)$/;

interface Claim {
  readonly by: string;
  readonly onBehalfOf: string | null;
}

const claimOf = (event: Event): Claim | null => {
  if (event.action === 'step_approved' || event.action === 'step_rejected') return event.data;
  if (event.action === 'step_claimed')
    return { by: event.data.assignee.user, onBehalfOf: event.data.assignee.onBehalfOf ?? null };
  if (event.action === 'changes_requested') return event.data;
  if (event.action !== 'step_completed' || event.data.by === null) return null;
  return { by: event.data.by, onBehalfOf: event.data.onBehalfOf };
};

/** S7: whoever decides is assigned, or stands in for an absent assignee, and still holds the role it was given for. */
export function requireEntitled(occasion: Occasion, event: Event, step: StepDefinition, own: StepAccount): void {
  const claim = claimOf(event);
  if (claim === null) return;
  const { violate, entry, standing, since } = occasion;
  const { by, onBehalfOf } = claim;
  if (entry.actor !== by && own.votes.get(by) === undefined) violate('S7', `${entry.actor} decides as ${by}`);
  if (keptOut(occasion, step, by)) violate('S7', `${by} is kept out of ${step.id} and decides it`);
  if (onBehalfOf !== null && keptOut(occasion, step, onBehalfOf))
    violate('S7', `${by} decides ${step.id} for ${onBehalfOf}`);
  // Whoever has a task of their own may also stand in for somebody else: the vote says which of the two it was.
  const assigned = own.assignees.find((task) => task.user === by && (task.onBehalfOf ?? null) === onBehalfOf);
  if (assigned === undefined) {
    const standsIn = onBehalfOf !== null && own.assignees.some(({ user }) => user === onBehalfOf);
    if (!standsIn) violate('S7', `${by} decides ${step.id} unasked`);
    else if (!standing.wasAbsent(onBehalfOf, since))
      violate('S7', `${by} decides ${step.id} for ${onBehalfOf}, who is there`);
    return;
  }
  const role = assigned.onBehalfOf === undefined ? ROLE_RULE.exec(assigned.via)?.[1] : undefined;
  if (role !== undefined && !standing.hadRole(by, role, since))
    violate('S7', `${by} decides ${step.id} and is no ${role} any more`);
}

const addedBy = (event: Event, before: Instance | null): readonly Assignee[] => {
  if (event.action === 'step_assigned') return event.data.assignees;
  if (event.action === 'step_escalated') return event.data.added;
  if (event.action === 'step_advanced') {
    const was = before?.steps[event.stepId];
    const known = isOpen(was) ? was.assignees : [];
    return event.data.assignees.filter(({ user }) => !known.some((assignee) => assignee.user === user));
  }
  if (event.action !== 'step_reassigned') return [];
  return event.data.assignees.filter(({ user }) => !event.data.from.includes(user));
};

/** S16: a task goes to somebody who is there, holds the role, and may decide it; or nobody has it and that is said. */
export function requireFitAssignees(occasion: Occasion, event: Event, step: StepDefinition): void {
  const { violate, standing, since, entry, before } = occasion;
  for (const { user, onBehalfOf, via } of addedBy(event, before)) {
    if (!standing.wasPresent(user, since)) violate('S16', `${step.id} goes to ${user}, who is away`);
    if (keptOut(occasion, step, user)) violate('S16', `${step.id} goes to ${user}, who may not decide it`);
    const role = ROLE_RULE.exec(via)?.[1];
    const holder = onBehalfOf ?? user;
    if (role !== undefined && !standing.hadRole(holder, role, since))
      violate('S16', `${step.id} goes to ${holder}, who is no ${role}`);
  }
  if (event.action !== 'step_assigned' || event.data.assignees.length > 0) return;
  const said = entry.events.some(
    (other) => other.action === 'incident_opened' && other.data.incident.stepId === step.id,
  );
  if (!said && event.data.reassignAt === null) violate('S16', `${step.id} has nobody, and nobody is told`);
}

/** Approvals that this policy asks for among so many people. */
function needed(policy: ApprovalStep['policy'], people: number): number {
  if (policy === undefined || policy === 'any') return 1;
  if (typeof policy === 'string') return people;
  return 'quorum' in policy ? policy.quorum : Math.ceil((policy.percent * people) / 100 - 1e-9);
}

/** A sequence has rules that name one person; one that has voted already is not asked again. */
function personNamedBy(rule: string, { account }: Occasion): string {
  if (rule !== 'manager_of:requester') return rule.replace('user:', '');
  return USERS.find(({ id }) => id === account.startedBy)?.manager ?? rule;
}

/** S6: an approval stands on votes of distinct people in this attempt, unless the definition approves in words. */
export function requireMajority(occasion: Occasion, event: Event, step: StepDefinition, own: StepAccount): void {
  if (event.action !== 'step_completed' || step.type !== 'approval' || event.data.outcome !== 'approved') return;
  const { violate, entry } = occasion;
  if (event.data.by === null) {
    const byLadder = entry.events.some(
      (other) => other.action === 'step_escalated' && other.stepId === step.id && other.data.rung === 'approve',
    );
    if (step.autoApprove === undefined && !byLadder) violate('S6', `${step.id} is approved by nobody`);
    return;
  }
  const people = new Set([...own.assignees.map(({ user }) => user), ...own.votes.keys()]).size;
  const yes = [...own.votes.values()].filter((vote) => vote === 'approved').length;
  const wanted = Math.max(1, needed(step.policy, people));
  if (yes < wanted) violate('S6', `${step.id} is approved by ${yes} of ${wanted}`);
  const was = occasion.before?.steps[step.id];
  const left = isOpen(was) ? was.queue : [];
  if (step.policy === 'sequence' && left.some((rule) => !own.votes.has(personNamedBy(rule, occasion))))
    violate('S6', `${step.id} is approved before ${left.join(', ')} were asked`);
}

/** S16: a step that the people who have it can no longer decide says so, unless its ladder still leads on. */
export function requireHope(instance: Instance, step: StepDefinition, violate: Occasion['violate']): void {
  const open = instance.steps[step.id];
  if (instance.status !== 'running' || !isOpen(open) || step.type === 'system' || step.type === 'notification') return;
  const waiting = open.assignees.filter(({ user }) => !Object.hasOwn(open.votes, user)).length;
  const votes = Object.values(open.votes);
  const yes = votes.filter(({ decision }) => decision === 'approved').length;
  const people = new Set([...open.assignees.map(({ user }) => user), ...Object.keys(open.votes)]).size;
  const wanted = step.type === 'approval' ? Math.max(1, needed(step.policy, people)) : 1;
  if (yes + waiting >= wanted || open.deadline !== null) return;
  const said = Object.values(instance.incidents).some(
    ({ stepId, kind, resolvedAt }) => stepId === step.id && kind === 'nobody_can_decide' && resolvedAt === undefined,
  );
  if (!said) violate('S16', `${step.id} waits for ${wanted} votes, can get ${yes + waiting}, and nobody is told`);
}
