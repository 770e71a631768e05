// Events of effects: actions, compensations and other workflows, asked for and done.
import { compensationEffectId } from '../effects.ts';
import { type Instance, isEnded, isOpen } from '../instance.ts';
import type { Evolvers } from './evolve.ts';
import { change, withoutActions } from './steps.ts';

type EffectAction =
  | 'action_completed'
  | 'action_failed'
  | 'compensation_planned'
  | 'compensation_completed'
  | 'compensation_failed'
  | 'effect_retried'
  | 'child_started'
  | 'effect_settled';

export const effectEvolvers: Evolvers<EffectAction> = {
  action_completed: (instance, { stepId, data }) => {
    const step = instance.steps[stepId];
    const output = isOpen(step) ? { ...step.output, ...data.output } : {};
    const action = isOpen(step) ? step.action + 1 : 0;
    return done(change(instance, stepId, { output, action, wait: null }), data.effectId);
  },
  action_failed: (instance, { data }) => ({
    ...done(instance, data.effectId),
    ...withoutActions(instance, ({ id }) => id === data.effectId),
  }),
  compensation_planned: (instance, { data }) => ({
    ...instance,
    compensations: [...instance.compensations, ...data.items],
    steps: Object.fromEntries(
      Object.entries(instance.steps).map(([id, step]) =>
        isEnded(step) && data.items.some((item) => item.stepId === id)
          ? [id, { ...step, compensated: true as const }]
          : [id, step],
      ),
    ),
  }),
  compensation_completed: (instance, { data }) => compensated(instance, data.effectId),
  compensation_failed: (instance, { data }) => compensated(instance, data.effectId),
  child_started: (instance, { stepId, data }) => {
    const wait = data.isAwaited ? { wait: { kind: 'child' as const, instanceId: data.childId } } : {};
    return { ...done(change(instance, stepId, wait), data.effectId), children: [...instance.children, data.effectId] };
  },
  effect_settled: (instance, { data }) => done(instance, data.effectId),
  effect_retried: (instance, { data }) => {
    const pending = instance.effects[data.effectId];
    if (pending === undefined) return instance;
    const { tries, notBefore } = data;
    return { ...instance, effects: { ...instance.effects, [data.effectId]: { ...pending, tries, notBefore } } };
  },
};

export function done(instance: Instance, effectId: string): Instance {
  const { [effectId]: _done, ...effects } = instance.effects;
  return { ...instance, effects };
}

function compensated(instance: Instance, effectId: string): Instance {
  const compensations = instance.compensations.filter(
    ({ stepId, attempt, index }) => compensationEffectId(stepId, attempt, index) !== effectId,
  );
  return done({ ...instance, compensations }, effectId);
}
