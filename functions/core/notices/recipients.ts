// The single people whom a notice names.
import { scopeOf } from '../conditions/scope.ts';
import type { Context } from '../context.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { Instance } from '../instance.ts';
import { matches } from '../routing/route.ts';
import { kindOfRule, settleRule } from '../routing/rules.ts';
import type { User } from '../user.ts';
import type { Notice } from './notice.ts';

export interface Surroundings {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly context: Context;
}

/** Telling is not asking: everyone whom the words name is told, present or away, the busy like the idle. */
export const recipientsOf = (notice: Notice, surroundings: Surroundings): ReadonlySet<string> =>
  new Set(notice.to.flatMap((name) => named(name, notice, surroundings)));

function named(name: string, notice: Notice, { definition, instance, context }: Surroundings): readonly string[] {
  if (name === 'requester') return [instance.context.startedBy];
  if (name === 'assignee') return notice.assignees;
  const scope = scopeOf(definition, instance);
  const rule = settleRule(name, scope);
  if (rule === null) return [];
  const kind = kindOfRule(rule.kind);
  const people = [...new Set(kind?.candidates(rule.argument, scope, context))];
  if (kind?.choice === 'named') return people;
  // The members of a set come from the directory.
  return people.filter((id) => matches(context.directory.users[id] as User, notice.where, scope));
}
