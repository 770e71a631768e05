// What an approval step answers of itself.
import { describe, expect, it } from 'vitest';
import type { EndedStep } from '../instance.ts';
import {
  approval as approvalStep,
  contextOf,
  define,
  given,
  manual,
  PEOPLE,
  START,
  startCommand,
} from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { approval } from './approval.ts';

const started = (fields: Parameters<typeof approvalStep>[1], data: object = {}) =>
  given({
    definition: define([approvalStep('review', fields), manual('visit')]),
    instance: null,
    context: contextOf(PEOPLE, START),
  }).when(startCommand({ data: data as never }));

describe('auto-approval', () => {
  const autoApprove = { amount: { $lt: 1000 }, '$context.priority': 'medium' };
  it('approves without asking anybody, in the same commit', () =>
    started({ autoApprove }, { amount: 999 }).then(
      ['workflow_started'],
      [
        'step_completed',
        {
          stepId: 'review',
          data: { attempt: 1, outcome: 'approved', output: { autoApproved: true }, by: null, onBehalfOf: null },
        },
      ],
      ['step_assigned', { stepId: 'visit' }],
    ));
  it.each([{ amount: 1000 }, {}, { amount: '1' }])('asks people for %j, where its conditions do not hold', (data) =>
    started({ autoApprove }, data).then(['workflow_started'], ['step_assigned', { stepId: 'review' }]),
  );
  it('sees what earlier steps brought', () => {
    const story = new Story(
      define([
        manual('check', { assignedTo: 'user:bdo-1' }),
        approvalStep('review', { autoApprove: { '$steps.check.output.ok': true } }),
      ]),
    ).complete('bdo-1', 'check', { ok: true });
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'approved' });
  });
});

describe('an approval', () => {
  const step = define([approvalStep('review')]).steps[0] as never;
  const ended = (state: EndedStep['state'], outcome: string): EndedStep =>
    ({
      state,
      outcome,
      attempt: 1,
      startedAt: null,
      endedAt: 0,
      level: 0,
      assignees: [],
      votes: {},
      output: {},
      ended: 1,
    }) as EndedStep;
  it("is decided by approving and rejecting, and its outcome can be the workflow's", () => {
    expect(approval.accepts).toEqual([
      'approve_step',
      'reject_step',
      'request_changes',
      'claim_task',
      'release_task',
      'delegate_task',
    ]);
    expect(approval.decides).toBe(true);
  });
  it('that failed fails the workflow', () =>
    expect(approval.verdict(step, ended('failed', 'failed'))).toBe('fail_workflow'));
  it('that is rejected ends the workflow, unless the definition goes on', () => {
    expect(approval.verdict(step, ended('completed', 'rejected'))).toBe('reject_workflow');
    const on = define([approvalStep('review', { onReject: 'continue' })]).steps[0] as never;
    expect(approval.verdict(on, ended('completed', 'rejected'))).toBe('go_on');
  });
  it('that is approved or skipped lets the workflow go on', () => {
    expect(approval.verdict(step, ended('completed', 'approved'))).toBe('go_on');
    expect(approval.verdict(step, ended('skipped', 'skipped'))).toBe('go_on');
  });
  it('waits for no action', () => expect(approval.pendingEffect(step, {} as never)).toBeNull());
});
