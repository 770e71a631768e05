// The values an expression sees: the scope as it is, or as maps where names in the data would confuse the library.
import { isObject, type Json, type JsonObject } from '../json.ts';

/** The library asks values for their constructor; data that owns such a name would make every expression fail. */
const CONFUSING = ['constructor', '__proto__'] as const;

const isConfusing = (value: Json): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ((isObject(value) && CONFUSING.some((name) => Object.hasOwn(value, name))) ||
    (Object.values(value) as readonly Json[]).some(isConfusing));

const asMaps = (value: Json): unknown => {
  if (Array.isArray(value)) return value.map((item: Json) => asMaps(item));
  return isObject(value) ? new Map(Object.entries(value).map(([key, item]) => [key, asMaps(item)])) : value;
};

/** The variables by name, each with its own keys and no others. */
export const valuesFor = (variables: Readonly<Record<string, JsonObject>>): Readonly<Record<string, unknown>> =>
  isConfusing(variables)
    ? Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, asMaps(value)]))
    : variables;
