// Automations: a business record that is written starts the workflows that ask for it, and shows how they stand.
import type { EffectOutcome } from '../core/commands.ts';
import { holds } from '../core/conditions/evaluate.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { WriteBackEffect } from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import { isObject, type JsonObject, jsonEquals, ownValue, valueAtPointer } from '../core/json.ts';
import type { PublishedDefinition } from '../platform/platform.ts';
import { commit } from './commit.ts';
import { Refused } from './failure.ts';
import { contentHash, instanceIdOf } from './hash.ts';
import { ENGINE, type Parts } from './parts.ts';

export interface RecordWritten {
  readonly collection: string;
  readonly id: string;
  /** null: it was created. */
  readonly before: JsonObject | null;
  readonly after: JsonObject;
}

type Trigger = NonNullable<WorkflowDefinition['trigger']>;

/**
 * Starts what active definitions ask for on this write; answers the ids. A hint like every other: early, late, doubled or
 * lost, the same key starts the same instance once. What a workflow itself wrote back starts nothing.
 */
export async function recordWritten(parts: Parts, written: RecordWritten): Promise<readonly string[]> {
  const started: string[] = [];
  for (const published of await parts.definitions.active()) {
    const { trigger } = published.definition;
    if (trigger === undefined || !asksFor(trigger, published.definition, written)) continue;
    const id = await startFor(parts, published, trigger, written);
    if (id !== null) started.push(id);
  }
  return started;
}

function asksFor(
  trigger: Trigger,
  { rules = {} }: WorkflowDefinition,
  { collection, before, after }: RecordWritten,
): boolean {
  if (trigger.collection !== collection || !trigger.on.includes(before === null ? 'create' : 'update')) return false;
  if (before !== null && jsonEquals(withoutField(before, trigger.writeBack), withoutField(after, trigger.writeBack)))
    return false;
  return holds(trigger.conditions, { data: after, steps: {}, context: {}, rules });
}

const withoutField = (record: JsonObject, field: string | undefined): JsonObject =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== field));

async function startFor(
  parts: Parts,
  starts: PublishedDefinition,
  trigger: Trigger,
  { collection, id, after }: RecordWritten,
): Promise<string | null> {
  const { definition, hash: definitionHash } = starts;
  const data = withoutField(after, trigger.writeBack);
  const startedBy = valueAtPointer(after, trigger.startedBy ?? '/submittedBy');
  if (typeof startedBy !== 'string' || (await parts.people.user(startedBy)) === null) {
    parts.platform.log.write('error', 'automation_without_requester', { workflowId: definition.id, collection, id });
    return null;
  }
  // With a key, a workflow starts once for it; without, once for each state of the record.
  const key =
    trigger.key === undefined ? contentHash(data) : JSON.stringify(valueAtPointer(after, trigger.key) ?? null);
  const origin = `${collection}/${trigger.key === undefined ? id : ''}/${definition.id}/${key}`;
  const instanceId = instanceIdOf(origin);
  const record = { collection, id, field: trigger.writeBack ?? null };
  try {
    await commit(parts, {
      instanceId,
      caller: ENGINE,
      commandId: origin,
      content: contentHash({ origin }),
      concerns: [startedBy],
      starts,
      command: () => ({
        type: 'start_workflow',
        instanceId,
        definitionHash,
        data,
        startedBy,
        priority: 'medium',
        tags: [],
        source: `record ${collection}/${id}`,
        draft: false,
        parent: null,
        depth: 0,
        record,
      }),
      answer: () => ({}),
    });
    return instanceId;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    parts.platform.log.write('error', 'automation_refused', {
      workflowId: definition.id,
      collection,
      id,
      reason: error.rejection.reason,
    });
    return null;
  }
}

/** Writes how the workflow stands now; what a newer commit has written stays. */
export async function writeBack(parts: Parts, instance: Instance, effect: WriteBackEffect): Promise<EffectOutcome> {
  const { id: instanceId, status, outcome, revision } = instance;
  await parts.platform.records.update(effect.collection, effect.recordId, (record) => {
    const known = ownValue(record, effect.field);
    const isOlder =
      isObject(known) &&
      known.instanceId === instanceId &&
      typeof known.revision === 'number' &&
      known.revision >= revision;
    if (isOlder && record !== null) return record;
    return { ...record, [effect.field]: { instanceId, status, ...(outcome === null ? {} : { outcome }), revision } };
  });
  return { effectId: effect.id, kind: 'done', output: {} };
}
