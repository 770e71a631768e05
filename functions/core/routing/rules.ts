// The texts of `assignedTo`: what each names, and how people are taken from what it names.
import { evaluateTable } from '../conditions/evaluate.ts';
import { evaluateExpression } from '../conditions/expression.ts';
import type { Scope } from '../conditions/scope.ts';
import { type Context, personOf } from '../context.ts';
import { isTable } from '../definition/schema.ts';
import { RULE_CHAIN_MAX } from '../limits.ts';

export interface AssignmentRule {
  readonly kind: string;
  readonly argument: string;
}

/** How people are taken from a rule's candidates: the least loaded one, everyone, or exactly the named. */
export type Choice = 'least_loaded' | 'everyone' | 'named';

interface RuleKind {
  readonly choice: Choice;
  /** Whether the person must still hold the role when deciding; the argument is the role. */
  readonly byRole: boolean;
  candidates(argument: string, scope: Scope, context: Context): readonly string[];
}

const membersOf = (role: string, _scope: Scope, context: Context): readonly string[] =>
  Object.values(context.directory.users)
    .filter((user) => user.roles.includes(role))
    .map((user) => user.id)
    .sort();

const KINDS: Readonly<Record<string, RuleKind>> = {
  user: { choice: 'named', byRole: false, candidates: (id) => [id] },
  role: { choice: 'least_loaded', byRole: true, candidates: membersOf },
  load_balance: { choice: 'least_loaded', byRole: true, candidates: membersOf },
  pool: { choice: 'everyone', byRole: true, candidates: membersOf },
  each: { choice: 'everyone', byRole: true, candidates: membersOf },
  manager_of: {
    choice: 'named',
    byRole: false,
    candidates: (_requester, scope, context) => {
      const manager = personOf(context.directory, String(scope.context.startedBy))?.manager;
      return manager === undefined ? [] : [manager];
    },
  },
};

type Yields = (argument: string, scope: Scope) => string | undefined;

/** Rules that yield another rule. */
const INDIRECT: Readonly<Record<string, Yields>> = {
  rule: (name, scope) => {
    const table = Object.hasOwn(scope.rules, name) ? scope.rules[name] : undefined;
    return isTable(table) ? evaluateTable(table, scope) : undefined;
  },
  condition: (expression, scope) => {
    const value = evaluateExpression(expression, scope);
    return typeof value === 'string' ? value : undefined;
  },
};

export const isIndirect = (kind: string): boolean => Object.hasOwn(INDIRECT, kind);
export const kindOfRule = (kind: string): RuleKind | undefined =>
  Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;

/** "role:cro" → kind and argument; null where the text is none of the known forms. */
export function parseRule(text: string): AssignmentRule | null {
  const colon = text.indexOf(':');
  const kind = text.slice(0, Math.max(colon, 0));
  const argument = text.slice(colon + 1).trim();
  if (argument === '' || (kindOfRule(kind) === undefined && !isIndirect(kind))) return null;
  if (kind === 'manager_of' && argument !== 'requester') return null;
  return { kind, argument };
}

/** A rule that names people itself. */
export interface SettledRule extends AssignmentRule {
  readonly of: RuleKind;
}

/** The rule that names people, after tables and expressions; null where they yield none. */
export function settleRule(text: string, scope: Scope): SettledRule | null {
  let rule = parseRule(text);
  for (let links = 0; rule !== null && links <= RULE_CHAIN_MAX; links++) {
    const of = kindOfRule(rule.kind);
    if (of !== undefined) return { ...rule, of };
    const next: string | undefined = (INDIRECT[rule.kind] as Yields)(rule.argument, scope);
    rule = next === undefined ? null : parseRule(next);
  }
  return null;
}

/** The role a person must hold for an assignment made by this base rule, or null. */
export function roleNeeded(via: string): string | null {
  const rule = parseRule(via);
  return rule !== null && kindOfRule(rule.kind)?.byRole === true ? rule.argument : null;
}
