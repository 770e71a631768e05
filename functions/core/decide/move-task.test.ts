// One more approver, and one's own task done by another.
import { describe, expect, it } from 'vitest';
import { type Asked, approval, away, define, given, manual, type StepInput, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const review = (fields: Parameters<typeof approval>[1] = {}): StepInput =>
  approval('review', { assignedTo: 'user:cro-1', policy: 'all', ...fields });
const assign = (fields: object = {}): Asked => ({
  type: 'assign_task',
  actor: 'cro-1',
  stepId: 'review',
  to: 'cro-2',
  reason: ' knows more ',
  ...fields,
});
const delegate = (fields: object = {}): Asked => ({
  type: 'delegate_task',
  actor: 'cro-1',
  stepId: 'review',
  to: 'cro-2',
  ...fields,
});

describe('adding an approver', () => {
  it('asks one more person, beside those who have the step', () => {
    for (const actor of ['cro-1', 'admin-1'])
      given(story(review()))
        .whenAsked(assign({ actor }))
        .then([
          'step_reassigned',
          {
            data: {
              from: ['cro-1'],
              assignees: [{ user: 'cro-1' }, { user: 'cro-2', via: 'user:cro-2' }],
              reason: 'knows more',
            },
          },
        ]);
    const there = story(review()).ask(assign()).approve('cro-1', 'review');
    expect(there.approve('cro-2', 'review').instance.outcome).toBe('approved');
  });
  it('is refused to those without a task, and for those who may not decide or have decided', () => {
    const there = story(review({ assignedTo: ['user:cro-1', 'user:cro-3'] }));
    given(there)
      .whenAsked(assign({ actor: 'requester-1' }))
      .thenRefused('PERMISSION_DENIED');
    given(there)
      .whenAsked(assign({ to: 'requester-1' }))
      .thenRefused('SELF_APPROVAL');
    given(there)
      .whenAsked(assign({ to: 'nobody' }))
      .thenRefused('NO_AVAILABLE_ASSIGNEES');
    given(there.approve('cro-1', 'review'))
      .whenAsked(assign({ actor: 'cro-3', to: 'cro-1' }))
      .thenRefused('ALREADY_DECIDED');
  });
  it('is refused where there is no task', () => {
    given(story(system('pay')))
      .whenAsked(assign({ actor: 'admin-1', stepId: 'pay' }))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(story(review()).pause()).whenAsked(assign()).thenRefused('INVALID_STATE_TRANSITION');
    given(story(system('pay')))
      .whenAsked({ type: 'assign_task', actor: 'admin-1', to: 'cro-1' })
      .thenRefused('NOT_ASSIGNED');
  });
  it('who has the step already changes nothing', () =>
    given(story(review()))
      .whenAsked(assign({ to: 'cro-1' }))
      .thenNothing());
  it('ends the incident that too few can decide', () => {
    const there = story(review({ policy: { quorum: 2 } }));
    expect(there.incidents).toEqual(['nobody_can_decide']);
    expect(there.ask(assign()).incidents).toEqual([]);
  });
});

describe('delegating', () => {
  it('has another act on one’s behalf', () => {
    const there = story(review(), manual('visit'));
    given(there)
      .whenAsked(delegate({ reason: 'busy' }))
      .then([
        'step_reassigned',
        { data: { assignees: [{ user: 'cro-2', onBehalfOf: 'cro-1', via: 'user:cro-1' }], reason: 'busy' } },
      ]);
    there.ask(delegate());
    expect(there.refusal({ type: 'approve_step', actor: 'cro-1', stepId: 'review' })).toBe('NOT_ASSIGNED');
    there.approve('cro-2', 'review');
    expect(there.ended('review').votes).toEqual({
      'cro-2': { decision: 'approved', at: there.now, onBehalfOf: 'cro-1' },
    });
  });
  it('is for those who have the task and have not decided, and to others than oneself', () => {
    const there = story(review({ assignedTo: ['user:cro-1', 'user:cro-3'] }));
    given(there)
      .whenAsked(delegate({ actor: 'admin-1' }))
      .thenRefused('NOT_ASSIGNED');
    given(there)
      .whenAsked(delegate({ to: 'cro-1' }))
      .thenRefused('INVALID_DATA');
    given(there)
      .whenAsked(delegate({ to: 'nobody' }))
      .thenRefused('NO_AVAILABLE_ASSIGNEES');
    given(there.approve('cro-1', 'review')).whenAsked(delegate()).thenRefused('ALREADY_DECIDED');
  });
  it('keeps duties apart: not to the requester, and a later step knows both', () => {
    given(story(review()))
      .whenAsked(delegate({ to: 'requester-1' }))
      .thenRefused('SELF_APPROVAL');
    const there = story(
      review(),
      approval('second', { assignedTo: ['user:cro-1', 'user:cro-2', 'user:cro-3'], distinctFrom: ['review'] }),
    )
      .ask(delegate())
      .approve('cro-2', 'review');
    expect(there.assignees('second')).toEqual(['cro-3']);
  });
  it('to one who stands in for somebody absent comes to that one', () => {
    const there = story(review()).change('cro-2', away('cro-3')).ask(delegate());
    expect(there.open('review').assignees).toEqual([{ user: 'cro-3', onBehalfOf: 'cro-1', via: 'user:cro-1' }]);
  });
  it('on from a delegate stays on behalf of the first', () => {
    const there = story(review())
      .ask(delegate())
      .ask(delegate({ actor: 'cro-2', to: 'cro-3' }));
    expect(there.open('review').assignees).toEqual([{ user: 'cro-3', onBehalfOf: 'cro-1', via: 'user:cro-1' }]);
  });
  it('by one who stands in for the absent owner hands on the owner’s task', () => {
    const there = story(review()).change('cro-1', away('cro-2'));
    there.ask(delegate({ actor: 'cro-2', to: 'cro-3' }));
    expect(there.open('review').assignees).toEqual([{ user: 'cro-3', onBehalfOf: 'cro-1', via: 'user:cro-1' }]);
  });
  it('what is delegated to the same one already changes nothing', () => {
    const there = story(review()).ask(delegate());
    given(there)
      .whenAsked(delegate({ actor: 'cro-2', to: 'cro-2' }))
      .thenNothing();
  });
});
