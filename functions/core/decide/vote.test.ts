// Approving and rejecting: votes, policies, and when they are a decision.
import { describe, expect, it } from 'vitest';
import { type Asked, approval, away, define, given, person, type StepInput } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

type Fields = Parameters<typeof approval>[1];
const EACH = { assignedTo: 'each:cro' } as const;
const reviewing = (fields: Fields = EACH, ...more: readonly StepInput[]): Story =>
  new Story(define([approval('review', fields), ...more]));
const approve = (actor: string, fields: object = {}): Asked => ({
  type: 'approve_step',
  actor,
  stepId: 'review',
  ...fields,
});
const reject = (actor: string, fields: object = {}): Asked => ({
  type: 'reject_step',
  actor,
  stepId: 'review',
  reason: 'too expensive',
  ...fields,
});

describe('approving', () => {
  it('is a vote, with its notes and form, and ends the step and the workflow', () =>
    given(reviewing())
      .whenAsked(approve('cro-2', { notes: ' fine ', output: { limit: 5 } }))
      .then(
        ['step_approved', { data: { attempt: 1, by: 'cro-2', onBehalfOf: null, notes: 'fine', output: { limit: 5 } } }],
        ['step_completed', { data: { outcome: 'approved', output: { limit: 5 }, by: 'cro-2', onBehalfOf: null } }],
        ['workflow_completed', { data: { outcome: 'approved', reason: null } }],
      ));
  it('keeps blank notes as none', () =>
    given(reviewing())
      .whenAsked(approve('cro-1', { notes: '  ' }))
      .then(['step_approved', { data: { notes: null } }], ['step_completed'], ['workflow_completed']));
  it('begins what waited for it', () =>
    given(reviewing(EACH, approval('second', { assignedTo: 'user:bdo-1' })))
      .whenAsked(approve('cro-1'))
      .then(['step_approved'], ['step_completed'], ['step_assigned', { stepId: 'second' }]));
  it('is refused without what the form asks for', () => {
    const form = { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } };
    given(reviewing({ ...EACH, form }))
      .whenAsked(approve('cro-1'))
      .thenRefused('INVALID_DATA');
  });
  it('a second time by the same person is refused and told the first decision', () =>
    given(reviewing({ ...EACH, policy: 'all' }).approve('cro-1', 'review'))
      .whenAsked(approve('cro-1'))
      .thenRefused('ALREADY_DECIDED', { details: { decidedBy: ['cro-1'], outcome: 'approved' } }));
  it('collects what all deciders filled in, later answers over earlier ones', () => {
    const story = reviewing({ ...EACH, policy: { quorum: 3 } })
      .approve('cro-1', 'review', { output: { a: 1, b: 1 } })
      .approve('cro-2', 'review')
      .approve('cro-3', 'review', { output: { b: 3 } });
    expect(story.ended('review').output).toEqual({ a: 1, b: 3 });
  });
});

describe('rejecting', () => {
  it('is a vote with a reason, and by default the end of the workflow', () =>
    given(reviewing(EACH, approval('second')))
      .whenAsked(reject('cro-2', { reason: ' too expensive ' }))
      .then(
        ['step_rejected', { data: { by: 'cro-2', notes: 'too expensive', output: {} } }],
        ['step_completed', { data: { outcome: 'rejected', by: 'cro-2' } }],
        ['workflow_completed', { data: { outcome: 'rejected', reason: 'too expensive' } }],
      ));
  it.each([undefined, '', '   '])('needs a reason, and %j is none', (reason) =>
    given(reviewing()).whenAsked(reject('cro-1', { reason })).thenRefused('REASON_REQUIRED'),
  );
  it('after approving is refused: a vote stands', () =>
    given(reviewing({ ...EACH, policy: 'all' }).approve('cro-1', 'review'))
      .whenAsked(reject('cro-1'))
      .thenRefused('ALREADY_DECIDED', { details: { outcome: 'approved' } }));
  it('goes on to the next step where the definition says so, and the last decision is the outcome', () => {
    const story = reviewing({ ...EACH, onReject: 'continue' }, approval('second', { assignedTo: 'user:bdo-1' }));
    story.reject('cro-1', 'review');
    expect(story.states).toBe('review completed, second assigned');
    story.approve('bdo-1', 'second');
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'approved' });
  });
  it('makes the workflow rejected where the step that goes on was the last to decide', () => {
    const story = reviewing({ ...EACH, onReject: 'continue' }).reject('cro-1', 'review');
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });
});

type Ballot = readonly [
  policy: NonNullable<Fields>['policy'],
  rejection: NonNullable<Fields>['rejection'],
  votes: string,
  outcome: string,
];
/** Votes of cro-1, cro-2, cro-3: + approves, - rejects; "open" until the last of them decides. */
const BALLOTS: readonly Ballot[] = [
  [undefined, undefined, '+', 'approved'],
  ['any', 'any', '-', 'rejected'],
  ['any', 'all', '-+', 'approved'],
  ['any', 'all', '---', 'rejected'],
  ['any', 'majority', '--', 'rejected'],
  ['any', 'majority', '-+', 'approved'],
  ['all', 'any', '++', 'open'],
  ['all', 'any', '+++', 'approved'],
  ['all', 'any', '++-', 'rejected'],
  ['all', 'all', '+-', 'rejected'],
  [{ quorum: 2 }, 'all', '+', 'open'],
  [{ quorum: 2 }, 'all', '+-', 'open'],
  [{ quorum: 2 }, 'all', '+-+', 'approved'],
  [{ quorum: 2 }, 'all', '--', 'rejected'],
  [{ quorum: 2 }, 'majority', '-', 'open'],
  [{ quorum: 3 }, 'majority', '-', 'rejected'],
  [{ percent: 60 }, 'all', '+', 'open'],
  [{ percent: 60 }, 'all', '++', 'approved'],
  [{ percent: 60 }, 'all', '-++', 'approved'],
  [{ percent: 60 }, 'all', '--', 'rejected'],
  [{ percent: 67 }, 'all', '++', 'open'],
  [{ percent: 67 }, 'all', '-', 'rejected'],
];

describe('a policy', () => {
  it.each(BALLOTS)('%j with rejection %j and the votes %s is %s', (policy, rejection, votes, outcome) => {
    const story = reviewing({ ...EACH, ...(policy && { policy }), ...(rejection && { rejection }) });
    for (const [i, vote] of [...votes].entries()) {
      expect(story.state('review')).toBe('assigned');
      if (vote === '+') story.approve(`cro-${i + 1}`, 'review');
      else story.reject(`cro-${i + 1}`, 'review');
    }
    const step = story.step('review');
    expect('outcome' in step ? step.outcome : 'open').toBe(outcome);
  });
  it('counts the vote of somebody whose task was handed on', () => {
    const story = reviewing({ ...EACH, policy: 'all' }).approve('cro-1', 'review');
    story.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', from: 'cro-2', to: 'bdo-1' });
    story.approve('cro-3', 'review').approve('bdo-1', 'review');
    expect(story.ended('review')).toMatchObject({ outcome: 'approved' });
    expect(Object.keys(story.ended('review').votes)).toEqual(['cro-1', 'cro-3', 'bdo-1']);
  });
  it('counts only the votes of this attempt', () => {
    const story = new Story(
      define([
        approval('review', { ...EACH, policy: { quorum: 2 }, escalation: { levels: [{ after: 60, action: 'fail' }] } }),
      ]),
    ).approve('cro-1', 'review');
    story.pass(3_600_000).ask({ type: 'retry_workflow', actor: 'admin-1' });
    expect(story.open('review')).toMatchObject({ attempt: 2, votes: {} });
    story.approve('cro-1', 'review');
    expect(story.state('review')).toBe('assigned');
    story.approve('cro-2', 'review');
    expect(story.instance.outcome).toBe('approved');
  });
});

describe('who votes', () => {
  it('in person is not said to act for somebody, though standing in for another assignee too', () => {
    const story = reviewing({ ...EACH, policy: 'all' }).change('cro-1', away('cro-2'));
    story.approve('cro-2', 'review');
    expect(story.open('review').votes).toEqual({ 'cro-2': { decision: 'approved', at: story.now } });
  });
  it('for an absent assignee is recorded with that name', () => {
    const story = reviewing({ assignedTo: 'user:bdo-1' }).change('bdo-1', away('sr-1'));
    given(story)
      .whenAsked(approve('sr-1'))
      .then(
        ['step_approved', { data: { by: 'sr-1', onBehalfOf: 'bdo-1' } }],
        ['step_completed', { data: { by: 'sr-1', onBehalfOf: 'bdo-1' } }],
        ['workflow_completed'],
      );
  });
  it('may have an id that every object knows', () => {
    const story = new Story(define([approval('review', { assignedTo: 'user:constructor' })]), {
      people: [person('constructor', ['sr'])],
    });
    story.approve('constructor', 'review');
    expect(story.instance.outcome).toBe('approved');
  });
});
