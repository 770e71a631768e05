// Assigning an open step to people: first assignment, escalation and reassignment all come through here.
import { scopeOf } from '../conditions/scope.ts';
import type { ApprovalStep, ManualStep, StepDefinition } from '../definition/steps.ts';
import type { Event } from '../events.ts';
import { type Assignee, type Instance, isOpen } from '../instance.ts';
import { excludedBy, route } from '../routing/route.ts';
import type { StepKind, Work } from './kind.ts';
import { deadlineAt, dueAtOf, ladderOf } from './ladder.ts';
import { staffing } from './staffing.ts';

type PersonStep = ApprovalStep | ManualStep;

/** The people whom the step's `distinctFrom` keeps out. */
export const excludedFrom = (step: StepDefinition, instance: Instance): ReadonlySet<string> =>
  excludedBy('distinctFrom' in step ? step.distinctFrom : [], instance);

/** People these rules name for the step, under its separation of duties. */
export function routeFor(
  work: Work,
  rules: readonly string[],
  options: { readonly filtered: boolean; readonly besides?: readonly string[] },
): readonly Assignee[] {
  const { definition, instance, step, attempt, context } = work;
  return route({
    rules,
    where: options.filtered && 'where' in step ? step.where : undefined,
    excluded: new Set([...excludedFrom(step, instance), ...(options.besides ?? [])]),
    scope: scopeOf(definition, instance),
    context,
    given: givenNow(instance, context.now),
    tieKey: `${instance.id}/${step.id}/${attempt}`,
  });
}

const givenNow = (instance: Instance, now: number): readonly string[] =>
  Object.values(instance.steps)
    .filter(isOpen)
    .filter(({ startedAt, level }) => startedAt === now && level === 0)
    .flatMap(({ assignees }) => assignees.map(({ user }) => user));

const rulesOf = (step: PersonStep): readonly string[] => [step.assignedTo].flat();

/** The step's own people; where there is nobody, those its escalation would hand it to. */
export function firstAssignees(work: Work<PersonStep>): readonly Assignee[] {
  const rules = isSequence(work.step) ? orderOf(work).slice(0, 1) : rulesOf(work.step);
  const own = routeFor(work, rules, { filtered: true });
  if (own.length > 0) return own;
  const fallback = ladderOf(work.step).find((rung) => rung.action === 'reassign');
  return fallback === undefined ? [] : routeFor(work, fallback.to, { filtered: false });
}

const isSequence = (step: PersonStep): boolean => step.type === 'approval' && step.policy === 'sequence';

/** The rules of a sequence, one person each: "each:" is taken apart into its members. */
function orderOf(work: Work<PersonStep>): readonly string[] {
  if (!isSequence(work.step)) return [];
  return rulesOf(work.step).flatMap((rule) => {
    const members = rule.startsWith('each:') ? routeFor(work, [rule], { filtered: true }) : [];
    // A set that is empty now keeps its turn.
    return members.length === 0 ? [rule] : members.map(({ user, onBehalfOf = user }) => `user:${onBehalfOf}`);
  });
}

/** The events that open a step for people. */
export function assign<S extends PersonStep>(work: Work<S>, kind: StepKind<S>): readonly Event[] {
  const { step, attempt, context } = work;
  const assignees = kind.candidates(work);
  const { reassignAt, events } = staffing(work, kind as unknown as StepKind, { assignees, votes: {} });
  const order = orderOf(work);
  const assigned: Event = {
    action: 'step_assigned',
    stepId: step.id,
    data: {
      attempt,
      assignees,
      dueAt: dueAtOf(work, context.now),
      deadline: deadlineAt(work, 0, context.now),
      reassignAt,
      // Where several have to agree, no one of them can have the step alone.
      pool: kind.peopleNeeded(step, 1) > 1 ? [] : assignees.filter(({ via }) => via.startsWith('pool:')),
      // Where nobody can be asked, the first one is not passed over.
      queue: assignees.length === 0 ? order : order.slice(1),
    },
  };
  return [assigned, ...events];
}
