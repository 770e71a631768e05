// Workflows under workflows, as far as one instance sees them.
import { describe, expect, it } from 'vitest';
import type { RecordChildEnd } from '../commands.ts';
import { approval, define, given, manual, type StepInput, system } from '../testing/build.ts';
import { Story, type StoryOptions } from '../testing/story.ts';

const START_IT = { use: 'workflow.start', with: { workflowId: 'other', await: true } };
const story = (options: StoryOptions = {}, ...steps: readonly StepInput[]): Story =>
  new Story(define([system('child', { actions: [START_IT] }), ...steps, manual('next')]), options);
const started = (there: Story, isAwaited: boolean): Story =>
  there.record({ effectId: 'child:1:do:0', kind: 'started', childId: 'child-1', isAwaited });
const ended = (fields: Partial<RecordChildEnd> = {}): RecordChildEnd => ({
  type: 'record_child_end',
  childId: 'child-1',
  stepId: 'child',
  attempt: 1,
  index: 0,
  status: 'completed',
  outcome: 'approved',
  ...fields,
});
const output = { instanceId: 'child-1', status: 'completed', outcome: 'approved' };

describe('a step that starts another workflow', () => {
  it('goes on with its end where it is awaited', () => {
    const there = started(story(), true);
    expect(there.open('child').wait).toEqual({ kind: 'child', instanceId: 'child-1' });
    expect([there.work, there.instance.children]).toEqual([[], ['child:1:do:0']]);
    given(there)
      .when(ended())
      .then(['action_completed', { data: { output } }], ['step_completed'], ['step_assigned', { stepId: 'next' }]);
  });
  it('goes on at once where it is not, and its end changes nothing then', () => {
    const there = started(story(), false);
    expect(there.ended('child').output).toEqual({ instanceId: 'child-1' });
    given(there).when(ended()).thenNothing();
  });
  it('goes on though the end is told before the start was recorded; the start recorded late changes nothing', () => {
    const there = story().do(ended());
    expect(there.ended('child').output).toEqual(output);
    given(there)
      .when({
        type: 'record_effects',
        outcomes: [{ effectId: 'child:1:do:0', kind: 'started', childId: 'child-1', isAwaited: true }],
      })
      .thenNothing();
  });
  it('takes no other end for its own: of another child, another attempt, another kind of step', () => {
    const there = started(story(), true);
    given(there)
      .when(ended({ childId: 'child-2' }))
      .thenNothing();
    given(there)
      .when(ended({ attempt: 2 }))
      .thenNothing();
    given(there)
      .when(ended({ stepId: 'next' }))
      .thenNothing();
    const other = new Story(define([system('child'), manual('visit', { parallel: true })]));
    given(other).when(ended()).thenNothing();
    given(other)
      .when(ended({ stepId: 'visit' }))
      .thenNothing();
  });
  it('that starts one after another takes the end of the first for that of the first alone, however often it is told', () => {
    const there = new Story(define([system('child', { actions: [START_IT, START_IT] }), manual('next')])).do(ended());
    expect(there.open('child').action).toBe(1);
    given(there).when(ended()).thenNothing();
    expect(there.do(ended({ childId: 'child-2', index: 1 })).state('child')).toBe('completed');
  });
  it('goes on with a child that was cancelled, too', () => {
    const there = started(story(), true).do(ended({ status: 'cancelled', outcome: null }));
    expect(there.ended('child').output).toEqual({ instanceId: 'child-1', status: 'cancelled', outcome: null });
  });
});

describe('the end of a workflow that started others', () => {
  it('by cancelling cancels them, those whose start is under way included', () => {
    const cancelled = { kind: 'cancel_child', id: 'child:1:do:0:cancel', startedBy: 'child:1:do:0', reason: 'enough' };
    const there = started(story(), true).cancel('enough');
    expect(Object.values(there.instance.effects).map(({ effect }) => effect)).toContainEqual(cancelled);
    expect(story().cancel('enough').work).toEqual(['child:1:do:0:cancel']);
  });
  it('by cancelling cancels those whose start was given up, too: they may exist', () => {
    const skipped = story().ask({ type: 'skip_step', actor: 'admin-1', stepId: 'child', reason: 'not needed' });
    expect(skipped.instance.children).toEqual(['child:1:do:0']);
    expect(skipped.cancel().work).toEqual(['child:1:do:0:cancel']);
    const failed = story().record({ effectId: 'child:1:do:0', kind: 'refused', error: 'no connection' });
    expect(failed.cancel().work).toEqual(['child:1:do:0:cancel']);
  });
  it('by rejection cancels them, by approval leaves them', () => {
    const review = approval('review', { assignedTo: 'user:cro-1' });
    const rejected = started(story({}, review), false).reject('cro-1', 'review');
    expect(rejected.work).toEqual(['child:1:do:0:cancel']);
    const approved = started(story({}, review), false).approve('cro-1', 'review').complete('bdo-1', 'next');
    expect(approved.work).toEqual([]);
  });
  it('is settled when they are told, and an incident when they cannot be', () => {
    const there = story().cancel();
    given(there)
      .when({ type: 'record_effects', outcomes: [{ effectId: 'child:1:do:0:cancel', kind: 'done', output: {} }] })
      .then(['effect_settled', { data: { error: null } }]);
    there.refused('child', 'gone');
    expect([there.work, there.incidents]).toEqual([[], ['action_failed']]);
  });
});

describe('a workflow that another one started', () => {
  const parent = { instanceId: 'parent-1', stepId: 'child', attempt: 2 };
  const child = (): Story =>
    new Story(define([approval('review', { assignedTo: 'user:cro-1' })]), { start: { parent, depth: 3 } });
  const told = (there: Story): readonly object[] =>
    Object.values(there.instance.effects).flatMap(({ effect }) => (effect.kind === 'tell_parent' ? [effect] : []));

  it('knows it, and how deep it is', () => expect(child().instance).toMatchObject({ parent, depth: 3 }));
  it('tells it how it ended, once', () => {
    const effect = { kind: 'tell_parent', id: 'parent:told', parentId: 'parent-1', stepId: 'child', attempt: 2 };
    const approved = child().approve('cro-1', 'review');
    expect(told(approved)).toEqual([{ ...effect, status: 'completed', outcome: 'approved' }]);
    expect(told(child().cancel())).toEqual([{ ...effect, status: 'cancelled', outcome: null }]);
    expect(approved.done('parent:told').work).toEqual([]);
    expect(approved.record({ effectId: 'parent:told', kind: 'done', output: {} }).work).toEqual([]);
  });
  it('is cancelled with it, whether it runs, rests or has failed', () => {
    for (const there of [child(), child().pause()])
      given(there)
        .when({ type: 'cancel_by_parent', reason: 'above' })
        .then(['workflow_cancelled', { data: { reason: 'above' } }]);
  });
  it('that has ended already stays as it is', () =>
    given(child().approve('cro-1', 'review')).when({ type: 'cancel_by_parent', reason: 'above' }).thenNothing());
  it('that one nobody started tells nobody', () => expect(told(new Story(define([manual('a')])).cancel())).toEqual([]));
});
