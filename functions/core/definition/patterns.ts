// Patterns of schemas: which are refused, and how long a text they are tried on, so that none runs away.
import { isObject, type Json, type JsonObject } from '../json.ts';
import { MATCHED_CHARS_MAX, MATCHING_WORK_MAX } from '../limits.ts';

const PATTERN_CHARS_MAX = 200;
const OPEN_ENDED_MAX = 3;
/** A repetition of so many is as good as one without end. */
const REPEATED_MAX = 256;
/** A pattern that runs away on texts as short as this is of no use. */
const SHORT_CHARS = 50;

/** Without escapes and sets of characters: what is left is structure. */
const structureOf = (pattern: string): string => pattern.replace(/\\[^\d]/g, 'x').replace(/\[(?:\\.|[^\]])*\]/g, 'x');

/**
 * Refuses what lets a matcher backtrack without end: look-around, back references, groups that are repeated and can
 * match in several ways, many open-ended repetitions, too many choices. Strict, but a pattern for an id or a phone
 * number needs none.
 */
export function isSafePattern(pattern: string): boolean {
  if (pattern.length > PATTERN_CHARS_MAX) return false;
  const plain = structureOf(pattern);
  if (/\\\d|\(\?[=!<]/.test(plain)) return false;
  if (/\)(?:[*+]|\{\d+,\})/.test(plain)) return false;
  // What is inside a repeated group has to match in one way only.
  if (/\)\{/.test(plain) && /[*+|]|[^(]\?|[^)]\{\d+,|\)\{\d+,.*\)\{\d+,/.test(plain)) return false;
  return choicesOf(plain).openEnded <= OPEN_ENDED_MAX && textMaxOf(pattern) >= SHORT_CHARS;
}

/** What a matcher may have to try: repetitions as long as the text, and in how many ways all others can go. */
function choicesOf(plain: string): { readonly openEnded: number; readonly ways: number } {
  let openEnded = 0;
  let ways = 1;
  for (const [text, least = '', comma = '', most = ''] of plain
    .replaceAll('(?', '(')
    .matchAll(/[*+?|]|\{(\d+)(,?)(\d*)\}/g)) {
    if (text === '?' || text === '|') ways *= 2;
    else if (text === '*' || text === '+' || (comma === ',' && (most === '' || Number(most) > REPEATED_MAX)))
      openEnded += 1;
    else if (comma === ',') ways *= Math.max(1, Number(most) - Number(least) + 1);
  }
  return { openEnded, ways };
}

const isAnchored = (pattern: string): boolean => pattern.startsWith('^') && !pattern.includes('|');

/** The longest text that the pattern is tried on (characters): all ways to match it take some tenths of a second. */
export function textMaxOf(pattern: string): number {
  const { openEnded, ways } = choicesOf(structureOf(pattern));
  // What is not anchored is tried at every character.
  const power = openEnded + (isAnchored(pattern) ? 0 : 1);
  const work = MATCHING_WORK_MAX / ways;
  return Math.min(MATCHED_CHARS_MAX, Math.floor(work ** (1 / Math.max(1, power))));
}

/** The pattern as it is tried: a text that is too long for it does not match, whatever it is. */
function bounded(pattern: string): string {
  const { source } = new RegExp(pattern);
  return `^(?![^]{${textMaxOf(pattern) + 1}})${isAnchored(pattern) ? '' : '[^]*?'}(?:${source})`;
}

const BOUNDED = /\^\(\?!\[\^\]\{\d+\}\)(?:\[\^\]\*\?)?\(\?:(.*)\)\//s;
/** A message about a bounded pattern, with the pattern as it was written. */
export const asWritten = (message: string): string => message.replace(BOUNDED, '$1/');

/** Fields of a schema with values in them rather than schemas. */
const VALUES: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);
/** Fields whose keys are names of the schema's author. */
const NAMED: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions', 'dependentSchemas']);

const mapValues = (object: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** The schema with all its patterns bounded. */
export function withBoundedPatterns(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withBoundedPatterns);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([field, value]): [string, Json] => {
      if (VALUES.has(field)) return [field, value];
      if (field === 'pattern' && typeof value === 'string') return [field, bounded(value)];
      if (!isObject(value)) return [field, withBoundedPatterns(value)];
      if (NAMED.has(field)) return [field, mapValues(value, withBoundedPatterns)];
      return [field, withBoundedPatterns(field === 'patternProperties' ? boundedKeys(value) : value)];
    }),
  );
}

const boundedKeys = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([pattern, value]) => [bounded(pattern), value]));
