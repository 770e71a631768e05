// Who may see an instance, and what roles allow.
import { describe, expect, it } from 'vitest';
import { accessPolicySchema, hasPermission, mayView } from './access.ts';
import { access, awayUntilNoon, contextWith, person } from './testing/sample-people.ts';
import { endedStep, instanceWith, openStep } from './testing/sample-workflow.ts';

const absent = person('sr-1', awayUntilNoon('sr-2'));
const standIn = person('sr-2');
const context = contextWith([absent, standIn]);

describe('roles', () => {
  it.each([
    ['create_definition', 'workflow_designer', true],
    ['create_definition', 'sr', false],
    ['modify_instance', 'workflow_admin', true],
    ['modify_instance', 'cro', false],
    ['view_analytics', 'bdo', true],
    ['view_analytics', 'sr', false],
  ] as const)('%s is allowed to %s: %s', (permission, role, allowed) => {
    expect(hasPermission(access, permission, person('p', { roles: ['requester', role] }))).toBe(allowed);
  });
  it('allow nothing to somebody without any', () =>
    expect(hasPermission(access, 'view_instance', person('p', { roles: [] }))).toBe(false));
  it('come from a table that is complete and has no other rows', () => {
    expect(accessPolicySchema.safeParse(access).success).toBe(true);
    expect(accessPolicySchema.safeParse({ ...access, delete_all: ['sr'] }).success).toBe(false);
    expect(accessPolicySchema.safeParse({ ...access, view_instance: undefined }).success).toBe(false);
  });
});

describe('viewing an instance', () => {
  const running = instanceWith({ review: openStep() });
  it('is allowed to roles that see all, and to those who operate instances', () => {
    for (const role of ['admin', 'cro', 'workflow_admin'])
      expect(mayView(running, person('x', { roles: [role] }), context)).toBe(true);
  });
  it('is allowed to whoever was ever involved', () => {
    expect(mayView(running, person('requester-1', { roles: [] }), context)).toBe(true);
  });
  it('is refused to a colleague of the same role who has nothing to do with it', () => {
    expect(mayView(running, person('sr-3'), contextWith([person('sr-1'), person('sr-3')]))).toBe(false);
  });
  it('is allowed to the stand-in of an absent assignee while the step is open, and not afterwards', () => {
    expect(mayView(running, standIn, context)).toBe(true);
    expect(mayView(instanceWith({ review: endedStep() }), standIn, context)).toBe(false);
  });
  it('is refused to the delegate of somebody who is present', () => {
    expect(mayView(running, standIn, contextWith([person('sr-1'), standIn]))).toBe(false);
  });
});
