// What events make of single steps.
import { describe, expect, it } from 'vitest';
import { approval, away, define, manual, notification, START, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

describe('a step', () => {
  it('that is assigned is open, without votes, for these people', () => {
    const story = new Story(define([approval('review', { assignedTo: 'user:cro-1', timeout: 60 })]));
    expect(story.open('review')).toEqual({
      state: 'assigned',
      attempt: 1,
      startedAt: START,
      level: 0,
      assignees: [{ user: 'cro-1', via: 'user:cro-1' }],
      votes: {},
      dueAt: START + 3_600_000,
      deadline: { at: START + 3_600_000, rung: 0 },
      reassignAt: null,
      pool: [],
      queue: [],
      action: 0,
      wait: null,
      output: {},
    });
  });
  it('that starts by itself is in progress, for nobody', () =>
    expect(new Story(define([system('pay')])).open('pay')).toMatchObject({
      state: 'in_progress',
      assignees: [],
      attempt: 1,
    }));
  it('that ends at once was never open', () =>
    expect(new Story(define([notification('tell'), manual('visit')])).ended('tell')).toEqual({
      state: 'completed',
      attempt: 1,
      startedAt: null,
      endedAt: START,
      level: 0,
      assignees: [],
      votes: {},
      outcome: 'done',
      output: {},
      ended: 1,
    }));
  it('keeps notes, form and the absent person in the vote, and leaves out what there is not', () => {
    const story = new Story(
      define([approval('review', { assignedTo: ['user:cro-1', 'user:cro-2', 'user:sr-1'], policy: 'all' })]),
    );
    story.change('cro-1', away('bdo-1'));
    story.approve('bdo-1', 'review', { notes: 'fine', output: { a: 1 } }).approve('cro-2', 'review');
    expect(story.open('review').votes).toEqual({
      'bdo-1': { decision: 'approved', at: START, onBehalfOf: 'cro-1', notes: 'fine', output: { a: 1 } },
      'cro-2': { decision: 'approved', at: START },
    });
    story.reject('sr-1', 'review', 'no');
    expect(story.ended('review')).toMatchObject({
      votes: { 'sr-1': { decision: 'rejected', notes: 'no' } },
      assignees: [{ user: 'cro-1' }, { user: 'cro-2' }, { user: 'sr-1' }],
      startedAt: START,
    });
  });
  it('that is manual keeps who did it for whom', () => {
    const story = new Story(define([manual('visit')])).change('bdo-1', away('sr-1')).complete('sr-1', 'visit');
    expect(story.ended('visit').votes).toEqual({ 'sr-1': { decision: 'completed', at: START, onBehalfOf: 'bdo-1' } });
  });
  it('counts its place among all steps that ended', () => {
    const story = new Story(define([notification('a'), notification('b'), manual('c')]));
    expect([story.ended('a').ended, story.ended('b').ended, story.instance.endedSteps]).toEqual([1, 2, 2]);
  });
  it('that fails says why, and keeps what it had', () => {
    const story = new Story(define([system('pay', { actions: ['do.a', 'do.b'] })]))
      .done('pay', { a: 1 })
      .refused('pay', 'no');
    expect(story.ended('pay')).toMatchObject({ state: 'failed', outcome: 'failed', error: 'no', output: { a: 1 } });
  });
  it('that is skipped keeps nothing of its reason in the state: the audit has it', () => {
    const story = new Story(define([manual('visit'), manual('next')]));
    story.ask({ type: 'skip_step', actor: 'admin-1', stepId: 'visit', reason: 'x' });
    expect(Object.keys(story.ended('visit'))).not.toContain('reason');
  });
  it('that ends takes only its own actions away', () => {
    const story = new Story(define([system('a'), system('b', { parallel: true }), manual('c')])).done('a');
    expect(story.work).toEqual(['b:1:do:0']);
  });
  it('that is reset waits for its next attempt', () => {
    const story = new Story(define([system('a'), system('pay')])).done('a').refused('pay');
    const reset = story.ask({ type: 'retry_workflow', actor: 'admin-1' });
    expect(reset.all('step_reset')).toEqual([{ action: 'step_reset', stepId: 'pay', data: { attempt: 1 } }]);
    expect(reset.open('pay')).toMatchObject({ attempt: 2, output: {}, action: 0, level: 0 });
  });
});

describe('the viewers', () => {
  it('are the requester, everyone who was asked, for whom, and who decided', () => {
    const story = new Story(define([approval('review', { assignedTo: 'user:cro-1' }), manual('visit')]));
    expect(story.instance.viewers).toEqual(['requester-1', 'cro-1']);
    story.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to: 'sr-1' });
    story.change('asm-1', away('sr-2')).ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to: 'asm-1' });
    expect(story.instance.viewers).toEqual(['requester-1', 'cro-1', 'sr-1', 'sr-2', 'asm-1']);
    story.change('sr-2', away('guest-1')).approve('guest-1', 'review');
    expect(story.instance.viewers).toEqual(['requester-1', 'cro-1', 'sr-1', 'sr-2', 'asm-1', 'guest-1', 'bdo-1']);
  });
  it('are each listed once', () => {
    const story = new Story(define([manual('a'), manual('b')])).complete('bdo-1', 'a');
    expect(story.instance.viewers).toEqual(['requester-1', 'bdo-1']);
  });
  it('come by escalation, too', () => {
    const levels = [{ after: 60, action: 'add' as const, to: 'role:asm' }];
    const story = new Story(define([approval('review', { assignedTo: 'user:cro-1', escalation: { levels } })])).pass(
      3_600_000,
    );
    expect(story.instance.viewers).toEqual(['requester-1', 'cro-1', 'asm-1']);
  });
});
