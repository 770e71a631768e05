// Everything that can be asked of an instance. Imperative; outside knowledge enters only here and as context.

import type { Assurance } from './assurance.ts';
import type { DeliveryReport } from './delivery.ts';
import type { Timer } from './effects.ts';
import type { Incident, Parent, Priority, RecordLink } from './instance.ts';
import type { Json, JsonObject } from './json.ts';
import type { Channel, User } from './user.ts';

export interface StartWorkflow {
  readonly type: 'start_workflow';
  readonly instanceId: string;
  readonly definitionHash: string;
  readonly data: JsonObject;
  readonly startedBy: string;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly source: string | null;
  /** Kept as a draft until it is submitted. */
  readonly draft: boolean;
  readonly parent: Parent | null;
  readonly depth: number;
  readonly record: RecordLink | null;
}

/** What every command of a person carries. The actor's record is read in the same call as the instance. */
export interface Personal {
  readonly actor: User;
  /** How surely it is known to be the actor; absent: they have signed in. */
  readonly assurance?: Assurance;
  readonly expectedRevision?: number;
}
interface OnStep extends Personal {
  /** Absent: the one open step that the actor may act on. */
  readonly stepId?: string;
  readonly attempt?: number;
}

export interface ApproveStep extends OnStep {
  readonly type: 'approve_step';
  readonly notes?: string;
  readonly output?: JsonObject;
}
export interface RejectStep extends OnStep {
  readonly type: 'reject_step';
  readonly reason?: string;
}
export interface CompleteStep extends OnStep {
  readonly type: 'complete_step';
  readonly output?: JsonObject;
  readonly notes?: string;
}
export interface SkipStep extends OnStep {
  readonly type: 'skip_step';
  readonly reason?: string;
}
export interface RetryStep extends OnStep {
  readonly type: 'retry_step';
}
export interface ReassignTask extends OnStep {
  readonly type: 'reassign_task';
  readonly to: string;
  /** Whose task moves; absent: the whole step. */
  readonly from?: string;
  readonly reason?: string;
}
export interface EscalateTask extends OnStep {
  readonly type: 'escalate_task';
  readonly reason?: string;
}
export interface RequestChanges extends OnStep {
  readonly type: 'request_changes';
  readonly reason?: string;
}
export interface ClaimTask extends OnStep {
  readonly type: 'claim_task';
}
export interface ReleaseTask extends OnStep {
  readonly type: 'release_task';
}
/** Adds one more person to an open step. */
export interface AssignTask extends OnStep {
  readonly type: 'assign_task';
  readonly to: string;
  readonly reason?: string;
}
/** Hands one's own task on; the other acts on one's behalf. */
export interface DelegateTask extends OnStep {
  readonly type: 'delegate_task';
  readonly to: string;
  readonly reason?: string;
}
export interface SubmitWorkflow extends Personal {
  readonly type: 'submit_workflow';
  /** Merge patch over the draft's data (RFC 7396). */
  readonly data?: JsonObject;
}
export interface ResubmitWorkflow extends Personal {
  readonly type: 'resubmit_workflow';
  /** Merge patch over the data (RFC 7396). */
  readonly data?: JsonObject;
  readonly notes?: string;
}
export interface UpdateWorkflowData extends Personal {
  readonly type: 'update_workflow_data';
  readonly data: JsonObject;
  readonly reason?: string;
}
export interface SignalWorkflow extends Personal {
  readonly type: 'signal_workflow';
  readonly name: string;
  readonly payload?: JsonObject;
}
export interface AddComment extends Personal {
  readonly type: 'add_comment';
  readonly stepId?: string;
  readonly text: string;
}
export interface PauseWorkflow extends Personal {
  readonly type: 'pause_workflow';
  readonly reason?: string;
}
export interface ResumeWorkflow extends Personal {
  readonly type: 'resume_workflow';
}
export interface CancelWorkflow extends Personal {
  readonly type: 'cancel_workflow';
  readonly reason?: string;
}
export interface RetryWorkflow extends Personal {
  readonly type: 'retry_workflow';
}
export interface ResolveIncident extends Personal {
  readonly type: 'resolve_incident';
  readonly incidentId: string;
  readonly reason?: string;
}

/** The engine's own commands: a timer's moment may have come; effects have had an outcome. */
export interface CheckDeadlines {
  readonly type: 'check_deadlines';
  readonly timers: readonly Timer[];
}
export type EffectOutcome =
  | { readonly effectId: string; readonly kind: 'started'; readonly childId: string; readonly isAwaited: boolean }
  | { readonly effectId: string; readonly kind: 'done'; readonly output: JsonObject }
  | MessageOutcome
  /** Of a message, with the channel by which it was tried. */
  | { readonly effectId: string; readonly kind: 'refused'; readonly error: string; readonly channel?: Channel }
  | { readonly effectId: string; readonly kind: 'retry'; readonly error: string; readonly delayMs: number };
/** What became of a message that was handed to the provider of a channel. */
export type MessageOutcome =
  | {
      readonly effectId: string;
      readonly kind: 'sent';
      readonly channel: Channel;
      readonly state: 'sent' | 'delivered';
      /** What its provider's reports are known by; null: there will be none. */
      readonly handle: string | null;
      /** Silence of the provider means that it did not arrive. */
      readonly isWatched: boolean;
    }
  /** Nobody knows whether the provider took it. */
  | {
      readonly effectId: string;
      readonly kind: 'unconfirmed';
      readonly channel: Channel;
      /** Under which the provider will speak of it if it did; null: it never will. */
      readonly handle: string | null;
      readonly error: string;
    };
/** A provider says what became of a message. */
export interface RecordDelivery {
  readonly type: 'record_delivery';
  readonly handle: string;
  readonly report: DeliveryReport;
}
/** A workflow that a step of this one started has ended. */
export interface RecordChildEnd {
  readonly type: 'record_child_end';
  readonly childId: string;
  readonly stepId: string;
  readonly attempt: number;
  /** Which of the step's actions started it. */
  readonly index: number;
  readonly status: 'completed' | 'cancelled';
  readonly outcome: string | null;
}
/** The workflow that started this one was cancelled. */
export interface CancelByParent {
  readonly type: 'cancel_by_parent';
  readonly reason: string;
}
/** Something about this instance fails whenever it is tried, so that it is not tried any more. */
export interface RecordIncident {
  readonly type: 'record_incident';
  /** While it is open, the same trouble is told once. */
  readonly incidentId: string;
  readonly kind: Incident['kind'];
  readonly message: string;
}
export interface RecordEffects {
  readonly type: 'record_effects';
  readonly outcomes: readonly EffectOutcome[];
}

export type PersonalCommand =
  | ApproveStep
  | RejectStep
  | CompleteStep
  | SkipStep
  | RetryStep
  | ReassignTask
  | EscalateTask
  | AddComment
  | PauseWorkflow
  | ResumeWorkflow
  | CancelWorkflow
  | RetryWorkflow
  | ResolveIncident
  | RequestChanges
  | ClaimTask
  | ReleaseTask
  | AssignTask
  | DelegateTask
  | SubmitWorkflow
  | ResubmitWorkflow
  | UpdateWorkflowData
  | SignalWorkflow;
export type EngineCommand =
  | CheckDeadlines
  | RecordEffects
  | RecordDelivery
  | RecordChildEnd
  | CancelByParent
  | RecordIncident;
export type Command = StartWorkflow | PersonalCommand | EngineCommand;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** A call of a named action, as handlers see it. `key` is the same for every try of the same effect. */
export interface ActionCall {
  readonly key: string;
  readonly use: string;
  readonly with: Json;
  readonly instanceId: string;
  readonly workflowId: string;
  readonly stepId: string;
  readonly attempt: number;
  readonly data: JsonObject;
  readonly startedBy: string;
  /** The step's own output so far; for a compensation, the output of the step it undoes. */
  readonly output: JsonObject;
  readonly now: number;
}

/** Done with an output, or refused for good. To be tried again, an action throws. */
export type ActionResult =
  | { readonly ok: true; readonly output?: JsonObject }
  | { readonly ok: false; readonly error: string };
