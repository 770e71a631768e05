// Everything that can have happened to an instance. Stored in the audit exactly as written here.
import type { MessageEffect } from './effects.ts';
import type {
  Assignee,
  Compensation,
  DataChange,
  Deadline,
  Incident,
  Outcome,
  Parent,
  Priority,
  RecordLink,
  Sla,
  Wait,
} from './instance.ts';
import type { JsonObject } from './json.ts';

interface Of<A extends string, D> {
  readonly action: A;
  readonly data: D;
}
interface OfStep<A extends string, D> extends Of<A, D> {
  readonly stepId: string;
}

export type WorkflowEvent =
  | Of<
      'workflow_started',
      {
        readonly instanceId: string;
        readonly definition: { readonly id: string; readonly version: string; readonly hash: string };
        readonly data: JsonObject;
        readonly startedBy: string;
        readonly priority: Priority;
        readonly tags: readonly string[];
        readonly source: string | null;
        readonly stepIds: readonly string[];
        readonly draft: boolean;
        readonly parent: Parent | null;
        readonly depth: number;
        readonly record: RecordLink | null;
      }
    >
  | Of<'workflow_submitted', { readonly by: string }>
  | Of<
      'workflow_data_changed',
      {
        readonly data: JsonObject;
        readonly changes: readonly DataChange[];
        readonly by: string;
        readonly reason: string | null;
      }
    >
  | Of<'workflow_resubmitted', { readonly by: string }>
  | Of<
      'workflow_looped',
      { readonly from: string; readonly to: string; readonly count: number; readonly stepIds: readonly string[] }
    >
  | Of<'signal_received', { readonly name: string; readonly payload: JsonObject; readonly by: string | null }>
  | Of<'signal_consumed', { readonly name: string }>
  | Of<'workflow_paused', { readonly reason: string | null }>
  | Of<'workflow_resumed', { readonly rest: Rest }>
  | Of<'sla_started', { readonly startedAt: number; readonly at: Sla['at'] }>
  | Of<'sla_warned' | 'sla_escalated' | 'sla_breached', { readonly at: number }>
  | Of<'workflow_cancelled', { readonly reason: string }>
  | Of<'workflow_completed', { readonly outcome: Outcome; readonly reason: string | null }>
  | Of<'workflow_failed', { readonly reason: string }>
  | Of<'workflow_retried', { readonly stepIds: readonly string[]; readonly rest: Rest }>;

/** The moments of an open step. */
export interface Moments {
  readonly dueAt: number | null;
  readonly deadline: Deadline | null;
  /** Until when it waits, where it waits for a while. */
  readonly waitAt: number | null;
}

/** A time that deadlines do not count, and the moments as they are after it. */
export interface Rest {
  readonly from: number;
  readonly to: number;
  readonly deadlines: Readonly<Record<string, Moments>>;
  readonly sla: Sla['at'] | null;
}

export type StepEvent =
  | OfStep<
      'step_assigned',
      {
        readonly attempt: number;
        readonly assignees: readonly Assignee[];
        readonly dueAt: number | null;
        readonly deadline: Deadline | null;
        readonly reassignAt: number | null;
        readonly pool: readonly Assignee[];
        readonly queue: readonly string[];
      }
    >
  | OfStep<
      'step_started',
      { readonly attempt: number; readonly dueAt: number | null; readonly deadline: Deadline | null }
    >
  | OfStep<'step_skipped', { readonly attempt: number; readonly outcome: string; readonly reason: string | null }>
  | OfStep<'step_approved', VoteData>
  | OfStep<'step_rejected', VoteData>
  | OfStep<
      'step_completed',
      {
        readonly attempt: number;
        readonly outcome: string;
        readonly output: JsonObject;
        readonly by: string | null;
        readonly onBehalfOf: string | null;
      }
    >
  | OfStep<'step_failed', { readonly attempt: number; readonly error: string; readonly isUncertain: boolean }>
  | OfStep<
      'step_reassigned',
      {
        readonly attempt: number;
        readonly from: readonly string[];
        readonly assignees: readonly Assignee[];
        readonly reason: string | null;
        readonly reassignAt: number | null;
      }
    >
  | OfStep<
      'step_escalated',
      {
        readonly attempt: number;
        readonly level: number;
        readonly rung: string;
        readonly assignees: readonly Assignee[];
        /** Who came to the step by this escalation. */
        readonly added: readonly Assignee[];
        /** Whom the rung names, as the definition says it. */
        readonly to: readonly string[];
        readonly reassignAt: number | null;
        readonly deadline: Deadline | null;
        readonly reason: string | null;
      }
    >
  | OfStep<'step_reset', { readonly attempt: number }>
  | OfStep<
      'changes_requested',
      { readonly attempt: number; readonly by: string; readonly onBehalfOf: string | null; readonly reason: string }
    >
  | OfStep<
      'step_claimed',
      { readonly attempt: number; readonly assignee: Assignee; readonly assignees: readonly Assignee[] }
    >
  | OfStep<'step_released', { readonly attempt: number; readonly by: string; readonly assignees: readonly Assignee[] }>
  | OfStep<
      'step_advanced',
      {
        readonly attempt: number;
        readonly assignees: readonly Assignee[];
        readonly queue: readonly string[];
        /** Who may claim this turn; the pool of an earlier one is done. */
        readonly pool: readonly Assignee[];
        readonly reassignAt: number | null;
      }
    >
  | OfStep<'wait_started', { readonly attempt: number; readonly wait: Wait }>;

interface VoteData {
  readonly attempt: number;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly notes: string | null;
  readonly output: JsonObject;
}

export type EffectEvent =
  | Of<'messages_queued', { readonly messages: readonly MessageEffect[] }>
  | Of<
      'message_sent',
      {
        readonly effectId: string;
        readonly channel: string;
        /** Absent: handed to the provider, which has taken it. */
        readonly state?: 'delivered';
        readonly handle?: string;
        /** Until when its delivery is waited for. */
        readonly until?: number;
      }
    >
  /** Nobody knows whether it was taken; until then, its provider may say so. */
  | Of<
      'message_unconfirmed',
      {
        readonly effectId: string;
        readonly channel: string;
        readonly handle: string;
        readonly until: number;
        readonly error: string;
      }
    >
  | Of<'message_delivered' | 'message_read', { readonly effectId: string }>
  /** The channel is absent in audits from before there was a second one to try. */
  | Of<'message_failed', { readonly effectId: string; readonly channel?: string; readonly error: string }>
  | OfStep<'action_completed', { readonly effectId: string; readonly attempt: number; readonly output: JsonObject }>
  | OfStep<'action_failed', { readonly effectId: string; readonly attempt: number; readonly error: string }>
  | Of<'compensation_planned', { readonly items: readonly Compensation[] }>
  | OfStep<'compensation_completed', { readonly effectId: string }>
  | OfStep<'compensation_failed', { readonly effectId: string; readonly error: string }>
  | OfStep<
      'child_started',
      { readonly effectId: string; readonly attempt: number; readonly childId: string; readonly isAwaited: boolean }
    >
  | Of<'effect_settled', { readonly effectId: string; readonly error: string | null }>
  | Of<
      'effect_retried',
      { readonly effectId: string; readonly tries: number; readonly notBefore: number; readonly error: string }
    >;

export type CareEvent =
  | Of<'comment_added', { readonly by: string; readonly text: string; readonly stepId: string | null }>
  | Of<'incident_opened', { readonly incidentId: string; readonly incident: Omit<Incident, 'at'> }>
  | Of<'incident_resolved', { readonly incidentId: string; readonly resolution: string }>;

export type Event = WorkflowEvent | StepEvent | EffectEvent | CareEvent;
export type EventOf<A extends Event['action']> = Extract<Event, { action: A }>;

/** Bookkeeping of deliveries: no decision anyone takes depends on it, so it leaves the revision alone. */
const DELIVERY: ReadonlySet<Event['action']> = new Set([
  'messages_queued',
  'message_sent',
  'message_unconfirmed',
  'message_delivered',
  'message_read',
  'message_failed',
  'effect_retried',
  'effect_settled',
]);
export const raisesRevision = (event: Event): boolean => !DELIVERY.has(event.action);
