// The outcomes of effects, all of one message in one commit. What is not pending any more changes nothing.
import type { EffectOutcome, RecordEffects } from '../commands.ts';
import { stepOf } from '../definition/plan.ts';
import type { SystemStep } from '../definition/steps.ts';
import type { ActionEffect, Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import type { Incident, Instance, OpenStep, PendingEffect } from '../instance.ts';
import { EFFECT_TRIES_MAX } from '../limits.ts';
import { type Case, type Decide, events } from './decision.ts';

type Recording = Case<RecordEffects>;

export const recordEffects: Decide<RecordEffects> = (input) => {
  const outcomes = new Map(input.command.outcomes.map((outcome) => [outcome.effectId, outcome]));
  return events(
    ...[...outcomes.values()].flatMap((outcome): readonly Event[] => {
      const pending = input.instance.effects[outcome.effectId];
      return pending === undefined ? [] : record(input, pending, outcome);
    }),
  );
};

function record(input: Recording, pending: PendingEffect, outcome: EffectOutcome): readonly Event[] {
  const { effect, tries } = pending;
  if (outcome.kind === 'retry' && tries + 1 < EFFECT_TRIES_MAX) {
    const notBefore = input.context.now + outcome.delayMs;
    return [
      { action: 'effect_retried', data: { effectId: effect.id, tries: tries + 1, notBefore, error: outcome.error } },
    ];
  }
  if (outcome.kind === 'done') return succeeded(input, effect, outcome);
  return failed(
    input,
    effect,
    outcome.kind === 'retry' ? `${outcome.error} (after ${EFFECT_TRIES_MAX} tries)` : outcome.error,
  );
}

function succeeded(
  input: Recording,
  effect: Effect,
  outcome: Extract<EffectOutcome, { kind: 'done' }>,
): readonly Event[] {
  switch (effect.kind) {
    case 'message':
      return [{ action: 'message_sent', data: { effectId: effect.id, channel: outcome.channel ?? effect.channel } }];
    case 'compensation':
      return [{ action: 'compensation_completed', stepId: effect.stepId, data: { effectId: effect.id } }];
    case 'action':
      return actionSucceeded(input, effect, outcome);
  }
}

function actionSucceeded(
  { definition, instance }: Recording,
  effect: ActionEffect,
  { output }: Extract<EffectOutcome, { kind: 'done' }>,
): readonly Event[] {
  const { stepId, attempt, id: effectId } = effect;
  const done: Event = { action: 'action_completed', stepId, data: { effectId, attempt, output } };
  const step = stepOf(definition, stepId) as SystemStep;
  if (effect.index + 1 < step.actions.length) return [done];
  const open = waitingStep(instance, effect);
  const all = { ...open.output, ...output };
  return [
    done,
    { action: 'step_completed', stepId, data: { attempt, outcome: 'done', output: all, by: null, onBehalfOf: null } },
  ];
}

/** The step an action belongs to: its end takes its actions away, so one that is still pending finds it open. */
const waitingStep = (instance: Instance, { stepId }: ActionEffect): OpenStep => instance.steps[stepId] as OpenStep;

function failed(input: Recording, effect: Effect, error: string): readonly Event[] {
  switch (effect.kind) {
    case 'message':
      return [
        { action: 'message_failed', data: { effectId: effect.id, error } },
        incident(
          effect.id,
          'message_failed',
          `A message to ${effect.to} could not be delivered: ${error}`,
          effect.stepId,
        ),
      ];
    case 'compensation':
      return [
        { action: 'compensation_failed', stepId: effect.stepId, data: { effectId: effect.id, error } },
        incident(
          effect.id,
          'compensation_failed',
          `Undoing "${effect.stepId}" with ${effect.use} failed: ${error}`,
          effect.stepId,
        ),
      ];
    case 'action':
      return actionFailed(input, effect, error);
  }
}

function actionFailed({ definition, instance }: Recording, effect: ActionEffect, error: string): readonly Event[] {
  const { stepId, attempt, id: effectId, use } = effect;
  const failure: Event = { action: 'action_failed', stepId, data: { effectId, attempt, error } };
  const step = stepOf(definition, stepId) as SystemStep;
  if (step.onFailure === 'continue') {
    const output = { ...waitingStep(instance, effect).output, error };
    return [
      failure,
      { action: 'step_completed', stepId, data: { attempt, outcome: 'failed', output, by: null, onBehalfOf: null } },
    ];
  }
  return [
    failure,
    { action: 'step_failed', stepId, data: { attempt, error } },
    incident(effectId, 'action_failed', `${use} failed in "${step.name ?? stepId}": ${error}`, stepId),
  ];
}

const incident = (incidentId: string, kind: Incident['kind'], message: string, stepId: string | undefined): Event => ({
  action: 'incident_opened',
  data: { incidentId, incident: stepId === undefined ? { kind, message } : { kind, message, stepId } },
});
