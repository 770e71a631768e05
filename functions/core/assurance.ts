// How surely it is known who decides, and how surely it has to be: what is worth more asks for more.
import { holds } from './conditions/evaluate.ts';
import type { Condition } from './conditions/schema.ts';
import { scopeOf } from './conditions/scope.ts';
import { isTable, type WorkflowDefinition } from './definition/schema.ts';
import type { StepDefinition } from './definition/steps.ts';
import type { Instance } from './instance.ts';

/** A reply from their telephone, a page behind a link that was sent to them; without either, a sign-in. */
export const ASSURANCES = ['reply', 'link', 'sign_in'] as const;
export type Assurance = (typeof ASSURANCES)[number];

/** The rule by which a definition says what is of high value: it is not decided by a mere reply. */
const HIGH_VALUE = 'highValue';

/** The least with which this step may be decided now. */
export function assuranceNeeded(definition: WorkflowDefinition, instance: Instance, step: StepDefinition): Assurance {
  const { page = highValue(definition), signIn } = step.type === 'approval' ? (step.stepUp ?? {}) : {};
  const scope = scopeOf(definition, instance);
  if (signIn !== undefined && holds(signIn, scope)) return 'sign_in';
  return page !== undefined && holds(page, scope) ? 'link' : 'reply';
}

function highValue({ rules }: WorkflowDefinition): Condition | undefined {
  const rule = rules !== undefined && Object.hasOwn(rules, HIGH_VALUE) ? rules[HIGH_VALUE] : undefined;
  return rule === undefined || isTable(rule) ? undefined : { $rule: HIGH_VALUE };
}

export const isEnough = (given: Assurance, needed: Assurance): boolean =>
  ASSURANCES.indexOf(given) >= ASSURANCES.indexOf(needed);
