// Conditions and decision tables. A missing field or a value of another type makes a comparison false, never an error.
import { type DecisionTable, isTable } from '../definition/schema.ts';
import { type Json, jsonEquals } from '../json.ts';
import { RULE_CHAIN_MAX } from '../limits.ts';
import { evaluateExpression } from './expression.ts';
import { type ComparisonOperator, type Condition, isComparison } from './schema.ts';
import { lookUp, type Scope } from './scope.ts';

type Ordering = (a: number | string, b: number | string) => boolean;

/** Both numbers, or both text; anything else does not compare. */
const ordered =
  (holds: Ordering) =>
  (value: Json | undefined, operand: unknown): boolean =>
    (typeof value === 'number' && typeof operand === 'number' && holds(value, operand)) ||
    (typeof value === 'string' && typeof operand === 'string' && holds(value, operand));

const isOneOf = (value: Json | undefined, list: unknown): boolean =>
  value !== undefined && (list as readonly Json[]).some((item) => jsonEquals(value, item));

const OPERATORS: {
  readonly [operator in ComparisonOperator]-?: (value: Json | undefined, operand: unknown) => boolean;
} = {
  $eq: (value, operand) => value !== undefined && jsonEquals(value, operand as Json),
  $ne: (value, operand) => value === undefined || !jsonEquals(value, operand as Json),
  $gt: ordered((a, b) => a > b),
  $gte: ordered((a, b) => a >= b),
  $lt: ordered((a, b) => a < b),
  $lte: ordered((a, b) => a <= b),
  $in: isOneOf,
  $nin: (value, list) => !isOneOf(value, list),
  $exists: (value, wanted) => (value !== undefined) === wanted,
  $size: (value, length) => Array.isArray(value) && value.length === length,
};

function fieldHolds(value: Json | undefined, test: unknown): boolean {
  if (!isComparison(test)) return OPERATORS.$eq(value, test);
  return Object.entries(test).every(
    ([operator, operand]) => operand === undefined || OPERATORS[operator as ComparisonOperator](value, operand),
  );
}

/** Whether the condition holds; no condition always does. */
export function holds(condition: Condition | undefined, scope: Scope, depth = 0): boolean {
  if (condition === undefined) return true;
  return Object.entries(condition).every(([key, test]) => test === undefined || termHolds(key, test, scope, depth));
}

function termHolds(key: string, test: unknown, scope: Scope, depth: number): boolean {
  switch (key) {
    case '$and':
      return (test as readonly Condition[]).every((part) => holds(part, scope, depth));
    case '$or':
      return (test as readonly Condition[]).some((part) => holds(part, scope, depth));
    case '$not':
      return !holds(test as Condition, scope, depth);
    case '$rule':
      return ruleHolds(test as string, scope, depth + 1);
    case '$expr':
      return evaluateExpression(test as string, scope) === true;
    default:
      return fieldHolds(lookUp(scope, key), test);
  }
}

/** What named conditions came to, for each scope: however often they are named, they are evaluated once. */
const settled = new WeakMap<Scope, Map<string, boolean>>();

/** A named condition; rules that name each other without end are false. */
function ruleHolds(name: string, scope: Scope, depth: number): boolean {
  const rule = Object.hasOwn(scope.rules, name) ? scope.rules[name] : undefined;
  if (rule === undefined || isTable(rule) || depth > RULE_CHAIN_MAX) return false;
  const known = settled.get(scope) ?? new Map<string, boolean>();
  settled.set(scope, known);
  const held = known.get(name) ?? holds(rule, scope, depth);
  known.set(name, held);
  return held;
}

/** The rows of a table that match, in order. */
export const matchingRows = (table: DecisionTable, scope: Scope): readonly DecisionTable['rows'][number][] =>
  table.rows.filter((row) => holds(row.when, scope));

/** What a table yields: its one matching row (`unique`) or the first (`first`); undefined where none or several match. */
export function evaluateTable(table: DecisionTable, scope: Scope): string | undefined {
  const rows = matchingRows(table, scope);
  return table.hit === 'unique' && rows.length > 1 ? undefined : rows[0]?.then;
}
