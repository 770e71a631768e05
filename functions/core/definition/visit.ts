// Every condition and every assignment of a definition, each with its place: what the checks walk over.
import type { Condition } from '../conditions/schema.ts';
import { type DecisionTable, isTable, type WorkflowDefinition } from './schema.ts';

export interface Placed<T> {
  readonly path: string;
  readonly value: T;
}

export const tablesOf = (
  definition: WorkflowDefinition,
): readonly (Placed<DecisionTable> & { readonly name: string })[] =>
  Object.entries(definition.rules ?? {}).flatMap(([name, rule]) =>
    isTable(rule) ? [{ name, path: `/rules/${name}`, value: rule }] : [],
  );

/** All conditions, outermost only. */
export function conditionsOf(definition: WorkflowDefinition): readonly Placed<Condition>[] {
  const named = Object.entries(definition.rules ?? {}).flatMap(([name, rule]): readonly Placed<Condition>[] =>
    isTable(rule)
      ? rule.rows.map((row, i) => ({ path: `/rules/${name}/rows/${i}/when`, value: row.when }))
      : [{ path: `/rules/${name}`, value: rule }],
  );
  const ofSteps = definition.steps.flatMap((step, i): readonly Placed<Condition>[] => [
    ...(step.conditions === undefined ? [] : [{ path: `/steps/${i}/conditions`, value: step.conditions }]),
    ...('autoApprove' in step && step.autoApprove !== undefined
      ? [{ path: `/steps/${i}/autoApprove`, value: step.autoApprove }]
      : []),
  ]);
  const ofTrigger =
    definition.trigger?.conditions === undefined
      ? []
      : [{ path: '/trigger/conditions', value: definition.trigger.conditions }];
  return [...named, ...ofSteps, ...ofTrigger];
}

/** A condition and all conditions inside it. */
export function nested(condition: Condition): readonly Condition[] {
  const inner = [
    ...(condition.$and ?? []),
    ...(condition.$or ?? []),
    ...(condition.$not === undefined ? [] : [condition.$not]),
  ];
  return [condition, ...inner.flatMap(nested)];
}

const LOGICAL: ReadonlySet<string> = new Set(['$and', '$or', '$not', '$rule', '$expr']);
/** The field tests of one condition, without its logical parts. */
export const fieldTests = (condition: Condition): readonly (readonly [string, unknown])[] =>
  Object.entries(condition).filter(([key, test]) => !LOGICAL.has(key) && test !== undefined);

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Every text that names people to assign. */
export function assignmentsOf(definition: WorkflowDefinition): readonly Placed<string>[] {
  const tables = tablesOf(definition);
  const used = definition.steps.flatMap((step, i) => [
    ...list(step.assignedTo).map((value) => ({
      path: `/steps/${i}/assignedTo`,
      value,
      told: step.type === 'notification',
    })),
    ...(step.escalation?.levels ?? []).flatMap((level, l) =>
      list(level.to).map((value) => ({
        path: `/steps/${i}/escalation/levels/${l}/to`,
        value,
        told: level.action === 'notify',
      })),
    ),
  ]);
  // People who are only told may also be named by their part in the matter.
  const assigned = used.filter(({ value, told }) => !(told && (value === 'requester' || value === 'assignee')));
  return [
    ...assigned,
    ...tables.flatMap(({ path, value }) =>
      value.rows.map((row, r) => ({ path: `${path}/rows/${r}/then`, value: row.then })),
    ),
  ];
}

/** Every text that names people to tell. */
export function recipientsOf(definition: WorkflowDefinition): readonly Placed<string>[] {
  const lists = definition.notifications;
  return [
    ...(['onStarted', 'onCompleted', 'onFailed'] as const).flatMap((on) =>
      list(lists?.[on]).map((value) => ({ path: `/notifications/${on}`, value })),
    ),
    ...definition.steps.flatMap((step, i) =>
      (step.notifications ?? []).map(({ to }, n) => ({ path: `/steps/${i}/notifications/${n}/to`, value: to })),
    ),
  ];
}
