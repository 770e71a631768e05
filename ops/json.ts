// JSON as these files and both APIs speak it, and whether one document says everything that another one asks for.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The APIs leave out fields that have their default value: the two are the same. An empty text is none: labels have it. */
const isDefault = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === 0 ||
  value === '0' ||
  (Array.isArray(value) && value.length === 0);

/**
 * Paths at which `actual` does not say what `wanted` says. Fields that only `actual` has are the server's own
 * (names, times, filled-in defaults) and do not count; lists have to agree in length.
 */
export function differences(wanted: Json, actual: Json | undefined, path = ''): readonly string[] {
  if (isDefault(wanted) && isDefault(actual)) return [];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return [path];
    return wanted.flatMap((item, i) => differences(item, actual[i], `${path}/${i}`));
  }
  if (isObject(wanted)) {
    const known = isObject(actual) ? actual : {};
    // A message without any field still says that it is there.
    if (Object.keys(wanted).length === 0 && actual === undefined) return [path];
    return Object.entries(wanted).flatMap(([key, value]) => differences(value, known[key], `${path}/${key}`));
  }
  return isSame(wanted, actual) ? [] : [path];
}

/** 64-bit numbers travel as text, and durations may come back in another form: "300s", "300.000s". */
function isSame(wanted: Json, actual: Json | undefined): boolean {
  if (wanted === actual) return true;
  if (typeof wanted === 'number' || typeof actual === 'number')
    return (typeof actual === 'number' || typeof actual === 'string') && Number(wanted) === Number(actual);
  return typeof wanted === 'string' && typeof actual === 'string' && seconds(wanted) === seconds(actual);
}

/** Seconds of a duration; any other text stands for itself. */
const seconds = (text: string): number | string => (/^\d+(?:\.\d+)?s$/.test(text) ? Number(text.slice(0, -1)) : text);
