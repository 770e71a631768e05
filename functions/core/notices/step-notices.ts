// What the events of a step tell: by default, or as its own `notifications` say.
import type { StepDefinition } from '../definition/steps.ts';
import type { EventOf } from '../events.ts';
import type { Assignee, EndedStep, Instance, OpenStep } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { kindOf } from '../kinds/index.ts';
import { type EndNotice, type Notice, type Occasion, TEMPLATES } from './notice.ts';

/** One happening to a step: what its notices have in common. */
interface Happening {
  readonly step: StepDefinition;
  readonly attempt: number;
  readonly assignees: readonly string[];
  readonly facts: JsonObject;
}

export const assignedNotices = (step: StepDefinition, { data }: EventOf<'step_assigned'>): readonly Notice[] =>
  handed({ step, attempt: data.attempt, assignees: idsOf(data.assignees), facts: {} });

/** In a sequence, the next one is told when it is their turn. */
export const advancedNotices = (
  step: StepDefinition,
  before: readonly string[],
  { data }: EventOf<'step_advanced'>,
): readonly Notice[] =>
  handed({
    step,
    attempt: data.attempt,
    assignees: idsOf(data.assignees).filter((user) => !before.includes(user)),
    facts: {},
  });

/** The requester is asked to change the request. */
export const changesNotices = (step: StepDefinition, { data }: EventOf<'changes_requested'>): readonly Notice[] => [
  notice(
    { step, attempt: data.attempt, assignees: [], facts: { actor: data.by, reason: data.reason } },
    { occasion: 'changes', to: ['requester'], template: 'workflow_changes_requested' },
  ),
];

/** Those who had the task before know of it. */
export const reassignedNotices = (step: StepDefinition, { data }: EventOf<'step_reassigned'>): readonly Notice[] =>
  handed({
    step,
    attempt: data.attempt,
    assignees: idsOf(data.assignees).filter((user) => !data.from.includes(user)),
    facts: { reason: data.reason },
  });

/** The rung tells whom it is there to tell; what the step itself says of escalations comes on top. */
export function escalatedNotices(
  step: StepDefinition,
  instance: Instance,
  { data }: EventOf<'step_escalated'>,
): readonly Notice[] {
  const { attempt, level, reason } = data;
  const happening = { step, attempt, assignees: idsOf(data.assignees), facts: { level, reason } };
  return [
    ...rungNotices(happening, votedIn(instance, step), data),
    ...ownNotices(happening, 'escalated').map((notice) => ({ ...notice, facts: { level } })),
  ];
}

function rungNotices(
  happening: Happening,
  voted: readonly string[],
  { level, rung, added, to }: EventOf<'step_escalated'>['data'],
): readonly Notice[] {
  const waiting = { ...happening, assignees: happening.assignees.filter((user) => !voted.includes(user)) };
  const warn = (people: readonly string[], template = TEMPLATES.escalated): readonly Notice[] => [
    notice(waiting, { occasion: `escalated-${level}`, to: people, template }),
  ];
  switch (rung) {
    case 'escalate':
      return warn(['assignee', 'requester', 'role:admin'], 'workflow_timeout_alert');
    case 'remind':
      return warn(['assignee']);
    case 'notify':
      return warn(to.length === 0 ? ['assignee', 'requester'] : to);
    default:
      return added.length === 0 ? warn(to) : handed({ ...happening, assignees: idsOf(added) });
  }
}

export function endedNotices(
  step: StepDefinition,
  instance: Instance,
  { data }: EventOf<'step_completed'>,
): readonly Notice[] {
  const { attempt, outcome, by, output } = data;
  const { assignees, votes } = instance.steps[step.id] as EndedStep;
  const told = output.decidedBy === 'deadline' ? output.reason : undefined;
  const reason = (by === null ? told : votes[by]?.notes) ?? null;
  const happening = { step, attempt, assignees: idsOf(assignees), facts: { actor: by, reason, outcome } };
  return [
    ...kindOf(step)
      .endNotices(step, outcome)
      .flatMap((standard) => ownOr(happening, standard)),
    ...ownNotices(happening, 'completed'),
  ];
}

/** A task came to people; where it came to nobody there is nothing to tell. */
const handed = (happening: Happening): readonly Notice[] =>
  happening.assignees.length === 0
    ? []
    : ownOr(happening, { occasion: 'assigned', to: ['assignee'], template: TEMPLATES.assigned });

/** What the step itself asks for on this occasion; without that, the standard. */
function ownOr(happening: Happening, standard: EndNotice): readonly Notice[] {
  const own = standard.occasion === 'notice' ? [] : ownNotices(happening, standard.occasion);
  return own.length > 0 ? own : [notice(happening, standard)];
}

const ownNotices = (happening: Happening, occasion: Occasion): readonly Notice[] =>
  (happening.step.notifications ?? [])
    .filter(({ on }) => on === occasion)
    .map(({ to, template = TEMPLATES[occasion], channels }) =>
      notice(happening, { occasion, to: [to], template, channels }),
    );

const notice = (
  { step, attempt, assignees, facts }: Happening,
  told: Omit<EndNotice, 'occasion'> & { readonly occasion: string },
): Notice => ({ facts, ...told, about: { stepId: step.id, attempt }, assignees });

const idsOf = (assignees: readonly Assignee[]): readonly string[] => assignees.map(({ user }) => user);

const votedIn = (instance: Instance, step: StepDefinition): readonly string[] =>
  Object.keys((instance.steps[step.id] as OpenStep | EndedStep).votes);
