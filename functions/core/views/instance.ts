// The whole of an instance as its viewers see it: data, votes, messages, history.
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { AuditEntry } from '../document.ts';
import type { Instance, StepInstance } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { statusAnswer } from './status.ts';
import { iso } from './time.ts';

export function instanceAnswer(
  definition: WorkflowDefinition,
  instance: Instance,
  entries: readonly AuditEntry[],
): JsonObject {
  const { context } = instance;
  return {
    ...statusAnswer(definition, instance),
    data: instance.data,
    context: { startedBy: context.startedBy, startedAt: iso(context.startedAt), source: context.source },
    tags: context.tags,
    steps: Object.fromEntries(Object.entries(instance.steps).map(([id, step]) => [id, stepAnswer(step)])),
    history: historyOf(entries),
    messages: Object.values(instance.messages).map(({ to, channel, template, state, at, error }) => ({
      to,
      channel,
      template,
      state,
      at: iso(at),
      ...(error === undefined ? {} : { error }),
    })),
    comments: instance.comments.map((comment) => ({ ...comment, at: iso(comment.at) })),
    incidents: incidentsOf(instance),
    changes: instance.changes.map((change) => ({ ...change })),
    ...(instance.parent === null ? {} : { parent: { ...instance.parent } }),
    sla: slaAnswer(instance),
  };
}

/** What was promised, and how it stands. */
function slaAnswer({ sla }: Instance): JsonObject | null {
  if (sla === null) return null;
  const { warned, escalated, breached } = sla.at;
  return {
    ...(warned === undefined ? {} : { warnAt: iso(warned) }),
    ...(escalated === undefined ? {} : { escalateAt: iso(escalated) }),
    ...(breached === undefined ? {} : { dueAt: iso(breached) }),
    state: sla.reached.at(-1) ?? 'on_track',
  };
}

function stepAnswer(step: StepInstance): JsonObject {
  if (step.state === 'pending') return { state: step.state, attempt: step.attempt };
  return {
    state: step.state,
    ...('outcome' in step ? { outcome: step.outcome } : {}),
    attempt: step.attempt,
    level: step.level,
    assignees: step.assignees.map(({ user }) => user),
    assignments: step.assignees.map((assignee) => ({ ...assignee })),
    votes: Object.fromEntries(Object.entries(step.votes).map(([user, vote]) => [user, { ...vote, at: iso(vote.at) }])),
    output: step.output,
    ...(step.startedAt === null ? {} : { startedAt: iso(step.startedAt) }),
    ...('endedAt' in step ? { endedAt: iso(step.endedAt) } : {}),
    ...('error' in step && step.error !== undefined ? { error: step.error } : {}),
  };
}

export const incidentsOf = (instance: Instance): readonly JsonObject[] =>
  Object.entries(instance.incidents).map(([incidentId, { at, resolvedAt, ...incident }]) => ({
    incidentId,
    instanceId: instance.id,
    workflowId: instance.definition.id,
    ...incident,
    at: iso(at),
    ...(resolvedAt === undefined ? {} : { resolvedAt: iso(resolvedAt) }),
  }));

/** The audit's events, one row each. */
export const historyOf = (entries: readonly AuditEntry[]): readonly JsonObject[] =>
  entries.flatMap((entry) =>
    entry.events.map(
      (event): JsonObject => ({
        seq: entry.seq,
        action: event.action,
        at: iso(entry.at),
        actor: entry.actor,
        ...('stepId' in event ? { stepId: event.stepId } : {}),
        data: event.data as unknown as JsonObject,
      }),
    ),
  );

/** The audit as it is stored, one row for each commit. */
export const auditRow = ({ at, onBehalfOf, ...entry }: AuditEntry): JsonObject => ({
  ...(entry as unknown as JsonObject),
  at: iso(at),
  ...(onBehalfOf === null ? {} : { onBehalfOf }),
});
