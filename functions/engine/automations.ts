// Automations: a business record that is written starts the workflows that ask for it, and shows how they stand.
import type { EffectOutcome } from '../core/commands.ts';
import { holds } from '../core/conditions/evaluate.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { WriteBackEffect } from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import { isObject, type JsonObject, jsonEquals, ownValue, valueAtPointer } from '../core/json.ts';
import { CHILD_DEPTH_MAX } from '../core/limits.ts';
import { instanceRequest } from '../core/requests.ts';
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

/** An echo comes within minutes; somebody who edits the record later starts anew. */
const ECHO_WITHIN_MS = 10 * 60_000;

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
  const depth = await depthOf(parts, definition, { trigger, after, instanceId });
  if (depth > CHILD_DEPTH_MAX) {
    parts.platform.log.write('error', 'automation_too_deep', { workflowId: definition.id, collection, id, depth });
    return null;
  }
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
        depth,
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

/**
 * How many starts led to this one. Without a key, a record that comes back changed by an outside echo of what a workflow
 * wrote to it would start one workflow after the other for ever; each counts as standing under the one before.
 */
async function depthOf(
  parts: Parts,
  definition: WorkflowDefinition,
  start: { readonly trigger: Trigger; readonly after: JsonObject; readonly instanceId: string },
): Promise<number> {
  const { key, writeBack: field } = start.trigger;
  if (key !== undefined || field === undefined) return 0;
  const parsed = instanceRequest.safeParse({ instanceId: ownValue(ownValue(start.after, field), 'instanceId') });
  // What names itself was heard of again after it had started.
  if (!parsed.success || parsed.data.instanceId === start.instanceId) return 0;
  const { stored, readAt } = await parts.platform.instances.read(parsed.data.instanceId);
  if (stored === null || stored.document.instance.definition.id !== definition.id) return 0;
  const { context, depth } = stored.document.instance;
  return readAt - context.startedAt < ECHO_WITHIN_MS ? depth + 1 : 0;
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
