// The outcomes of effects, all of one message in one commit. What is not pending any more changes nothing.
import type { EffectOutcome, RecordEffects } from '../commands.ts';
import { stepOf } from '../definition/plan.ts';
import type { ActionEffect, Effect, MessageEffect } from '../effects.ts';
import type { Event } from '../events.ts';
import type { Instance, OpenStep, PendingEffect } from '../instance.ts';
import { failAction, finishAction } from '../kinds/finish.ts';
import { momentAfter } from '../kinds/ladder.ts';
import { BACKOFF_MAX_MS, EFFECT_TRIES_MAX } from '../limits.ts';
import { type Case, type Decide, events } from './decision.ts';
import { incident } from './incidents.ts';
import { recordLateMessage, recordMessage } from './record-messages.ts';

type Recording = Case<RecordEffects>;
type Work = Exclude<Effect, MessageEffect>;

export const recordEffects: Decide<RecordEffects> = (input) => {
  const outcomes = new Map(input.command.outcomes.map((outcome) => [outcome.effectId, outcome]));
  return events(
    ...[...outcomes.values()].flatMap((outcome): readonly Event[] => {
      const pending = input.instance.effects[outcome.effectId];
      return pending === undefined ? recordLateMessage(input, outcome) : record(input, pending, outcome);
    }),
  );
};

function record(input: Recording, pending: PendingEffect, outcome: EffectOutcome): readonly Event[] {
  const { effect, tries } = pending;
  if (effect.kind === 'message') return recordMessage(input, effect, tries, outcome);
  if (outcome.kind === 'sent' || outcome.kind === 'unconfirmed') throw new Error(`${effect.id} is no message`);
  const { triesMax, delayMs } = retryOf(input, effect, tries + 1);
  if (outcome.kind === 'retry' && tries + 1 < triesMax) {
    const notBefore = input.context.now + (delayMs ?? outcome.delayMs);
    return [
      { action: 'effect_retried', data: { effectId: effect.id, tries: tries + 1, notBefore, error: outcome.error } },
    ];
  }
  if (outcome.kind === 'started') return started(input, effect as ActionEffect, outcome);
  if (outcome.kind === 'done') return succeeded(input, effect, outcome);
  const isUncertain = outcome.kind === 'retry';
  return failed(input, effect, {
    error: isUncertain ? `${outcome.error} (after ${triesMax} tries)` : outcome.error,
    isUncertain,
  });
}

/** A system step says for its own actions how often and how far apart they are tried. */
function retryOf(
  { definition, instance, context }: Recording,
  effect: Effect,
  tries: number,
): { readonly triesMax: number; readonly delayMs: number | null } {
  const step = effect.kind === 'action' ? stepOf(definition, effect.stepId) : null;
  const retry = step?.type === 'system' ? step.retry : undefined;
  if (step === null || retry === undefined) return { triesMax: EFFECT_TRIES_MAX, delayMs: null };
  const { attempts, backoff } = retry;
  if (backoff === undefined) return { triesMax: attempts, delayMs: null };
  const first = momentAfter({ definition, instance, step, context }, backoff, context.now) - context.now;
  return { triesMax: attempts, delayMs: Math.min(first * 2 ** (tries - 1), BACKOFF_MAX_MS) };
}

function succeeded(
  input: Recording,
  effect: Work,
  outcome: Extract<EffectOutcome, { kind: 'done' }>,
): readonly Event[] {
  switch (effect.kind) {
    case 'compensation':
      return [{ action: 'compensation_completed', stepId: effect.stepId, data: { effectId: effect.id } }];
    case 'tell_parent':
    case 'cancel_child':
    case 'write_back':
      return [{ action: 'effect_settled', data: { effectId: effect.id, error: null } }];
    case 'action':
      return actionSucceeded(input, effect, outcome);
  }
}

function actionSucceeded(
  { definition, instance }: Recording,
  effect: ActionEffect,
  { output }: Extract<EffectOutcome, { kind: 'done' }>,
): readonly Event[] {
  return finishAction(definition, effect.stepId, waitingStep(instance, effect), output);
}

/** The step an action belongs to: its end takes its actions away, so one that is still pending finds it open. */
const waitingStep = (instance: Instance, { stepId }: ActionEffect): OpenStep => instance.steps[stepId] as OpenStep;

/** Another workflow runs; the step goes on with its end where it is awaited, else at once. */
function started(
  { definition, instance }: Recording,
  effect: ActionEffect,
  { childId, isAwaited }: Extract<EffectOutcome, { kind: 'started' }>,
): readonly Event[] {
  const { stepId, attempt, id: effectId } = effect;
  const begun: Event = { action: 'child_started', stepId, data: { effectId, attempt, childId, isAwaited } };
  if (isAwaited) return [begun];
  return [begun, ...finishAction(definition, stepId, waitingStep(instance, effect), { instanceId: childId })];
}

interface Failure {
  readonly error: string;
  /** Whether it may have taken effect all the same. */
  readonly isUncertain: boolean;
}

function failed(input: Recording, effect: Work, failure: Failure): readonly Event[] {
  const { error } = failure;
  switch (effect.kind) {
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
    case 'tell_parent':
    case 'cancel_child':
    case 'write_back':
      return [
        { action: 'effect_settled', data: { effectId: effect.id, error } },
        incident(effect.id, 'action_failed', `Another workflow could not be told: ${error}`, undefined),
      ];
    case 'action':
      return failAction(input.definition, effect.stepId, waitingStep(input.instance, effect), failure);
  }
}
