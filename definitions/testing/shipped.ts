// Reading the shipped templates and samples, for their tests.
import { readFileSync } from 'node:fs';
import type { Scope } from '../../functions/core/conditions/scope.ts';
import { definitionSchema, type WorkflowDefinition } from '../../functions/core/definition/schema.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import { type User, userSchema } from '../../functions/core/user.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
export const samplesOf = (name: string): readonly JsonObject[] => read(`../samples/${name}.json`) as JsonObject[];

/** The sample whose `field` is `id`. */
export function sample(name: string, field: string, id: string): JsonObject {
  const found = samplesOf(name).find((data) => data[field] === id);
  if (found === undefined) throw new Error(`no sample ${id}`);
  return found;
}

/** Every template with the file of its samples. */
export const TEMPLATES = {
  'order-approval': 'orders',
  'dispute-resolution': 'disputes',
  'engineer-registration': 'engineers',
  'engineer-renewal': 'engineers',
  'site-visit-approval': 'visits',
} as const;
export const ids = Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[];
/** A template as it is in its file. */
export const sourceOf = (id: string): unknown => read(`../${id}.json`);
export const templateOf = (id: string): WorkflowDefinition => definitionSchema.parse(sourceOf(id));
export const users: readonly User[] = samplesOf('users').map((user) => userSchema.parse(user));

export const scopeWith = (definition: WorkflowDefinition, data: JsonObject, steps: JsonObject = {}): Scope => ({
  data,
  steps,
  context: {},
  rules: definition.rules ?? {},
});

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
