// Tasks: what waits for one person, with the fields that decide.
import { planOf, stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import { type Instance, isOpen } from '../instance.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { kindOf } from '../kinds/index.ts';
import { iso } from './time.ts';

export const FIELDS_MAX = 6;

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
        fields: fieldsOf(definition, instance.data),
      },
    ];
  });
}

/** The first few plain values of the request: required ones first, then as the schema lists them, then as they came. */
export function fieldsOf(
  definition: WorkflowDefinition,
  data: JsonObject,
): readonly { readonly label: string; readonly value: Json }[] {
  const schema = definition.data ?? {};
  const required = Array.isArray(schema.required)
    ? schema.required.filter((name): name is string => typeof name === 'string')
    : [];
  const listed = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const names = [...new Set([...required, ...listed, ...Object.keys(data)])];
  const isPlain = (value: Json | undefined): value is Json =>
    value !== undefined && value !== null && typeof value !== 'object';
  return names
    .filter((name) => Object.hasOwn(data, name) && isPlain(data[name]))
    .slice(0, FIELDS_MAX)
    .map((name) => ({ label: titleOf(schema, name), value: data[name] as Json }));
}

/** The schema's own title, else the name in words: totalAmount → Total amount. */
function titleOf(schema: JsonObject, name: string): string {
  const property =
    isObject(schema.properties) && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
  if (isObject(property) && typeof property.title === 'string') return property.title;
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
