// The table of refusals: the promised reasons are there, each with a status of the protocol and what to do next.
import { describe, expect, it } from 'vitest';
import { REASONS, reject } from './rejection.ts';

const PROMISED = `UNAUTHENTICATED PERMISSION_DENIED NOT_FOUND NOT_ASSIGNED SELF_APPROVAL ALREADY_DECIDED STALE_ATTEMPT
  STALE_REVISION IDEMPOTENCY_CONFLICT INVALID_STATE_TRANSITION INVALID_DATA INVALID_DEFINITION INVALID_STEP_DEPENDENCY
  CIRCULAR_DEPENDENCY UNKNOWN_ROLE UNKNOWN_STEP_TYPE UNKNOWN_ASSIGNMENT_RULE UNKNOWN_ACTION NO_AVAILABLE_ASSIGNEES
  REASON_REQUIRED LIMIT_EXCEEDED VERSION_EXISTS DEFINITION_INACTIVE DEFINITION_IN_USE UNAVAILABLE`.split(/\s+/);

describe('reasons', () => {
  it.each(PROMISED)('has %s, which programs branch on', (reason) => expect(Object.keys(REASONS)).toContain(reason));
  it('says for every reason what the caller can do next, in a sentence', () => {
    for (const [reason, { next }] of Object.entries(REASONS))
      expect([reason, next]).toEqual([reason, expect.stringMatching(/^[A-Z].{10,}\.$/)]);
  });
  it('answers with a permission refusal where somebody may not, so that clients do not ask again', () => {
    for (const reason of ['PERMISSION_DENIED', 'NOT_ASSIGNED', 'SELF_APPROVAL'] as const)
      expect(REASONS[reason].status).toBe('PERMISSION_DENIED');
  });
  it('asks for a repeat only where a repeat can succeed', () => {
    const repeatable = Object.entries(REASONS)
      .filter(([, { status }]) => status === 'UNAVAILABLE' || status === 'ABORTED')
      .map(([reason]) => reason);
    expect(repeatable.sort()).toEqual(['STALE_ATTEMPT', 'STALE_REVISION', 'UNAVAILABLE']);
  });
});

describe('reject', () => {
  it('refuses with a reason and a message', () => {
    expect(reject('NOT_FOUND', 'There is no such step.')).toEqual({
      ok: false,
      error: { reason: 'NOT_FOUND', message: 'There is no such step.' },
    });
  });
  it('carries facts for programs where there are some', () => {
    expect(reject('STALE_ATTEMPT', 'Old.', { attempt: 2 }).error.details).toEqual({ attempt: 2 });
  });
});
