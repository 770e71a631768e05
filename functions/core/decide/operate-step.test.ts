// Operating single steps: skip, retry, reassign, escalate by hand.
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  approval,
  away,
  DAY,
  define,
  given,
  HOUR,
  manual,
  person,
  type StepInput,
  system,
} from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const EACH = approval('review', { assignedTo: 'each:cro' });

describe('skipping', () => {
  const skip = (stepId: string | undefined, fields: object = {}): Asked =>
    ({ type: 'skip_step', actor: 'admin-1', ...(stepId && { stepId }), reason: ' not needed ', ...fields }) as Asked;

  it('ends an open step and begins the next', () =>
    given(story(EACH, manual('visit')))
      .whenAsked(skip('review'))
      .then(
        ['step_skipped', { stepId: 'review', data: { attempt: 1, outcome: 'skipped', reason: 'not needed' } }],
        ['step_assigned', { stepId: 'visit' }],
      ));
  it('passes over a step that has not begun, instead of its next attempt', () => {
    given(story(EACH, manual('visit')))
      .whenAsked(skip('visit'))
      .then(['step_skipped', { stepId: 'visit', data: { attempt: 1 } }]);
  });
  it('takes the actions of a system step away: a late result changes nothing', () => {
    const late = story(system('reserve'), manual('visit'));
    const effectId = late.effectId('reserve');
    late.ask(skip('reserve'));
    expect(late.work).toEqual([]);
    given(late)
      .when({ type: 'record_effects', outcomes: [{ effectId, kind: 'done', output: {} }] })
      .thenNothing();
  });
  it('goes on without a failed step, and runs again what was undone', () => {
    const failed = story(
      system('reserve', { compensate: ['undo.reserve'] }),
      system('pay', { parallel: true }),
      manual('visit'),
    );
    failed.done('reserve').refused('pay').done('reserve:1:undo');
    given(failed)
      .whenAsked(skip('pay'))
      .then(
        ['step_skipped', { stepId: 'pay', data: { attempt: 1 } }],
        ['step_reset', { stepId: 'reserve' }],
        ['workflow_retried', { data: { stepIds: ['reserve'] } }],
        ['incident_resolved', { data: { resolution: 'retried' } }],
        ['step_started', { stepId: 'reserve', data: { attempt: 2 } }],
      );
  });
  it('passes over the attempt after the one that ran, where a step waits to run again', () => {
    const failed = story(system('a', { compensate: ['undo.a'] }), system('b', { compensate: ['undo.b'] }), system('c'));
    failed.done('a').done('b').refused('c').done('b:1:undo').done('a:1:undo');
    failed.ask({ type: 'retry_workflow', actor: 'admin-1' });
    expect(failed.states).toBe('a in_progress, b pending, c pending');
    given(failed)
      .whenAsked(skip('b'))
      .then(['step_skipped', { stepId: 'b', data: { attempt: 2 } }]);
    // What comes after waits for what runs again ahead of it.
    failed.ask(skip('b'));
    expect(failed.states).toBe('a in_progress, b skipped, c pending');
    expect(failed.done('a').state('c')).toBe('in_progress');
  });
  it('means the only open step where none is named', () => {
    given(story(EACH, manual('visit')))
      .whenAsked(skip(undefined))
      .then(['step_skipped', { stepId: 'review' }], ['step_assigned']);
    given(story(EACH, manual('visit', { parallel: true })))
      .whenAsked(skip(undefined))
      .thenRefused('INVALID_DATA');
  });
  it('resolves that nobody could decide the step', () => {
    const stuck = story(approval('review', { assignedTo: 'user:nobody' }), manual('visit'));
    given(stuck)
      .whenAsked(skip('review'))
      .then(
        ['step_skipped'],
        ['incident_resolved', { data: { incidentId: 'review:1:nobody', resolution: 'the step has ended' } }],
        ['step_assigned'],
      );
  });
  it('is for operators alone', () =>
    given(story(EACH))
      .whenAsked(skip('review', { actor: 'cro-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it('needs a reason', () =>
    given(story(EACH))
      .whenAsked(skip('review', { reason: ' ' }))
      .thenRefused('REASON_REQUIRED'));
  it('is refused for a step that does not exist', () =>
    given(story(EACH)).whenAsked(skip('nowhere')).thenRefused('NOT_FOUND'));
  it('is refused for a step that is over', () => {
    const on = story(EACH, manual('visit'), manual('last')).approve('cro-1', 'review').ask(skip('visit'));
    given(on)
      .whenAsked(skip('review'))
      .thenRefused('INVALID_STATE_TRANSITION', { message: '"review" is already completed.' });
    given(on)
      .whenAsked(skip('visit'))
      .thenRefused('INVALID_STATE_TRANSITION', { message: '"visit" is already skipped.' });
  });
  it('is refused while the workflow rests or when it has ended', () => {
    given(story(EACH).pause()).whenAsked(skip('review')).thenRefused('INVALID_STATE_TRANSITION');
    given(story(EACH).cancel()).whenAsked(skip('review')).thenRefused('INVALID_STATE_TRANSITION');
  });
  it('is refused while completed steps are being undone', () => {
    const failed = story(system('reserve', { compensate: ['undo.reserve'] }), system('pay'))
      .done('reserve')
      .refused('pay');
    given(failed)
      .whenAsked(skip('pay'))
      .thenRefused('INVALID_STATE_TRANSITION', { details: { undoing: ['reserve'] } });
  });
});

describe('retrying a step', () => {
  const retry = (fields: object = {}): Asked => ({ type: 'retry_step', actor: 'admin-1', stepId: 'pay', ...fields });
  const failed = (): Story => story(system('reserve'), system('pay')).done('reserve').refused('pay');

  it('begins its next attempt, and the workflow runs again', () =>
    given(failed())
      .whenAsked(retry())
      .then(
        ['step_reset', { stepId: 'pay', data: { attempt: 1 } }],
        ['workflow_retried', { data: { stepIds: ['pay'] } }],
        ['incident_resolved', { data: { incidentId: 'pay:1:do:0', resolution: 'retried' } }],
        ['step_started', { stepId: 'pay', data: { attempt: 2 } }],
      ));
  it('means the only failed step where none is named', () =>
    given(failed())
      .whenAsked(retry({ stepId: undefined }))
      .then(['step_reset'], ['workflow_retried'], ['incident_resolved'], ['step_started']));
  it('is for operators alone', () =>
    given(failed())
      .whenAsked(retry({ actor: 'cro-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it('is refused for a step that did not fail', () =>
    given(failed())
      .whenAsked(retry({ stepId: 'reserve' }))
      .thenRefused('INVALID_STATE_TRANSITION'));
  it('is refused for an attempt that is not the present one', () =>
    given(failed())
      .whenAsked(retry({ attempt: 2 }))
      .thenRefused('STALE_ATTEMPT'));
  it('is refused when the workflow was cancelled since', () =>
    given(failed().cancel()).whenAsked(retry()).thenRefused('INVALID_STATE_TRANSITION'));
  it('is refused while completed steps are being undone, whose undoing would undo the new attempt', () => {
    const undoing = story(system('reserve', { compensate: ['undo.reserve'] }), system('pay'))
      .done('reserve')
      .refused('pay');
    given(undoing)
      .whenAsked(retry())
      .thenRefused('INVALID_STATE_TRANSITION', { details: { undoing: ['reserve'] } });
    undoing.done('reserve:1:undo').ask(retry());
    expect(undoing.work).toEqual(['reserve:2:do:0']);
  });
});

describe('reassigning', () => {
  const reassign = (actor: string, to: string, fields: object = {}): Asked => ({
    type: 'reassign_task',
    actor,
    stepId: 'review',
    to,
    ...fields,
  });
  const NAMED = approval('review', { assignedTo: ['user:cro-1', 'user:cro-2'] });

  it('by an operator gives the whole step to one person', () =>
    given(story(NAMED))
      .whenAsked(reassign('admin-1', 'bdo-1', { reason: ' on leave ' }))
      .then([
        'step_reassigned',
        {
          data: {
            attempt: 1,
            from: ['cro-1', 'cro-2'],
            assignees: [{ user: 'bdo-1', via: 'user:bdo-1' }],
            reason: 'on leave',
            reassignAt: null,
          },
        },
      ]));
  it('by an operator from one person leaves the others their task', () =>
    given(story(NAMED))
      .whenAsked(reassign('admin-1', 'bdo-1', { from: 'cro-2' }))
      .then(['step_reassigned', { data: { reason: null, assignees: [{ user: 'cro-1' }, { user: 'bdo-1' }] } }]));
  it('by an assignee hands on their own task alone', () =>
    given(story(NAMED))
      .whenAsked(reassign('cro-1', 'bdo-1'))
      .then(['step_reassigned', { data: { assignees: [{ user: 'cro-2' }, { user: 'bdo-1' }] } }]));
  it("of a colleague's task is refused to an assignee", () =>
    given(story(NAMED))
      .whenAsked(reassign('cro-1', 'bdo-1', { from: 'cro-2' }))
      .thenRefused('PERMISSION_DENIED'));
  it('by the delegate of an absent assignee hands on that task', () =>
    given(story(NAMED).change('cro-1', away('sr-1')))
      .whenAsked(reassign('sr-1', 'bdo-1'))
      .then(['step_reassigned', { data: { assignees: [{ user: 'cro-2' }, { user: 'bdo-1' }] } }]));
  it('to somebody who is there joins their tasks into one', () =>
    given(story(NAMED))
      .whenAsked(reassign('cro-1', 'cro-2'))
      .then(['step_reassigned', { data: { assignees: [{ user: 'cro-2', via: 'user:cro-2' }] } }]));
  it('to somebody absent gives the task to the delegate, in the name of the absent one', () =>
    given(story(NAMED).change('bdo-1', away('sr-1')))
      .whenAsked(reassign('admin-1', 'bdo-1'))
      .then(['step_reassigned', { data: { assignees: [{ user: 'sr-1', onBehalfOf: 'bdo-1', via: 'user:bdo-1' }] } }]));
  it('means the only task where none is named', () =>
    given(story(system('pay'), { ...NAMED, parallel: true }))
      .whenAsked(reassign('cro-1', 'bdo-1', { stepId: undefined }))
      .then(['step_reassigned', { stepId: 'review' }]));
  it('to who has the task alone already changes nothing', () =>
    given(story(approval('review', { assignedTo: 'user:cro-1' })))
      .whenAsked(reassign('admin-1', 'cro-1'))
      .thenNothing());
  it('gives a step that nobody could decide a person, and says so', () =>
    given(story(approval('review', { assignedTo: 'user:nobody' })))
      .whenAsked(reassign('admin-1', 'bdo-1'))
      .then(
        ['step_reassigned', { data: { from: [], reassignAt: null } }],
        ['incident_resolved', { data: { incidentId: 'review:1:nobody', resolution: 'somebody can decide now' } }],
      ));
  it('to fewer people than the policy needs opens an incident: never silence', () => {
    const few = story(approval('review', { assignedTo: 'each:cro', policy: { quorum: 2 } }));
    given(few)
      .whenAsked(reassign('admin-1', 'bdo-1'))
      .then(
        ['step_reassigned', { data: { reassignAt: few.now + 900_000 } }],
        [
          'incident_opened',
          {
            data: {
              incidentId: 'review:1:nobody',
              incident: {
                kind: 'nobody_can_decide',
                stepId: 'review',
                message: '"review" needs 2 people to decide, and only 1 are present and eligible.',
              },
            },
          },
        ],
      );
  });
  it('counts who approved, and not who rejected, among those who can still decide', () => {
    const voting = (): Story =>
      story(
        approval('review', {
          assignedTo: ['user:cro-1', 'user:cro-2', 'user:cro-3'],
          policy: { quorum: 2 },
          rejection: 'all',
        }),
      );
    given(voting().approve('cro-1', 'review')).whenAsked(reassign('admin-1', 'bdo-1')).then(['step_reassigned']);
    given(voting().reject('cro-1', 'review'))
      .whenAsked(reassign('admin-1', 'bdo-1'))
      .then(['step_reassigned'], ['incident_opened']);
  });
  it.each([
    ['to nobody known', 'nobody', 'NO_AVAILABLE_ASSIGNEES'],
    ['to what every object has', 'constructor', 'NO_AVAILABLE_ASSIGNEES'],
    ['to somebody absent without delegate', 'sr-2', 'NO_AVAILABLE_ASSIGNEES'],
    ['to the requester', 'requester-1', 'SELF_APPROVAL'],
    ['to somebody for whom the requester stands in', 'asm-1', 'SELF_APPROVAL'],
  ] as const)('%s is refused', (_what, to, reason) => {
    const careful = story(NAMED).change('sr-2', away()).change('asm-1', away('requester-1'));
    given(careful).whenAsked(reassign('admin-1', to)).thenRefused(reason);
  });
  it('to somebody who has voted is refused', () =>
    given(story(approval('review', { assignedTo: 'each:cro', policy: 'all' })).approve('cro-1', 'review'))
      .whenAsked(reassign('cro-2', 'cro-1'))
      .thenRefused('ALREADY_DECIDED'));
  it('from somebody who has no task here is refused', () =>
    given(story(NAMED))
      .whenAsked(reassign('admin-1', 'bdo-1', { from: 'cro-3' }))
      .thenRefused('INVALID_DATA'));
  it('is refused to the requester, who has no task', () =>
    given(story(NAMED)).whenAsked(reassign('requester-1', 'bdo-1')).thenRefused('PERMISSION_DENIED'));
  it('is refused where there is no task: ended, automatic, or the workflow rests', () => {
    given(story(NAMED, EACH_NEXT).approve('cro-1', 'review'))
      .whenAsked(reassign('admin-1', 'bdo-1'))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(story(system('review')))
      .whenAsked(reassign('admin-1', 'bdo-1'))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(story(NAMED).pause()).whenAsked(reassign('admin-1', 'bdo-1')).thenRefused('INVALID_STATE_TRANSITION');
    given(story(NAMED))
      .whenAsked(reassign('admin-1', 'bdo-1', { stepId: 'nowhere' }))
      .thenRefused('NOT_FOUND');
  });
});
const EACH_NEXT = approval('next', { assignedTo: 'each:cro' });

describe('escalating by hand', () => {
  const escalate = (actor: string, fields: object = {}): Asked => ({
    type: 'escalate_task',
    actor,
    stepId: 'review',
    reason: ' urgent ',
    ...fields,
  });
  const LADDER = approval('review', {
    assignedTo: 'user:cro-1',
    escalation: {
      levels: [
        { after: '4 hours', action: 'remind' },
        { after: '8 hours', action: 'reassign', to: 'role:asm' },
        { after: '2 days', action: 'approve' },
      ],
    },
  });

  it('climbs the next rung at once, and the one after keeps its time', () => {
    const waiting = story(LADDER);
    given(waiting)
      .whenAsked(escalate('requester-1'))
      .then([
        'step_escalated',
        { data: { level: 1, rung: 'remind', reason: 'urgent', deadline: { rung: 1, at: waiting.now + 8 * HOUR } } },
      ]);
  });
  it.each(['requester-1', 'cro-1', 'admin-1'])('is open to %s', (actor) =>
    given(story(LADDER)).whenAsked(escalate(actor)).then(['step_escalated']),
  );
  it('is refused to others, though they may see the instance', () =>
    given(story(LADDER)).whenAsked(escalate('cro-2')).thenRefused('PERMISSION_DENIED'));
  it('needs a reason', () =>
    given(story(LADDER))
      .whenAsked(escalate('cro-1', { reason: undefined }))
      .thenRefused('REASON_REQUIRED'));
  it.each(['approve', 'reject', 'skip', 'fail'] as const)(
    'does not %s: what a deadline decides, only time decides, and people are told',
    (action) => {
      const waiting = story(
        approval('review', { escalation: { levels: [{ after: '2 days', action }] } }),
        manual('visit'),
      );
      given(waiting)
        .whenAsked(escalate('requester-1'))
        .then([
          'step_escalated',
          { data: { level: 1, rung: 'escalate', deadline: { rung: 0, at: waiting.now + 2 * DAY } } },
        ]);
      waiting.ask(escalate('requester-1')).ask(escalate('requester-1'));
      expect(waiting.state('review')).toBe('escalated');
      waiting.pass(2 * DAY);
      expect(waiting.state('review')).not.toBe('escalated');
    },
  );
  it('without a ladder, and past its end, tells people', () => {
    const plain = story(EACH).ask(escalate('requester-1')).ask(escalate('requester-1'));
    expect(plain.open('review')).toMatchObject({ level: 2, deadline: null });
    expect(plain.all('step_escalated').map(({ data }) => data.rung)).toEqual(['escalate', 'escalate']);
  });
  it('hands the step on as the rung says, and never to the requester', () => {
    const people = [person('requester-1', ['asm']), person('asm-1', ['asm'])];
    const waiting = new Story(define([LADDER]), { people });
    waiting.ask(escalate('requester-1')).ask(escalate('requester-1'));
    expect(waiting.assignees('review')).toEqual(['asm-1']);
  });
  it('is refused where no task is open', () => {
    given(story(system('review')))
      .whenAsked(escalate('admin-1'))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(story(LADDER, EACH_NEXT))
      .whenAsked(escalate('admin-1', { stepId: 'next' }))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(story(LADDER).cancel()).whenAsked(escalate('admin-1')).thenRefused('INVALID_STATE_TRANSITION');
  });
});
