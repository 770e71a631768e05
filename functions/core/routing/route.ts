// The one point where it is resolved who decides, for every path that assigns:
// rule → candidates → where → availability and delegate → separation of duties → capacity → least loaded.
import { resolveReference, type Scope } from '../conditions/scope.ts';
import { type Context, personOf } from '../context.ts';
import type { Where } from '../definition/steps.ts';
import type { Assignee, Instance } from '../instance.ts';
import { type Json, tieHash } from '../json.ts';
import { ASSIGNEES_MAX } from '../limits.ts';
import type { User } from '../user.ts';
import { standIn } from './delegation.ts';
import { type SettledRule, settleRule } from './rules.ts';

export interface RoutingRequest {
  readonly rules: readonly string[];
  readonly where?: Where | undefined;
  /** People who may not decide here, nor through a stand-in. */
  readonly excluded: ReadonlySet<string>;
  readonly scope: Scope;
  readonly context: Context;
  /** Tasks given to people in the commit that is being decided, which no count knows yet. */
  readonly given: readonly string[];
  /** Breaks ties among equally loaded people the same way on every replay. */
  readonly tieKey: string;
}

/** The people to assign, each once; empty where nobody is left. */
export function route(request: RoutingRequest): readonly Assignee[] {
  const chosen: Assignee[] = [];
  for (const text of request.rules) {
    const rule = settleRule(text, request.scope);
    if (rule === null) continue;
    const taken = new Set(chosen.map(({ user }) => user));
    chosen.push(
      ...take(
        rule,
        eligible(rule, request).filter(({ user }) => !taken.has(user)),
        request,
      ),
    );
  }
  return chosen.slice(0, ASSIGNEES_MAX);
}

function eligible(rule: SettledRule, request: RoutingRequest): readonly Assignee[] {
  const { context, excluded } = request;
  const via = `${rule.kind}:${rule.argument}`;
  const found = new Map<string, Assignee>();
  for (const id of rule.of.candidates(rule.argument, request.scope, context)) {
    const person = personOf(context.directory, id);
    if (person === undefined || excluded.has(id)) continue;
    // Who is named is named: `where` selects among the members of a set.
    if (rule.of.choice !== 'named' && !matches(person, request.where, request.scope)) continue;
    const user = standIn(id, context);
    // In person goes before standing in: a vote of one's own must not read as somebody else's.
    if (user === null || excluded.has(user) || (found.has(user) && user !== id)) continue;
    found.set(user, user === id ? { user, via } : { user, onBehalfOf: id, via });
  }
  return [...found.values()];
}

function take(rule: SettledRule, people: readonly Assignee[], request: RoutingRequest): readonly Assignee[] {
  if (rule.of.choice !== 'least_loaded') return people;
  const { directory } = request.context;
  const open = new Map(Object.entries(directory.openCounts));
  const load = (id: string): number => (open.get(id) ?? 0) + request.given.filter((user) => user === id).length;
  const ranked = people
    .filter(({ user }) => load(user) < (personOf(directory, user)?.capacity ?? Number.POSITIVE_INFINITY))
    .map((assignee) => ({ assignee, load: load(assignee.user), tie: tieHash(`${request.tieKey}/${assignee.user}`) }))
    .sort((a, b) => a.load - b.load || a.tie - b.tie);
  return ranked.slice(0, 1).map(({ assignee }) => assignee);
}

export function matches(user: User, where: Where | undefined, scope: Scope): boolean {
  const all = (has: (value: Json) => boolean, wanted: string | readonly string[] | undefined): boolean =>
    wanted === undefined ||
    (typeof wanted === 'string' ? [wanted] : wanted).every((text) => {
      const value = resolveReference(scope, text);
      return value !== undefined && (Array.isArray(value) ? value.every(has) : has(value));
    });
  return (
    all((value) => user.territories.some((territory) => territory === value), where?.territory) &&
    all((value) => user.businessUnit === value, where?.businessUnit) &&
    all((value) => user.skills.some((skill) => skill === value), where?.skills)
  );
}

/** The people named by `distinctFrom`: the requester, and whoever decided in the named steps, in person or through a stand-in. */
export function excludedBy(distinctFrom: readonly string[], instance: Instance): ReadonlySet<string> {
  const people = new Set<string>();
  for (const name of distinctFrom) {
    if (name === 'requester') people.add(instance.context.startedBy);
    const step = instance.steps[name];
    if (step === undefined || step.state === 'pending') continue;
    for (const [user, vote] of Object.entries(step.votes)) {
      people.add(user);
      if (vote.onBehalfOf !== undefined) people.add(vote.onBehalfOf);
    }
  }
  return people;
}
