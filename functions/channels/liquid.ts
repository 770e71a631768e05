// The template language: Liquid without files, clock, randomness or a way out of its limits.
import type { Template } from 'liquidjs';
import { Liquid } from 'liquidjs';
import type { Reader } from './format.ts';
import { dayText, momentText, moneyText, numberText } from './format.ts';

/** What a template is rendered for: the reader and how the closed words (outcomes, priorities) read. */
export interface Rendering {
  readonly reader: Reader;
  readonly words: Readonly<Record<string, string>>;
}

export const TEMPLATE_CHARS_MAX = 20_000;
const PARSED_MAX = 1_000;
/** Loop rounds plus characters that pass through filters, for one text. */
const MEMORY_MAX = 50_000;
/** Only a text that runs away comes near it; a pause of the machine must not. */
const RENDER_MS_MAX = 500;

const TAGS = [
  'assign',
  'break',
  'capture',
  'case',
  'comment',
  'continue',
  'cycle',
  'echo',
  'for',
  'if',
  'raw',
  'unless',
];
const FILTERS = [
  ...['abs', 'append', 'at_least', 'at_most', 'capitalize', 'ceil', 'compact', 'default', 'divided_by', 'downcase'],
  ...['first', 'floor', 'join', 'last', 'lstrip', 'map', 'minus', 'modulo', 'plus', 'prepend', 'remove', 'replace'],
  ...[
    'replace_first',
    'reverse',
    'round',
    'rstrip',
    'size',
    'slice',
    'sort',
    'split',
    'strip',
    'strip_newlines',
    'sum',
  ],
  ...['times', 'truncate', 'truncatewords', 'uniq', 'upcase', 'where'],
];

/** Made with the first text: a process that only answers questions never needs it, and it takes longer than an answer. */
let made: Liquid | null = null;
const engine = (): Liquid => {
  made ??= createEngine();
  return made;
};
const parsed = new Map<string, Template[]>();

function createEngine(): Liquid {
  const liquid = new Liquid({
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: TEMPLATE_CHARS_MAX,
    renderLimit: RENDER_MS_MAX,
    memoryLimit: MEMORY_MAX,
  });
  // What is not listed does not exist: among the rest are files, "now", random choice and decoders.
  for (const tag of Object.keys(liquid.tags)) if (!TAGS.includes(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!FILTERS.includes(filter)) liquid.unregisterFilter(filter);
  const reader = (self: { context: { globals: object } }): Rendering => self.context.globals as Rendering;
  liquid.registerFilter('when', function (value) {
    return momentText(value, reader(this).reader);
  });
  liquid.registerFilter('day', function (value) {
    return dayText(value, reader(this).reader);
  });
  liquid.registerFilter('number', function (value) {
    return numberText(value, reader(this).reader);
  });
  liquid.registerFilter('money', function (value, currency) {
    return moneyText(value, currency, reader(this).reader);
  });
  liquid.registerFilter('word', function (value) {
    const { words } = reader(this);
    return typeof value === 'string' && Object.hasOwn(words, value) ? words[value] : value;
  });
  return liquid;
}

function parse(text: string): Template[] {
  const found = parsed.get(text);
  if (found !== undefined) return found;
  if (parsed.size >= PARSED_MAX) parsed.clear();
  const templates = engine().parse(text);
  parsed.set(text, templates);
  return templates;
}

/** The text rendered, or null where it does not parse, fails, runs away or comes out above `charsMax`. */
export function renderText(text: string, scope: object, rendering: Rendering, charsMax: number): string | null {
  try {
    const out: unknown = engine().renderSync(parse(text), scope, { globals: rendering });
    return typeof out === 'string' && out.length <= charsMax ? out : null;
  } catch {
    return null;
  }
}

/** The variables a template speaks of, without what it sets itself; none where it does not parse. */
export function variablesOf(text: string): readonly string[] {
  try {
    return engine().globalVariablesSync(parse(text));
  } catch {
    return [];
  }
}

/** Why a template's text does not parse, in one line; null when it does. */
export function parseProblem(text: string): string | null {
  try {
    parse(text);
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  }
}
