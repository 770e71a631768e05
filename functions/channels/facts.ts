// The facts a message is made of, taken from an instance; whatever a definition calls sensitive or personal stays out.
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { MessageEffect } from '../core/effects.ts';
import type { Instance, Priority } from '../core/instance.ts';
import { isOpen } from '../core/instance.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { isObject, ownValue } from '../core/json.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** One of the few values that decide, unformatted: reader's language and time zone come with the rendering. */
export interface Field {
  readonly label: string;
  readonly value: string | number | boolean;
  readonly format?: 'date' | 'date-time';
  /** ISO 4217 code: the value is an amount of money. */
  readonly currency?: string;
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
  /** What the occasion itself brought, such as the data of a notification step. */
  readonly occasion?: JsonObject;
}

export const FIELDS_MAX = 6;

const ID_NAME = /(^id|Id|_id)$/;
const MONEY_NAME = /(amount|cost|price|fee)$/i;
const CURRENCY = /^[A-Z]{3}$/;

/** The facts of one message about an instance. `names`: people's names by id; who is missing goes by the id. */
export function factsOf(source: {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly stepId?: string | undefined;
  readonly facts: MessageEffect['facts'];
  readonly names: Readonly<Record<string, string>>;
}): MessageFacts {
  const { definition, instance, stepId, facts, names } = source;
  const { sensitive = [], personal = [] } = definition;
  const data = withoutPointers(instance.data, [...sensitive, ...personal.map(({ pointer }) => pointer)]);
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

/**
 * The top-level values that decide, at most FIELDS_MAX: the request's own id, then numbers, then other ids, then the rest,
 * each in the order of the data schema (its required properties first). Without a schema, in the order of the data.
 */
export function fieldsOf(schema: JsonObject | undefined, data: JsonObject): readonly Field[] {
  const known = orderedNames(schema, data).filter((name) => isScalar(ownValue(data, name)));
  const ownId = known.find((name) => ID_NAME.test(name));
  const rank = (name: string): number => {
    if (name === ownId) return 0;
    if (typeof data[name] === 'number') return 1;
    return ID_NAME.test(name) ? 2 : 3;
  };
  return known
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, FIELDS_MAX)
    .map((name) => fieldOf(name, ownValue(ownValue(schema, 'properties'), name), data));
}

function orderedNames(schema: JsonObject | undefined, data: JsonObject): readonly string[] {
  const properties = ownValue(schema, 'properties');
  if (!isObject(properties)) return Object.keys(data);
  const required = ownValue(schema, 'required');
  const first = Array.isArray(required) ? required.filter((name) => Object.hasOwn(properties, name)) : [];
  return [...new Set<string>([...first, ...Object.keys(properties)])].filter((name) => isReadable(properties[name]));
}

/** Links and encoded files tell a reader nothing in one line. */
function isReadable(property: Json | undefined): boolean {
  const format = ownValue(property, 'format');
  const link = typeof format === 'string' && format.startsWith('uri');
  return !link && ownValue(property, 'contentEncoding') === undefined;
}

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || textOf(value) !== undefined;

function fieldOf(name: string, property: Json | undefined, data: JsonObject): Field {
  const value = data[name] as Field['value'];
  const format = ownValue(property, 'format');
  const currency = ownValue(data, 'currency');
  const isMoney = typeof value === 'number' && MONEY_NAME.test(name);
  return {
    label: textOf(ownValue(property, 'title')) ?? labelOf(name),
    value,
    ...(format === 'date' || format === 'date-time' ? { format } : {}),
    ...(isMoney && typeof currency === 'string' && CURRENCY.test(currency) ? { currency } : {}),
  };
}

/** "totalAmount" → "Total amount", "orderId" → "Order ID". */
export function labelOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => (/^id$/i.test(word) ? 'ID' : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
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
