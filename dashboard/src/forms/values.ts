// What people type, as data: text of fields by pointer, and the data that a schema makes of it.
import type { Schema } from '../data/definition.ts';

export type Data = Readonly<Record<string, unknown>>;
export type Kind = 'text' | 'long' | 'number' | 'boolean' | 'choice' | 'object' | 'list' | 'json';

const LONG_CHARS = 300;
const typeOf = ({ type }: Schema): string | undefined =>
  Array.isArray(type) ? type.find((one: string) => one !== 'null') : (type as string | undefined);

/** How a field is asked for. What no field can ask for is written as JSON. */
export function kindOf(schema: Schema): Kind {
  if (schema.enum !== undefined) return 'choice';
  switch (typeOf(schema)) {
    case 'string':
      return schema.format === undefined && (schema.maxLength ?? 0) > LONG_CHARS && schema.pattern === undefined
        ? 'long'
        : 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'object':
      return schema.properties === undefined ? 'json' : 'object';
    case 'array':
      return schema.items !== undefined && isListed(schema.items) ? 'list' : 'json';
    default:
      return 'json';
  }
}

/** Lists of simple values, and of objects of simple values. */
function isListed(items: Schema): boolean {
  const kind = kindOf(items);
  if (kind !== 'object') return kind !== 'list' && kind !== 'json';
  return Object.values(items.properties ?? {}).every((one) => !['object', 'list', 'json'].includes(kindOf(one)));
}

/** Required fields first, otherwise in the schema's order. */
export function fieldsOf({ properties = {}, required = [] }: Schema) {
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name),
  }));
  return fields.toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

/** The data with another value at a path; undefined takes the field out, and objects that become empty with it. */
export function withValue(data: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(data))
    return data.map((one, index) => (String(index) === name ? withValue(one, rest, value) : one));
  const { [name]: old, ...others } = (data ?? {}) as Record<string, unknown>;
  const next = withValue(old, rest, value);
  const isEmpty = typeof next === 'object' && next !== null && !Array.isArray(next) && Object.keys(next).length === 0;
  if (next === undefined || (isEmpty && rest.length > 0)) return others;
  // Where a field stood, it stays: the order is what a reader sees.
  return name in ((data ?? {}) as object) ? { ...(data as object), [name]: next } : { ...others, [name]: next };
}

/** What an input's text means by its schema; an empty text means that there is nothing. */
export function parsed(schema: Schema, text: string): unknown {
  if (text === '') return undefined;
  if (kindOf(schema) === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (kindOf(schema) === 'choice') return schema.enum?.find((one) => String(one) === text) ?? text;
  if (schema.format === 'date-time') {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? text : at.toISOString();
  }
  return text;
}

/** The same the other way round, as an input wants it. */
export function shown(schema: Schema, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (schema.format !== 'date-time' || typeof value !== 'string') return String(value);
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return value;
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What makes `after` of `before`, as a JSON merge patch: what is gone is null. */
export function patchBetween(before: Data, after: Data): Data {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [a, b] = [before[name], after[name]];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    if (b === undefined) patch[name] = null;
    else patch[name] = isPlain(a) && isPlain(b) ? patchBetween(a, b) : b;
  }
  return patch;
}

const isPlain = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);
