// The durable state of a simulated world: every store port as plain synchronous functions over shared immutable values.
import type { WorkflowDefinition } from '../functions/core/definition/schema.ts';
import type { AuditEntry, InstanceDocument } from '../functions/core/document.ts';
import { indexOf, openFor } from '../functions/core/document.ts';
import type { JsonObject } from '../functions/core/json.ts';
import { addressKey, type Channel, type User } from '../functions/core/user.ts';
import type {
  Commit,
  DayMetrics,
  EndedQuery,
  InstancePage,
  InstanceQuery,
  InstanceRead,
  OverdueQuery,
  PublishedDefinition,
  RoutingSnapshot,
  SendLease,
  Version,
} from '../functions/platform/platform.ts';
import { compareText, endedRows, listRows, overdueRows } from './instance-pages.ts';

export interface Row {
  document: InstanceDocument;
  version: number;
  /** The document as it was before the newest write: what a stale query still sees. */
  earlier: InstanceDocument | null;
  readonly audit: AuditEntry[];
}

/** Told of every commit, with the document it replaced. */
export type CommitWatch = (before: InstanceDocument | null, commit: Commit) => void;

export interface Store {
  readonly instances: Map<string, Row>;
  readonly users: Map<string, User>;
  readonly definitions: Map<string, PublishedDefinition>;
  readonly records: Map<string, Map<string, JsonObject>>;
  /** By role. */
  readonly routing: Map<string, RoutingSnapshot>;
  /** By workflow, then by date. */
  readonly metrics: Map<string, Map<string, DayMetrics>>;
  readonly leases: Map<string, SendLease>;
  /** Since when (epoch ms). */
  readonly downChannels: Map<Channel, number>;
  readonly watches: CommitWatch[];
  read(instanceId: string, userId: string | undefined, readAt: number): InstanceRead;
  commit(commit: Commit): 'committed' | 'conflict';
  postpone(instanceId: string, expected: Version, wakeAt: number, wakes: number): 'committed' | 'conflict';
  /** A write by somebody else that changes nothing but the version. */
  touch(instanceId: string): void;
  audit(instanceId: string, afterSeq: number, limit: number): readonly AuditEntry[];
  due(now: number, limit: number): readonly string[];
  /** `stale`: filters and answers as of the write before the newest one. */
  list(query: InstanceQuery, stale?: boolean): InstancePage;
  ended(query: EndedQuery, stale?: boolean): InstancePage;
  overdue(query: OverdueQuery, stale?: boolean): InstancePage;
  awaiting(handle: string): string | null;
  openCounts(userIds: readonly string[]): Readonly<Record<string, number>>;
  publish(published: PublishedDefinition): 'published' | 'exists';
  replaceDraft(published: PublishedDefinition): 'replaced' | 'published' | 'missing';
  definition(id: string, version: string): PublishedDefinition | null;
  versions(id?: string): readonly PublishedDefinition[];
  setStatus(id: string, version: string, status: WorkflowDefinition['status'], updatedAt: string): boolean;
  removeDefinition(id: string, version: string): boolean;
  members(role: string): readonly User[];
  findByEmail(email: string): readonly User[];
  findByPhone(phone: string): readonly User[];
  updateRecord(collection: string, id: string, change: (record: JsonObject | null) => JsonObject): JsonObject;
  listRecords(collection: string, limit: number): readonly { readonly id: string; readonly record: JsonObject }[];
  putMetrics(metrics: DayMetrics): void;
  listMetrics(workflowId: string, from: string, to: string): readonly DayMetrics[];
}

type InstancePart = Pick<
  Store,
  | 'read'
  | 'commit'
  | 'postpone'
  | 'touch'
  | 'audit'
  | 'due'
  | 'list'
  | 'ended'
  | 'overdue'
  | 'awaiting'
  | 'openCounts'
  | 'watches'
>;

function instancePart(instances: Map<string, Row>, users: Map<string, User>): InstancePart {
  const watches: CommitWatch[] = [];
  return {
    watches,
    read: (instanceId, userId, readAt) => {
      const row = instances.get(instanceId);
      return {
        stored: row === undefined ? null : { document: row.document, version: String(row.version) },
        user: userId === undefined ? null : (users.get(userId) ?? null),
        readAt,
      };
    },
    commit: (commit) => {
      const row = instances.get(commit.instanceId);
      const stored = row === undefined ? null : String(row.version);
      if (stored !== commit.expected) return 'conflict';
      if (row?.audit.some((entry) => entry.seq === commit.entry.seq)) return 'conflict';
      for (const watch of watches) watch(row?.document ?? null, commit);
      if (row === undefined)
        instances.set(commit.instanceId, {
          document: commit.document,
          version: 1,
          earlier: null,
          audit: [commit.entry],
        });
      else replace(row, commit.document).audit.push(commit.entry);
      return 'committed';
    },
    postpone: (instanceId, expected, wakeAt, wakes) => {
      const row = instances.get(instanceId);
      if (row === undefined || String(row.version) !== expected) return 'conflict';
      replace(row, { ...row.document, wakeAt, wakes });
      return 'committed';
    },
    touch: (instanceId) => {
      const row = instances.get(instanceId);
      if (row !== undefined) row.version += 1;
    },
    audit: (instanceId, afterSeq, limit) =>
      (instances.get(instanceId)?.audit ?? []).filter((entry) => entry.seq > afterSeq).slice(0, limit),
    due: (now, limit) =>
      [...instances.entries()]
        .flatMap(([id, { document }]) =>
          document.wakeAt !== null && document.wakeAt <= now ? [{ id, at: document.wakeAt }] : [],
        )
        .sort((a, b) => a.at - b.at || compareText(a.id, b.id))
        .slice(0, limit)
        .map(({ id }) => id),
    list: (query, stale = false) => listRows(instances.values(), query, stale),
    ended: (query, stale = false) => endedRows(instances.values(), query, stale),
    overdue: (query, stale = false) => overdueRows(instances.values(), query, stale),
    awaiting: (handle) =>
      [...instances].find(([, { document }]) => indexOf(document).deliveries.includes(handle))?.[0] ?? null,
    openCounts: (userIds) => {
      const counts: Record<string, number> = {};
      const wanted = new Set(userIds);
      for (const { document } of instances.values())
        for (const user of openFor(document.instance)) if (wanted.has(user)) counts[user] = (counts[user] ?? 0) + 1;
      return counts;
    },
  };
}

function replace(row: Row, document: InstanceDocument): Row {
  row.earlier = row.document;
  row.document = document;
  row.version += 1;
  return row;
}

const versionKey = (id: string, version: string): string => `${id}@${version}`;

/** Numbers by their size, words by their letters, a number before a word. */
function comparePart(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (Number.isNaN(left) && Number.isNaN(right)) return compareText(a, b);
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) ? 1 : -1;
  return left - right;
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = comparePart(a[i] ?? '-1', b[i] ?? '-1');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareVersions(a: string, b: string): number {
  const cut = (version: string): readonly [string, string] => {
    const dash = version.indexOf('-');
    return dash < 0 ? [version, ''] : [version.slice(0, dash), version.slice(dash + 1)];
  };
  const [[coreA, preA], [coreB, preB]] = [cut(a), cut(b)];
  const byCore = compareParts(coreA.split('.'), coreB.split('.'));
  // A pre-release comes before its release.
  if (byCore !== 0 || preA === '' || preB === '') return byCore || Number(preA === '') - Number(preB === '');
  return compareParts(preA.split('.'), preB.split('.'));
}

type DefinitionPart = Pick<
  Store,
  'publish' | 'replaceDraft' | 'definition' | 'versions' | 'setStatus' | 'removeDefinition'
>;

function definitionPart(definitions: Map<string, PublishedDefinition>): DefinitionPart {
  return {
    publish: (published) => {
      const key = versionKey(published.definition.id, published.definition.version);
      if (definitions.has(key)) return 'exists';
      definitions.set(key, published);
      return 'published';
    },
    replaceDraft: (published) => {
      const key = versionKey(published.definition.id, published.definition.version);
      const stored = definitions.get(key);
      if (stored === undefined) return 'missing';
      if (stored.definition.status !== 'draft') return 'published';
      definitions.set(key, published);
      return 'replaced';
    },
    definition: (id, version) => definitions.get(versionKey(id, version)) ?? null,
    versions: (id) =>
      [...definitions.values()]
        .filter(({ definition }) => id === undefined || definition.id === id)
        .sort(
          (a, b) =>
            compareText(a.definition.id, b.definition.id) ||
            compareVersions(a.definition.version, b.definition.version),
        ),
    setStatus: (id, version, status, updatedAt) => {
      const stored = definitions.get(versionKey(id, version));
      if (stored === undefined) return false;
      definitions.set(versionKey(id, version), { ...stored, definition: { ...stored.definition, status, updatedAt } });
      return true;
    },
    removeDefinition: (id, version) => definitions.delete(versionKey(id, version)),
  };
}

type RecordPart = Pick<Store, 'updateRecord' | 'listRecords'>;

function recordPart(records: Map<string, Map<string, JsonObject>>): RecordPart {
  return {
    updateRecord: (collection, id, change) => {
      const stored = records.get(collection)?.get(id) ?? null;
      const changed = change(stored);
      if (changed === stored) return changed;
      if (!records.has(collection)) records.set(collection, new Map());
      records.get(collection)?.set(id, changed);
      return changed;
    },
    listRecords: (collection, limit) =>
      [...(records.get(collection) ?? [])]
        .sort(([a], [b]) => compareText(a, b))
        .slice(0, limit)
        .map(([id, record]) => ({ id, record })),
  };
}

type MetricsPart = Pick<Store, 'putMetrics' | 'listMetrics'>;

function metricsPart(metrics: Map<string, Map<string, DayMetrics>>): MetricsPart {
  return {
    putMetrics: (day) => {
      if (!metrics.has(day.workflowId)) metrics.set(day.workflowId, new Map());
      metrics.get(day.workflowId)?.set(day.date, day);
    },
    listMetrics: (workflowId, from, to) =>
      [...(metrics.get(workflowId)?.values() ?? [])]
        .filter(({ date }) => from <= date && date <= to)
        .sort((a, b) => compareText(a.date, b.date)),
  };
}

/** At most two, in order of id. */
const whose = (users: Map<string, User>, is: (user: User) => boolean): readonly User[] =>
  [...users.values()].filter(is).sort(byId).slice(0, 2);
const byId = (a: User, b: User): number => compareText(a.id, b.id);

export function createStore(): Store {
  const instances = new Map<string, Row>();
  const users = new Map<string, User>();
  const definitions = new Map<string, PublishedDefinition>();
  const records = new Map<string, Map<string, JsonObject>>();
  const metrics = new Map<string, Map<string, DayMetrics>>();
  return {
    instances,
    users,
    definitions,
    records,
    routing: new Map(),
    metrics,
    leases: new Map(),
    downChannels: new Map(),
    ...instancePart(instances, users),
    ...definitionPart(definitions),
    ...recordPart(records),
    ...metricsPart(metrics),
    members: (role) => [...users.values()].filter((user) => user.roles.includes(role)).sort(byId),
    findByEmail: (email) => whose(users, (user) => addressKey(user.email) === addressKey(email)),
    findByPhone: (phone) => whose(users, (user) => user.phone === phone),
  };
}
