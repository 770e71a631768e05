// An instance and its audit entries as Firestore holds them: the whole as JSON text, beside the fields that queries need.
import { type AuditEntry, type InstanceDocument, indexOf } from '../../core/document.ts';
import { documentId } from './document-id.ts';
import type { Fields, FirestoreDocument } from './firestore.ts';
import { shardOf } from './shards.ts';
import { flag, int, intOf, isFindable, list, map, text, textOf, type Value } from './values.ts';

export const INSTANCES = 'instances';

export const instancePath = (instanceId: string): string => `${INSTANCES}/${documentId(instanceId)}`;
export const auditCollection = (instanceId: string): string => `${instancePath(instanceId)}/audit`;
const SEQ_DIGITS = 10;
/** Zero padded, so that the names of entries are in the order of their numbers and need no index. */
export const entryPath = (instanceId: string, seq: number): string =>
  `${auditCollection(instanceId)}/${String(seq).padStart(SEQ_DIGITS, '0')}`;

/** What does not apply is absent: an index holds no entry for it. */
export function fieldsOfInstance(document: InstanceDocument): Fields {
  const index = indexOf(document);
  const { outcome, endedAt, dueAt, wakeAt, tags, openFor, viewers, openIncidents } = index;
  // A provider may call a message what it likes; one that cannot be found by must not keep the commit from happening.
  const deliveries = index.deliveries.filter(isFindable);
  return {
    document: text(JSON.stringify(document)),
    shard: int(shardOf(document.instance.id)),
    revision: int(document.instance.revision),
    workflowId: text(index.workflowId),
    version: text(index.version),
    status: text(index.status),
    startedBy: text(index.startedBy),
    startedAt: int(index.startedAt),
    ...(outcome === null ? {} : { outcome: text(outcome) }),
    ...(endedAt === null ? {} : { endedAt: int(endedAt) }),
    ...(dueAt === null ? {} : { dueAt: int(dueAt) }),
    ...(tags.length === 0 ? {} : { tags: texts(tags) }),
    ...(viewers.length === 0 ? {} : { viewers: texts(viewers) }),
    ...(openFor.length === 0 ? {} : { openFor: texts([...new Set(openFor)]), openTasks: openTasksOf(openFor) }),
    ...(deliveries.length === 0 ? {} : { deliveries: texts(deliveries) }),
    ...(openIncidents === 0 ? {} : { hasIncidents: flag(true) }),
    ...wakeFields(wakeAt, document.wakes),
  };
}

export const wakeFields = (wakeAt: number | null, wakes: number): Fields => ({
  ...(wakeAt === null ? {} : { wakeAt: int(wakeAt) }),
  wakes: int(wakes),
});

const texts = (items: readonly string[]): Value => list(items.map(text));

/** How many open steps wait for each person: what their open counts are summed from. */
function openTasksOf(openFor: readonly string[]): Value {
  const counts = new Map<string, number>();
  for (const user of openFor) counts.set(user, (counts.get(user) ?? 0) + 1);
  return map(Object.fromEntries([...counts].map(([user, open]) => [user, int(open)])));
}

/** A postponed wake-up moves the fields alone: the text is not written again for it. */
export const instanceOf = ({ fields }: FirestoreDocument): InstanceDocument => ({
  ...(JSON.parse(textOf(fields.document)) as InstanceDocument),
  wakeAt: intOf(fields.wakeAt),
  wakes: intOf(fields.wakes) ?? 0,
});

/** Beside the text is what a person looks for in the console. */
export const fieldsOfEntry = (entry: AuditEntry): Fields => ({
  entry: text(JSON.stringify(entry)),
  seq: int(entry.seq),
  at: int(entry.at),
  actor: text(entry.actor),
  actions: texts(entry.events.map(({ action }) => action)),
});

export const entryOf = ({ fields }: FirestoreDocument): AuditEntry => JSON.parse(textOf(fields.entry)) as AuditEntry;
