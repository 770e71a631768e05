// Everything that can be asked of an instance. Imperative; outside knowledge enters only here and as context.
import type { Timer } from './effects.ts';
import type { Priority } from './instance.ts';
import type { Json, JsonObject } from './json.ts';
import type { User } from './user.ts';

export interface StartWorkflow {
  readonly type: 'start_workflow';
  readonly instanceId: string;
  readonly definitionHash: string;
  readonly data: JsonObject;
  readonly startedBy: string;
  readonly priority: Priority;
  readonly tags: readonly string[];
  readonly source: string | null;
}

/** What every command of a person carries. The actor's record is read in the same call as the instance. */
export interface Personal {
  readonly actor: User;
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
  | { readonly effectId: string; readonly kind: 'done'; readonly output: JsonObject; readonly channel?: string }
  | { readonly effectId: string; readonly kind: 'refused'; readonly error: string }
  | { readonly effectId: string; readonly kind: 'retry'; readonly error: string; readonly delayMs: number };
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
  | ResolveIncident;
export type EngineCommand = CheckDeadlines | RecordEffects;
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
