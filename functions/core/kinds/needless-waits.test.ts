// A wait lasts as long as its step's conditions hold.
import { describe, expect, it } from 'vitest';
import { define, given, HOUR, manual, START, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const UNTIL = { use: 'wait.until', with: { at: START + HOUR } };
const PAID = { use: 'wait.signal', with: { name: 'payment' } };
const open = { '$steps.decide.state': { $ne: 'completed' } };
const beside = (use: typeof UNTIL | typeof PAID, conditions: object = open): Story =>
  new Story(
    define([
      manual('decide'),
      system('wait', { parallel: true, conditions, actions: [use, 'do.late'] }),
      system('late', { conditions: { '$steps.wait.state': 'completed' } }),
    ]),
  );

describe('a wait whose conditions do not hold any more', () => {
  it.each([
    ['for a moment', UNTIL],
    ['for a signal', PAID],
  ])('%s is skipped, and what only its end begins is too', (_what, use) => {
    const story = beside(use);
    expect(story.state('wait')).toBe('in_progress');
    story.complete('bdo-1', 'decide');
    expect(story.ended('wait')).toMatchObject({ state: 'skipped', outcome: 'conditions_not_met' });
    expect(story.state('late')).toBe('skipped');
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'approved' });
  });
  it('is over in the commit that makes it needless', () => {
    const story = beside(UNTIL).complete('bdo-1', 'decide');
    expect(story.events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['step_completed', 'step_skipped', 'workflow_completed']),
    );
    expect(story.work).toEqual([]);
  });
  it('stays skipped when its signal comes after all', () => {
    given(beside(PAID).complete('bdo-1', 'decide'))
      .whenAsked({ type: 'signal_workflow', actor: 'requester-1', name: 'payment' })
      .thenRefused('INVALID_STATE_TRANSITION');
  });
});

describe('a wait', () => {
  it('goes on while its conditions hold, and without any', () => {
    const always = beside(UNTIL, {}).complete('bdo-1', 'decide');
    expect(always.state('wait')).toBe('in_progress');
  });
  it('is not what an action is: that is begun, and ends by itself', () => {
    const story = new Story(
      define([manual('decide'), system('act', { parallel: true, conditions: open, actions: ['do.act', UNTIL] })]),
    );
    story.complete('bdo-1', 'decide');
    expect(story.state('act')).toBe('in_progress');
    // Its wait begins with conditions that hold no more.
    story.done('act');
    expect(story.state('act')).toBe('skipped');
  });
});
