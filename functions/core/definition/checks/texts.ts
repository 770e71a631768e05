// Texts with a grammar of their own: CEL expressions and JSON Schemas.
import { parseExpression } from '../../conditions/expression.ts';
import { compileSchema } from '../../decide/form.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { parseRule } from '../../routing/rules.ts';
import { type Finding, problem } from '../finding.ts';
import { isSafePattern } from '../patterns.ts';
import type { WorkflowDefinition } from '../schema.ts';
import { assignmentsOf, conditionsOf, nested } from '../visit.ts';

export const checkTexts = (definition: WorkflowDefinition): readonly Finding[] => [
  ...expressions(definition),
  ...schemas(definition),
];

function expressions(definition: WorkflowDefinition): readonly Finding[] {
  const inConditions = conditionsOf(definition).flatMap(({ path, value }) =>
    nested(value).flatMap(({ $expr }) => ($expr === undefined ? [] : [{ path, text: $expr, type: 'bool' }])),
  );
  const inRules = assignmentsOf(definition).flatMap(({ path, value }) => {
    const rule = parseRule(value);
    return rule?.kind === 'condition' ? [{ path, text: rule.argument, type: 'string' }] : [];
  });
  return [...inConditions, ...inRules].flatMap(({ path, text, type }) => {
    const parsed = parseExpression(text);
    const wrong = (why: string): readonly Finding[] => [
      problem('INVALID_EXPRESSION', path, `"${text.slice(0, 80)}": ${why}`),
    ];
    if (!parsed.ok) return wrong(parsed.error);
    return parsed.value.type === type || parsed.value.type === 'dyn'
      ? []
      : wrong(`it yields ${parsed.value.type}, and ${type} is needed here`);
  });
}

function schemas(definition: WorkflowDefinition): readonly Finding[] {
  const placed = [
    { path: '/data', schema: definition.data },
    ...definition.steps.map((step, i) => ({
      path: `/steps/${i}/form`,
      schema: 'form' in step ? step.form : undefined,
    })),
  ];
  return placed.flatMap(({ path, schema }): readonly Finding[] => {
    if (schema === undefined) return [];
    const unsafe = patternsOf(schema).filter((pattern) => !isSafePattern(pattern));
    if (unsafe.length > 0)
      return unsafe.map((pattern) =>
        problem('INVALID_SCHEMA', path, `The pattern "${pattern.slice(0, 80)}" can run away on long text.`),
      );
    const compiled = compileSchema(schema);
    return compiled.ok ? [] : [problem('INVALID_SCHEMA', path, compiled.error)];
  });
}

function patternsOf(schema: Json): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((item: Json) => patternsOf(item));
  if (!isObject(schema)) return [];
  const { pattern, patternProperties } = schema as JsonObject;
  return [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isObject(patternProperties) ? Object.keys(patternProperties) : []),
    ...Object.values(schema).flatMap(patternsOf),
  ];
}
