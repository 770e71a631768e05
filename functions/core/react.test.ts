// Effects, timers and the wake-up that follow from the state.
import { describe, expect, it } from 'vitest';
import type { Event } from './events.ts';
import type { Instance } from './instance.ts';
import { WAKE_GRACE_MS } from './limits.ts';
import { mayPerform, react, timersOf, wakeAtOf } from './react.ts';
import { approval, define, HOUR, manual, notification, START, type StepInput, system } from './testing/build.ts';
import { sent } from './testing/messages.ts';
import { Story } from './testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
/** Everything a story told its people is delivered. */
const quiet = (there: Story): Story => {
  const pending = Object.values(there.instance.effects).filter(({ effect }) => effect.kind === 'message');
  return pending.length === 0
    ? there
    : there.record(
        ...pending.map(({ effect }) =>
          effect.kind === 'message' ? sent(effect.id) : ({ effectId: effect.id, kind: 'done', output: {} } as const),
        ),
      );
};

describe('an event', () => {
  it('asks for the same effects however often it is looked at', () => {
    const there = story(system('pay'));
    const event: Event = { action: 'step_started', stepId: 'pay', data: { attempt: 1, dueAt: null, deadline: null } };
    expect(react(there.definition, there.instance, event)).toEqual(react(there.definition, there.instance, event));
    expect(react(there.definition, there.instance, event)).toMatchObject([{ id: 'pay:1:do:0' }]);
  });
  it('of a step that is over asks for nothing', () => {
    const there = story(system('pay'), manual('visit')).done('pay');
    const event: Event = { action: 'action_completed', stepId: 'pay', data: { effectId: 'x', attempt: 1, output: {} } };
    expect(react(there.definition, there.instance, event)).toEqual([]);
  });
  it('of a compensation asks for the next one only when none is under way', () => {
    const there = story(system('a', { compensate: ['undo.a', 'undo.b'] }), manual('visit'))
      .done('a')
      .cancel();
    const event: Event = { action: 'compensation_planned', data: { items: [] } };
    expect(react(there.definition, there.instance, event)).toEqual([]);
    expect(react(there.definition, { ...there.instance, effects: {} }, event)).toMatchObject([
      { kind: 'compensation', id: 'a:1:undo:1', use: 'undo.b' },
    ]);
    expect(react(there.definition, { ...there.instance, compensations: [] }, event)).toEqual([]);
  });
  it('of any other kind asks for nothing', () => {
    const there = story(system('pay'));
    expect(react(there.definition, there.instance, { action: 'workflow_paused', data: { reason: null } })).toEqual([]);
  });
});

describe('timers', () => {
  it('are one for each open deadline and one for each effect to be tried again', () => {
    const there = story(
      approval('review', { timeout: 60 }),
      system('pay', { parallel: true }),
      manual('visit', { parallel: true }),
    ).retry('pay', 5_000);
    expect(timersOf(there.instance)).toEqual([
      { kind: 'deadline', stepId: 'review', attempt: 1, at: START + HOUR },
      { kind: 'retry', effectId: 'pay:1:do:0', at: START + 5_000 },
    ]);
  });
  it('are none of an effect on its first try, or of a step that is over', () => {
    const there = story(approval('review', { timeout: 60, assignedTo: 'user:cro-1' }), system('pay')).approve(
      'cro-1',
      'review',
    );
    expect(timersOf(there.instance)).toEqual([]);
  });
  it('rest while the workflow is paused', () =>
    expect(timersOf(story(approval('review', { timeout: 60 })).pause().instance)).toEqual([]));
  it('of deadlines end with the workflow, those of effects do not', () => {
    const there = story(system('a', { compensate: ['undo.a'] }), approval('review', { timeout: 60 }))
      .done('a')
      .cancel()
      .retry('a:1:undo', 7_000);
    expect(timersOf(there.instance)).toEqual([{ kind: 'retry', effectId: 'a:1:undo:0', at: START + 7_000 }]);
  });
  it('of deadlines rest while the workflow has failed', () => {
    const there = story(approval('review', { timeout: 60 }), system('pay', { parallel: true })).refused('pay');
    expect(timersOf(there.instance)).toEqual([]);
  });
});

describe('the wake-up', () => {
  const wake = (there: Story): number | null => wakeAtOf(there.instance);
  it('is none while a person is waited for without a deadline', () =>
    expect(wake(quiet(story(manual('visit'))))).toBeNull());
  it('follows a pending effect after the grace', () => {
    const there = story(system('pay'));
    expect(wake(there)).toBe(START + WAKE_GRACE_MS);
    expect(wake(there.retry('pay', HOUR))).toBe(START + HOUR + WAKE_GRACE_MS);
  });
  it('follows the earliest deadline', () =>
    expect(wake(quiet(story(approval('a', { timeout: 120 }), approval('b', { timeout: 60, parallel: true }))))).toBe(
      START + HOUR + WAKE_GRACE_MS,
    ));
  it('follows the second offer of a step that nobody can decide', () =>
    expect(wake(story(approval('a', { assignedTo: 'user:nobody' })))).toBe(START + HOUR / 4 + WAKE_GRACE_MS));
  it('is none while the workflow is paused, though there is work', () =>
    expect(wake(story(system('pay'), notification('tell')).pause())).toBeNull());
  it('of a workflow that has ended is for its messages and its undoing alone', () => {
    const there = story(
      system('a', { compensate: ['undo.a'] }),
      approval('b', { assignedTo: 'user:nobody', timeout: 1 }),
    ).done('a');
    there.now += HOUR;
    there.cancel();
    expect(wake(there)).toBe(START + HOUR + WAKE_GRACE_MS);
    expect(wake(there.done('a:1:undo'))).toBeNull();
  });
});

it('effects are performed in every status but draft and paused', () => {
  const { instance } = story(manual('visit'));
  const statuses: readonly Instance['status'][] = ['draft', 'running', 'paused', 'completed', 'failed', 'cancelled'];
  expect(statuses.filter((status) => mayPerform({ ...instance, status }))).toEqual([
    'running',
    'completed',
    'failed',
    'cancelled',
  ]);
});
