// One step of the engine: one commit, run to rest, replayable, one revision at most.
import { describe, expect, it } from 'vitest';
import { SETTLE_ROUNDS_MAX } from './limits.ts';
import { applyCommit, step, untilRest } from './step.ts';
import {
  approval,
  contextOf,
  define,
  manual,
  notification,
  PEOPLE,
  START,
  startCommand,
  system,
} from './testing/build.ts';
import { sent } from './testing/messages.ts';
import { Story } from './testing/story.ts';

describe('a step', () => {
  it('returns the refusal as a value, and no instance', () =>
    expect(
      step(define([manual('a')], { status: 'inactive' }), null, startCommand(), contextOf(PEOPLE, START)),
    ).toMatchObject({ ok: false, error: { reason: 'DEFINITION_INACTIVE' } }));
  it('that changes nothing returns the same instance, and no event', () => {
    const there = new Story(define([manual('a')]));
    const result = step(there.definition, there.instance, { type: 'check_deadlines', timers: [] }, there.context);
    expect(result.ok && result.value.events).toEqual([]);
    expect(result.ok && result.value.instance).toBe(there.instance);
  });
  it('tells people in its last event', () => {
    const there = new Story(define([notification('tell'), manual('visit')]));
    expect(there.events.map(({ action }) => action)).toEqual([
      'workflow_started',
      'step_completed',
      'step_assigned',
      'messages_queued',
    ]);
  });
  it('is deterministic', () => {
    const definition = define([approval('review', { assignedTo: 'role:cro' }), system('pay', { parallel: true })]);
    expect(new Story(definition).commits).toEqual(new Story(definition).commits);
  });
});

describe('what goes on by itself', () => {
  it('is stopped as a defect when it does not come to rest', () =>
    expect(() => untilRest(() => true)).toThrow(`no rest after ${SETTLE_ROUNDS_MAX} rounds`));
  it('may take as many rounds as the largest definition needs', () => {
    let left = SETTLE_ROUNDS_MAX;
    untilRest(() => left-- > 0);
    expect(left).toBe(-1);
  });
});

describe('the revision', () => {
  it('rises by one with every commit of business, however many events it has', () => {
    const there = new Story(
      define([approval('review', { assignedTo: 'user:cro-1' }), notification('tell'), manual('visit')]),
    );
    expect(there.instance.revision).toBe(1);
    expect(there.approve('cro-1', 'review').instance.revision).toBe(2);
    expect(there.pause().instance.revision).toBe(3);
  });
  it('stays when deliveries alone are noted', () => {
    const there = new Story(define([manual('visit'), system('pay')]));
    const effectId = there.messages[0]?.id ?? '';
    there.record({ effectId, kind: 'retry', error: 'x', delayMs: 1 }).record(sent(effectId));
    expect(there.instance.revision).toBe(1);
  });
});

describe('a commit replayed', () => {
  it('has at least one event', () =>
    expect(() => applyCommit(define([manual('a')]), null, [], START)).toThrow('a commit has at least one event'));
  it('gives the same instance with the same effects', () => {
    const there = new Story(define([system('pay', { actions: ['do.a', 'do.b'] }), manual('visit')]))
      .done('pay')
      .done('pay')
      .cancel();
    let replayed: Parameters<typeof applyCommit>[1] = null;
    for (const { events, at } of there.commits) replayed = applyCommit(there.definition, replayed, events, at);
    expect(replayed).toEqual(there.instance);
  });
});
