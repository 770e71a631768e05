// What events make of the workflow as a whole.
import { describe, expect, it } from 'vitest';
import { approval, define, HOUR, manual, START, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

describe('a workflow', () => {
  it('begins with what it was started on, and every step waiting', () => {
    const story = new Story(define([manual('a'), manual('b')]), {
      start: { data: { x: 1 }, priority: 'urgent', tags: ['t'], source: 'sheet' },
    });
    expect(story.instance).toMatchObject({
      id: 'instance-1',
      definition: { id: 'sample', version: '1.0.0', hash: 'hash-1' },
      status: 'running',
      outcome: null,
      revision: 1,
      now: START,
      data: { x: 1 },
      context: { startedBy: 'requester-1', startedAt: START, priority: 'urgent', tags: ['t'], source: 'sheet' },
      steps: { b: { state: 'pending', attempt: 0 } },
      viewers: ['requester-1', 'bdo-1'],
    });
  });
  it('that pauses remembers since when and why, and forgets it when it goes on', () => {
    const story = new Story(define([manual('a')])).ask({ type: 'pause_workflow', actor: 'admin-1', reason: 'audit' });
    expect(story.instance).toMatchObject({ status: 'paused', pausedAt: START, reason: 'audit', endedAt: null });
    expect(story.resume().instance).toMatchObject({ status: 'running', pausedAt: null, reason: null });
  });
  it('that completes keeps outcome and moment', () => {
    const story = new Story(define([manual('a')]));
    story.now += HOUR;
    expect(story.complete('bdo-1', 'a').instance).toMatchObject({
      status: 'completed',
      outcome: 'approved',
      endedAt: START + HOUR,
      reason: null,
    });
  });
  it('that is rejected skips what was open or waited, in order, with what they had', () => {
    const story = new Story(
      define([
        approval('review', { assignedTo: 'user:cro-1' }),
        approval('other', { assignedTo: 'each:cro', policy: 'all', parallel: true }),
        system('pay', { parallel: true, actions: ['do.a', 'do.b'] }),
        manual('last'),
      ]),
    );
    story.approve('cro-2', 'other').done('pay', { a: 1 }).reject('cro-1', 'review', 'no');
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'rejected', reason: 'no' });
    expect(story.ended('other')).toMatchObject({
      state: 'skipped',
      outcome: 'workflow_ended',
      votes: { 'cro-2': {} },
      ended: 2,
    });
    expect(story.ended('pay')).toMatchObject({ state: 'skipped', output: { a: 1 }, startedAt: START, ended: 3 });
    expect(story.ended('last')).toMatchObject({
      state: 'skipped',
      attempt: 0,
      startedAt: null,
      assignees: [],
      votes: {},
      output: {},
      ended: 4,
    });
    expect(story.instance.endedSteps).toBe(4);
    expect(story.work).toEqual([]);
  });
  it('that ends still delivers its messages', () => {
    const story = new Story(define([manual('a')]), {}).cancel();
    expect(Object.values(story.instance.effects).map(({ effect }) => effect.kind)).toEqual(['message']);
  });
  it('that fails leaves open steps open, for the retry', () => {
    const story = new Story(define([system('pay'), manual('visit', { parallel: true })])).refused('pay');
    expect(story.states).toBe('pay failed, visit assigned');
    expect(story.instance).toMatchObject({ status: 'failed', endedAt: START, outcome: null });
    expect(story.refusal({ type: 'complete_step', actor: 'bdo-1', stepId: 'visit' })).toBe('INVALID_STATE_TRANSITION');
  });
});
