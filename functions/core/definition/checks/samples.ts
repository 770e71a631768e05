// One value of a field for every region of its values that a set of tests tells apart.
import { isComparison } from '../../conditions/schema.ts';
import { type Json, type JsonObject, jsonEquals } from '../../json.ts';
import { DATA_BYTES_MAX } from '../../limits.ts';
import { type FieldSchema, fits, type TypeName, typeOf, typesOf } from './field-schema.ts';

/** A value of a field, or that it is missing, or that it has a type nobody expects. */
export interface Sample {
  readonly value: Json | undefined;
  /** Whether data that fits the schema and has all fields can look like this. */
  readonly usual: boolean;
}

/** What the tests of one field compare it with. */
interface Operands {
  readonly values: readonly Json[];
  readonly sizes: readonly number[];
  /** Whether texts are compared by their order. */
  readonly ordersTexts: boolean;
}

function operandsOf(tests: readonly unknown[]): Operands {
  const comparisons = tests.map((test) => (isComparison(test) ? test : { $eq: test as Json }));
  const given = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);
  const bounds = comparisons.flatMap(({ $gt, $gte, $lt, $lte }) => [$gt, $gte, $lt, $lte].flatMap(given));
  return {
    values: [
      ...bounds,
      ...comparisons.flatMap(({ $eq, $ne, $in = [], $nin = [] }) => [...given($eq), ...given($ne), ...$in, ...$nin]),
    ],
    // No data has room for a longer list.
    sizes: comparisons.flatMap(({ $size }) => given($size)).filter((size) => size < DATA_BYTES_MAX),
    ordersTexts: bounds.some((bound) => typeof bound === 'string'),
  };
}

export function samplesOf(tests: readonly unknown[], field: FieldSchema): readonly Sample[] {
  const present = presentSamples(operandsOf(tests), field);
  return field.required ? present : [...present, { value: undefined, usual: false }];
}

function presentSamples(operands: Operands, { schema, open }: FieldSchema): readonly Sample[] {
  const fixed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (Array.isArray(fixed)) return fixed.map((value: Json) => ({ value, usual: true }));
  const types = typesOf(schema);
  const samples = (Object.keys(BY_TYPE) as TypeName[])
    .filter((type) => types === null || types.has(type))
    .flatMap((type) => {
      const named = operands.values.filter((value) => typeOf(value) === type);
      return BY_TYPE[type](named, operands, schema, types !== null);
    })
    .map((value) => ({ value, usual: fits(schema, value) && (open || isNamed(value, operands)) }));
  if (types !== null) return samples;
  // Without a declared type there may be a value of any; it makes every comparison false.
  const odd = firstOther([null, {}, { other: true }], operands.values);
  return fits(schema, odd) ? [...samples, { value: odd, usual: samples.length === 0 }] : samples;
}

const isNamed = (value: Json, { values }: Operands): boolean =>
  typeof value !== 'string' || values.some((named) => named === value);

/** The first of these that is none of the others; the last one if all are. */
function firstOther(candidates: readonly Json[], others: readonly Json[]): Json {
  const found = candidates.findIndex((candidate) => !others.some((other) => jsonEquals(candidate, other)));
  return candidates.at(found) as Json;
}

/** The samples of one type, given the operands of that type; `declared`: the schema says there are values of it. */
type SamplesOfType = (
  named: readonly Json[],
  operands: Operands,
  schema: JsonObject,
  declared: boolean,
) => readonly Json[];

const BY_TYPE: { readonly [type in TypeName]: SamplesOfType } = {
  number: (named, _operands, schema, declared) =>
    declared || named.length > 0 ? numberSamples(named as readonly number[], schema) : [],
  string: (named, { ordersTexts }, schema, declared) =>
    declared || named.length > 0 ? textSamples(named as readonly string[], ordersTexts, schema) : [],
  boolean: (named, _operands, _schema, declared) => (declared || named.length > 0 ? [true, false] : []),
  null: (named, _operands, _schema, declared) => (declared || named.length > 0 ? [null] : []),
  array: (named, { sizes }, _schema, declared) =>
    declared || named.length > 0 || sizes.length > 0 ? listSamples(named as readonly (readonly Json[])[], sizes) : [],
  object: (named, _operands, _schema, declared) =>
    declared ? [...named, firstOther([{}, { other: true }, { other: false }], named)] : named,
};

/** Each constant, one number between neighbours, one beyond either end, and the schema's own bounds. */
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
  const numbers = schema.type === 'integer' ? wholeNumbers(sorted) : realNumbers(sorted);
  const above = bound('minimum')[0] ?? Number.NEGATIVE_INFINITY;
  const below = bound('maximum')[0] ?? Number.POSITIVE_INFINITY;
  const over = bound('exclusiveMinimum')[0] ?? Number.NEGATIVE_INFINITY;
  const under = bound('exclusiveMaximum')[0] ?? Number.POSITIVE_INFINITY;
  return [...new Set(numbers)].filter((n) => n >= above && n <= below && n > over && n < under);
}

function realNumbers(sorted: readonly number[]): readonly number[] {
  const between = sorted.slice(1).map((value, i) => value / 2 + (sorted[i] as number) / 2);
  const lowest = sorted[0] ?? 0;
  const highest = sorted.at(-1) ?? 0;
  // By its own size, for a number so large that one more makes no difference.
  return [...sorted, ...between, lowest - Math.max(1, Math.abs(lowest)), highest + Math.max(1, Math.abs(highest))];
}

/** The whole numbers at and next to every edge: where any lie between two edges, one of these does. */
const wholeNumbers = (sorted: readonly number[]): readonly number[] =>
  (sorted.length === 0 ? [0] : sorted).flatMap((edge) => [
    Math.ceil(edge) - Math.max(1, Math.abs(edge) / 2 ** 52),
    Math.floor(edge),
    Math.ceil(edge),
    Math.floor(edge) + Math.max(1, Math.abs(edge) / 2 ** 52),
  ]);

/** Each text, one that is none of them, and where their order matters one before, between and after them. */
function textSamples(texts: readonly string[], ordersTexts: boolean, schema: JsonObject): readonly string[] {
  const words = texts.length === 0 ? 'any' : `other than ${texts.slice(0, 3).join(', ')}`;
  const others = [words, 'other', 'x', 'xx', 'X', 'XXX', '0', '000'].filter((text) => !texts.includes(text));
  const other = others.find((text) => fits(schema, text)) ?? (others[0] as string);
  if (!ordersTexts) return [...new Set([...texts, other])];
  const sorted = [...texts].sort();
  const after = sorted.map((text, i) => {
    const next = sorted.slice(i + 1).find((candidate) => candidate !== text);
    return next === undefined || `${text} ` < next ? `${text} ` : `${text}\u0000`;
  });
  return [...new Set(['', ...texts, ...after, other])];
}

/** Each named list, one of each named size that is none of them, and one of another size. */
function listSamples(named: readonly (readonly Json[])[], sizes: readonly number[]): readonly Json[] {
  const longest = Math.max(0, ...sizes, ...named.map((list) => list.length));
  return [
    ...named,
    ...[...new Set([...sizes, longest + 1])].map((size) =>
      firstOther(
        [0, 1, 'other'].map((item) => Array.from({ length: size }, () => item)),
        named,
      ),
    ),
  ];
}
