// The simulation's own account of one instance, kept from the audit alone: what the invariants compare documents with.
import type { WorkflowDefinition } from '../functions/core/definition/schema.ts';
import type { Event } from '../functions/core/events.ts';
import type { Assignee, WorkflowStatus } from '../functions/core/instance.ts';
import { requireDependencies } from './order.ts';

export interface StepAccount {
  phase: 'pending' | 'open' | 'completed' | 'skipped' | 'failed';
  attempt: number;
  level: number;
  /** World time at which this attempt began. */
  openedAt: number;
  assignees: readonly Assignee[];
  readonly votes: Map<string, 'approved' | 'rejected'>;
  /** Actions known to be done in this attempt. */
  actions: number;
  /** Everybody who was ever given the task, in person or through a stand-in. */
  readonly given: Set<string>;
  /** Attempts that failed: what they did before they failed is the operator's to undo. */
  readonly failed: Set<number>;
}

export interface Account {
  readonly definition: WorkflowDefinition;
  readonly startedBy: string;
  status: WorkflowStatus | null;
  readonly steps: Map<string, StepAccount>;
  readonly commandIds: Set<string>;
  /** Messages ever queued, by effect id: to whom by which template. */
  readonly queued: Map<string, string>;
  readonly sent: Set<string>;
  /** Set within a commit that sends the workflow back or changes its data: open steps may begin anew in it. */
  reopening: boolean;
  /** Signals that came and that nothing has taken yet. */
  readonly signals: Set<string>;
  /** Effects that started workflows under this one. */
  readonly children: Set<string>;
  readonly loops: Map<string, number>;
  /** Stages of the promise reached. */
  readonly stages: string[];
  /** Rests that are over, and the beginning of the one that is not (entry times). */
  readonly rests: { readonly from: number; readonly to: number }[];
  restsSince: number | null;
}

export const createAccount = (definition: WorkflowDefinition, startedBy: string): Account => ({
  definition,
  startedBy,
  status: null,
  steps: new Map(
    definition.steps.map(({ id }) => [
      id,
      {
        phase: 'pending',
        attempt: 0,
        level: 0,
        openedAt: 0,
        assignees: [],
        votes: new Map(),
        actions: 0,
        given: new Set(),
        failed: new Set(),
      },
    ]),
  ),
  commandIds: new Set(),
  queued: new Map(),
  sent: new Set(),
  reopening: false,
  signals: new Set(),
  children: new Set(),
  loops: new Map(),
  stages: [],
  rests: [],
  restsSince: null,
});

type Violate = (code: string, message: string) => void;

const MOVES: Readonly<
  Record<string, { readonly from: readonly (WorkflowStatus | null)[]; readonly to: WorkflowStatus }>
> = {
  workflow_started: { from: [null], to: 'running' },
  workflow_submitted: { from: ['draft'], to: 'running' },
  workflow_paused: { from: ['running'], to: 'paused' },
  workflow_resumed: { from: ['paused'], to: 'running' },
  workflow_completed: { from: ['running'], to: 'completed' },
  workflow_failed: { from: ['running'], to: 'failed' },
  workflow_cancelled: { from: ['running', 'paused', 'failed', 'draft'], to: 'cancelled' },
  workflow_retried: { from: ['failed'], to: 'running' },
};

/** What may still be written once a workflow has ended, or while it rests. */
const AFTERMATH: ReadonlySet<Event['action']> = new Set([
  'messages_queued',
  'message_sent',
  'message_unconfirmed',
  'message_delivered',
  'message_read',
  'message_failed',
  'action_completed',
  'action_failed',
  'compensation_planned',
  'compensation_completed',
  'compensation_failed',
  'effect_retried',
  'effect_settled',
  'signal_received',
  'signal_consumed',
  'comment_added',
  'incident_opened',
  'incident_resolved',
]);

const isSystemStep = (account: Account, stepId: string): boolean =>
  account.definition.steps.some(({ id, type }) => id === stepId && type === 'system');

/** What had not ended when the workflow did never will. */
function closeSteps(account: Account): void {
  for (const step of account.steps.values())
    if (step.phase === 'open' || step.phase === 'pending') step.phase = 'skipped';
}

/** S2, S18: the moves of the workflow, and what may happen in each status. */
export function accountStatus(account: Account, event: Event, violate: Violate): void {
  const move = MOVES[event.action];
  if (move !== undefined) {
    if (!move.from.includes(account.status)) violate('S2', `${event.action} while ${account.status}`);
    account.status = event.action === 'workflow_started' && event.data.draft ? 'draft' : move.to;
    if (move.to === 'completed' || move.to === 'cancelled') closeSteps(account);
    return;
  }
  const mending = event.action === 'step_reset' || event.action === 'step_skipped';
  // What is asked may change while the workflow rests, and makes steps outdated at once.
  const isChange = event.action === 'workflow_data_changed' || (event.action === 'step_reset' && account.reopening);
  if (isChange && (account.status === 'paused' || account.status === 'draft')) return;
  if (account.status === 'running' || AFTERMATH.has(event.action)) return;
  // An operator mends a failed workflow in the commit that runs it again.
  if (account.status === 'failed' && mending) return;
  // A system step that was under way comes to its end while nothing new begins.
  const isResult =
    event.action === 'step_completed' || event.action === 'step_failed' || event.action === 'child_started';
  if (
    isResult &&
    account.status !== 'completed' &&
    account.status !== 'cancelled' &&
    isSystemStep(account, event.stepId)
  )
    return;
  violate('S18', `${event.action} while ${account.status}`);
}

function give(step: StepAccount, assignees: readonly Assignee[]): void {
  step.assignees = assignees;
  for (const { user, onBehalfOf } of assignees) step.given.add(user).add(onBehalfOf ?? user);
}

/** Votes of an earlier attempt keep nobody out of other steps. */
function beginAnew(step: StepAccount): void {
  step.phase = 'pending';
  step.votes.clear();
}

function beginAttempt(step: StepAccount, attempt: number): void {
  Object.assign(step, { phase: 'open', attempt, level: 0, actions: 0 });
  step.votes.clear();
}

/** S3, S4, S8, S10: one step's attempts, one after the other, each begun once and ended once. */
export function accountStep(
  account: Account,
  event: Extract<Event, { stepId: string }>,
  dependencies: ReadonlyMap<string, readonly string[]>,
  violate: Violate,
): void {
  const step = account.steps.get(event.stepId);
  if (step === undefined) {
    violate('S13', `${event.action} of an unknown step ${event.stepId}`);
    return;
  }
  const name = `${event.stepId}:${step.attempt}`;
  const isOpen = step.phase === 'open';
  switch (event.action) {
    case 'step_assigned':
    case 'step_started':
      if (step.phase !== 'pending') violate('S3', `${event.action} of ${name}, which is ${step.phase}`);
      if (event.data.attempt !== step.attempt + 1) violate('S3', `${name} begins attempt ${event.data.attempt}`);
      requireDependencies(account, event.stepId, dependencies, violate);
      beginAttempt(step, event.data.attempt);
      give(step, event.action === 'step_assigned' ? event.data.assignees : []);
      return;
    case 'step_approved':
    case 'step_rejected':
      if (!isOpen || event.data.attempt !== step.attempt)
        violate('S8', `${event.action} ${event.data.attempt} in ${name}, ${step.phase}`);
      if (step.votes.has(event.data.by)) violate('S6', `${event.data.by} votes twice in ${name}`);
      step.votes.set(event.data.by, event.action === 'step_approved' ? 'approved' : 'rejected');
      return;
    case 'step_reassigned':
      if (!isOpen || event.data.attempt !== step.attempt)
        violate('S8', `${event.action} ${event.data.attempt} in ${name}, ${step.phase}`);
      give(step, event.data.assignees);
      return;
    case 'step_escalated':
      if (!isOpen || event.data.attempt !== step.attempt)
        violate('S9', `${event.action} ${event.data.attempt} in ${name}, ${step.phase}`);
      if (event.data.level !== step.level + 1)
        violate('S10', `${name} climbs from ${step.level} to ${event.data.level}`);
      step.level = event.data.level;
      give(step, event.data.assignees);
      return;
    case 'step_completed':
    case 'step_failed':
    case 'step_skipped':
      accountEnd(account, event, step, dependencies, violate);
      return;
    case 'step_reset':
      if (isOpen && !account.reopening) violate('S3', `${name} is reset while it is open`);
      if (step.phase === 'pending') violate('S3', `${name} is reset and has not begun`);
      beginAnew(step);
      return;
    case 'changes_requested':
      if (!isOpen || event.data.attempt !== step.attempt)
        violate('S8', `${event.action} ${event.data.attempt} in ${name}, ${step.phase}`);
      beginAnew(step);
      return;
    case 'step_claimed':
    case 'step_released':
    case 'step_advanced':
      if (!isOpen || event.data.attempt !== step.attempt)
        violate('S8', `${event.action} ${event.data.attempt} in ${name}, ${step.phase}`);
      give(step, event.data.assignees);
      return;
    case 'wait_started':
    case 'child_started':
      if (!isOpen || event.data.attempt !== step.attempt)
        violate('S8', `${event.action} ${event.data.attempt} in ${name}, ${step.phase}`);
      return;
    case 'action_completed':
      if (isOpen && event.data.attempt === step.attempt) step.actions += 1;
      return;
  }
}

function accountEnd(
  account: Account,
  event: Extract<Event, { action: 'step_completed' | 'step_failed' | 'step_skipped' }>,
  step: StepAccount,
  dependencies: ReadonlyMap<string, readonly string[]>,
  violate: Violate,
): void {
  const { attempt } = event.data;
  if (step.phase === 'pending') {
    const byHand = event.action === 'step_skipped' && event.data.outcome === 'skipped';
    if (attempt !== step.attempt + 1 && !(byHand && attempt === step.attempt))
      violate('S3', `${event.stepId}:${step.attempt} ends attempt ${attempt} at once`);
    if (!byHand) requireDependencies(account, event.stepId, dependencies, violate);
    beginAttempt(step, attempt);
    step.assignees = [];
  } else if (step.phase === 'failed' && event.action === 'step_skipped') {
    // An operator goes on without a step that failed.
  } else if (step.phase !== 'open' || attempt !== step.attempt)
    violate('S3', `${event.action} ${attempt} of ${event.stepId}:${step.attempt}, which is ${step.phase}`);
  if (event.action === 'step_completed') step.phase = 'completed';
  else step.phase = event.action === 'step_failed' ? 'failed' : 'skipped';
  if (event.action === 'step_failed') step.failed.add(attempt);
}
