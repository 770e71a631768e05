// Workflows started by workflows: start one, tell the one above how it ended, cancel what is below.
import type { EffectOutcome } from '../core/commands.ts';
import { resolveReferences, scopeOf } from '../core/conditions/scope.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { jsonObject } from '../core/definition/steps.ts';
import {
  type ActionEffect,
  actionEffectId,
  type CancelChildEffect,
  type CompensationEffect,
  type ParentEffect,
} from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import { ACTIONS_MAX, CHILD_DEPTH_MAX } from '../core/limits.ts';
import { commit } from './commit.ts';
import { Refused, Transient } from './failure.ts';
import { contentHash, effectKey, instanceIdOf } from './hash.ts';
import { ENGINE, type Parts } from './parts.ts';

/** The id of a child follows from the effect that starts it, so that it starts once, however often that is tried. */
const childIdOf = (instanceId: string, effectId: string): string =>
  instanceIdOf(effectKey(instanceId, { id: effectId }));

export async function startChild(
  parts: Parts,
  definition: WorkflowDefinition,
  instance: Instance,
  effect: ActionEffect | CompensationEffect,
): Promise<EffectOutcome> {
  const asked = resolveReferences(scopeOf(definition, instance), effect.with ?? {});
  const { workflowId, version, data = {}, await: isAwaited = false } = isObject(asked) ? asked : ({} as JsonObject);
  const refused = (error: string): EffectOutcome => ({ effectId: effect.id, kind: 'refused', error });
  const parsed = jsonObject.safeParse(data);
  if (typeof workflowId !== 'string' || !parsed.success)
    return refused('workflow.start needs a "workflowId", and "data" as an object');
  if (instance.depth + 1 > CHILD_DEPTH_MAX) return refused(`workflows are nested deeper than ${CHILD_DEPTH_MAX}`);
  const childId = childIdOf(instance.id, effect.id);
  const { startedBy, priority, tags } = instance.context;
  try {
    const published = await parts.definitions.toStart(workflowId, typeof version === 'string' ? version : undefined);
    await commit(parts, {
      instanceId: childId,
      caller: ENGINE,
      commandId: effect.id,
      content: contentHash({ parent: instance.id, effect: effect.id }),
      concerns: [startedBy],
      starts: published,
      command: () => ({
        type: 'start_workflow',
        instanceId: childId,
        definitionHash: published.hash,
        data: parsed.data,
        startedBy,
        priority,
        tags,
        source: `workflow ${instance.id}`,
        draft: false,
        parent: { instanceId: instance.id, stepId: effect.stepId, attempt: effect.attempt },
        depth: instance.depth + 1,
        record: null,
      }),
      answer: () => ({}),
    });
  } catch (error) {
    if (error instanceof Refused) return refused(error.rejection.message);
    throw error;
  }
  return { effectId: effect.id, kind: 'started', childId, isAwaited: isAwaited === true };
}

/** Which action of the step above started this child; its id says so. */
const startedAs = (childId: string, { parentId, stepId, attempt }: ParentEffect): number =>
  Array.from({ length: ACTIONS_MAX }, (_, index) => index).findIndex(
    (index) => childIdOf(parentId, actionEffectId(stepId, attempt, index)) === childId,
  );

export async function tellParent(parts: Parts, instance: Instance, effect: ParentEffect): Promise<EffectOutcome> {
  const { parentId, stepId, attempt, status, outcome } = effect;
  const index = startedAs(instance.id, effect);
  await commit(parts, {
    instanceId: parentId,
    caller: ENGINE,
    commandId: null,
    content: contentHash({ child: instance.id, status }),
    command: () => ({ type: 'record_child_end', childId: instance.id, stepId, attempt, index, status, outcome }),
    answer: () => ({}),
  });
  return { effectId: effect.id, kind: 'done', output: {} };
}

/** A child that is not there may be about to be started: it is looked for again for a while. */
export async function cancelChild(parts: Parts, instance: Instance, effect: CancelChildEffect): Promise<EffectOutcome> {
  const childId = childIdOf(instance.id, effect.startedBy);
  const read = await parts.documents.read(childId);
  if (read.stored === null) {
    if ((instance.effects[effect.id]?.tries ?? 0) < CHILD_LOOKS_MAX)
      throw new Transient('the child is not there (yet)');
    return { effectId: effect.id, kind: 'done', output: {} };
  }
  await commit(parts, {
    instanceId: childId,
    caller: ENGINE,
    commandId: null,
    content: contentHash({ cancel: childId }),
    known: read,
    command: () => ({ type: 'cancel_by_parent', reason: effect.reason }),
    answer: () => ({}),
  });
  return { effectId: effect.id, kind: 'done', output: {} };
}

const CHILD_LOOKS_MAX = 6;
