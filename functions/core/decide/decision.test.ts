// Which step a command means, who may decide it at this moment, and which reason comes first where several apply.
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  approval,
  away,
  define,
  given,
  HOUR,
  manual,
  notification,
  person,
  system,
} from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const approve = (actor: string, fields: object = {}): Asked => ({
  type: 'approve_step',
  actor,
  stepId: 'review',
  ...fields,
});
const reviewing = (fields: Parameters<typeof approval>[1] = { assignedTo: 'each:cro' }): Story =>
  new Story(define([approval('review', fields), approval('second', { assignedTo: 'user:cro-1' })]));

describe('the step a command means', () => {
  const both = new Story(
    define([
      approval('a', { assignedTo: ['user:cro-1', 'user:cro-2'] }),
      approval('b', { assignedTo: 'user:cro-1', parallel: true }),
      manual('m', { assignedTo: 'user:cro-1', parallel: true }),
    ]),
  );
  it('is the only open one that takes it and waits for this person', () => {
    given(both)
      .whenAsked({ type: 'approve_step', actor: 'cro-2' })
      .then(['step_approved', { stepId: 'a' }], ['step_completed']);
    given(both)
      .whenAsked({ type: 'complete_step', actor: 'cro-1' })
      .then(['step_completed', { stepId: 'm' }]);
  });
  it('has to be named where several wait for the person', () =>
    given(both)
      .whenAsked({ type: 'approve_step', actor: 'cro-1' })
      .thenRefused('INVALID_DATA', { message: 'Several steps could be meant: a, b. Name one as "stepId".' }));
  it('is none for somebody for whom no step waits', () =>
    given(both).whenAsked({ type: 'approve_step', actor: 'cro-3' }).thenRefused('NOT_ASSIGNED'));
  it.each(['nowhere', 'constructor', '__proto__'])('is not "%s" where the definition has no such step', (stepId) =>
    given(both).whenAsked(approve('cro-1', { stepId })).thenRefused('NOT_FOUND'),
  );
});

describe('a step', () => {
  it.each([
    [system('s'), 's'],
    [manual('s'), 's'],
  ])('of type $type is not approved', (step, stepId) =>
    given(new Story(define([step])))
      .whenAsked(approve('admin-1', { stepId }))
      .thenRefused('INVALID_STATE_TRANSITION', {
        message: `"s" is a ${step.type} step; it does not take approve_step.`,
      }),
  );
  it('that told people is not approved afterwards', () =>
    given(new Story(define([notification('tell', { name: 'Telling' }), approval('review')])))
      .whenAsked(approve('cro-1', { stepId: 'tell' }))
      .thenRefused('INVALID_STATE_TRANSITION', { message: expect.stringContaining('"Telling"') }));
  it('that has not begun is not decided', () =>
    given(reviewing())
      .whenAsked(approve('cro-1', { stepId: 'second' }))
      .thenRefused('INVALID_STATE_TRANSITION', { message: '"second" has not begun yet.' }));
  it('that was skipped is decided already, by nobody', () => {
    const story = new Story(define([approval('review', { conditions: { a: 1 } }), approval('second')]));
    given(story)
      .whenAsked(approve('cro-1'))
      .thenRefused('ALREADY_DECIDED', { details: { decidedBy: [], outcome: 'conditions_not_met' } });
  });
});

describe('the order of reasons', () => {
  const requester = person('requester-1', ['cro']);
  const own = (fields: object = {}): Story =>
    new Story(
      define([
        approval('review', { assignedTo: 'each:cro', ...fields }),
        approval('second', { assignedTo: 'user:cro-1' }),
      ]),
      {
        people: [requester],
      },
    );
  it('STALE_REVISION goes before STALE_ATTEMPT', () =>
    given(own())
      .whenAsked(approve('cro-1', { attempt: 0, expectedRevision: 0 }))
      .thenRefused('STALE_REVISION'));
  it('STALE_ATTEMPT goes before ALREADY_DECIDED', () =>
    given(own().approve('cro-1', 'review'))
      .whenAsked(approve('cro-1', { attempt: 2 }))
      .thenRefused('STALE_ATTEMPT', { details: { attempt: 1 } }));
  it('ALREADY_DECIDED goes before SELF_APPROVAL and NOT_ASSIGNED', () => {
    const decided = own().approve('cro-2', 'review');
    given(decided)
      .whenAsked(approve('requester-1'))
      .thenRefused('ALREADY_DECIDED', { details: { decidedBy: ['cro-2'], outcome: 'approved' } });
    given(decided).whenAsked(approve('admin-1')).thenRefused('ALREADY_DECIDED');
  });
  it('SELF_APPROVAL goes before NOT_ASSIGNED, and before a step has begun', () => {
    given(own()).whenAsked(approve('requester-1')).thenRefused('SELF_APPROVAL');
    given(own())
      .whenAsked(approve('requester-1', { stepId: 'second' }))
      .thenRefused('SELF_APPROVAL');
  });
  it('NOT_ASSIGNED goes before the state of the workflow', () => {
    given(own().pause()).whenAsked(approve('admin-1')).thenRefused('NOT_ASSIGNED');
    given(own().pause()).whenAsked(approve('cro-1')).thenRefused('INVALID_STATE_TRANSITION');
  });
  it('the state of the workflow goes before a missing reason', () =>
    given(own().pause())
      .whenAsked({ type: 'reject_step', actor: 'cro-1', stepId: 'review' })
      .thenRefused('INVALID_STATE_TRANSITION', {
        message: 'The workflow is paused; nothing can be decided in it now.',
      }));
  it('a missing reason goes before having voted', () =>
    given(own({ policy: 'all' }).approve('cro-1', 'review'))
      .whenAsked({ type: 'reject_step', actor: 'cro-1', stepId: 'review' })
      .thenRefused('REASON_REQUIRED'));
  it('the present attempt is no stale one', () => {
    given(own())
      .whenAsked(approve('cro-1', { attempt: 1 }))
      .then(['step_approved'], ['step_completed'], ['step_assigned']);
  });
});

describe('entitlement', () => {
  it('needs the task, whatever the role: an administrator and a colleague have none', () => {
    const story = reviewing({ assignedTo: 'user:cro-1' });
    expect(story.refusal(approve('admin-1'))).toBe('NOT_ASSIGNED');
    expect(story.refusal(approve('cro-2'))).toBe('NOT_ASSIGNED');
  });
  it('that came by a role ends when the role is lost', () => {
    const story = reviewing().change('cro-1', { roles: ['sr'] });
    expect(story.refusal(approve('cro-1'))).toBe('NOT_ASSIGNED');
    expect(story.refusal(approve('cro-2'))).toBeNull();
  });
  it('that came by name does not need a role', () => {
    const story = reviewing({ assignedTo: 'user:cro-1' }).change('cro-1', { roles: [] });
    expect(story.refusal(approve('cro-1'))).toBeNull();
  });
  it('of a stand-in chosen at the assignment ends when the absent one loses the role', () => {
    const people = [person('cro-1', ['cro'], away('sr-1'))];
    const story = new Story(define([approval('review', { assignedTo: 'each:cro' })]), { people });
    expect(story.open('review').assignees).toContainEqual({ user: 'sr-1', onBehalfOf: 'cro-1', via: 'each:cro' });
    story.change('cro-1', { roles: ['sr'] });
    expect(story.refusal(approve('sr-1'))).toBe('NOT_ASSIGNED');
  });
  it('of a stand-in chosen at the assignment ends when the absent one has left', () => {
    const people = [person('cro-1', ['cro'], away('sr-1'))];
    const story = new Story(define([approval('review', { assignedTo: 'each:cro' })]), { people });
    story.people.delete('cro-1');
    expect(story.refusal(approve('sr-1'))).toBe('NOT_ASSIGNED');
  });
  it('of a stand-in chosen at the assignment lasts beyond the absence', () => {
    const people = [person('cro-1', ['cro'], away('sr-1'))];
    const story = new Story(define([approval('review', { assignedTo: 'each:cro' })]), { people });
    story.change('cro-1', { away: undefined } as never);
    expect(story.refusal(approve('sr-1'))).toBeNull();
  });
  it('passes to the delegate of an assignee who is away now, and only while they are', () => {
    const story = reviewing({ assignedTo: 'each:cro', policy: 'all' }).change('cro-1', away('sr-1'));
    given(story)
      .whenAsked(approve('sr-1'))
      .then(['step_approved', { data: { by: 'sr-1', onBehalfOf: 'cro-1' } }]);
    story.now += 31 * 24 * HOUR;
    expect(story.refusal(approve('sr-1'))).toBe('NOT_FOUND');
  });
  it('does not pass to the delegate of somebody who left, or who lost the role', () => {
    const story = reviewing({ assignedTo: 'each:cro' }).change('cro-1', away('sr-1'));
    given(story).whenAsked(approve('sr-1')).then(['step_approved'], ['step_completed'], ['step_assigned']);
    story.change('cro-1', { roles: ['bdo'] });
    expect(story.refusal(approve('sr-1'))).toBe('NOT_ASSIGNED');
    story.people.delete('cro-1');
    expect(story.refusal(approve('sr-1'))).toBe('NOT_FOUND');
  });
  it('as a delegate remains to somebody whose own task ended with a role', () => {
    const story = reviewing()
      .change('cro-1', away('cro-2'))
      .change('cro-2', { roles: ['sr'] });
    given(story)
      .whenAsked(approve('cro-2'))
      .then(['step_approved', { data: { by: 'cro-2', onBehalfOf: 'cro-1' } }], ['step_completed'], ['step_assigned']);
  });
  it('goes with the task when it is handed on', () => {
    const story = reviewing({ assignedTo: 'user:cro-1' });
    story.ask({ type: 'reassign_task', actor: 'cro-1', stepId: 'review', to: 'sr-1' });
    expect(story.refusal(approve('cro-1'))).toBe('NOT_ASSIGNED');
    expect(story.refusal(approve('sr-1'))).toBeNull();
  });
});

describe('separation of duties', () => {
  const people = [person('requester-1', ['cro'])];
  const second = (fields: Parameters<typeof approval>[1]): Story =>
    new Story(
      define([
        approval('first', { assignedTo: 'user:cro-1' }),
        approval('review', { assignedTo: 'each:cro', ...fields }),
      ]),
      { people },
    );
  it('keeps the requester out by default, and lets them in where the definition says so', () => {
    const open = (distinctFrom?: string[]): Story =>
      new Story(
        define([approval('review', { assignedTo: 'user:requester-1', ...(distinctFrom && { distinctFrom }) })]),
      );
    expect(open().refusal(approve('requester-1'))).toBe('SELF_APPROVAL');
    expect(open([]).refusal(approve('requester-1'))).toBeNull();
  });
  it('keeps the requester out who stands in for an assignee', () => {
    const story = second({ distinctFrom: ['requester'] })
      .approve('cro-1', 'first')
      .change('cro-2', away('requester-1'));
    expect(story.refusal(approve('requester-1'))).toBe('SELF_APPROVAL');
  });
  it('keeps out who decided in a named step', () => {
    const story = second({ distinctFrom: ['first'] }).approve('cro-1', 'first');
    expect(story.assignees('review')).toEqual(['cro-2', 'cro-3', 'requester-1']);
    expect(story.refusal(approve('cro-1'))).toBe('SELF_APPROVAL');
  });
  it('keeps out who decided in a named step through a stand-in, and the stand-in', () => {
    const story = second({ distinctFrom: ['first'] })
      .change('cro-1', away('sr-1'))
      .approve('sr-1', 'first');
    story.change('cro-1', { away: undefined } as never);
    expect(story.assignees('review')).toEqual(['cro-2', 'cro-3', 'requester-1']);
    expect(story.refusal(approve('cro-1'))).toBe('SELF_APPROVAL');
    expect(story.refusal(approve('sr-1'))).toBe('SELF_APPROVAL');
  });
  it('keeps out the delegate of an assignee who decided the named step meanwhile', () => {
    const story = new Story(
      define([
        approval('first', { assignedTo: 'user:cro-1' }),
        approval('review', { assignedTo: 'each:cro', parallel: true, distinctFrom: ['first'], policy: 'all' }),
      ]),
    ).approve('cro-1', 'first');
    story.change('cro-1', away('sr-1'));
    expect(story.refusal(approve('sr-1'))).toBe('SELF_APPROVAL');
  });
  it('keeps out the delegate of a stand-in whose absent assignee decided the named step meanwhile', () => {
    const story = new Story(
      define([
        approval('first', { assignedTo: 'each:cro' }),
        approval('review', { assignedTo: 'user:cro-1', parallel: true, distinctFrom: ['first'] }),
      ]),
      { people: [person('cro-1', ['cro'], away('sr-1'))] },
    );
    expect(story.open('review').assignees).toEqual([{ user: 'sr-1', onBehalfOf: 'cro-1', via: 'user:cro-1' }]);
    story.change('cro-1', { away: undefined } as never);
    story.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'first', to: 'cro-1' }).approve('cro-1', 'first');
    expect(story.refusal(approve('sr-1'))).toBe('SELF_APPROVAL');
    story.change('sr-1', away('sr-2'));
    expect(story.refusal(approve('sr-2'))).toBe('SELF_APPROVAL');
  });
});
