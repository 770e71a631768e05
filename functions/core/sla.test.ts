// What a workflow as a whole has promised: each stage once, and nothing decided by it.
import { describe, expect, it } from 'vitest';
import { approval, DAY, type DefinitionFields, define, given, HOUR, START } from './testing/build.ts';
import { Story } from './testing/story.ts';

const SLA = { maxDuration: '3 hours', warningThreshold: '1 hour', escalationThreshold: '2 hours' };
const story = (sla: NonNullable<DefinitionFields['sla']> = SLA): Story =>
  new Story(define([approval('review', { assignedTo: 'user:cro-1' })], { sla }));
const happened = (there: Story): readonly string[] =>
  there.commits
    .flatMap(({ events }) => events.map(({ action }) => action))
    .filter((action) => action.startsWith('sla_'));

describe('a promise', () => {
  it('warns, escalates and is breached, each once, at its moment, and decides nothing', () => {
    const there = story();
    expect(there.instance.sla).toEqual({
      startedAt: START,
      at: { warned: START + HOUR, escalated: START + 2 * HOUR, breached: START + 3 * HOUR },
      reached: [],
    });
    there.pass(HOUR - 1);
    expect(there.instance.sla?.reached).toEqual([]);
    there.pass(1);
    expect(there.instance.sla?.reached).toEqual(['warned']);
    there.pass(DAY);
    expect(there.instance.sla?.reached).toEqual(['warned', 'escalated', 'breached']);
    expect(happened(there)).toEqual(['sla_started', 'sla_warned', 'sla_escalated', 'sla_breached']);
    expect(there.states).toBe('review assigned');
    expect([there.instance.status, there.deadlines()]).toEqual(['running', []]);
  });
  it('that nobody looked at in time catches up in one commit', () => {
    const there = story();
    there.now += DAY;
    given(there)
      .when({ type: 'check_deadlines', timers: [] })
      .then(
        ['sla_warned', { data: { at: START + HOUR } }],
        ['sla_escalated', { data: { at: START + 2 * HOUR } }],
        ['sla_breached', { data: { at: START + 3 * HOUR } }],
      );
    given(there.check())
      .when({ type: 'check_deadlines', timers: [{ kind: 'sla', at: START }] })
      .thenNothing();
  });
  it('may have fewer stages, and there may be none', () => {
    expect(story({ maxDuration: 30 }).pass(DAY).instance.sla?.reached).toEqual(['breached']);
    const none = new Story(define([approval('review')]));
    expect([none.instance.sla, happened(none)]).toEqual([null, []]);
  });
  it('is over with the workflow', () => {
    const there = story().approve('cro-1', 'review').pass(DAY);
    expect(happened(there)).toEqual(['sla_started']);
  });
  it('keeps what remained across a rest, and what was reached is not reached again', () => {
    const there = story().pass(HOUR).pause();
    there.now += DAY;
    there.check();
    expect(happened(there)).toEqual(['sla_started', 'sla_warned']);
    there.resume();
    expect(there.instance.sla).toMatchObject({
      startedAt: START,
      at: { escalated: START + DAY + 2 * HOUR, breached: START + DAY + 3 * HOUR },
      reached: ['warned'],
    });
    expect(happened(there.pass(2 * HOUR))).toEqual(['sla_started', 'sla_warned', 'sla_escalated', 'sla_breached']);
  });
  it('tells the people who have the step and the requester, those it names, and both in the end', () => {
    const there = story({ ...SLA, escalateTo: 'role:asm' });
    expect(there.pass(HOUR).told).toEqual(['requester-1 sla_warning', 'cro-1 sla_warning']);
    expect(there.pass(HOUR).told).toEqual(['asm-1 sla_warning']);
    expect(there.pass(HOUR).told).toEqual(['requester-1 sla_warning', 'asm-1 sla_warning']);
    expect(there.messages[0]?.facts).toEqual({ stage: 'breached' });
  });
  it('that names nobody to escalate to tells administrators', () =>
    expect(story().pass(2 * HOUR).told).toEqual(['admin-1 sla_warning']));
});
