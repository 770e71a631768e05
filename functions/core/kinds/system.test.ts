// What a system step answers of itself.
import { describe, expect, it } from 'vitest';
import type { OpenStep } from '../instance.ts';
import { define, START, system as systemStep } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { system } from './system.ts';
import { useOf } from './use.ts';

describe('a system step', () => {
  it('starts its first action at once, under an id of its own', () => {
    const story = new Story(
      define([systemStep('pay', { actions: [{ use: 'do.pay', with: { amount: '$data.amount' } }, 'do.more'] })]),
    );
    expect(story.instance.effects).toEqual({
      'pay:1:do:0': {
        effect: {
          kind: 'action',
          id: 'pay:1:do:0',
          stepId: 'pay',
          attempt: 1,
          index: 0,
          use: 'do.pay',
          with: { amount: '$data.amount' },
        },
        tries: 0,
        notBefore: START,
      },
    });
  });
  it('asks for no action beyond its last', () => {
    const step = define([systemStep('pay')]).steps[0] as never;
    expect(system.pendingEffect(step, { attempt: 1, action: 0 } as OpenStep)?.id).toBe('pay:1:do:0');
    expect(system.pendingEffect(step, { attempt: 1, action: 1 } as OpenStep)).toBeNull();
  });
  it('has its own deadline and ladder', () => {
    const story = new Story(define([systemStep('pay', { timeout: 60 })]));
    expect(story.open('pay')).toMatchObject({ dueAt: START + 3_600_000, deadline: { rung: 0, at: START + 3_600_000 } });
  });
  it('asks nobody', () => {
    expect(system.accepts).toEqual([]);
    expect(system.decides).toBe(false);
    expect(system.candidates({} as never)).toEqual([]);
    expect(system.peopleNeeded({} as never, 3)).toBe(0);
  });
});

describe('a use of an action', () => {
  it('has one long form, and no empty parameters', () => {
    expect(useOf('do.pay')).toEqual({ use: 'do.pay' });
    expect(Object.keys(useOf({ use: 'do.pay' }))).toEqual(['use']);
    expect(useOf({ use: 'do.pay', with: {} })).toEqual({ use: 'do.pay', with: {} });
  });
});
