// The end of one action of a system step, and of the step with its last.
import { stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { ActionUse, SystemStep } from '../definition/steps.ts';
import { actionEffectId } from '../effects.ts';
import type { Event } from '../events.ts';
import type { OpenStep } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import { useOf } from './use.ts';

/** The action that runs is done, with what it puts out. */
export function finishAction(
  definition: WorkflowDefinition,
  stepId: string,
  open: OpenStep,
  output: JsonObject,
): readonly Event[] {
  const { attempt, action: index } = open;
  const effectId = actionEffectId(stepId, attempt, index);
  const done: Event = { action: 'action_completed', stepId, data: { effectId, attempt, output } };
  const step = stepOf(definition, stepId) as SystemStep;
  if (index + 1 < step.actions.length) return [done];
  const all = { ...open.output, ...output };
  return [
    done,
    { action: 'step_completed', stepId, data: { attempt, outcome: 'done', output: all, by: null, onBehalfOf: null } },
  ];
}

/** The action that runs has failed for good. Uncertain: without a clear no, it may yet have taken effect. */
export function failAction(
  definition: WorkflowDefinition,
  stepId: string,
  open: OpenStep,
  failure: { readonly error: string; readonly isUncertain: boolean },
): readonly Event[] {
  const { attempt, action: index } = open;
  const { error } = failure;
  // With an earlier action done, the step has taken effect in part.
  const isUncertain = failure.isUncertain || index > 0;
  const effectId = actionEffectId(stepId, attempt, index);
  const failed: Event = { action: 'action_failed', stepId, data: { effectId, attempt, error } };
  const step = stepOf(definition, stepId) as SystemStep;
  if (step.onFailure === 'continue') {
    const output = { ...open.output, error };
    return [
      failed,
      { action: 'step_completed', stepId, data: { attempt, outcome: 'failed', output, by: null, onBehalfOf: null } },
    ];
  }
  const { use } = useOf(step.actions[index] as ActionUse);
  return [
    failed,
    { action: 'step_failed', stepId, data: { attempt, error, isUncertain } },
    {
      action: 'incident_opened',
      data: {
        incidentId: effectId,
        incident: { kind: 'action_failed', message: `${use} failed in "${step.name ?? stepId}": ${error}`, stepId },
      },
    },
  ];
}
