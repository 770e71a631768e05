// What is known of the value that a condition's path names, before any data is there.
import { compileSchema } from '../../decide/form.ts';
import { PRIORITIES } from '../../instance.ts';
import { isObject, type Json, type JsonObject, ownValue } from '../../json.ts';
import type { WorkflowDefinition } from '../schema.ts';

export interface FieldSchema {
  /** Whether data that fits always has the field. */
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Whether texts besides those that conditions name are to be expected. */
  readonly open: boolean;
}

const ANYTHING: JsonObject = {};
const CONTEXT: JsonObject = {
  required: ['startedBy', 'startedAt', 'priority', 'tags'],
  properties: {
    startedBy: { type: 'string' },
    startedAt: { type: 'string' },
    priority: { enum: [...PRIORITIES] },
    tags: { type: 'array' },
  },
};

/** Anything is possible where nothing is said. */
export function fieldAt(definition: WorkflowDefinition, path: string): FieldSchema {
  // A step's outcome is one of few words, and its output is what its action promises.
  if (path.startsWith('$steps.')) return { required: false, schema: ANYTHING, open: false };
  const inContext = path.startsWith('$context.');
  let schema: JsonObject = inContext ? CONTEXT : (definition.data ?? ANYTHING);
  let required = true;
  for (const key of (inContext ? path.slice('$context.'.length) : path).split('.')) {
    const names = schema.required;
    required &&= Array.isArray(names) && names.includes(key);
    const next = ownValue(schema.properties, key);
    schema = isObject(next) ? next : ANYTHING;
  }
  return { required, schema, open: true };
}

export type TypeName = 'number' | 'string' | 'boolean' | 'null' | 'array' | 'object';

/** The types that the schema names; null where it names none. */
export function typesOf({ type }: JsonObject): ReadonlySet<TypeName> | null {
  if (type === undefined) return null;
  const names = (Array.isArray(type) ? type : [type]) as readonly string[];
  return new Set(names.map((name) => (name === 'integer' ? 'number' : name) as TypeName));
}

export function typeOf(value: Json): TypeName {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as TypeName);
}

/** Whether the schema takes the value; one that does not stand alone takes everything. */
export function fits(schema: JsonObject, value: Json): boolean {
  const validator = compileSchema(schema);
  return !validator.ok || validator.value.safeParse(value).success;
}
