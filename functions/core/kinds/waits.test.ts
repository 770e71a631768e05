// Waits of system steps: for a signal, for a moment, for a while.
import { describe, expect, it } from 'vitest';
import { type Asked, DAY, define, given, HOUR, manual, START, type StepInput, system } from '../testing/build.ts';
import { Story, type StoryOptions } from '../testing/story.ts';

type Use = Exclude<Parameters<typeof system>[1], undefined>['actions'];
const waiting = (actions: NonNullable<Use>, options: StoryOptions = {}, fields: object = {}): Story =>
  new Story(define([system('wait', { actions, ...fields }), manual('next')]), options);
const paid = { use: 'wait.signal', with: { name: 'payment' } };
const signal = (fields: object = {}): Asked => ({
  type: 'signal_workflow',
  actor: 'requester-1',
  name: 'payment',
  payload: { sum: 5 },
  ...fields,
});

describe('a signal', () => {
  it('ends the wait that is there for it, with its payload as the output', () => {
    const there = waiting([paid]);
    expect(there.open('wait').wait).toEqual({ kind: 'signal', name: 'payment' });
    expect([there.work, there.deadlines()]).toEqual([[], []]);
    given(there)
      .whenAsked(signal())
      .then(
        ['signal_received', { data: { name: 'payment', payload: { sum: 5 }, by: 'requester-1' } }],
        ['signal_consumed', { data: { name: 'payment' } }],
        ['action_completed', { data: { output: { sum: 5 } } }],
        ['step_completed', { data: { outcome: 'done', output: { sum: 5 } } }],
        ['step_assigned', { stepId: 'next' }],
      );
    expect(there.ask(signal()).instance.signals).toEqual({});
  });
  it('that comes before the wait begins is kept for it, the newest of a name, and is used once', () => {
    const steps: StepInput[] = [manual('first'), system('wait', { actions: [paid, paid] })];
    const there = new Story(define(steps)).ask(signal()).ask(signal({ payload: { sum: 6 } }));
    expect(there.instance.signals).toEqual({ payment: { sum: 6 } });
    there.complete('bdo-1', 'first');
    expect(there.open('wait')).toMatchObject({ action: 1, output: { sum: 6 }, wait: { kind: 'signal' } });
    expect(there.instance.signals).toEqual({});
  });
  it('of another name, or without a payload, is kept', () => {
    const there = waiting([paid]).ask(signal({ name: 'other', payload: undefined }));
    expect(there.instance.signals).toEqual({ other: {} });
    expect(there.state('wait')).toBe('in_progress');
  });
  it('is for the requester and operators, of a workflow that has not ended', () => {
    const people = { start: { startedBy: 'sr-1' } };
    expect(
      waiting([paid], people)
        .ask(signal({ actor: 'admin-1' }))
        .state('wait'),
    ).toBe('completed');
    given(waiting([paid], people))
      .whenAsked(signal({ actor: 'cro-1' }))
      .thenRefused('PERMISSION_DENIED');
    given(waiting([paid]).cancel())
      .whenAsked(signal())
      .thenRefused('INVALID_STATE_TRANSITION');
  });
  it('is bounded: in its payload, and in how many are kept', () => {
    const there = waiting([paid]);
    given(there)
      .whenAsked(signal({ payload: { x: 'x'.repeat(300_000) } }))
      .thenRefused('LIMIT_EXCEEDED');
    for (let i = 0; i < 50; i++) there.ask(signal({ name: `s${i}` }));
    given(there)
      .whenAsked(signal({ name: 's50' }))
      .thenRefused('LIMIT_EXCEEDED');
    expect(there.refusal(signal({ name: 's1' }))).toBeNull();
  });
  it('to a resting workflow ends the wait; what follows waits for the resumption', () => {
    const there = waiting([paid]).pause().ask(signal());
    expect(there.states).toBe('wait completed, next pending');
    expect(there.resume().state('next')).toBe('assigned');
  });
  it.each([{}, { name: '' }, { name: 5 }])('needs a name: %j fails the step', (given) =>
    expect(waiting([{ use: 'wait.signal', with: given }]).instance.reason).toContain('wait.signal needs a "name"'),
  );
});

describe('a wait until a moment', () => {
  const until = (at: unknown, options: StoryOptions = {}): Story =>
    waiting([{ use: 'wait.until', with: { at: at as string } }], options);
  it('ends when it comes, once, and not before', () => {
    const there = until(new Date(START + DAY).toISOString());
    expect(there.deadlines()).toEqual([{ kind: 'wait', stepId: 'wait', attempt: 1, at: START + DAY }]);
    there.pass(DAY - 1);
    expect(there.state('wait')).toBe('in_progress');
    there.pass(1);
    expect(there.states).toBe('wait completed, next assigned');
    given(there)
      .when({ type: 'check_deadlines', timers: [{ kind: 'wait', stepId: 'wait', attempt: 1, at: START + DAY }] })
      .thenNothing();
  });
  it('that lies in the past is over at once', () => {
    expect(until('2020-01-01').states).toBe('wait completed, next assigned');
    expect(until(START).states).toBe('wait completed, next assigned');
  });
  it('comes from the data', () =>
    expect(until('$data.when', { start: { data: { when: START + HOUR } } }).open('wait').wait).toMatchObject({
      at: START + HOUR,
    }));
  it.each(['$data.missing', 'soon', true])('that is none fails the step: %s', (at) => {
    const there = until(at);
    expect(there.instance.status).toBe('failed');
    expect(there.instance.reason).toContain('wait.until needs a moment');
  });
  it('without anything to say so fails the step as well', () =>
    expect(waiting(['wait.until']).instance.reason).toContain('needs a moment, not null'));
});

describe('a wait for a while', () => {
  it('ends when it is over, and the next action goes on', () => {
    const there = waiting([{ use: 'wait.for', with: { duration: '2 hours' } }, 'do.it']);
    there.pass(2 * HOUR);
    expect(there.open('wait')).toMatchObject({ action: 1, wait: null });
    expect(there.work).toEqual(['wait:1:do:1']);
  });
  it('that is not a duration fails the step, or goes on where the step says so', () => {
    expect(waiting([{ use: 'wait.for', with: { duration: 'long' } }]).instance.reason).toContain(
      'wait.for needs a duration, not "long"',
    );
    const on = waiting(['wait.for'], {}, { onFailure: 'continue' });
    expect(on.states).toBe('wait completed, next assigned');
    expect(on.ended('wait').outcome).toBe('failed');
  });
  it('that ends together with a deadline of its step goes on; the deadline does not end it another way', () => {
    const levels = [{ after: 120, action: 'fail' as const }];
    const there = waiting([{ use: 'wait.for', with: { duration: 120 } }], {}, { escalation: { levels } });
    there.pass(2 * HOUR);
    expect(there.states).toBe('wait completed, next assigned');
  });
  it('is not begun for steps that run, rest or have ended', () => {
    const there = new Story(define([system('pay'), system('wait', { actions: [paid], parallel: true })]));
    expect(there.open('pay').wait).toBeNull();
    expect(there.all('wait_started')).toHaveLength(1);
  });
});
