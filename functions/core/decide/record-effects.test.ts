// The outcomes of effects: done, refused, or to be tried again.
import { describe, expect, it } from 'vitest';
import { EFFECT_TRIES_MAX } from '../limits.ts';
import { define, given, HOUR, manual, notification, type StepInput, system } from '../testing/build.ts';
import { sent } from '../testing/messages.ts';
import { Story } from '../testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const record = (...outcomes: readonly object[]) => ({ type: 'record_effects', outcomes }) as never;

describe('an action that is done', () => {
  it('ends its step with its output and begins the next', () =>
    given(story(system('reserve'), manual('visit')))
      .when(record({ effectId: 'reserve:1:do:0', kind: 'done', output: { shelf: 4 } }))
      .then(
        ['action_completed', { stepId: 'reserve', data: { attempt: 1, output: { shelf: 4 } } }],
        [
          'step_completed',
          { stepId: 'reserve', data: { outcome: 'done', output: { shelf: 4 }, by: null, onBehalfOf: null } },
        ],
        ['step_assigned', { stepId: 'visit' }],
      ));
  it('is followed by the next action of the step, which finds its output', () => {
    const two = story(system('pay', { actions: ['do.one', { use: 'do.two', with: { a: 1 } }] }));
    two.done('pay', { a: 1, b: 1 });
    expect(two.open('pay')).toMatchObject({ action: 1, output: { a: 1, b: 1 } });
    expect(two.instance.effects).toMatchObject({
      'pay:1:do:1': { effect: { use: 'do.two', with: { a: 1 }, index: 1 }, tries: 0 },
    });
    two.done('pay', { b: 2 });
    expect(two.ended('pay').output).toEqual({ a: 1, b: 2 });
  });
  it('is done once: a second report, another attempt and an unknown effect change nothing', () => {
    const once = story(system('reserve'), manual('visit')).done('reserve');
    given(once)
      .when(
        record(
          { effectId: 'reserve:1:do:0', kind: 'done', output: {} },
          { effectId: 'reserve:2:do:0', kind: 'refused', error: 'x' },
          { effectId: 'nothing', kind: 'retry', error: 'x', delayMs: 1 },
        ),
      )
      .thenNothing();
  });
  it('twice in one message counts once, by the last word', () =>
    given(story(system('reserve')))
      .when(
        record(
          { effectId: 'reserve:1:do:0', kind: 'retry', error: 'x', delayMs: 1 },
          { effectId: 'reserve:1:do:0', kind: 'done', output: {} },
        ),
      )
      .then(['action_completed'], ['step_completed'], ['workflow_completed']));
});

describe('an action that is refused', () => {
  it('fails its step and the workflow, and opens an incident', () =>
    given(story(system('reserve', { name: 'Reserve stock' }), manual('visit')))
      .when(record({ effectId: 'reserve:1:do:0', kind: 'refused', error: 'out of stock' }))
      .then(
        ['action_failed', { data: { effectId: 'reserve:1:do:0', error: 'out of stock' } }],
        ['step_failed', { data: { attempt: 1, error: 'out of stock' } }],
        [
          'incident_opened',
          {
            data: {
              incidentId: 'reserve:1:do:0',
              incident: {
                kind: 'action_failed',
                message: 'do.reserve failed in "Reserve stock": out of stock',
                stepId: 'reserve',
              },
            },
          },
        ],
        ['workflow_failed', { data: { reason: '"Reserve stock" failed: out of stock' } }],
      ));
  it('ends its step as failed and goes on where the definition says so', () => {
    const on = story(system('check', { actions: ['do.one', 'do.two'], onFailure: 'continue' }), manual('visit'));
    on.done('check', { a: 1 }).refused('check', 'no answer');
    expect(on.ended('check')).toMatchObject({
      state: 'completed',
      outcome: 'failed',
      output: { a: 1, error: 'no answer' },
    });
    expect(on.state('visit')).toBe('assigned');
    expect(on.incidents).toEqual([]);
  });
  it('calls a step without a name by its id', () => {
    const failed = story(system('pay')).refused('pay', 'no money');
    expect(failed.instance.incidents['pay:1:do:0']?.message).toBe('do.pay failed in "pay": no money');
  });
});

describe('an effect to be tried again', () => {
  const retry = { effectId: 'reserve:1:do:0', kind: 'retry', error: 'no connection', delayMs: HOUR } as const;
  it('waits for its moment, and the revision stays', () => {
    const waiting = story(system('reserve'));
    given(waiting)
      .when(record(retry))
      .then([
        'effect_retried',
        { data: { effectId: 'reserve:1:do:0', tries: 1, notBefore: waiting.now + HOUR, error: 'no connection' } },
      ]);
    waiting.record(retry);
    expect(waiting.instance).toMatchObject({
      revision: 1,
      effects: { [retry.effectId]: { tries: 1, notBefore: waiting.now + HOUR } },
    });
  });
  it('is given up after the last try', () => {
    const failing = story(system('reserve'));
    for (let tries = 1; tries < EFFECT_TRIES_MAX; tries++) failing.record(retry);
    expect(failing.instance.status).toBe('running');
    failing.record(retry);
    expect(failing.instance.status).toBe('failed');
    expect(failing.ended('reserve').error).toBe('no connection (after 8 tries)');
  });
});

describe('a message and an action in one report', () => {
  it('are recorded in one commit', () => {
    const both = story(notification('tell'), system('pay'));
    const [message = ''] = both.messages.map(({ id }) => id);
    given(both)
      .when(record(sent(message), { effectId: 'pay:1:do:0', kind: 'done', output: {} }))
      .then(['message_sent'], ['action_completed'], ['step_completed'], ['workflow_completed']);
  });
  it('are not mixed up: an action is not sent', () => {
    const paying = story(system('pay'));
    expect(() => paying.record(sent('pay:1:do:0'))).toThrow('pay:1:do:0 is no message');
  });
});

describe('compensation', () => {
  const undoing = (): Story =>
    story(
      system('a', { compensate: ['undo.a1', { use: 'undo.a2', with: { x: 1 } }] }),
      system('b', { compensate: ['undo.b'] }),
      manual('visit'),
    )
      .done('a')
      .done('b')
      .cancel();

  it('runs one at a time, the last step first, its last action first', () => {
    const cancelled = undoing();
    const order = [];
    while (cancelled.work.length > 0) {
      expect(cancelled.work).toHaveLength(1);
      order.push(
        ...Object.values(cancelled.instance.effects).flatMap(({ effect }) => ('use' in effect ? [effect.use] : [])),
      );
      cancelled.done(cancelled.work[0] ?? '');
    }
    expect(order).toEqual(['undo.b', 'undo.a2', 'undo.a1']);
    expect(cancelled.instance.compensations).toEqual([]);
  });
  it('that fails opens an incident and goes on with the next', () => {
    const cancelled = undoing();
    given(cancelled)
      .when(record({ effectId: 'b:1:undo:0', kind: 'refused', error: 'gone' }))
      .then(
        ['compensation_failed', { stepId: 'b', data: { effectId: 'b:1:undo:0', error: 'gone' } }],
        [
          'incident_opened',
          {
            data: {
              incident: { kind: 'compensation_failed', stepId: 'b', message: 'Undoing "b" with undo.b failed: gone' },
            },
          },
        ],
      );
    cancelled.refused('b:1:undo', 'gone');
    expect(cancelled.work).toEqual(['a:1:undo:1']);
  });
  it('that is to be tried again is not overtaken by the next', () => {
    const cancelled = undoing().retry('b:1:undo');
    expect(cancelled.work).toEqual(['b:1:undo:0']);
  });
});
