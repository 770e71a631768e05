// Steps that have to run again: after a change of the data, or when a step sends the workflow back.

import { compensationsOf } from './compensation.ts';
import { descendantsOf, planOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { Event } from './events.ts';
import { type DataChange, type Instance, isEnded } from './instance.ts';
import { kindOf } from './kinds/index.ts';

/**
 * Sets steps back to pending: each begins as a new attempt when it is ready again. What they did before is undone first,
 * last one first, so that nothing is reserved or booked twice.
 */
export function reopen(
  definition: WorkflowDefinition,
  instance: Instance,
  stepIds: readonly string[],
): readonly Event[] {
  const again = stepIds.flatMap((stepId) => {
    const step = instance.steps[stepId];
    return step === undefined || step.state === 'pending' ? [] : [{ stepId, step }];
  });
  const undone = compensationsOf(definition, instance, new Set(stepIds));
  return [
    ...(undone.length === 0 ? [] : [{ action: 'compensation_planned', data: { items: undone } } satisfies Event]),
    ...again.map(({ stepId, step }): Event => ({ action: 'step_reset', stepId, data: { attempt: step.attempt } })),
  ];
}

/** The steps that a change of the data makes outdated, in the order of the definition. */
export function outdatedSteps(
  definition: WorkflowDefinition,
  instance: Instance,
  changes: readonly DataChange[],
): readonly string[] {
  return planOf(definition).steps.flatMap(({ definition: step }) => {
    const state = instance.steps[step.id];
    if (state === undefined || state.state === 'pending') return [];
    // What was left out because of the data is looked at again.
    const isSkipped = isEnded(state) && state.outcome === 'conditions_not_met';
    return isSkipped || kindOf(step).isOutdatedBy(step, changes) ? [step.id] : [];
  });
}

/** A step and all steps that wait for it, directly or through others. */
export function stepAndAllAfter(definition: WorkflowDefinition, stepId: string): readonly string[] {
  const after = descendantsOf(definition, stepId);
  return planOf(definition)
    .steps.map((planned) => planned.definition.id)
    .filter((id) => id === stepId || after.has(id));
}
