// The facts a message is made of, taken from an instance; whatever a definition calls sensitive or personal stays out.
import { hiddenPointers } from '../core/definition/hidden.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { MessageEffect } from '../core/effects.ts';
import type { Instance, Priority } from '../core/instance.ts';
import { isOpen } from '../core/instance.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { ownValue } from '../core/json.ts';
import { type Field, fieldsOf } from '../core/views/fields.ts';
import type { DigestTask } from './digest.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface MessageFacts {
  readonly workflowName: string;
  readonly instanceId: string;
  readonly stepId?: string;
  readonly stepName?: string;
  readonly requester: Named;
  /** Who did what the message tells; absent when nobody did (an automatic decision, a deadline). */
  readonly actor?: Named;
  readonly reason?: string;
  readonly outcome?: string;
  readonly priority: Priority;
  /** Epoch ms. */
  readonly startedAt: number;
  /** Epoch ms. */
  readonly dueAt?: number;
  /** The request's data without what is sensitive or personal. */
  readonly data: JsonObject;
  readonly fields: readonly Field[];
  /** In a digest: how many tasks wait in all; `fields` lists the first of them. */
  readonly openTasks?: number;
  /** In a digest: the tasks themselves; `digestFacts` makes facts of them. */
  readonly tasks?: readonly DigestTask[];
  /** In a digest: epoch ms by which tasks are late or due today; without it they are not grouped. */
  readonly at?: number;
  /** What the occasion itself brought, such as the data of a notification step. */
  readonly occasion?: JsonObject;
}

/** The facts of one message about an instance. `names`: people's names by id; who is missing goes by the id. */
export function factsOf(source: {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly stepId?: string | undefined;
  readonly facts: MessageEffect['facts'];
  readonly names: Readonly<Record<string, string>>;
}): MessageFacts {
  const { definition, instance, stepId, facts, names } = source;
  const data = withoutPointers(instance.data, hiddenPointers(definition));
  const person = (id: string): Named => ({ id, name: textOf(ownValue(names, id)) ?? id });
  const actor = textOf(ownValue(facts, 'actor'));
  const reason = textOf(ownValue(facts, 'reason')) ?? (stepId === undefined ? textOf(instance.reason) : undefined);
  const outcome = textOf(ownValue(facts, 'outcome')) ?? (stepId === undefined ? textOf(instance.outcome) : undefined);
  const dueAt = dueOf(source);
  return {
    workflowName: definition.name,
    instanceId: instance.id,
    ...(stepId === undefined ? {} : { stepId, stepName: stepNameOf(definition, stepId) }),
    requester: person(instance.context.startedBy),
    ...(actor === undefined ? {} : { actor: person(actor) }),
    ...(reason === undefined ? {} : { reason }),
    ...(outcome === undefined ? {} : { outcome }),
    priority: instance.context.priority,
    startedAt: instance.context.startedAt,
    ...(dueAt === undefined ? {} : { dueAt }),
    data,
    fields: fieldsOf(definition.data, data),
    occasion: facts,
  };
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const stepNameOf = (definition: WorkflowDefinition, stepId: string): string =>
  definition.steps.find((step) => step.id === stepId)?.name ?? stepId;

function dueOf(source: Parameters<typeof factsOf>[0]): number | undefined {
  const told = ownValue(source.facts, 'dueAt');
  if (typeof told === 'number') return told;
  if (source.stepId === undefined || !Object.hasOwn(source.instance.steps, source.stepId)) return undefined;
  const step = source.instance.steps[source.stepId];
  return isOpen(step) ? (step.dueAt ?? undefined) : undefined;
}

/** The value without what the JSON pointers name; the original stays as it is. */
export function withoutPointers(data: JsonObject, pointers: readonly string[]): JsonObject {
  const paths = pointers.map((pointer) =>
    pointer
      .slice(1)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
  return without(data, paths) as JsonObject;
}

function without(value: Json, paths: readonly (readonly string[])[]): Json {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value;
  const below = (key: string) => paths.filter((path) => path[0] === key).map((path) => path.slice(1));
  const isNamed = (key: string): boolean => below(key).some((path) => path.length === 0);
  if (Array.isArray(value)) {
    // An element keeps its place, so that the pointers behind it still mean the same.
    return value.map((item: Json, index) => (isNamed(String(index)) ? null : without(item, below(String(index)))));
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isNamed(key))
      .map(([key, item]) => [key, without(item as Json, below(key))]),
  );
}
