// The regions of the data that a set of conditions tells apart, as one representative point for each.
import type { Condition } from '../../conditions/schema.ts';
import type { Scope } from '../../conditions/scope.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { TABLE_POINTS_MAX } from '../../limits.ts';
import { isTable, type WorkflowDefinition } from '../schema.ts';
import { fieldTests, nested } from '../visit.ts';
import { fieldAt } from './field-schema.ts';
import { samplesOf } from './samples.ts';

export interface Point {
  readonly scope: Scope;
  /** Whether every field of it is usual. */
  readonly usual: boolean;
  readonly fields: JsonObject;
}

/** All conditions that these lead to through named rules; null where one is computed and cannot be reasoned about. */
export function expand(conditions: readonly Condition[], rules: Scope['rules']): readonly Condition[] | null {
  const all: Condition[] = [];
  const seen = new Set<string>();
  const queue = [...conditions];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const condition of nested(next)) {
      if (condition.$expr !== undefined) return null;
      all.push(condition);
      if (condition.$rule === undefined || seen.has(condition.$rule)) continue;
      seen.add(condition.$rule);
      const rule = Object.hasOwn(rules, condition.$rule) ? rules[condition.$rule] : undefined;
      if (rule !== undefined && !isTable(rule)) queue.push(rule);
    }
  return all;
}

/** Every combination of samples; null where they are too many or something is computed. */
export function pointsOf(definition: WorkflowDefinition, conditions: readonly Condition[]): readonly Point[] | null {
  const rules = definition.rules ?? {};
  const expanded = expand(conditions, rules);
  if (expanded === null) return null;
  const tests = new Map<string, unknown[]>();
  for (const [path, test] of expanded.flatMap(fieldTests)) tests.set(path, [...(tests.get(path) ?? []), test]);
  const axes = [...tests].map(([path, all]) => ({ path, samples: samplesOf(all, fieldAt(definition, path)) }));
  if (axes.reduce((count, { samples }) => count * samples.length, 1) > TABLE_POINTS_MAX) return null;
  let points: readonly { readonly fields: JsonObject; readonly usual: boolean }[] = [{ fields: {}, usual: true }];
  for (const { path, samples } of axes)
    points = points.flatMap((point) =>
      samples.map(({ value, usual }) => ({
        fields: value === undefined ? point.fields : { ...point.fields, [path]: value },
        usual: point.usual && usual,
      })),
    );
  return points.map((point) => ({ ...point, scope: scopeWith(point.fields, rules) }));
}

function scopeWith(fields: JsonObject, rules: Scope['rules']): Scope {
  const root: Record<'data' | 'steps' | 'context', { [key: string]: Json }> = { data: {}, steps: {}, context: {} };
  for (const [path, value] of Object.entries(fields)) {
    if (path.startsWith('$steps.')) put(root.steps, path.slice('$steps.'.length), value);
    else if (path.startsWith('$context.')) put(root.context, path.slice('$context.'.length), value);
    else put(root.data, path, value);
  }
  return { ...root, rules };
}

function put(root: { [key: string]: Json }, path: string, value: Json): void {
  const keys = path.split('.');
  const last = keys.pop() as string;
  let at = root;
  for (const key of keys) {
    const next = Object.hasOwn(at, key) && isObject(at[key]) ? (at[key] as { [key: string]: Json }) : {};
    define(at, key, next);
    at = next;
  }
  define(at, last, value);
}

/** A path may name "__proto__"; it is a key like any other. */
const define = (object: object, key: string, value: Json): void => {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
};
