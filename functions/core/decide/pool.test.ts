// Tasks of a pool: claimed by one, given back, decided without claiming.
import { describe, expect, it } from 'vitest';
import { type Asked, approval, away, define, given, manual, type StepInput } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (fields: Parameters<typeof approval>[1] = {}, ...more: readonly StepInput[]): Story =>
  new Story(define([approval('review', { assignedTo: 'pool:cro', ...fields }), ...more]));
const claim = (actor = 'cro-1'): Asked => ({ type: 'claim_task', actor, stepId: 'review' });
const release = (actor = 'cro-1'): Asked => ({ type: 'release_task', actor, stepId: 'review' });
const assign = (to: string): Asked => ({ type: 'assign_task', actor: 'admin-1', stepId: 'review', to });
const ALL = ['cro-1', 'cro-2', 'cro-3'];

describe('claiming', () => {
  it('takes the task for oneself alone, and work begins', () => {
    const there = story();
    expect(there.assignees('review')).toEqual(ALL);
    given(there)
      .whenAsked(claim())
      .then([
        'step_claimed',
        { data: { attempt: 1, assignee: { user: 'cro-1' }, assignees: [{ user: 'cro-1', via: 'pool:cro' }] } },
      ]);
    there.ask(claim());
    expect(there.open('review')).toMatchObject({ state: 'in_progress', assignees: [{ user: 'cro-1' }] });
    expect(there.open('review').pool).toHaveLength(3);
  });
  it('is refused to others from then on, to those outside, and where there is no pool', () => {
    expect(story().ask(claim()).refusal(claim('cro-2'))).toBe('NOT_ASSIGNED');
    expect(story().refusal(claim('sr-1'))).toBe('NOT_FOUND');
    expect(story({ assignedTo: 'each:cro' }).refusal(claim())).toBe('INVALID_STATE_TRANSITION');
  });
  it('what is one’s own already changes nothing', () => {
    given(story().ask(claim())).whenAsked(claim()).thenNothing();
    given(story({ assignedTo: 'pool:asm' }))
      .whenAsked(claim('asm-1'))
      .thenNothing();
    given(story().ask(assign('sr-1')))
      .whenAsked(claim('sr-1'))
      .thenNothing();
  });
  it('works for manual work, and for one who stands in for an absent member', () => {
    const there = new Story(define([manual('review', { assignedTo: 'pool:cro' })]));
    there.change('cro-1', away('bdo-1')).ask(claim('bdo-1'));
    expect(there.open('review').assignees).toEqual([{ user: 'bdo-1', onBehalfOf: 'cro-1', via: 'pool:cro' }]);
    expect(there.ask(release('bdo-1')).assignees('review')).toEqual(ALL);
  });
  it('leaves an approver who was added beside', () => {
    const there = story({ policy: 'all' }).ask(assign('sr-1')).ask(claim());
    expect(there.assignees('review')).toEqual(['sr-1', 'cro-1']);
  });
  it('keeps the step escalated where it was', () => {
    const there = story();
    there.ask({ type: 'escalate_task', actor: 'requester-1', stepId: 'review', reason: 'urgent' }).ask(claim());
    expect(there.open('review').state).toBe('escalated');
    expect(there.ask(release()).open('review').state).toBe('escalated');
  });
});

describe('a pool of which several have to agree', () => {
  it('is not claimed by one: all of it have the step until enough have decided', () => {
    const there = story({ policy: { quorum: 2 } });
    expect(there.refusal(claim())).toBe('INVALID_STATE_TRANSITION');
    there.approve('cro-1', 'review');
    expect([there.assignees('review'), there.incidents]).toEqual([ALL, []]);
    expect(there.approve('cro-3', 'review').instance.outcome).toBe('approved');
  });
});

describe('releasing', () => {
  it('gives the task back to the whole pool', () => {
    const there = story().ask(claim());
    given(there)
      .whenAsked(release())
      .then(['step_released', { data: { attempt: 1, by: 'cro-1' } }]);
    there.ask(release());
    expect(there.open('review').state).toBe('assigned');
    expect(there.assignees('review')).toEqual(ALL);
    expect(there.ask(claim('cro-2')).assignees('review')).toEqual(['cro-2']);
  });
  it('is refused to others, and of a task that is not the pool’s', () => {
    expect(story().ask(claim()).refusal(release('cro-2'))).toBe('NOT_ASSIGNED');
    expect(story({ assignedTo: 'each:cro' }).refusal(release())).toBe('INVALID_STATE_TRANSITION');
    expect(story().ask(assign('sr-1')).ask(claim()).refusal(release('sr-1'))).toBe('INVALID_STATE_TRANSITION');
  });
  it('is refused once one has decided: the decision stands', () => {
    const there = story({ policy: 'all' }).ask(assign('sr-1')).approve('cro-1', 'review');
    expect(there.refusal(release())).toBe('ALREADY_DECIDED');
  });
  it('what nobody has claimed changes nothing', () => given(story()).whenAsked(release()).thenNothing());
  it('by one to whom the claimed task was handed gives it back, too', () => {
    const there = story().ask(claim());
    there.ask({ type: 'reassign_task', actor: 'cro-1', stepId: 'review', to: 'sr-1' }).ask(release('sr-1'));
    expect(there.assignees('review')).toEqual(ALL);
  });
});

describe('deciding from a pool', () => {
  it('claims by itself', () => {
    given(story({}, manual('visit')))
      .whenAsked({ type: 'approve_step', actor: 'cro-2', stepId: 'review' })
      .then(
        ['step_claimed', { data: { assignee: { user: 'cro-2' } } }],
        ['step_approved', { data: { by: 'cro-2' } }],
        ['step_completed'],
        ['step_assigned', { stepId: 'visit' }],
      );
  });
  it('of a claimed task is for its owner', () => {
    expect(story().ask(claim()).refusal({ type: 'approve_step', actor: 'cro-2', stepId: 'review' })).toBe(
      'NOT_ASSIGNED',
    );
    expect(story().ask(claim()).approve('cro-1', 'review').instance.outcome).toBe('approved');
  });
  it('by an approver who was added does not claim it', () => {
    const there = story({ policy: 'all' }).ask(assign('sr-1')).approve('sr-1', 'review');
    expect(there.all('step_claimed')).toEqual([]);
    expect(there.assignees('review')).toEqual([...ALL, 'sr-1']);
  });
});
