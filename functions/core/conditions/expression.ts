// CEL for computed conditions: bounded when parsed, parsed once, never an error when evaluated.
import { Environment } from '@marcbachmann/cel-js';
import { EXPRESSION_CHARS_MAX } from '../limits.ts';
import { err, ok, type Result } from '../result.ts';
import { isAffordable, shapeOf } from './expression-bounds.ts';
import { valuesFor } from './expression-values.ts';
import type { Scope } from './scope.ts';

const CACHE_MAX = 2_000;

const limits = { maxAstNodes: 500, maxDepth: 40, maxListElements: 100, maxMapEntries: 100, maxCallArguments: 10 };

const ARITHMETIC = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
};

/** JSON numbers are doubles in CEL, literals such as 4 are ints: arithmetic and comparison work across both. */
function createEnvironment(): Environment {
  const environment = new Environment({ limits, unlistedVariablesAreDyn: false, homogeneousAggregateLiterals: false })
    .registerVariable('data', 'map')
    .registerVariable('steps', 'map')
    .registerVariable('context', 'map');
  for (const [sign, apply] of Object.entries(ARITHMETIC)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b));
    // Without a result type the library takes the left one, and an int would be promised where a double comes.
    environment
      .registerOperator(`double ${sign} int: double`, mixed)
      .registerOperator(`int ${sign} double: double`, mixed);
  }
  return (
    environment
      .registerOperator('double % double: double', ARITHMETIC['%'])
      .registerOperator('int == double', (a: bigint, b: number) => Number(a) === b)
      // A second meaning makes the first one ambiguous, which is an error: lists that grow would need another bound.
      .registerOperator('list<dyn> + list<dyn>: list<dyn>', ARITHMETIC['+'])
  );
}

export interface Program {
  /** What it yields as far as its text tells: "bool", "string", "dyn" where the data decides, … */
  readonly type: string;
  evaluate(scope: Scope): unknown;
}

const environment = createEnvironment();
const programs = new Map<string, Result<Program, string>>();

function compile(text: string): Result<Program, string> {
  if (text.length > EXPRESSION_CHARS_MAX) return err(`longer than ${EXPRESSION_CHARS_MAX} characters`);
  try {
    const parsed = environment.parse(text);
    const shape = shapeOf(parsed.ast);
    if (typeof shape === 'string') return err(shape);
    // What does not fit together whatever the data is would be silently false for ever.
    const { valid, type, error } = parsed.check();
    if (!valid) return err(firstLine(error));
    const evaluate = ({ data, steps, context }: Scope): unknown => {
      const variables = { data, steps, context };
      return isAffordable(shape, variables) ? parsed(valuesFor(variables)) : undefined;
    };
    return ok({ type: String(type), evaluate });
  } catch (error) {
    return err(firstLine(error));
  }
}

const firstLine = (error: unknown): string => String((error as Error).message).replace(/\n[\s\S]*/, '');

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
    return program.value.evaluate(scope);
  } catch {
    return undefined;
  }
}
