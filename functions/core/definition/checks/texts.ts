// Texts with a grammar of their own: CEL expressions and JSON Schemas.
import { parseExpression } from '../../conditions/expression.ts';
import { compileSchema } from '../../decide/form.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { parseRule } from '../../routing/rules.ts';
import { type Finding, problem } from '../finding.ts';
import type { WorkflowDefinition } from '../schema.ts';
import { assignmentsOf, conditionsOf, nested } from '../visit.ts';

export const checkTexts = (definition: WorkflowDefinition): readonly Finding[] => [
  ...expressions(definition),
  ...schemas(definition),
];

function expressions(definition: WorkflowDefinition): readonly Finding[] {
  const inConditions = conditionsOf(definition).flatMap(({ path, value }) =>
    nested(value).flatMap(({ $expr }) => ($expr === undefined ? [] : [{ path, text: $expr }])),
  );
  const inRules = assignmentsOf(definition).flatMap(({ path, value }) => {
    const rule = parseRule(value);
    return rule?.kind === 'condition' ? [{ path, text: rule.argument }] : [];
  });
  return [...inConditions, ...inRules].flatMap(({ path, text }) => {
    const parsed = parseExpression(text);
    return parsed.ok ? [] : [problem('INVALID_EXPRESSION', path, `"${text.slice(0, 80)}": ${parsed.error}`)];
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
  const own = typeof (schema as JsonObject).pattern === 'string' ? [(schema as JsonObject).pattern as string] : [];
  return [...own, ...Object.values(schema).flatMap(patternsOf)];
}

const PATTERN_CHARS_MAX = 200;
const UNBOUNDED_MAX = 3;

/**
 * Refuses what lets a matcher backtrack without end: look-around, back references, repeated groups, many unbounded
 * repetitions. Strict, but a pattern for an id or a phone number needs none of these.
 */
export function isSafePattern(pattern: string): boolean {
  if (pattern.length > PATTERN_CHARS_MAX) return false;
  const plain = pattern.replace(/\\[^\d]/g, 'x').replace(/\[(?:\\.|[^\]])*\]/g, 'x');
  if (/\\\d|\(\?[=!<]/.test(plain)) return false;
  if (/\)(?:[*+]|\{\d+,\})/.test(plain)) return false;
  return (plain.match(/[*+]|\{\d+,\}/g) ?? []).length <= UNBOUNDED_MAX;
}
