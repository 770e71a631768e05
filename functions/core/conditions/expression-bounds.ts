// What keeps an expression small: what it may not do, and how much work its tree can ask for at most.
import type { Json } from '../json.ts';
import { EXPRESSION_WORK_MAX } from '../limits.ts';

/** A node of the parsed tree: `args` holds operands, names and lists of them; a call keeps its name first. */
interface Node {
  readonly op: string;
  readonly args: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const MACRO_NESTING_MAX = 2;
/** How many times as long as the longest text of the data a text may become. */
const TEXT_GROWTH_MAX = 1_000;

/** Calls by which a short text makes unbounded work: regular expressions run away, the others make values grow. */
const BANNED_CALLS: ReadonlySet<string> = new Set(['matches', 'bind', 'split', 'json']);

/** The shape of a tree, as far as its cost goes. */
export interface Shape {
  readonly nodes: number;
  /** Loops inside each other: list macros, and searches with `in`. */
  readonly loops: number;
  /** Entries of the longest list or map that is written out. */
  readonly written: number;
}

/** The tree's shape, or in words why it is not acceptable. */
export function shapeOf(tree: unknown): Shape | string {
  const found: Found = { nodes: 0, loops: 0, written: 0, maps: 0, pluses: 0 };
  const objection = walk(tree, { macros: 0, loops: 0 }, found);
  if (objection !== null) return objection;
  // Each `map` may put together again what the one before put together.
  if ((found.pluses + 1) ** (found.maps + 1) > TEXT_GROWTH_MAX) return 'too many "+" around "map"; texts could grow';
  return { nodes: found.nodes, loops: found.loops, written: found.written };
}

type Found = { -readonly [key in keyof Shape]: number } & { maps: number; pluses: number };
interface Depth {
  readonly macros: number;
  readonly loops: number;
}

function walk(value: unknown, depth: Depth, found: Found): string | null {
  if (Array.isArray(value)) return first(value.map((item) => walk(item, depth, found)));
  if (!isNode(value)) return null;
  const { op, args } = value;
  found.nodes += 1;
  if (op === '+') found.pluses += 1;
  if (op === 'list' || op === 'map') found.written = Math.max(found.written, (args as readonly unknown[]).length);
  if (op === 'in') found.loops = Math.max(found.loops, depth.loops + 1);
  return op === 'call' || op === 'rcall'
    ? walkCall(args as readonly [string, ...unknown[]], depth, found)
    : walk(args, depth, found);
}

/** Only the body of a macro runs once for each item; what the macro is called on runs once. */
function walkCall([name, ...operands]: readonly [string, ...unknown[]], depth: Depth, found: Found): string | null {
  if (BANNED_CALLS.has(name)) return `"${name}" is not available in expressions`;
  if (!MACROS.has(name)) return walk(operands, depth, found);
  if (name === 'map') found.maps += 1;
  const [on, body] = operands;
  const inside = { macros: depth.macros + 1, loops: depth.loops + 1 };
  if (inside.macros > MACRO_NESTING_MAX) return `list macros may be nested ${MACRO_NESTING_MAX} deep at most`;
  found.loops = Math.max(found.loops, inside.loops);
  return first([walk(on, depth, found), walk(body, inside, found)]);
}

const first = (objections: readonly (string | null)[]): string | null =>
  objections.find((objection) => objection !== null) ?? null;

/** Whether evaluating a tree of this shape over these values stays within the bound. */
export function isAffordable({ nodes, loops, written }: Shape, values: Json): boolean {
  if (loops === 0) return true;
  const itemsMax = Math.floor((EXPRESSION_WORK_MAX / nodes) ** (1 / loops));
  return written <= itemsMax && !hasLonger(values, itemsMax);
}

/** Whether a list or an object in the value has more than `itemsMax` entries. */
function hasLonger(value: Json, itemsMax: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const items = Object.values(value) as readonly Json[];
  return items.length > itemsMax || items.some((item) => hasLonger(item, itemsMax));
}
