// Messages between processes are read strictly, or not at all.
import { describe, expect, it } from 'vitest';
import { instanceNamedIn, readEffectsHint, readTimerHint } from './hints.ts';

const EFFECTS = { instanceId: 'i-1', effectIds: ['review:1:do:0', '__proto__'] };
const TIMERS = [
  { kind: 'deadline', stepId: 'review', attempt: 1, at: 5 },
  { kind: 'wait', stepId: 'review', attempt: 1, at: 5 },
  { kind: 'sla', at: 5 },
  { kind: 'retry', effectId: 'review:1:do:0', at: 5 },
] as const;

describe('a message of effects', () => {
  it('reads back as it was sent', () => {
    expect(readEffectsHint(JSON.parse(JSON.stringify(EFFECTS)))).toEqual(EFFECTS);
  });
  it.each([
    undefined,
    null,
    'x',
    [],
    {},
    { instanceId: 'i-1' },
    { ...EFFECTS, effectIds: [] },
    { ...EFFECTS, more: 1 },
  ])('is nothing where it is %j', (value) => expect(readEffectsHint(value)).toBeNull());
});

describe('a message of a timer', () => {
  it.each(TIMERS)('of $kind reads back as it was sent', (timer) => {
    const message = { instanceId: 'i-1', timer };
    expect(readTimerHint(JSON.parse(JSON.stringify(message)))).toEqual(message);
  });
  it.each([
    undefined,
    { instanceId: 'i-1' },
    { instanceId: 'i-1', timer: { kind: 'alarm', at: 5 } },
    { instanceId: 'i-1', timer: { kind: 'sla', at: 'soon' } },
  ])('is nothing where it is %j', (value) => expect(readTimerHint(value)).toBeNull());
});

describe('the instance a message names', () => {
  it('is known also where the rest cannot be read', () => {
    expect(instanceNamedIn({ instanceId: 'i-1', effectIds: 'broken' })).toBe('i-1');
  });
  it('is none where it names none', () => {
    for (const value of [null, 'i-1', {}, { instanceId: 7 }, { instanceId: '' }])
      expect(instanceNamedIn(value)).toBeUndefined();
  });
});
