// A definition's condition as a sentence: for people who want to know why a step came to them.
import type { Schema } from '../data/definition.ts';
import { pointerLabel } from '../forms/label.ts';
import type { conditionWords } from './condition-words.ts';

export interface ConditionParts {
  /** The request's data, for the names of its fields. */
  readonly schema: Schema | undefined;
  /** Named conditions of the definition. */
  readonly rules: Readonly<Record<string, unknown>>;
  readonly words: ReturnType<typeof conditionWords>;
  /** How the reader writes numbers. */
  readonly number: (value: number) => string;
}

const NESTED_MAX = 8;
type Fields = Readonly<Record<string, unknown>>;

export function conditionText(condition: unknown, parts: ConditionParts, depth = 0): string {
  const { words } = parts;
  if (typeof condition !== 'object' || condition === null || depth > NESTED_MAX) return '';
  const inner = (one: unknown): string => conditionText(one, parts, depth + 1);
  const texts = Object.entries(condition as Fields).map(([key, value]): string => {
    if (key === '$and' || key === '$or')
      return group((value as readonly unknown[]).map(inner), key === '$or' ? words.or : words.and, words);
    if (key === '$not') return words.not(inner(value));
    if (key === '$rule') return inner(parts.rules[String(value)]) || String(value);
    if (key === '$expr') return String(value);
    return comparison(key, value, parts);
  });
  return texts.filter((text) => text !== '').join(words.and);
}

/** What is itself of several parts stands in brackets. */
const group = (texts: readonly string[], by: string, { and, or }: ConditionParts['words']): string =>
  texts.length < 2
    ? (texts[0] ?? '')
    : texts.map((text) => (text.includes(and) || text.includes(or) ? `(${text})` : text)).join(by);

/** One field; several operators mean all of them. */
function comparison(path: string, wanted: unknown, { schema, words, number }: ConditionParts): string {
  const name = nameOf(path, schema);
  const isPlain = typeof wanted !== 'object' || wanted === null;
  const operators: Fields = isPlain ? { $eq: wanted } : (wanted as Fields);
  return Object.entries(operators)
    .map(([operator, value]) => {
      const say = words[operator as '$eq'];
      return typeof say === 'function'
        ? say(name, valueText(value, number))
        : `${name} ${operator} ${valueText(value, number)}`;
    })
    .join(words.and);
}

/** "customer.tier" by the schema's titles; of a step, its id and what is meant of it. */
const nameOf = (path: string, schema: Schema | undefined): string =>
  path.startsWith('$')
    ? path.replace(/^\$(?:steps|context)\./, '')
    : pointerLabel(`/${path.replaceAll('.', '/')}`, schema);

function valueText(value: unknown, number: ConditionParts['number']): string {
  if (Array.isArray(value)) return value.map((one) => valueText(one, number)).join(', ');
  return typeof value === 'number' ? number(value) : String(value);
}
