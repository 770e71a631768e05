// Everything a definition names exists: roles, rules, actions, templates, steps.
import type { Condition } from '../../conditions/schema.ts';
import { START_USE, WAITS } from '../../kinds/use.ts';
import { RULE_CHAIN_MAX } from '../../limits.ts';
import { isIndirect, parseRule } from '../../routing/rules.ts';
import { type Finding, problem, type Vocabulary } from '../finding.ts';
import { isTable, TEMPLATE_NAMES, type WorkflowDefinition } from '../schema.ts';
import type { ActionUse, StepDefinition } from '../steps.ts';
import { assignmentsOf, conditionsOf, nested, recipientsOf } from '../visit.ts';

export const checkNames = (definition: WorkflowDefinition, vocabulary: Vocabulary): readonly Finding[] => [
  ...assignments(definition),
  ...recipients(definition),
  ...actions(definition, vocabulary),
  ...templates(definition, vocabulary),
  ...conditionRules(definition),
  ...stepNames(definition),
];

const unknownRole = (path: string, role: string): Finding =>
  problem('UNKNOWN_ROLE', path, `The role "${role}" is not listed in "roles".`);

/** Kinds of rules whose argument is not a role. */
const NOT_BY_ROLE: ReadonlySet<string> = new Set(['user', 'manager_of', 'condition']);

function assignments(definition: WorkflowDefinition): readonly Finding[] {
  return assignmentsOf(definition).flatMap(({ path, value }): readonly Finding[] => {
    const rule = parseRule(value);
    if (rule === null) return [problem('UNKNOWN_ASSIGNMENT_RULE', path, `"${value}" is no rule that names people.`)];
    if (rule.kind === 'rule') return tableNamed(definition, rule.argument, path);
    if (NOT_BY_ROLE.has(rule.kind) || definition.roles.includes(rule.argument)) return [];
    return [unknownRole(path, rule.argument)];
  });
}

const ruleNamed = ({ rules = {} }: WorkflowDefinition, name: string): unknown =>
  Object.hasOwn(rules, name) ? rules[name] : undefined;

function tableNamed(definition: WorkflowDefinition, name: string, path: string): readonly Finding[] {
  if (!isTable(ruleNamed(definition, name)))
    return [problem('UNKNOWN_RULE', path, `There is no decision table "${name}" in "rules".`)];
  const onward = (text: string): readonly string[] => {
    const rule = parseRule(text);
    const table = rule?.kind === 'rule' ? ruleNamed(definition, rule.argument) : undefined;
    return isTable(table)
      ? table.rows.map((row) => row.then).filter((then) => isIndirect(parseRule(then)?.kind ?? ''))
      : [];
  };
  return isEndless([`rule:${name}`], onward)
    ? [problem('UNKNOWN_ASSIGNMENT_RULE', path, `The tables behind "${name}" lead to each other without end.`)]
    : [];
}

/** Whether going on from these names takes more than RULE_CHAIN_MAX of them in a row, as it does in a circle. */
function isEndless(names: readonly string[], onward: (name: string) => readonly string[]): boolean {
  let reached = names;
  for (let link = 0; link < RULE_CHAIN_MAX; link++) reached = [...new Set(reached.flatMap(onward))];
  return reached.length > 0;
}

function recipients(definition: WorkflowDefinition): readonly Finding[] {
  return recipientsOf(definition).flatMap(({ path, value }): readonly Finding[] => {
    if (value === 'requester' || (value === 'assignee' && path.startsWith('/steps/'))) return [];
    const [kind, name = ''] = value.split(':', 2);
    if (kind === 'user' && name !== '') return [];
    // Administrators are told of trouble whether or not they take part.
    if (kind === 'role' && name !== '')
      return definition.roles.includes(name) || name === 'admin' ? [] : [unknownRole(path, name)];
    return [
      problem(
        'UNKNOWN_ASSIGNMENT_RULE',
        path,
        `"${value}" names nobody; use requester, assignee, user:<id> or role:<role>.`,
      ),
    ];
  });
}

const nameOf = (action: ActionUse): string => (typeof action === 'string' ? action : action.use);

/** Uses that the engine itself knows; they have nothing to undo with. */
const BUILT_IN: ReadonlySet<string> = new Set([...WAITS, START_USE]);

function actions({ steps }: WorkflowDefinition, { actions: known }: Vocabulary): readonly Finding[] {
  const check = (uses: readonly ActionUse[] | undefined, path: string, isPossible: boolean): readonly Finding[] =>
    (uses ?? []).flatMap((action, a) =>
      known.has(nameOf(action)) || (isPossible && BUILT_IN.has(nameOf(action)))
        ? []
        : [problem('UNKNOWN_ACTION', `${path}/${a}`, `There is no action "${nameOf(action)}".`)],
    );
  return steps.flatMap((step, i) =>
    step.type === 'system'
      ? [
          ...check(step.actions, `/steps/${i}/actions`, true),
          ...check(step.compensate, `/steps/${i}/compensate`, false),
        ]
      : [],
  );
}

const isTemplate = (name: string): boolean => (TEMPLATE_NAMES as readonly string[]).includes(name);

function templates(definition: WorkflowDefinition, vocabulary: Vocabulary): readonly Finding[] {
  const named = definition.steps.flatMap((step, i) => [
    ...(step.type === 'notification' ? [{ path: `/steps/${i}/template`, value: step.template }] : []),
    ...(step.notifications ?? []).flatMap(({ template }, n) =>
      template === undefined ? [] : [{ path: `/steps/${i}/notifications/${n}/template`, value: template }],
    ),
  ]);
  const unknown = named
    .filter(({ value }) => !isTemplate(value))
    .map(({ path, value }) => problem('UNKNOWN_TEMPLATE', path, `There is no message template "${value}".`));
  const broken = Object.entries(definition.notifications?.templates ?? {}).flatMap(([name, texts]) =>
    Object.entries(texts as Record<string, string>).flatMap(([channel, text]): readonly Finding[] => {
      const why = vocabulary.checkTemplate(text);
      return why === null
        ? []
        : [
            problem(
              'INVALID_DEFINITION',
              `/notifications/templates/${name}/${channel}`,
              `The template does not parse: ${why}`,
            ),
          ];
    }),
  );
  return [...unknown, ...broken];
}

const rulesIn = (condition: Condition): readonly string[] =>
  nested(condition).flatMap(({ $rule }) => ($rule === undefined ? [] : [$rule]));

function conditionRules(definition: WorkflowDefinition): readonly Finding[] {
  const onward = (name: string): readonly string[] => {
    const rule = ruleNamed(definition, name);
    return rule === undefined || isTable(rule) ? [] : rulesIn(rule as Condition);
  };
  return conditionsOf(definition).flatMap(({ path, value }) =>
    rulesIn(value).flatMap((name): readonly Finding[] => {
      const rule = ruleNamed(definition, name);
      if (rule === undefined) return [problem('UNKNOWN_RULE', path, `There is no rule "${name}".`)];
      if (isTable(rule))
        return [problem('UNKNOWN_RULE', path, `"${name}" is a decision table; a condition is needed here.`)];
      return isEndless([name], onward)
        ? [problem('INVALID_DEFINITION', path, `The rules behind "${name}" lead to each other without end.`)]
        : [];
    }),
  );
}

const STEPS = '$steps.';

/** Steps named in `distinctFrom` and in `$steps.` paths. */
function stepNames(definition: WorkflowDefinition): readonly Finding[] {
  const ids = new Set(definition.steps.map(({ id }) => id));
  const distinct = definition.steps.flatMap((step: StepDefinition, i) =>
    ('distinctFrom' in step ? step.distinctFrom : []).flatMap((name, d) =>
      name === 'requester' || ids.has(name)
        ? []
        : [problem('INVALID_STEP_DEPENDENCY', `/steps/${i}/distinctFrom/${d}`, `There is no step "${name}".`)],
    ),
  );
  const paths = conditionsOf(definition).flatMap(({ path, value }) =>
    nested(value)
      .flatMap((condition) => Object.keys(condition))
      .filter((key) => key.startsWith(STEPS) && !ids.has(key.slice(STEPS.length, key.indexOf('.', STEPS.length))))
      .map((key) => problem('UNKNOWN_FIELD', path, `"${key}" names a step that does not exist.`)),
  );
  return [...distinct, ...paths];
}
