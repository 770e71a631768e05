// The ports: everything the engine needs of the world, each with one behaviour suite in contract/.
// A port throws only `Transient` (the call may be repeated) or a defect; refusals are the core's.

import type { WorkflowDefinition } from '../core/definition/schema.ts';
import type { AuditEntry, InstanceDocument, InstanceIndex } from '../core/document.ts';
import type { Timer } from '../core/effects.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { User } from '../core/user.ts';
import type { ChannelStates, Channels, Inbox, SendLeases } from './messages.ts';

export * from './messages.ts';

/** The call failed or its outcome is unknown; the same call may be repeated. */
export class Transient extends Error {
  override readonly name = 'Transient';
  /** How long the other side asks to be left alone (ms); 0: it did not say. */
  readonly retryAfterMs: number;
  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options);
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** Names the state of a document that was read; a commit against another state conflicts. */
export type Version = string;

export interface StoredInstance {
  readonly document: InstanceDocument;
  readonly version: Version;
}

export interface InstanceRead {
  readonly stored: StoredInstance | null;
  /** The record of the user asked for in the same call, or null. */
  readonly user: User | null;
  /** The store's own time (epoch ms). */
  readonly readAt: number;
}

export interface Commit {
  readonly instanceId: string;
  /** null: the instance must not exist yet. */
  readonly expected: Version | null;
  readonly document: InstanceDocument;
  readonly entry: AuditEntry;
}

export interface InstanceQuery {
  readonly workflowId?: string;
  readonly version?: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly startedBy?: string;
  readonly assignee?: string;
  /** Only what this person may see (started, assigned, told). */
  readonly viewer?: string;
  readonly tag?: string;
  readonly withIncidents?: boolean;
  /** Start times, epoch ms: from inclusive, to exclusive. */
  readonly from?: number;
  readonly to?: number;
  readonly pageSize: number;
  readonly pageToken?: string;
}

export interface EndedQuery {
  /** Epoch ms: from inclusive, to exclusive. */
  readonly from: number;
  readonly to: number;
  readonly pageSize: number;
  readonly pageToken?: string;
}

export interface OverdueQuery {
  /** Epoch ms, exclusive. */
  readonly before: number;
  readonly pageSize: number;
  readonly pageToken?: string;
}

export interface InstancePage {
  readonly instances: readonly InstanceDocument[];
  readonly nextPageToken: string | null;
}

export interface InstanceStore {
  /** The instance and, where asked, one user's record, in one round trip. */
  read(instanceId: string, userId?: string): Promise<InstanceRead>;
  /** Document and audit entry together or not at all. `conflict`: the expected state is not the stored one. */
  commit(commit: Commit): Promise<'committed' | 'conflict'>;
  /** Moves only the wake-up, against the same precondition; no audit entry. */
  postpone(instanceId: string, expected: Version, wakeAt: number, wakes: number): Promise<'committed' | 'conflict'>;
  /** Entries with seq > afterSeq, in order, at most `limit`. */
  audit(instanceId: string, afterSeq: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Ids of instances with wakeAt <= now, earliest first. */
  due(now: number, limit: number): Promise<readonly string[]>;
  /** Newest start first. */
  list(query: InstanceQuery): Promise<InstancePage>;
  /** Instances that ended in a range of time, the earliest end first. */
  ended(query: EndedQuery): Promise<InstancePage>;
  /** Running instances with a deadline that has passed, the earliest deadline first. */
  overdue(query: OverdueQuery): Promise<InstancePage>;
  /** The instance that waits for word of a message under this handle (`deliveryHandle` in the core); null: none does. */
  awaiting(handle: string): Promise<string | null>;
  /** Open tasks of each of these people; who has none may be absent. */
  openCounts(userIds: readonly string[]): Promise<Readonly<Record<string, number>>>;
}

export interface PublishedDefinition {
  readonly definition: WorkflowDefinition;
  /** SHA-256 of the canonical JSON of what cannot change (all but status and times). */
  readonly hash: string;
}

export interface DefinitionStore {
  /** `exists`: this (id, version) was published before; nothing changes. */
  publish(published: PublishedDefinition): Promise<'published' | 'exists'>;
  /** Replaces a version that is still a draft; `published`: it is not a draft any more and stays as it is. */
  replaceDraft(published: PublishedDefinition): Promise<'replaced' | 'published' | 'missing'>;
  get(id: string, version: string): Promise<PublishedDefinition | null>;
  /** All versions of one definition, or of all, newest version last. */
  list(id?: string): Promise<readonly PublishedDefinition[]>;
  setStatus(id: string, version: string, status: WorkflowDefinition['status'], updatedAt: string): Promise<boolean>;
  remove(id: string, version: string): Promise<boolean>;
}

export interface DirectoryStore {
  users(ids: readonly string[]): Promise<readonly User[]>;
  members(role: string): Promise<readonly User[]>;
  all(): Promise<readonly User[]>;
  /** Whose e-mail address this is, whatever its case, in order of id; at most two, as the second already says that it proves nobody. */
  findByEmail(email: string): Promise<readonly User[]>;
  /** Whose telephone number this is, in international form, in order of id; at most two, for the same reason. */
  findByPhone(phone: string): Promise<readonly User[]>;
  upsert(user: User): Promise<void>;
}

/** Open tasks of a role's members, as they were counted for everybody a moment ago. */
export interface RoutingSnapshot {
  readonly role: string;
  /** Epoch ms. */
  readonly countedAt: number;
  readonly openCounts: Readonly<Record<string, number>>;
}
export interface RoutingSnapshots {
  /** Those of these roles that were ever written. */
  read(roles: readonly string[]): Promise<readonly RoutingSnapshot[]>;
  write(snapshot: RoutingSnapshot): Promise<void>;
}

/** Figures of one workflow and day; replaced as a whole, so that counting again changes nothing. */
export interface DayMetrics {
  /** Or a name that no workflow has, of figures that are no workflow's days: sums of many days, for instance. */
  readonly workflowId: string;
  /** YYYY-MM-DD in the company's time zone, or whatever text those other figures are in the order of. */
  readonly date: string;
  readonly figures: JsonObject;
}
export interface MetricsStore {
  put(metrics: DayMetrics): Promise<void>;
  /** Of one workflow, from the first to the last date, both included, in order of date. */
  list(workflowId: string, from: string, to: string): Promise<readonly DayMetrics[]>;
}

/** Business documents: orders, stock, visits … */
export interface Records {
  get(collection: string, id: string): Promise<JsonObject | null>;
  /**
   * Reads, changes and writes one record atomically; `change` is pure and may run more than once.
   * Returning the record it was given writes nothing. Answers the record as it now stands.
   */
  update(collection: string, id: string, change: (record: JsonObject | null) => JsonObject): Promise<JsonObject>;
  list(collection: string, limit: number): Promise<readonly { readonly id: string; readonly record: JsonObject }[]>;
}

/** "These effects of this instance are ready." A hint: at least once, unordered, may be lost. */
export interface EffectsMessage {
  readonly instanceId: string;
  readonly effectIds: readonly string[];
}
export interface Bus {
  publish(message: EffectsMessage): Promise<void>;
}

/** "Look at this instance then." A hint: early, late, doubled or lost is harmless. Same timer, same name. */
export interface Timers {
  schedule(instanceId: string, timer: Timer): Promise<void>;
}

export interface Clock {
  /** Epoch ms. */
  now(): number;
  sleep(ms: number): Promise<void>;
}
export interface Entropy {
  /** 128 random bits as text that is safe in a path. */
  id(): string;
  /** In [0, 1). */
  fraction(): number;
}

export type Severity = 'debug' | 'info' | 'warning' | 'error';
export interface Log {
  /** `event` is from the fixed vocabulary; fields are facts, never request data. */
  write(severity: Severity, event: string, fields: { readonly [key: string]: Json }): void;
}

export interface WrappedKey {
  /** The key as only the vault can read it, as text. */
  readonly wrapped: string;
  /** The master key that wrapped it. */
  readonly version: string;
}

export interface KeyVault {
  /** Wraps with the newest master key. `context` is bound in: only with the same one can it be unwrapped. */
  wrap(key: Uint8Array, context: string): Promise<WrappedKey>;
  /** Throws a defect where anything of this is not what `wrap` was given or answered. */
  unwrap(wrapped: string, version: string, context: string): Promise<Uint8Array>;
}

/** A data key as it is kept: wrapped, under the name of whom it belongs to. */
export interface StoredKey extends WrappedKey {
  /** Random; what sealed data names. It says nothing of the subject. */
  readonly keyId: string;
  /** From 1; a subject's newer key is used from then on, older ones still open what they sealed. */
  readonly keyVersion: number;
  readonly subject: string;
}

/** Wrapped keys of persons and other subjects, apart from instances and from their backups. */
export interface SubjectKeys {
  /** The newest key of the subject; null: there is none, or not any more. */
  get(subject: string): Promise<StoredKey | null>;
  /** Answers the key that now stands: where the subject has one of that version already, it is that one. */
  create(key: StoredKey): Promise<StoredKey>;
  /** By what sealed data names; null: it was never there. */
  find(keyId: string, keyVersion: number): Promise<StoredKey | 'destroyed' | null>;
  /**
   * Erases all keys of the subject for good, and that they were the subject's; remains that they existed. Answers how
   * many; again, none. A key created afterwards is another one.
   */
  destroy(subject: string): Promise<number>;
  /** Subjects that have a key, in order, after the one given; at most `limit`. */
  list(after: string | null, limit: number): Promise<readonly string[]>;
}

export interface Platform {
  readonly instances: InstanceStore;
  readonly definitions: DefinitionStore;
  readonly directory: DirectoryStore;
  readonly routing: RoutingSnapshots;
  readonly metrics: MetricsStore;
  readonly records: Records;
  readonly bus: Bus;
  readonly timers: Timers;
  readonly channels: Channels;
  readonly inbox: Inbox;
  readonly leases: SendLeases;
  readonly channelStates: ChannelStates;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
}
export type { InstanceIndex };
