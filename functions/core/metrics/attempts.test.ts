// What the audit tells of each time a step ran.
import { describe, expect, it } from 'vitest';
import { approval, away, define, HOUR, manual, notification, START, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { type Attempt, attemptsOf } from './attempts.ts';

const only = (story: Story): Attempt => {
  const [attempt, ...more] = attemptsOf(story.commits);
  expect(more).toEqual([]);
  return attempt as Attempt;
};
const later = (story: Story, hours = 1): Story => {
  story.now += hours * HOUR;
  return story;
};
const reviewBy = (assignedTo: string | string[], fields: object = {}): Story =>
  new Story(define([approval('review', { assignedTo, ...fields } as never)]));

describe('an attempt', () => {
  it('begins when it is assigned and ends with the decision, which took as long as it was theirs', () => {
    expect(only(later(reviewBy('user:cro-1')).approve('cro-1', 'review'))).toEqual({
      stepId: 'review',
      startedAt: START,
      touchedAt: START + HOUR,
      endedAt: START + HOUR,
      outcome: 'approved',
      isAutomatic: false,
      unstaffedMs: 0,
      escalations: 0,
      decisions: [{ by: 'cro-1', decision: 'approved', tookMs: HOUR }],
      handOffs: [],
    });
  });
  it('has no end while it is open', () =>
    expect(only(reviewBy('user:cro-1'))).toMatchObject({ touchedAt: null, endedAt: null, outcome: null }));
  it('of a system step is worked on from its beginning', () => {
    const story = later(new Story(define([system('pay')]))).done('pay');
    expect(only(story)).toMatchObject({ startedAt: START, touchedAt: START, endedAt: START + HOUR, decisions: [] });
  });
  it('that ends at once was never open, and is automatic where nobody was asked', () => {
    const story = new Story(
      define([notification('tell'), approval('review', { autoApprove: { a: 1 } }), manual('go')]),
      {
        start: { data: { a: 1 } },
      },
    );
    expect(attemptsOf(story.commits)).toMatchObject([
      { stepId: 'tell', startedAt: null, outcome: 'done', isAutomatic: false },
      { stepId: 'review', startedAt: null, endedAt: START, outcome: 'approved', isAutomatic: true },
      { stepId: 'go', endedAt: null },
    ]);
  });
  it('that a condition leaves out, or that somebody skips, has the reason as its outcome', () => {
    const story = new Story(define([manual('visit', { conditions: { a: 1 } }), manual('go')])).ask({
      type: 'skip_step',
      actor: 'admin-1',
      stepId: 'go',
      reason: 'no need',
    });
    expect(attemptsOf(story.commits)).toMatchObject([
      { stepId: 'visit', startedAt: null, outcome: 'conditions_not_met' },
      { stepId: 'go', startedAt: START, outcome: 'skipped' },
    ]);
  });
  it('that fails is followed by another one', () => {
    const story = new Story(define([system('pay')])).refused('pay', 'no');
    later(story).ask({ type: 'retry_workflow', actor: 'admin-1' });
    expect(attemptsOf(story.commits)).toMatchObject([
      { stepId: 'pay', outcome: 'failed', endedAt: START },
      { stepId: 'pay', startedAt: START + HOUR, endedAt: null },
    ]);
  });
});

describe('an attempt that failed and is skipped then', () => {
  it('stays one attempt, which ended when it failed', () => {
    const story = later(new Story(define([system('pay'), manual('go')])).refused('pay', 'no'));
    story.ask({ type: 'skip_step', actor: 'admin-1', stepId: 'pay', reason: 'paid by hand' });
    expect(attemptsOf(story.commits).filter(({ stepId }) => stepId === 'pay')).toMatchObject([
      { outcome: 'skipped', endedAt: START },
    ]);
  });
});

describe('a decision', () => {
  it('of several is each person’s own, and the first one is the first touch', () => {
    const story = later(reviewBy(['user:cro-1', 'user:cro-2'], { policy: 'all' })).approve('cro-1', 'review');
    expect(only(later(story).reject('cro-2', 'review'))).toMatchObject({
      touchedAt: START + HOUR,
      endedAt: START + 2 * HOUR,
      outcome: 'rejected',
      decisions: [
        { by: 'cro-1', decision: 'approved', tookMs: HOUR },
        { by: 'cro-2', decision: 'rejected', tookMs: 2 * HOUR },
      ],
    });
  });
  it('is also to complete a manual step, and to ask for changes, which ends the attempt without an outcome', () => {
    const story = later(new Story(define([manual('visit'), approval('review', { assignedTo: 'user:cro-1' })])));
    later(story.complete('bdo-1', 'visit')).ask({
      type: 'request_changes',
      actor: 'cro-1',
      stepId: 'review',
      reason: 'unclear',
    });
    expect(attemptsOf(story.commits)).toMatchObject([
      { decisions: [{ by: 'bdo-1', decision: 'completed', tookMs: HOUR }] },
      {
        endedAt: START + 2 * HOUR,
        outcome: null,
        decisions: [{ by: 'cro-1', decision: 'changes_requested', tookMs: HOUR }],
      },
    ]);
  });
  it('of somebody who stands in without having been asked took since the step began', () => {
    const story = later(reviewBy('user:cro-1'));
    story.change('cro-1', away('cro-2'));
    expect(only(story.approve('cro-2', 'review')).decisions).toEqual([
      { by: 'cro-2', decision: 'approved', tookMs: HOUR },
    ]);
  });
});

describe('a task', () => {
  it('that is reassigned is a hand-off, and the new person’s time begins then', () => {
    const story = later(reviewBy('user:cro-1'));
    story.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to: 'sr-1' });
    expect(only(later(story, 2).approve('sr-1', 'review'))).toMatchObject({
      handOffs: [{ from: 'cro-1', to: 'sr-1' }],
      decisions: [{ by: 'sr-1', tookMs: 2 * HOUR }],
    });
  });
  it('that is claimed or commented on by those who have it is touched; others’ comments touch nothing', () => {
    const comment = (story: Story, actor: string) =>
      story.ask({ type: 'add_comment', actor, stepId: 'review', text: 'Hm.' });
    expect(only(comment(reviewBy('user:cro-1'), 'requester-1')).touchedAt).toBeNull();
    expect(only(comment(later(reviewBy('user:cro-1')), 'cro-1')).touchedAt).toBe(START + HOUR);
    const pool = later(new Story(define([manual('visit', { assignedTo: 'pool:cro' })])));
    pool.ask({ type: 'claim_task', actor: 'cro-2', stepId: 'visit' });
    later(pool).ask({ type: 'release_task', actor: 'cro-2', stepId: 'visit' });
    expect(only(pool)).toMatchObject({ touchedAt: START + HOUR, handOffs: [] });
  });
  it('that nobody can decide waits unstaffed until somebody can', () => {
    const story = later(reviewBy('user:nobody'));
    story.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to: 'sr-1' });
    expect(only(later(story, 2).approve('sr-1', 'review'))).toMatchObject({ unstaffedMs: HOUR, handOffs: [] });
    const skipped = later(reviewBy('user:nobody'), 3);
    skipped.ask({ type: 'skip_step', actor: 'admin-1', stepId: 'review', reason: 'x' });
    expect(only(skipped).unstaffedMs).toBe(3 * HOUR);
  });
  it('that escalates counts each rung', () => {
    const levels = [{ after: 60, action: 'add' as const, to: 'role:asm' }];
    const story = reviewBy('user:cro-1', { escalation: { levels } }).pass(HOUR);
    expect(only(story)).toMatchObject({ escalations: 1 });
  });
});

describe('an attempt whose beginning nobody told', () => {
  it('has its end alone', () => {
    const data = { attempt: 1, outcome: 'done', output: {}, by: 'sr-1', onBehalfOf: null };
    const events = [
      { action: 'step_failed', stepId: 'a', data: { attempt: 1, error: 'x', isUncertain: false } },
      { action: 'step_completed', stepId: 'b', data },
      { action: 'step_reset', stepId: 'c', data: { attempt: 1 } },
    ] as const;
    expect(attemptsOf([{ at: START, events }])).toMatchObject([
      { stepId: 'a', startedAt: null, endedAt: START, outcome: 'failed' },
      { stepId: 'b', startedAt: null, decisions: [{ by: 'sr-1', tookMs: 0 }] },
    ]);
  });
});
