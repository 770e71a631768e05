// Who is told what: messages that follow from a commit's events, resolved to single people and channels.
import type { Context } from './context.ts';
import { stepOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { StepDefinition, StepNotification } from './definition/steps.ts';
import type { MessageEffect } from './effects.ts';
import type { Event, StepEvent } from './events.ts';
import type { Assignee, Instance } from './instance.ts';
import type { Json, JsonObject } from './json.ts';
import type { Channel } from './user.ts';

/** Something to tell: to whom (as the definition says it), by which template and channels. */
interface Notice {
  readonly occasion: string;
  readonly to: readonly string[];
  readonly template: string;
  readonly channels?: readonly Channel[] | undefined;
  readonly stepId?: string;
  readonly attempt?: number;
  readonly facts: JsonObject;
}
type Occasion = StepNotification['on'];

/** One event with all messages of a commit, or none. `before` is the instance before the commit. */
export function announce(
  definition: WorkflowDefinition,
  before: Instance | null,
  after: Instance,
  events: readonly Event[],
  context: Context,
): readonly Event[] {
  const people = (name: string, notice: Notice): readonly string[] => recipients(name, notice, after, context);
  const messages = new Map<string, MessageEffect>();
  for (const notice of events.flatMap((event) => noticesOf(definition, after, event)))
    for (const to of notice.to.flatMap((name) => people(name, notice)))
      for (const channel of notice.channels ?? (['preferred'] as const)) {
        const about = notice.stepId ?? 'workflow';
        const id = `${about}:${notice.attempt ?? 0}:${notice.occasion}:${before?.revision ?? 0}:${to}:${channel}`;
        const step = notice.stepId === undefined ? {} : { stepId: notice.stepId, attempt: notice.attempt ?? 0 };
        messages.set(id, { kind: 'message', id, to, channel, template: notice.template, facts: notice.facts, ...step });
      }
  return messages.size === 0 ? [] : [{ action: 'messages_queued', data: { messages: [...messages.values()] } }];
}

function recipients(name: string, notice: Notice, instance: Instance, context: Context): readonly string[] {
  if (name === 'requester') return [instance.context.startedBy];
  const [kind, id = ''] = name.split(':', 2);
  if (kind === 'user') return [id];
  if (kind === 'role')
    return Object.values(context.directory.users)
      .filter((user) => user.roles.includes(id))
      .map((user) => user.id)
      .sort();
  const step = notice.stepId === undefined ? undefined : instance.steps[notice.stepId];
  return name === 'assignee' && step !== undefined && step.state !== 'pending'
    ? step.assignees.map(({ user }) => user)
    : [];
}

function noticesOf(definition: WorkflowDefinition, instance: Instance, event: Event): readonly Notice[] {
  const lists = definition.notifications ?? {};
  switch (event.action) {
    case 'workflow_started':
      return workflowNotice('started', lists.onStarted, 'workflow_started', {});
    case 'workflow_completed':
      return workflowNotice('completed', lists.onCompleted, 'workflow_completed', {
        outcome: event.data.outcome,
        reason: event.data.reason,
      });
    case 'workflow_cancelled':
      return workflowNotice('cancelled', lists.onCompleted, 'workflow_completed', {
        outcome: 'cancelled',
        reason: event.data.reason,
      });
    case 'workflow_failed':
      return workflowNotice('failed', lists.onFailed ?? ['role:admin'], 'workflow_failed', {
        reason: event.data.reason,
      });
    default:
      return 'stepId' in event && event.stepId !== null
        ? stepNotices(stepOf(definition, event.stepId), instance, event as StepEvent)
        : [];
  }
}

const workflowNotice = (
  occasion: string,
  to: readonly string[] | undefined,
  template: string,
  facts: JsonObject,
): readonly Notice[] => (to === undefined ? [] : [{ occasion, to, template, facts }]);

const named = (assignees: readonly Assignee[]): readonly string[] => assignees.map(({ user }) => `user:${user}`);

function stepNotices(step: StepDefinition, instance: Instance, event: StepEvent): readonly Notice[] {
  const about = { stepId: step.id, attempt: event.data.attempt };
  const told = (
    occasion: Occasion,
    standard: Omit<Notice, 'occasion' | keyof typeof about> | null,
    facts: JsonObject,
  ): readonly Notice[] => configured(step, occasion, standard, facts).map((notice) => ({ ...notice, ...about }));
  switch (event.action) {
    case 'step_assigned':
      return told('assigned', { to: named(event.data.assignees), template: 'workflow_task_assigned', facts: {} }, {});
    case 'step_reassigned': {
      const added = event.data.assignees.filter(({ user }) => !event.data.from.includes(user));
      return [
        {
          ...about,
          occasion: 'assigned',
          to: named(added),
          template: 'workflow_task_assigned',
          facts: { reason: event.data.reason },
        },
      ];
    }
    case 'step_escalated':
      return [...escalationNotices(event, about), ...told('escalated', null, { level: event.data.level })];
    case 'step_completed':
      return completionNotices(step, instance, event, told);
    default:
      return [];
  }
}

/** What the step itself asks for on this occasion; without that, the standard. */
function configured(
  step: StepDefinition,
  occasion: Occasion,
  standard: Omit<Notice, 'occasion' | 'stepId' | 'attempt'> | null,
  facts: JsonObject,
): readonly Notice[] {
  const own = (step.notifications ?? []).filter((notification) => notification.on === occasion);
  if (own.length === 0) return standard === null ? [] : [{ ...standard, occasion, facts }];
  return own.map(({ to, template, channels }) => ({
    occasion,
    to: [to],
    template: template ?? TEMPLATES[occasion],
    channels,
    facts,
  }));
}

const TEMPLATES: { readonly [occasion in Occasion]: string } = {
  assigned: 'workflow_task_assigned',
  approved: 'workflow_step_approved',
  rejected: 'workflow_step_rejected',
  escalated: 'workflow_escalation_warning',
  completed: 'workflow_completed',
};

type Told = (
  occasion: Occasion,
  standard: Omit<Notice, 'occasion' | 'stepId' | 'attempt'> | null,
  facts: JsonObject,
) => readonly Notice[];

function completionNotices(
  step: StepDefinition,
  instance: Instance,
  event: Extract<StepEvent, { action: 'step_completed' }>,
  told: Told,
): readonly Notice[] {
  const { outcome, by } = event.data;
  if (step.type === 'notification') {
    const to = typeof step.assignedTo === 'string' ? [step.assignedTo] : step.assignedTo;
    return [
      {
        occasion: 'notice',
        to,
        template: step.template,
        channels: step.channels,
        facts: step.data ?? {},
        stepId: step.id,
        attempt: event.data.attempt,
      },
    ];
  }
  const ended = instance.steps[step.id];
  const notes = ended !== undefined && 'votes' in ended && by !== null ? (ended.votes[by]?.notes ?? null) : null;
  const facts: { [key: string]: Json } = { actor: by, reason: notes, outcome };
  const completed = told('completed', null, facts);
  if (outcome === 'approved')
    return [...told('approved', { to: ['requester'], template: TEMPLATES.approved, facts }, facts), ...completed];
  if (outcome === 'rejected')
    return [...told('rejected', { to: ['requester'], template: TEMPLATES.rejected, facts }, facts), ...completed];
  return completed;
}

function escalationNotices(
  event: Extract<StepEvent, { action: 'step_escalated' }>,
  about: { stepId: string; attempt: number },
): readonly Notice[] {
  const { level, rung, added, to } = event.data;
  const facts = { level, reason: event.data.reason };
  const occasion = `escalated-${level}`;
  const handed: Notice = { ...about, occasion, to: named(added), template: 'workflow_task_assigned', facts };
  switch (rung) {
    case 'escalate':
      return [
        { ...about, occasion, to: ['assignee', 'requester', 'role:admin'], template: 'workflow_timeout_alert', facts },
      ];
    case 'remind':
      return [{ ...about, occasion, to: ['assignee'], template: 'workflow_escalation_warning', facts }];
    case 'notify':
      return [
        {
          ...about,
          occasion,
          to: to.length === 0 ? ['assignee', 'requester'] : to,
          template: 'workflow_escalation_warning',
          facts,
        },
      ];
    default:
      return [handed];
  }
}
