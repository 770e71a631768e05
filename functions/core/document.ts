// The stored form of an instance: its own outbox, its own memory of commands, and the head of its audit.
import type { Event } from './events.ts';
import type { Instance, WorkflowStatus } from './instance.ts';
import { isOpen } from './instance.ts';
import type { JsonObject } from './json.ts';
import { DELIVERIES_MAX } from './limits.ts';

/** A command that was committed, with the answer a repeat of it gets. */
export interface RememberedCommand {
  readonly id: string;
  /** Hash of the command's content: the same id with another content is a conflict. */
  readonly content: string;
  readonly answer: JsonObject;
}

export interface InstanceDocument {
  readonly instance: Instance;
  /** The newest COMMAND_RING_MAX commands, oldest first. */
  readonly ring: readonly RememberedCommand[];
  /** Sequence number of the newest audit entry; the first is 1. */
  readonly seq: number;
  /** Hash of the newest audit entry. */
  readonly head: string;
  /** The earliest moment at which the engine must look again (epoch ms); null: nothing left for it to do. */
  readonly wakeAt: number | null;
  /** Sweeps since the last commit, for the back-off. */
  readonly wakes: number;
}

/** One commit in the audit. `hash` is over the canonical JSON of everything else. */
export interface AuditEntry {
  readonly seq: number;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly prev: string;
  readonly hash: string;
  readonly instanceId: string;
  /** Epoch ms. */
  readonly at: number;
  /** A user's id, or "engine". */
  readonly actor: string;
  readonly onBehalfOf: string | null;
  /** Where the command came from: api, dashboard, sheets, whatsapp, email, engine. */
  readonly channel: string;
  /** How the actor was known: token, link, phone, engine. */
  readonly authentication: string;
  readonly commandId: string | null;
  readonly definitionHash: string;
  readonly events: readonly Event[];
}

/** What stores index: the fields that queries filter on. */
export interface InstanceIndex {
  readonly workflowId: string;
  readonly version: string;
  readonly status: WorkflowStatus;
  readonly outcome: string | null;
  readonly startedBy: string;
  readonly startedAt: number;
  /** When it completed, failed or was cancelled; null while it may still go on by itself. */
  readonly endedAt: number | null;
  /** The earliest deadline of what is open while it runs, its own among them (epoch ms); null: it has none. */
  readonly dueAt: number | null;
  readonly tags: readonly string[];
  /** People with an open task, each once for every open step. */
  readonly openFor: readonly string[];
  readonly viewers: readonly string[];
  readonly openIncidents: number;
  /** Handles of messages whose providers have not said yet what became of them. */
  readonly deliveries: readonly string[];
  readonly wakeAt: number | null;
}

export function indexOf(document: InstanceDocument): InstanceIndex {
  const { instance, wakeAt } = document;
  return {
    workflowId: instance.definition.id,
    version: instance.definition.version,
    status: instance.status,
    outcome: instance.outcome,
    startedBy: instance.context.startedBy,
    startedAt: instance.context.startedAt,
    endedAt: instance.endedAt,
    dueAt: dueAtOf(instance),
    tags: instance.context.tags,
    openFor: openFor(instance),
    viewers: instance.viewers,
    openIncidents: Object.values(instance.incidents).filter((incident) => incident.resolvedAt === undefined).length,
    deliveries: deliveriesOf(instance),
    wakeAt,
  };
}

/** The newest ones: word of an older message is worth little. */
function deliveriesOf({ messages }: Instance): readonly string[] {
  const handles = Object.values(messages).flatMap(({ handle }) => (handle === undefined ? [] : [handle]));
  return [...new Set(handles)].slice(-DELIVERIES_MAX);
}

/** The earliest moment by which something of it is to be done; null where nothing is, or while it rests. */
export function dueAtOf({ status, steps, sla }: Instance): number | null {
  if (status !== 'running') return null;
  const open = Object.values(steps)
    .filter(isOpen)
    .map(({ dueAt }) => dueAt);
  const moments = [...open, sla?.at.breached ?? null].filter((moment) => moment !== null);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** People with a task that waits for them, once for every open step. Nobody has a task in a workflow that rests. */
export function openFor(instance: Instance): readonly string[] {
  if (instance.status !== 'running') return [];
  return Object.values(instance.steps)
    .filter(isOpen)
    .flatMap((step) => step.assignees.map(({ user }) => user).filter((user) => !Object.hasOwn(step.votes, user)));
}
