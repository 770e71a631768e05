// The fields of a request, out of the data schema of its definition: the values that one cell can hold.

export type FieldType = 'text' | 'number' | 'integer' | 'boolean' | 'date' | 'date-time' | 'list' | 'json';

export interface Field {
  /** "orderId", "customer.name". */
  readonly path: string;
  readonly type: FieldType;
  /** Its title, where the schema has one. */
  readonly title?: string;
  /** The only values it may have. */
  readonly options?: readonly string[];
  /** Whether a request without it is refused. */
  readonly required: boolean;
}

interface Schema {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly title?: unknown;
  readonly enum?: unknown;
  readonly required?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const DEPTH_MAX = 6;
/** Names that would reach the prototype of an object. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);
const NAME = /^[^.\s][^.]{0,99}$/;

export const isPath = (path: string): boolean =>
  path.length <= 300 && path.split('.').every((name) => NAME.test(name) && !FORBIDDEN.has(name));

export function fieldsOf(schema: unknown): readonly Field[] {
  return isSchema(schema) ? walk(schema, [], true) : [];
}

function walk(schema: Schema, path: readonly string[], required: boolean): readonly Field[] {
  const { properties } = schema;
  if (!isSchema(properties) || path.length >= DEPTH_MAX)
    return path.length === 0 ? [] : [fieldOf(schema, path, required)];
  const needed = Array.isArray(schema.required) ? schema.required : [];
  const fields: Field[] = [];
  for (const name of Object.keys(properties)) {
    const property = (properties as Readonly<Record<string, Schema>>)[name];
    if (isSchema(property) && isPath(name))
      fields.push(...walk(property, [...path, name], required && needed.includes(name)));
  }
  return fields;
}

function fieldOf(schema: Schema, path: readonly string[], required: boolean): Field {
  const options = Array.isArray(schema.enum) ? schema.enum.filter((one): one is string => typeof one === 'string') : [];
  return {
    path: path.join('.'),
    type: typeOf(schema),
    required,
    ...(typeof schema.title === 'string' && schema.title !== '' ? { title: schema.title } : {}),
    ...(options.length > 0 ? { options } : {}),
  };
}

function typeOf({ type, format, items }: Schema): FieldType {
  if (type === 'number' || type === 'integer' || type === 'boolean') return type;
  if (type === 'array') return items?.type === 'string' ? 'list' : 'json';
  if (type === 'object') return 'json';
  return format === 'date' || format === 'date-time' ? format : 'text';
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
