// Moments that may have come: only an open step of the same attempt whose deadline is due moves, by one rung.
import { describe, expect, it } from 'vitest';
import type { Timer } from '../effects.ts';
import { approval, away, define, given, HOUR, manual, notification, type StepInput, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const LADDER = {
  escalation: {
    levels: [
      { after: '1 hour', action: 'remind' as const },
      { after: '2 hours', action: 'remind' as const },
    ],
  },
};
const review = (fields: Parameters<typeof approval>[1] = LADDER): StepInput =>
  approval('review', { assignedTo: 'user:cro-1', ...fields });
const hint = (stepId = 'review', attempt = 1): Timer => ({ kind: 'deadline', stepId, attempt, at: 0 });
const later = (ms: number, there: Story): Story => {
  there.now += ms;
  return there;
};

describe('a deadline', () => {
  it('that has come climbs one rung, and the next rung has its own moment', () => {
    const due = later(HOUR, story(review()));
    given(due)
      .when({ type: 'check_deadlines', timers: [hint()] })
      .then([
        'step_escalated',
        { data: { level: 1, rung: 'remind', deadline: { rung: 1, at: due.now + HOUR }, reason: null } },
      ]);
  });
  it('fires at its moment and not a millisecond before', () => {
    const early = later(HOUR - 1, story(review()));
    given(early)
      .when({ type: 'check_deadlines', timers: [hint()] })
      .thenNothing();
    given(later(1, early))
      .when({ type: 'check_deadlines', timers: [hint()] })
      .then(['step_escalated']);
  });
  it('climbs one rung for two hints, though both rungs are due', () => {
    const late = later(5 * HOUR, story(review()));
    given(late)
      .when({ type: 'check_deadlines', timers: [hint(), hint(), { ...hint(), at: 7 }] })
      .then(['step_escalated', { data: { level: 1 } }]);
  });
  it('that fires late is followed by the next rung at the next look', () => {
    const late = later(5 * HOUR, story(review()))
      .check(hint())
      .check(hint());
    expect(late.open('review')).toMatchObject({ level: 2, deadline: null });
    given(late)
      .when({ type: 'check_deadlines', timers: [hint()] })
      .thenNothing();
  });
  it('of an old attempt changes nothing, and does not hide the hint of the present one', () => {
    const again = later(HOUR, story(review({ escalation: { levels: [{ after: '1 hour', action: 'fail' }] } })));
    again.check(hint()).ask({ type: 'retry_workflow', actor: 'admin-1' });
    given(later(HOUR, again))
      .when({ type: 'check_deadlines', timers: [hint('review', 1)] })
      .thenNothing();
    given(again)
      .when({ type: 'check_deadlines', timers: [hint('review', 2), hint('review', 1)] })
      .then(['step_escalated'], ['step_failed'], ['incident_opened'], ['workflow_failed']);
  });
  it('of a step that is over or has not begun changes nothing', () => {
    const decided = later(HOUR, story(review(), approval('second', LADDER)).approve('cro-1', 'review'));
    given(decided)
      .when({ type: 'check_deadlines', timers: [hint(), hint('second', 0)] })
      .then();
    given(later(HOUR, story(manual('visit'), review())))
      .when({ type: 'check_deadlines', timers: [hint('review', 0), hint('review', 1)] })
      .thenNothing();
  });
  it('of a step without one changes nothing', () =>
    given(later(HOUR, story(review({}))))
      .when({ type: 'check_deadlines', timers: [hint()] })
      .thenNothing());
  it('of a step nobody hinted at waits for its own hint', () => {
    const two = later(HOUR, story(review(), approval('second', { ...LADDER, parallel: true })));
    given(two)
      .when({ type: 'check_deadlines', timers: [hint('second')] })
      .then(['step_escalated', { stepId: 'second' }]);
  });
  it('of no step of this workflow, or of an effect, changes nothing', () => {
    const due = later(HOUR, story(review()));
    given(due)
      .when({
        type: 'check_deadlines',
        timers: [hint('nowhere'), hint('constructor'), { kind: 'retry', effectId: 'x', at: 0 }],
      })
      .thenNothing();
  });
  it.each([
    ['paused', (there: Story) => there.pause()],
    ['cancelled', (there: Story) => there.cancel()],
    ['failed', (there: Story) => there.refused('pay')],
  ] as const)('changes nothing when the workflow is %s', (_status, rest) => {
    const resting = later(HOUR, rest(story(review(), system('pay', { parallel: true }))));
    given(resting)
      .when({ type: 'check_deadlines', timers: [hint()] })
      .thenNothing();
  });
  it('and a decision have one winner, whichever comes first', () => {
    const decided = later(HOUR, story(review({ escalation: { levels: [{ after: '1 hour', action: 'reject' }] } })));
    given(decided.approve('cro-1', 'review'))
      .when({ type: 'check_deadlines', timers: [hint()] })
      .thenNothing();
    const late = later(HOUR, story(review({ escalation: { levels: [{ after: '1 hour', action: 'reject' }] } }))).check(
      hint(),
    );
    expect(late.refusal({ type: 'approve_step', actor: 'cro-1', stepId: 'review' })).toBe('ALREADY_DECIDED');
  });
});

describe('a step that nobody can decide', () => {
  const QUARTER = HOUR / 4;
  const stuck = (fields: Parameters<typeof approval>[1] = {}): Story =>
    new Story(define([approval('review', { assignedTo: 'role:bdo', ...fields })]), {
      people: [{ ...person('bdo-1'), ...away() }],
    });
  const person = (id: string) => ({
    id,
    name: id,
    email: `${id}@example.com`,
    roles: ['bdo'],
    territories: [],
    skills: [],
    language: 'en' as const,
    channel: 'email' as const,
  });
  const look = { type: 'check_deadlines', timers: [] } as const;

  it('is offered again after a quarter of an hour, and the incident is resolved when somebody is there', () => {
    const waiting = stuck();
    expect(waiting.incidents).toEqual(['nobody_can_decide']);
    expect(waiting.open('review').reassignAt).toBe(waiting.now + QUARTER);
    waiting.people.set('bdo-1', person('bdo-1'));
    given(later(QUARTER - 1, waiting))
      .when(look)
      .thenNothing();
    given(later(1, waiting))
      .when(look)
      .then(
        ['step_reassigned', { data: { from: [], assignees: [{ user: 'bdo-1', via: 'role:bdo' }], reassignAt: null } }],
        ['incident_resolved', { data: { incidentId: 'review:1:nobody' } }],
      );
  });
  it('stays as it is while there is still nobody', () => given(later(HOUR, stuck())).when(look).thenNothing());
  it('that too few can decide is offered to those who came since, until they suffice', () => {
    const few = stuck({ assignedTo: 'each:bdo', policy: { quorum: 3 } });
    few.people.set('bdo-2', person('bdo-2'));
    later(QUARTER, few).do(look);
    expect(few.assignees('review')).toEqual(['bdo-2']);
    expect(few.open('review').reassignAt).toBe(few.now + QUARTER);
    expect(few.incidents).toEqual(['nobody_can_decide']);
    few.approve('bdo-2', 'review');
    given(later(QUARTER, few)).when(look).thenNothing();
    few.people.set('bdo-3', person('bdo-3')).set('bdo-4', person('bdo-4'));
    few.do(look);
    expect(few.assignees('review')).toEqual(['bdo-2', 'bdo-3', 'bdo-4']);
    expect(few.open('review').reassignAt).toBeNull();
    expect(few.incidents).toEqual([]);
  });
  it('is not offered in the same look in which its ladder moves it', () => {
    const waiting = stuck({ escalation: { levels: [{ after: '1 hour', action: 'approve' }] } });
    waiting.people.set('bdo-1', person('bdo-1'));
    given(later(HOUR, waiting))
      .when({ type: 'check_deadlines', timers: [hint()] })
      .then(
        ['step_escalated'],
        ['step_completed'],
        ['incident_resolved', { data: { resolution: 'the step has ended' } }],
        ['workflow_completed'],
      );
  });
  it('is one of people alone: other kinds are never offered', () => {
    const plain = story(notification('tell'), system('pay'), review({}));
    given(later(HOUR, plain)).when(look).thenNothing();
  });
});
