// The closed table of refusals: what the protocol calls each, and what the caller can do next.
// Reasons may be added, never renamed: programs branch on them.

export type ProtocolStatus =
  | 'INVALID_ARGUMENT'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'FAILED_PRECONDITION'
  | 'ABORTED'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

interface ReasonRow {
  readonly status: ProtocolStatus;
  readonly next: string;
}

export const REASONS = {
  UNAUTHENTICATED: {
    status: 'UNAUTHENTICATED',
    next: 'Sign in and send the token as "Authorization: Bearer <token>".',
  },
  PERMISSION_DENIED: { status: 'PERMISSION_DENIED', next: 'Ask someone whose role allows this operation.' },
  NOT_FOUND: { status: 'NOT_FOUND', next: 'Check the id; what you may not see is reported the same way.' },
  NOT_ASSIGNED: {
    status: 'PERMISSION_DENIED',
    next: 'Ask an assignee of the step to decide, or have the task reassigned to you.',
  },
  SELF_APPROVAL: { status: 'PERMISSION_DENIED', next: 'Somebody not involved in the request has to decide this step.' },
  STEP_UP_REQUIRED: {
    status: 'PERMISSION_DENIED',
    next: 'Decide on the page behind the link of the message, or sign in, as details.needs says.',
  },
  ALREADY_DECIDED: { status: 'FAILED_PRECONDITION', next: 'Read the instance again to see who decided and how.' },
  STALE_ATTEMPT: {
    status: 'ABORTED',
    next: 'The step was started anew since; read it again and decide on its current attempt.',
  },
  STALE_REVISION: {
    status: 'ABORTED',
    next: 'The instance changed since you read it; read it again and repeat with the new revision.',
  },
  IDEMPOTENCY_CONFLICT: {
    status: 'ALREADY_EXISTS',
    next: 'This key was used for a different request; use a new key for a new request.',
  },
  INVALID_STATE_TRANSITION: {
    status: 'FAILED_PRECONDITION',
    next: 'Read the instance again; its status does not allow this now.',
  },
  INVALID_DATA: {
    status: 'INVALID_ARGUMENT',
    next: 'Correct the fields named in the message and send the request again.',
  },
  INVALID_DEFINITION: {
    status: 'INVALID_ARGUMENT',
    next: 'Correct the definition at the paths in details.findings and check it again.',
  },
  INVALID_STEP_DEPENDENCY: { status: 'INVALID_ARGUMENT', next: 'Name only existing steps in "dependencies".' },
  CIRCULAR_DEPENDENCY: { status: 'INVALID_ARGUMENT', next: 'Remove one of the dependencies in the cycle.' },
  UNKNOWN_ROLE: { status: 'INVALID_ARGUMENT', next: 'List the role in "roles", or correct its name.' },
  UNKNOWN_STEP_TYPE: { status: 'INVALID_ARGUMENT', next: 'Use approval, manual, notification or system.' },
  UNKNOWN_ASSIGNMENT_RULE: {
    status: 'INVALID_ARGUMENT',
    next: 'Use user:, role:, load_balance:, each:, pool:, manager_of:requester, rule: or condition:.',
  },
  UNKNOWN_ACTION: { status: 'INVALID_ARGUMENT', next: 'Use the name of a registered action.' },
  NO_AVAILABLE_ASSIGNEES: {
    status: 'FAILED_PRECONDITION',
    next: 'Name somebody who is present and allowed to decide, or change the rule.',
  },
  REASON_REQUIRED: { status: 'INVALID_ARGUMENT', next: 'Send a "reason" that says why.' },
  LIMIT_EXCEEDED: { status: 'RESOURCE_EXHAUSTED', next: 'Make the request smaller; the message names the limit.' },
  VERSION_EXISTS: {
    status: 'ALREADY_EXISTS',
    next: 'A published version never changes; raise "version" and publish that.',
  },
  DEFINITION_INACTIVE: {
    status: 'FAILED_PRECONDITION',
    next: 'Activate the definition first, or start an active version.',
  },
  DEFINITION_IN_USE: {
    status: 'FAILED_PRECONDITION',
    next: 'Wait until its instances have ended, or cancel them first.',
  },
  NOT_SUPPORTED_YET: {
    status: 'INVALID_ARGUMENT',
    next: 'Leave this field out; this version of the engine does not run it yet.',
  },
  UNKNOWN_OPERATION: { status: 'NOT_FOUND', next: 'Use one of the operations in the reference.' },
  UNAVAILABLE: {
    status: 'UNAVAILABLE',
    next: 'Send the same request again with the same commandId; it will not be done twice.',
  },
  INTERNAL: { status: 'INTERNAL', next: 'The incident is recorded; tell an administrator if it lasts.' },
} as const satisfies Record<string, ReasonRow>;

export type Reason = keyof typeof REASONS;

/** An expected refusal: the caller's to mend, answered to them, never retried by the platform. */
export interface Rejection {
  readonly reason: Reason;
  readonly message: string;
  /** Further facts for programs, such as `findings` or `decidedBy`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export const reject = (
  reason: Reason,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): { readonly ok: false; readonly error: Rejection } => ({
  ok: false,
  error: details === undefined ? { reason, message } : { reason, message, details },
});
