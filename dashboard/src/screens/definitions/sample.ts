// Data that fits a schema, to begin a trial with: every required field, each as simple as it may be.
import type { Schema } from '../../data/definition.ts';
import { fieldsOf, kindOf } from '../../forms/values.ts';

/** Tried in this order where a pattern asks for a form of its own. */
const TEXTS = [
  'Sample',
  'Sample for a trial',
  'SAMPLE-1',
  'sample',
  'sample@example.com',
  '+8801700000001',
  '2026-01-05',
  '12345',
  '1',
  'A',
];
const BY_FORMAT: Readonly<Record<string, string>> = {
  email: 'sample@example.com',
  date: '2026-01-05',
  'date-time': '2026-01-05T04:00:00.000Z',
  uri: 'https://example.com/sample',
};
const DEPTH_MAX = 8;

export function sampleOf(schema: Schema, depth = 0): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  switch (kindOf(schema)) {
    case 'choice':
      return schema.enum?.[0];
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'object':
      return depth >= DEPTH_MAX ? {} : sampleFields(schema, depth);
    case 'list':
      return [sampleOf(schema.items ?? {}, depth + 1)];
    case 'json':
      return schema.type === 'array' ? [] : {};
    default:
      return textOf(schema);
  }
}

const sampleFields = (schema: Schema, depth: number): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fieldsOf(schema)
      .filter(({ isRequired }) => isRequired)
      .map(({ name, schema: one }) => [name, sampleOf(one, depth + 1)]),
  );

function numberOf({ minimum, exclusiveMinimum, maximum }: Schema): number {
  const least = minimum ?? (exclusiveMinimum === undefined ? 1 : exclusiveMinimum + 1);
  return Math.min(Math.max(least, Math.min(1, maximum ?? 1)), maximum ?? Number.POSITIVE_INFINITY);
}

function textOf({ format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): string {
  const known = BY_FORMAT[format ?? ''];
  if (known !== undefined) return known;
  const fits = (text: string): boolean =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return TEXTS.find(fits) ?? 'Sample'.padEnd(minLength, '.').slice(0, maxLength);
}
