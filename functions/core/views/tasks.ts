// Tasks: what waits for one person, with the fields that decide.
import { planOf, stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { type Instance, isOpen } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { kindOf } from '../kinds/index.ts';
import { fieldsOf } from './fields.ts';
import { iso } from './time.ts';

/** The open steps of an instance in which this person has not acted yet. */
export function tasksOf(definition: WorkflowDefinition, instance: Instance, userId: string): readonly JsonObject[] {
  if (instance.status !== 'running') return [];
  return planOf(definition).steps.flatMap(({ definition: { id: stepId } }): readonly JsonObject[] => {
    const step = instance.steps[stepId];
    if (!isOpen(step) || Object.hasOwn(step.votes, userId)) return [];
    const mine = step.assignees.find(({ user }) => user === userId);
    if (mine === undefined) return [];
    const stepDefinition = stepOf(definition, stepId);
    return [
      {
        instanceId: instance.id,
        stepId,
        attempt: step.attempt,
        name: stepDefinition.name ?? stepId,
        type: stepDefinition.type,
        actions: kindOf(stepDefinition).accepts,
        workflowId: definition.id,
        workflowName: definition.name,
        requester: instance.context.startedBy,
        ...(mine.onBehalfOf === undefined ? {} : { onBehalfOf: mine.onBehalfOf }),
        priority: instance.context.priority,
        revision: instance.revision,
        assignedAt: iso(step.startedAt),
        ...(step.dueAt === null ? {} : { dueAt: iso(step.dueAt) }),
        fields: fieldsOf(definition.data, instance.data).map((field) => ({ ...field })),
      },
    ];
  });
}
