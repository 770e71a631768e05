// What is wrong with filled-in data, by pointer: found here at once, or told by the API.
import type { ApiError } from '../api/error.ts';
import type { Schema } from '../data/definition.ts';
import { fieldsOf, kindOf } from './values.ts';

export type Problem = 'required' | 'number' | 'minimum' | 'maximum' | 'short' | 'long' | 'pattern' | 'json' | 'email';
/** Pointer → what is wrong: one of ours, or the API's own words. */
export type Problems = Readonly<Record<string, { readonly kind: Problem; readonly limit?: number } | string>>;

export function problemsOf(schema: Schema, value: unknown, pointer = ''): Problems {
  const found: Record<string, Problems[string]> = {};
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  for (const { name, schema: one, isRequired } of fieldsOf(schema)) {
    const at = `${pointer}/${name}`;
    const given = fields[name];
    const isGiven = given !== undefined && given !== '';
    if (kindOf(one) === 'object' && (isGiven || isRequired)) Object.assign(found, problemsOf(one, given, at));
    else if (!isGiven) {
      if (isRequired) found[at] = { kind: 'required' };
    } else {
      const problem = problemOf(one, given);
      if (problem !== null) found[at] = problem;
    }
  }
  return found;
}

function problemOf(schema: Schema, value: unknown): Exclude<Problems[string], string> | null {
  if (kindOf(schema) === 'number') {
    if (typeof value !== 'number') return { kind: 'number' };
    const { minimum, exclusiveMinimum, maximum } = schema;
    if (minimum !== undefined && value < minimum) return { kind: 'minimum', limit: minimum };
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
      return { kind: 'minimum', limit: exclusiveMinimum };
    if (maximum !== undefined && value > maximum) return { kind: 'maximum', limit: maximum };
    return null;
  }
  if (typeof value !== 'string') return null;
  const { minLength, maxLength, pattern, format } = schema;
  if (minLength !== undefined && value.length < minLength) return { kind: 'short', limit: minLength };
  if (maxLength !== undefined && value.length > maxLength) return { kind: 'long', limit: maxLength };
  if (format === 'email' && !/^\S+@\S+\.\S+$/.test(value)) return { kind: 'email' };
  return pattern !== undefined && !new RegExp(pattern, 'u').test(value) ? { kind: 'pattern' } : null;
}

/** The problems that a refusal names, below a prefix such as "/data". */
export function problemsIn({ details }: ApiError, prefix: string): Problems {
  const listed = (details.problems ?? []) as readonly { readonly path: string; readonly message: string }[];
  return Object.fromEntries(
    listed.map(({ path, message }) => [path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path, message]),
  );
}
