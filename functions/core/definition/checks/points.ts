// The regions of the data that a set of conditions tells apart, as one representative point for each.
import { type Condition, isComparison } from '../../conditions/schema.ts';
import type { Scope } from '../../conditions/scope.ts';
import { isObject, type Json, type JsonObject, ownValue } from '../../json.ts';
import { TABLE_POINTS_MAX } from '../../limits.ts';
import { isTable, type WorkflowDefinition } from '../schema.ts';
import { fieldTests, nested } from '../visit.ts';

/** A value of a field, or that it is missing, or that it has a type nobody expects. */
export interface Sample {
  readonly value: Json | undefined;
  /** Whether data that fits the schema and has all fields can look like this. */
  readonly usual: boolean;
}
export interface Point {
  readonly scope: Scope;
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
      const rule = condition.$rule === undefined || seen.has(condition.$rule) ? undefined : rules[condition.$rule];
      if (condition.$rule !== undefined) seen.add(condition.$rule);
      if (rule !== undefined && !isTable(rule)) queue.push(rule);
    }
  return all;
}

/** Every combination of samples; null where they are too many or something is computed. */
export function pointsOf(definition: WorkflowDefinition, conditions: readonly Condition[]): readonly Point[] | null {
  const rules = definition.rules ?? {};
  const expanded = expand(conditions, rules);
  if (expanded === null) return null;
  const constants = new Map<string, Json[]>();
  for (const [path, test] of expanded.flatMap(fieldTests))
    constants.set(path, [...(constants.get(path) ?? []), ...constantsOf(test)]);
  const axes = [...constants].map(([path, values]) => ({
    path,
    samples: samplesOf(values, schemaAt(definition, path)),
  }));
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

function constantsOf(test: unknown): readonly Json[] {
  if (!isComparison(test)) return [test as Json];
  const { $in = [], $nin = [], $exists: _exists, $size, ...single } = test;
  const sizes = $size === undefined ? [] : [Array.from({ length: $size }, () => 0)];
  return [...$in, ...$nin, ...sizes, ...Object.values(single).filter((value): value is Json => value !== undefined)];
}

interface FieldSchema {
  readonly required: boolean;
  readonly schema: JsonObject;
}

/** What the data's schema says of a path; anything is possible where it says nothing. */
function schemaAt(definition: WorkflowDefinition, path: string): FieldSchema {
  if (path.startsWith('$')) return { required: false, schema: {} };
  let schema: JsonObject = definition.data ?? {};
  let required = true;
  for (const key of path.split('.')) {
    const names = schema.required;
    required &&= Array.isArray(names) && names.includes(key);
    const next = ownValue(schema.properties, key);
    schema = isObject(next) ? next : {};
  }
  return { required, schema };
}

function samplesOf(constants: readonly Json[], { required, schema }: FieldSchema): readonly Sample[] {
  const numbers = constants.filter((value) => typeof value === 'number');
  const texts = constants.filter((value) => typeof value === 'string');
  const others = constants.filter((value) => typeof value !== 'number' && typeof value !== 'string');
  const fixed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const usual: readonly Json[] = Array.isArray(fixed)
    ? fixed
    : [
        ...(numbers.length > 0 || schema.type === 'number' || schema.type === 'integer'
          ? numberSamples(numbers, schema)
          : []),
        ...(texts.length > 0 ? [...texts, otherText(texts)] : []),
        ...others,
        ...(others.some((value) => typeof value === 'boolean') || schema.type === 'boolean' ? [true, false] : []),
        ...(others.some(Array.isArray) ? [[]] : []),
      ];
  const distinct = [...new Map(usual.map((value) => [JSON.stringify(value), value])).values()];
  const missing: Sample[] = required ? [] : [{ value: undefined, usual: false }];
  return [...distinct.map((value) => ({ value, usual: true })), ...missing];
}

/** Each constant, one point between neighbours, one beyond either end, and the schema's own bounds. */
function numberSamples(constants: readonly number[], schema: JsonObject): readonly number[] {
  const bound = (key: string): readonly number[] => (typeof schema[key] === 'number' ? [schema[key]] : []);
  const edges = [
    ...constants,
    ...bound('minimum'),
    ...bound('maximum'),
    ...bound('exclusiveMinimum'),
    ...bound('exclusiveMaximum'),
  ];
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const between = sorted.flatMap((value, i) => {
    const next = sorted[i + 1];
    return next === undefined ? [] : [schema.type === 'integer' ? Math.floor((value + next) / 2) : (value + next) / 2];
  });
  const ends = [(sorted[0] ?? 0) - 1, (sorted.at(-1) ?? 0) + 1];
  const above = bound('minimum')[0] ?? Number.NEGATIVE_INFINITY;
  const below = bound('maximum')[0] ?? Number.POSITIVE_INFINITY;
  const over = bound('exclusiveMinimum')[0] ?? Number.NEGATIVE_INFINITY;
  const under = bound('exclusiveMaximum')[0] ?? Number.POSITIVE_INFINITY;
  return [...new Set([...sorted, ...between, ...ends])].filter(
    (n) => n >= above && n <= below && n > over && n < under,
  );
}

/** A text that is none of these. */
const otherText = (texts: readonly string[]): string => `other than ${texts.slice(0, 3).join(', ')}`;

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
