// One running workflow: the state that the audit replays to. The store keeps it as one document.
import type { DurationText } from './definition/duration.ts';
import type { Effect, MessageEffect } from './effects.ts';
import type { Json, JsonObject } from './json.ts';

export type WorkflowStatus = 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
export type Outcome = 'approved' | 'rejected' | 'expired';
export type StepState = 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Moves of the workflow that exist; everything else is refused. */
export const WORKFLOW_MOVES: { readonly [from in WorkflowStatus]: readonly WorkflowStatus[] } = {
  draft: ['running', 'cancelled'],
  running: ['paused', 'completed', 'failed', 'cancelled'],
  paused: ['running', 'cancelled'],
  failed: ['running', 'cancelled'],
  completed: [],
  cancelled: [],
};

/** Moves of a step that exist. Back to pending is a new attempt. */
export const STEP_MOVES: { readonly [from in StepState]: readonly StepState[] } = {
  pending: ['assigned', 'in_progress', 'completed', 'skipped'],
  assigned: ['in_progress', 'completed', 'skipped', 'failed', 'escalated', 'pending'],
  in_progress: ['assigned', 'completed', 'skipped', 'failed', 'escalated', 'pending'],
  escalated: ['completed', 'skipped', 'failed', 'escalated', 'pending'],
  completed: ['pending'],
  skipped: ['pending'],
  failed: ['pending', 'skipped'],
};

/** A person who may act on an open step, and why. */
export interface Assignee {
  readonly user: string;
  /** The absent person for whom this one acts. */
  readonly onBehalfOf?: string;
  /** The base rule that chose the person, such as "role:cro". */
  readonly via: string;
}

export interface Vote {
  readonly decision: 'approved' | 'rejected' | 'completed';
  readonly at: number;
  readonly onBehalfOf?: string;
  readonly notes?: string;
  readonly output?: JsonObject;
}

/** The next rung of the step's escalation ladder. */
export interface Deadline {
  readonly at: number;
  /** Index into the ladder; 0 is the first rung. */
  readonly rung: number;
}

/** What a system step waits for instead of performing something. */
export type Wait =
  | { readonly kind: 'signal'; readonly name: string }
  /** A moment that was named stays where it is across a pause; a while keeps what remained of it. */
  | {
      readonly kind: 'time';
      readonly at: number;
      readonly while: { readonly since: number; readonly duration: DurationText } | null;
    }
  | { readonly kind: 'child'; readonly instanceId: string };

export const SLA_STAGES = ['warned', 'escalated', 'breached'] as const;
export type SlaStage = (typeof SLA_STAGES)[number];
export interface Sla {
  readonly startedAt: number;
  /** When each stage is reached unless the workflow has ended by then (epoch ms); a stage that is not asked for is missing. */
  readonly at: { readonly [stage in SlaStage]?: number };
  /** Stages reached, in order. */
  readonly reached: readonly SlaStage[];
}

/** The business record whose change started a workflow, and the field its status is written to. */
export interface RecordLink {
  readonly collection: string;
  readonly id: string;
  readonly field: string | null;
}

export interface Parent {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
}

/** One value of the data that a change touched. */
export interface DataChange {
  readonly pointer: string;
  readonly from: Json | null;
  readonly to: Json | null;
}

export interface PendingStep {
  readonly state: 'pending';
  /** Attempts begun so far; 0 before the first. */
  readonly attempt: number;
}

export interface OpenStep {
  readonly state: 'assigned' | 'in_progress' | 'escalated';
  readonly attempt: number;
  readonly startedAt: number;
  /** Rungs of the escalation ladder that have fired. */
  readonly level: number;
  readonly assignees: readonly Assignee[];
  /** By person: who votes twice has voted once. */
  readonly votes: Readonly<Record<string, Vote>>;
  readonly dueAt: number | null;
  readonly deadline: Deadline | null;
  /** When a step that nobody can decide is offered again; null while somebody can. */
  readonly reassignAt: number | null;
  /** Who may claim the task; empty unless it is a pool. A claimed task keeps its pool, to be released to. */
  readonly pool: readonly Assignee[];
  /** Rules of those who are asked later, one after the other (policy "sequence"). */
  readonly queue: readonly string[];
  /** Index of the action that runs (system steps). */
  readonly action: number;
  /** What the running action waits for, where it is a wait. */
  readonly wait: Wait | null;
  readonly output: JsonObject;
}

export interface EndedStep {
  readonly state: 'completed' | 'skipped' | 'failed';
  readonly attempt: number;
  readonly startedAt: number | null;
  readonly endedAt: number;
  readonly level: number;
  readonly assignees: readonly Assignee[];
  readonly votes: Readonly<Record<string, Vote>>;
  /** approved, rejected, done, failed, or the reason of a skip. */
  readonly outcome: string;
  readonly output: JsonObject;
  /** Order of ending within the instance: what compensation reverses. */
  readonly ended: number;
  readonly error?: string;
  /** It failed without a clear no: what it was to do may have been done. */
  readonly isUncertain?: true;
  /** Set once its undoing is planned: it is planned once. */
  readonly compensated?: true;
}

export type StepInstance = PendingStep | OpenStep | EndedStep;

/** An effect that is decided but not yet known to be done. */
export interface PendingEffect {
  readonly effect: Effect;
  readonly tries: number;
  /** Not before this moment (epoch ms). */
  readonly notBefore: number;
}

export interface MessageRecord {
  readonly to: string;
  /** `preferred` until it is handed over. */
  readonly channel: string;
  readonly template: string;
  /** `queued` is also what may have been handed over without our knowing. */
  readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: number;
  /** What its provider's reports of it are known by (delivery.ts), while any are expected. */
  readonly handle?: string;
  /** What happens unless it is reported as delivered by then: it goes out again by the next channel. */
  readonly watch?: { readonly until: number; readonly effect: MessageEffect };
  readonly error?: string;
}

export interface Incident {
  readonly kind:
    | 'nobody_can_decide'
    | 'action_failed'
    | 'message_failed'
    | 'compensation_failed'
    | 'workflow_failed'
    | 'poison_message';
  readonly at: number;
  readonly message: string;
  readonly stepId?: string;
  readonly resolvedAt?: number;
  readonly resolution?: string;
}

export interface Comment {
  readonly by: string;
  readonly at: number;
  readonly text: string;
  readonly stepId?: string;
}

export interface Instance {
  readonly id: string;
  readonly definition: { readonly id: string; readonly version: string; readonly hash: string };
  readonly status: WorkflowStatus;
  readonly outcome: Outcome | null;
  /** Raised by every commit that changes more than the bookkeeping of deliveries. */
  readonly revision: number;
  /** The time of the newest event (epoch ms); the instance's clock never goes back. */
  readonly now: number;
  readonly data: JsonObject;
  readonly context: {
    readonly startedBy: string;
    readonly startedAt: number;
    readonly priority: Priority;
    readonly tags: readonly string[];
    readonly source: string | null;
  };
  readonly endedAt: number | null;
  readonly pausedAt: number | null;
  readonly reason: string | null;
  readonly steps: Readonly<Record<string, StepInstance>>;
  /** Steps ended so far, over all attempts. */
  readonly endedSteps: number;
  readonly effects: Readonly<Record<string, PendingEffect>>;
  /** Compensations still to run, first one first; one is in flight at a time. */
  readonly compensations: readonly Compensation[];
  readonly messages: Readonly<Record<string, MessageRecord>>;
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly comments: readonly Comment[];
  /** Set while the requester is asked to change the request: nothing new begins until it is sent again. */
  readonly changesRequested: {
    readonly stepId: string;
    readonly by: string;
    readonly reason: string;
    readonly at: number;
  } | null;
  /** Rests that are over: deadlines do not count them. */
  readonly pauses: readonly { readonly from: number; readonly to: number }[];
  /** What the whole workflow has promised, and what has become of it; null without a promise. */
  readonly sla: Sla | null;
  /** The step that started this workflow and waits for it or not; null for one that a person started. */
  readonly parent: Parent | null;
  /** The record that this workflow is about, where one started it. */
  readonly record: RecordLink | null;
  /** Workflows above this one. */
  readonly depth: number;
  /** Ids of the effects that started workflows under this one. */
  readonly children: readonly string[];
  /** What the newest change of the data touched, for those who decide next. */
  readonly changes: readonly DataChange[];
  /** How often each step has sent the workflow back. */
  readonly loops: Readonly<Record<string, number>>;
  /** Signals that came before anything waited for them. */
  readonly signals: Readonly<Record<string, JsonObject>>;
  /** Everyone who may see the instance besides the roles that see all. */
  readonly viewers: readonly string[];
}

export interface Compensation {
  readonly stepId: string;
  readonly attempt: number;
  readonly index: number;
  readonly use: string;
  readonly with?: Json;
}

export const isOpen = (step: StepInstance | undefined): step is OpenStep =>
  step !== undefined && (step.state === 'assigned' || step.state === 'in_progress' || step.state === 'escalated');
export const isEnded = (step: StepInstance | undefined): step is EndedStep =>
  step !== undefined && (step.state === 'completed' || step.state === 'skipped' || step.state === 'failed');
export const isTerminal = (status: WorkflowStatus): boolean => WORKFLOW_MOVES[status].length === 0;
