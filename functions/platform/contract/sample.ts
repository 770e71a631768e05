// Valid values to store: people, definitions, messages, and instances with an audit that chains.
import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { definitionSchema } from '../../core/definition/schema.ts';
import type { AuditEntry, InstanceDocument } from '../../core/document.ts';
import type { Event } from '../../core/events.ts';
import type {
  Incident,
  Instance,
  MessageRecord,
  OpenStep,
  Outcome,
  StepInstance,
  WorkflowStatus,
} from '../../core/instance.ts';
import type { JsonObject } from '../../core/json.ts';
import { instanceWith, openStep } from '../../core/testing/sample-workflow.ts';
import { type User, userSchema } from '../../core/user.ts';
import type { Commit, OutgoingMessage, PublishedDefinition, Version } from '../platform.ts';

/** A Sunday morning in 2026, epoch ms. */
export const SAMPLE_START = Date.parse('2026-03-01T03:00:00Z');
export const FIRST_PREV = '0'.repeat(64);

export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalize(value)).digest('hex');

export interface InstanceSample {
  readonly id: string;
  readonly workflowId?: string;
  readonly version?: string;
  readonly status?: WorkflowStatus;
  readonly outcome?: Outcome | null;
  readonly startedBy?: string;
  readonly startedAt?: number;
  /** Without, an instance in a status that ends ended an hour after it started. */
  readonly endedAt?: number;
  readonly tags?: readonly string[];
  readonly viewers?: readonly string[];
  /** The people of each open step. */
  readonly open?: readonly (readonly string[])[];
  /** When each open step is due; without, they have no deadline. */
  readonly dueAt?: number;
  /** What the whole workflow promised for this moment. */
  readonly promisedAt?: number;
  readonly incidents?: Readonly<Record<string, Incident>>;
  /** Handles of messages that were handed over and not yet reported. */
  readonly deliveries?: readonly string[];
  readonly data?: JsonObject;
}

export function sampleInstance(sample: InstanceSample): Instance {
  const startedAt = sample.startedAt ?? SAMPLE_START;
  const workflowId = sample.workflowId ?? 'order-approval';
  const version = sample.version ?? '1.0.0';
  const steps: Record<string, StepInstance> = { review: { state: 'pending', attempt: 0 } };
  (sample.open ?? []).forEach((people, i) => {
    steps[`open-${i + 1}`] = { ...sampleOpenStep(people, startedAt), dueAt: sample.dueAt ?? null };
  });
  return instanceWith(steps, {
    id: sample.id,
    definition: { id: workflowId, version, hash: hashOf([workflowId, version]) },
    status: sample.status ?? 'running',
    outcome: sample.outcome ?? null,
    endedAt: endOf(sample, startedAt),
    revision: 1,
    now: startedAt,
    data: sample.data ?? { orderId: 'O-1', totalAmount: 4_500 },
    context: {
      startedBy: sample.startedBy ?? 'requester-1',
      startedAt,
      priority: 'medium',
      tags: sample.tags ?? [],
      source: null,
    },
    incidents: sample.incidents ?? {},
    messages: Object.fromEntries(
      (sample.deliveries ?? []).map((handle, i) => [`message-${i + 1}`, sampleRecord(handle, startedAt)]),
    ),
    sla: sample.promisedAt === undefined ? null : { startedAt, at: { breached: sample.promisedAt }, reached: [] },
    viewers: sample.viewers ?? [],
  });
}

function endOf({ status = 'running', endedAt }: InstanceSample, startedAt: number): number | null {
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled';
  return ended ? (endedAt ?? startedAt + 3_600_000) : null;
}

export const sampleOpenStep = (people: readonly string[], startedAt: number): OpenStep =>
  openStep({ startedAt, assignees: people.map((user) => ({ user, via: `user:${user}` })) });

const sampleRecord = (handle: string, at: number): MessageRecord => ({
  to: 'sr-1',
  channel: 'whatsapp',
  template: 'workflow_task_assigned',
  state: 'sent',
  at,
  handle,
});

export const sampleIncident = (changes: Partial<Incident> = {}): Incident => ({
  kind: 'action_failed',
  at: SAMPLE_START,
  message: 'stock.reserve was refused',
  ...changes,
});

export interface EntrySample {
  readonly instanceId: string;
  readonly seq: number;
  readonly prev?: string;
  readonly at?: number;
  readonly events?: readonly Event[];
}

export function sampleEntry({ instanceId, seq, prev, at, events }: EntrySample): AuditEntry {
  const content = {
    seq,
    prev: prev ?? (seq === 1 ? FIRST_PREV : hashOf([instanceId, seq - 1])),
    instanceId,
    at: at ?? SAMPLE_START + seq,
    actor: 'requester-1',
    onBehalfOf: null,
    channel: 'api',
    authentication: 'token',
    commandId: `command-${seq}`,
    definitionHash: hashOf('order-approval'),
    events: events ?? [
      { action: 'comment_added', data: { by: 'requester-1', text: `entry ${seq}`, stepId: null } } as const,
    ],
  };
  return { ...content, hash: hashOf(content) };
}

export interface CommitSample extends InstanceSample {
  readonly seq?: number;
  readonly expected?: Version | null;
  readonly wakeAt?: number | null;
  readonly wakes?: number;
  readonly prev?: string;
}

/** A document and its newest audit entry, ready to commit; without more, the first of a new instance. */
export function sampleCommit(sample: CommitSample): Commit {
  const { id, seq = 1, expected = null, wakeAt = null, wakes = 0, prev } = sample;
  const entry = sampleEntry({ instanceId: id, seq, ...(prev === undefined ? {} : { prev }) });
  const document: InstanceDocument = {
    instance: { ...sampleInstance(sample), revision: seq },
    ring: [{ id: `command-${seq}`, content: hashOf(seq), answer: { instanceId: id, revision: seq } }],
    seq,
    head: entry.hash,
    wakeAt,
    wakes,
  };
  return { instanceId: id, expected, document, entry };
}

export const sampleUser = (changes: Partial<User> & { readonly id: string }): User =>
  userSchema.parse({
    name: `Person ${changes.id}`,
    email: `${changes.id}@example.com`,
    phone: '+8801700000001',
    roles: ['sr'],
    ...changes,
  });

export interface DefinitionSample {
  readonly id?: string;
  readonly version?: string;
  readonly status?: 'draft' | 'active' | 'inactive';
  readonly name?: string;
}

export function samplePublished(sample: DefinitionSample = {}): PublishedDefinition {
  const content = {
    id: sample.id ?? 'order-approval',
    name: sample.name ?? 'Order approval',
    version: sample.version ?? '1.0.0',
    roles: ['sr'],
    steps: [{ id: 'review', type: 'approval', assignedTo: 'role:sr' }],
  };
  const definition = definitionSchema.parse({ ...content, status: sample.status ?? 'active' });
  return { definition, hash: hashOf(content) };
}

export const sampleMessage = (changes: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: 'message-1',
  instanceId: 'instance-1',
  to: sampleUser({ id: 'sr-1' }),
  channel: 'email',
  template: 'workflow_task_assigned',
  subject: 'A task for you',
  text: 'Order O-1 waits for you.',
  facts: { instanceId: 'instance-1', stepId: 'review', attempt: 1 },
  at: SAMPLE_START,
  ...changes,
});

/** What tells careless stores apart: own `__proto__` keys, every plane of Unicode, nested and empty things. */
export const AWKWARD_DATA: JsonObject = JSON.parse(`{
  "__proto__": {"admin": true}, "constructor": {"prototype": 1}, "hasOwnProperty": 0, "__name__": "x",
  "": "empty key", "a.b": 1, "a/b": 2, "a\`b": 3, "~": 4, "[0]": 5, "\\u0000": "\\u0000",
  "বাংলা": "অর্ডার অনুমোদন", "emoji": "👩🏽‍🔧🧱", "rtl": "\\u202eabc", "line": "a\\u2028b\\r\\nc", "quote": "'\\";--",
  "lone": "\\ud800", "nested": [[1, [2, []]], {}, [{"x": [null]}]],
  "numbers": [0, -1, 0.1, 1e-7, 1.7976931348623157e308, 5e-324, 9007199254740991, 9007199254740993, 1753000000000.5],
  "truth": [true, false, null], "date": "2026-03-01T03:00:00Z", "text": "1.0", "spaces": "  x  "
}`);
