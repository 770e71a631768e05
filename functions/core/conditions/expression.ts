// CEL for computed conditions: bounded when parsed, parsed once, never an error when evaluated.
import { Environment } from '@marcbachmann/cel-js';
import { EXPRESSION_CHARS_MAX } from '../limits.ts';
import { err, ok, type Result } from '../result.ts';
import type { Scope } from './scope.ts';

const MACROS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
const MACRO_NESTING_MAX = 2;
/** Regular expressions in data-driven code can run away. */
const BANNED_CALLS = new Set(['matches']);
const CACHE_MAX = 2_000;

const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 10 };

/** JSON numbers are doubles in CEL, literals such as 4 are ints: arithmetic and comparison work across both. */
function createEnvironment(): Environment {
  const environment = new Environment({ limits, unlistedVariablesAreDyn: false })
    .registerVariable('data', 'map')
    .registerVariable('steps', 'map')
    .registerVariable('context', 'map');
  const arithmetic = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
    '/': (a: number, b: number) => a / b,
  };
  for (const [sign, apply] of Object.entries(arithmetic)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int`, mixed).registerOperator(`int ${sign} double`, mixed);
  }
  return environment;
}

type Program = (scope: Scope) => unknown;
const environment = createEnvironment();
const programs = new Map<string, Result<Program, string>>();

interface Node {
  readonly op: string;
  readonly args: unknown;
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

/** Why the tree is not acceptable, or null. */
function objection(value: unknown, macroDepth: number): string | null {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = objection(item, macroDepth);
      if (found !== null) return found;
    }
    return null;
  }
  if (!isNode(value)) return null;
  const name = value.op === 'rcall' || value.op === 'call' ? String((value.args as readonly unknown[])[0]) : '';
  if (BANNED_CALLS.has(name)) return `"${name}" is not available in expressions`;
  const depth = MACROS.has(name) ? macroDepth + 1 : macroDepth;
  if (depth > MACRO_NESTING_MAX) return `list macros may be nested ${MACRO_NESTING_MAX} deep at most`;
  return objection(value.args, depth);
}

function compile(text: string): Result<Program, string> {
  if (text.length > EXPRESSION_CHARS_MAX) return err(`longer than ${EXPRESSION_CHARS_MAX} characters`);
  try {
    const parsed = environment.parse(text);
    const found = objection(parsed.ast, 0);
    if (found !== null) return err(found);
    return ok((scope) => parsed({ data: scope.data, steps: scope.steps, context: scope.context }));
  } catch (error) {
    return err(String((error as Error).message).split('\n')[0] ?? 'it does not parse');
  }
}

/** The parsed program, or in words why the text is not one. */
export function parseExpression(text: string): Result<Program, string> {
  const known = programs.get(text);
  if (known !== undefined) return known;
  const compiled = compile(text);
  if (programs.size >= CACHE_MAX) programs.clear();
  programs.set(text, compiled);
  return compiled;
}

/** The value of an expression, or undefined where it has none: a missing field, another type, a failed call. */
export function evaluateExpression(text: string, scope: Scope): unknown {
  const program = parseExpression(text);
  if (!program.ok) return undefined;
  try {
    return program.value(scope);
  } catch {
    return undefined;
  }
}
