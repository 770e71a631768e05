// The arithmetic of a promise: its moments, the stages reached by a moment, and the next one to look.
import { describe, expect, it } from 'vitest';
import type { Instance, Sla } from './instance.ts';
import { nextSlaMoment, reachedStages, slaMoments, startSla } from './sla.ts';
import { contextWith, HOUR_MS, MORNING } from './testing/sample-people.ts';
import { definitionWith, instanceWith } from './testing/sample-workflow.ts';

const context = contextWith([]);
const WHOLE = { maxDuration: '8 hours', warningThreshold: '4 hours', escalationThreshold: 360 };
const AT = { warned: MORNING + 4 * HOUR_MS, escalated: MORNING + 6 * HOUR_MS, breached: MORNING + 8 * HOUR_MS };
const promised = (at: Sla['at'], reached: Sla['reached'] = []): Instance =>
  instanceWith({}, { sla: { startedAt: MORNING, at, reached } });

describe('the moments of a promise', () => {
  const moments = (sla: typeof WHOLE | { maxDuration: string }, pauses: Instance['pauses'] = []) =>
    slaMoments(definitionWith({ sla }), { pauses }, context, MORNING);
  it('count from its start, each by its own time, where they are asked for', () => {
    expect(moments(WHOLE)).toEqual(AT);
    expect(moments({ maxDuration: '8 hours' })).toEqual({ breached: AT.breached });
  });
  it('do not count what the workflow rested', () =>
    expect(moments(WHOLE, [{ from: MORNING + 5 * HOUR_MS, to: MORNING + 25 * HOUR_MS }])).toEqual({
      warned: AT.warned,
      escalated: AT.escalated + 20 * HOUR_MS,
      breached: AT.breached + 20 * HOUR_MS,
    }));
  it('are not there where nothing is promised', () => {
    expect(slaMoments(definitionWith(), { pauses: [] }, context, MORNING)).toBeNull();
    expect(startSla(definitionWith(), context)).toEqual([]);
  });
});

describe('the stages', () => {
  const reached = (instance: Instance, now: number): readonly string[] =>
    reachedStages(instance, now).map(({ action }) => action);
  it('are reached at their moment and not before', () => {
    expect(reached(promised(AT), AT.warned - 1)).toEqual([]);
    expect(reachedStages(promised(AT), AT.warned)).toEqual([{ action: 'sla_warned', data: { at: AT.warned } }]);
  });
  it('are reached once, and all in their order when nobody looked for long', () => {
    expect(reached(promised(AT), AT.breached)).toEqual(['sla_warned', 'sla_escalated', 'sla_breached']);
    expect(reached(promised(AT, ['warned']), AT.escalated)).toEqual(['sla_escalated']);
    expect(reached(promised(AT, ['warned', 'escalated', 'breached']), AT.breached)).toEqual([]);
  });
  it('are not there without a promise', () => expect(reachedStages(instanceWith({}), AT.breached)).toEqual([]));
});

describe('the next moment to look', () => {
  it('is that of the earliest stage ahead', () => {
    expect(nextSlaMoment(promised(AT))).toBe(AT.warned);
    expect(nextSlaMoment(promised(AT, ['warned']))).toBe(AT.escalated);
    expect(nextSlaMoment(promised({ ...AT, breached: AT.warned - 1 }))).toBe(AT.warned - 1);
  });
  it('is none once all are reached, or without a promise', () => {
    expect(nextSlaMoment(promised(AT, ['warned', 'escalated', 'breached']))).toBeNull();
    expect(nextSlaMoment(instanceWith({}))).toBeNull();
  });
});
