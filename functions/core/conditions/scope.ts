// What a condition can see of an instance: the data, the steps' results and the circumstances.
import type { WorkflowDefinition } from '../definition/schema.ts';
import { type Instance, isEnded } from '../instance.ts';
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts';

export interface Scope {
  readonly data: JsonObject;
  readonly steps: JsonObject;
  readonly context: JsonObject;
  readonly rules: NonNullable<WorkflowDefinition['rules']>;
}

/** `$steps.<id>` has state, outcome (when ended) and output; `$context` has startedBy, priority, tags, startedAt (ISO 8601). */
export function scopeOf(definition: WorkflowDefinition, instance: Instance): Scope {
  const steps: Record<string, Json> = {};
  for (const [id, step] of Object.entries(instance.steps)) {
    steps[id] = isEnded(step)
      ? { state: step.state, outcome: step.outcome, output: step.output }
      : { state: step.state, output: step.state === 'pending' ? {} : step.output };
  }
  return { data: instance.data, steps, context: contextOf(instance.context), rules: definition.rules ?? {} };
}

export const contextOf = (context: Instance['context']): JsonObject => ({
  startedBy: context.startedBy,
  startedAt: new Date(context.startedAt).toISOString(),
  priority: context.priority,
  tags: context.tags,
});

/** The value a condition's path names: in the data, or behind `$steps.` or `$context.`. */
export function lookUp(scope: Scope, path: string): Json | undefined {
  if (path.startsWith('$steps.')) return valueAt(scope.steps, path.slice('$steps.'.length));
  if (path.startsWith('$context.')) return valueAt(scope.context, path.slice('$context.'.length));
  return valueAt(scope.data, path);
}

const REFERENCE = /^\$(data|steps|context)\./;

/** A literal, or the value that "$data.…", "$steps.…" or "$context.…" names; undefined where that is missing. */
export function resolveReference(scope: Scope, value: Json): Json | undefined {
  if (typeof value !== 'string' || !REFERENCE.test(value)) return value;
  return lookUp(scope, value.startsWith('$data.') ? value.slice('$data.'.length) : value);
}

/** A JSON value with every reference in it replaced; what is missing becomes null. */
export function resolveReferences(scope: Scope, value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => resolveReferences(scope, item));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(scope, item)]));
  return resolveReference(scope, value) ?? null;
}
