// Answers of the API: an instance as its callers see it. Shapes are the language contract's.
import { stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { type Instance, isOpen, type StepInstance } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { titleOf } from './fields.ts';
import { iso } from './time.ts';

/** The answer of every command: where the instance stands, and the step that was meant. */
export function commandAnswer(instance: Instance, stepId?: string): JsonObject {
  const step = stepId === undefined ? undefined : instance.steps[stepId];
  return {
    instanceId: instance.id,
    status: instance.status,
    ...(instance.outcome === null ? {} : { outcome: instance.outcome }),
    revision: instance.revision,
    ...(step === undefined || stepId === undefined ? {} : { step: { stepId, ...stepSummary(step) } }),
  };
}

const stepSummary = (step: StepInstance): JsonObject => ({
  state: step.state,
  ...('outcome' in step ? { outcome: step.outcome } : {}),
  attempt: step.attempt,
});

export function statusAnswer(definition: WorkflowDefinition, instance: Instance): JsonObject {
  const { context } = instance;
  const title = titleOf(definition, instance.data);
  return {
    instanceId: instance.id,
    ...(title === undefined ? {} : { title }),
    workflowId: instance.definition.id,
    version: instance.definition.version,
    status: instance.status,
    ...(instance.outcome === null ? {} : { outcome: instance.outcome }),
    revision: instance.revision,
    priority: context.priority,
    startedBy: context.startedBy,
    startedAt: iso(context.startedAt),
    ...(instance.endedAt === null ? {} : { completedAt: iso(instance.endedAt) }),
    ...(instance.reason === null ? {} : { reason: instance.reason }),
    ...(instance.changesRequested === null
      ? {}
      : { changesRequested: { ...instance.changesRequested, at: iso(instance.changesRequested.at) } }),
    openSteps: openSteps(definition, instance),
    steps: Object.fromEntries(Object.entries(instance.steps).map(([id, step]) => [id, stepSummary(step)])),
  };
}

const openSteps = (definition: WorkflowDefinition, instance: Instance): readonly JsonObject[] =>
  Object.entries(instance.steps).flatMap(([stepId, step]): readonly JsonObject[] =>
    isOpen(step)
      ? [
          {
            stepId,
            name: stepOf(definition, stepId).name ?? stepId,
            state: step.state,
            assignees: step.assignees.map(({ user }) => user),
            ...(step.dueAt === null ? {} : { dueAt: iso(step.dueAt) }),
            level: step.level,
            attempt: step.attempt,
          },
        ]
      : [],
  );
