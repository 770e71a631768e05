// Effects: perform what a message names and is still pending, then record all outcomes in one commit.
import type { ActionCall, EffectOutcome } from '../core/commands.ts';
import { resolveReferences, scopeOf } from '../core/conditions/scope.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { ActionEffect, CompensationEffect } from '../core/effects.ts';
import type { Instance, PendingEffect } from '../core/instance.ts';
import { START_USE } from '../core/kinds/use.ts';
import { mayPerform } from '../core/react.ts';
import type { EffectsMessage, InstanceRead } from '../platform/platform.ts';
import { writeBack } from './automations.ts';
import { cancelChild, startChild, tellParent } from './children.ts';
import { commit } from './commit.ts';
import { retryDelayMs, Transient } from './failure.ts';
import { contentHash, effectKey } from './hash.ts';
import { sendMessage } from './messages.ts';
import { ENGINE, type Parts } from './parts.ts';
import { aboutEffect, tellEffect } from './telling.ts';

/** Handles one message of the bus. Ids that are not pending any more, or not yet, cost the read and nothing else. */
export async function performEffects(
  parts: Parts,
  { instanceId, effectIds }: EffectsMessage,
  known: InstanceRead | null = null,
): Promise<void> {
  const read = known ?? (await parts.documents.read(instanceId));
  if (read.stored === null) return;
  const { instance } = read.stored.document;
  if (!mayPerform(instance)) return;
  const now = Math.max(read.readAt, instance.now);
  const pending = effectIds
    .map((id) => instance.effects[id])
    .filter((effect) => effect !== undefined && effect.notBefore <= now);
  if (pending.length === 0) return;
  const { definition } = await parts.definitions.pinned(instance.definition.id, instance.definition.version);
  const outcomes = (
    await Promise.all(pending.map((effect) => perform(parts, definition, instance, effect as PendingEffect, now)))
  ).filter((outcome) => outcome !== null);
  if (outcomes.length === 0) return;
  await commit(parts, {
    instanceId,
    caller: ENGINE,
    commandId: null,
    content: contentHash(outcomes),
    known: read,
    concerns: outcomes.flatMap(({ effectId }) => recipientOf(instance.effects[effectId])),
    command: () => ({ type: 'record_effects', outcomes }),
    answer: () => ({}),
  });
  for (const outcome of outcomes) {
    const pendingEffect = instance.effects[outcome.effectId];
    if (pendingEffect !== undefined) tellEffect(parts.platform.log, instance, pendingEffect.effect, outcome);
  }
}

/** Whom a message goes to decides by which channel it can go next. */
const recipientOf = (pending: PendingEffect | undefined): readonly string[] =>
  pending?.effect.kind === 'message' ? [pending.effect.to] : [];

async function perform(
  parts: Parts,
  definition: WorkflowDefinition,
  instance: Instance,
  { effect, tries }: PendingEffect,
  now: number,
): Promise<EffectOutcome | null> {
  try {
    switch (effect.kind) {
      case 'message':
        return await sendMessage(parts, { definition, instance, effect, tries, now });
      case 'tell_parent':
        return await tellParent(parts, instance, effect);
      case 'cancel_child':
        return await cancelChild(parts, instance, effect);
      case 'write_back':
        return await writeBack(parts, instance, effect);
      case 'action':
      case 'compensation':
        return effect.use === START_USE
          ? await startChild(parts, definition, instance, effect)
          : await act(parts, definition, instance, effect, now);
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    parts.platform.log.write('warning', 'effect_failed', {
      ...aboutEffect(instance, effect),
      tries: tries + 1,
      error: message,
    });
    return {
      effectId: effect.id,
      kind: 'retry',
      error: message,
      delayMs: Math.max(
        retryDelayMs(tries + 1, parts.platform.entropy.fraction()),
        error instanceof Transient ? error.retryAfterMs : 0,
      ),
    };
  }
}

async function act(
  parts: Parts,
  definition: WorkflowDefinition,
  instance: Instance,
  effect: ActionEffect | CompensationEffect,
  now: number,
): Promise<EffectOutcome> {
  const action = Object.hasOwn(parts.actions, effect.use) ? parts.actions[effect.use] : undefined;
  if (action === undefined)
    return { effectId: effect.id, kind: 'refused', error: `there is no action "${effect.use}" in this release` };
  const step = instance.steps[effect.stepId];
  const call: ActionCall = {
    key: effectKey(instance.id, effect),
    use: effect.use,
    with: resolveReferences(scopeOf(definition, instance), effect.with ?? {}),
    instanceId: instance.id,
    workflowId: instance.definition.id,
    stepId: effect.stepId,
    attempt: effect.attempt,
    data: instance.data,
    startedBy: instance.context.startedBy,
    output: step === undefined || step.state === 'pending' ? {} : step.output,
    now,
  };
  const result = await action(call, { records: parts.platform.records });
  return result.ok
    ? { effectId: effect.id, kind: 'done', output: result.output ?? {} }
    : { effectId: effect.id, kind: 'refused', error: result.error };
}
