// Whether the people who have a step can still decide it.
import { describe, expect, it } from 'vitest';
import type { Vote } from '../instance.ts';
import { approval, contextOf, define, PEOPLE, START } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { kindOf } from './index.ts';
import { staffing } from './staffing.ts';

const QUARTER_HOUR = 900_000;
const approved: Vote = { decision: 'approved', at: START };
const rejected: Vote = { decision: 'rejected', at: START };
const assignees = (...users: readonly string[]) => users.map((user) => ({ user, via: `user:${user}` }));

function judge(
  policy: { quorum: number } | 'all',
  people: readonly string[],
  votes: Record<string, Vote>,
  there = story(),
) {
  const definition = define([approval('review', { policy, rejection: 'all' })]);
  const [step] = definition.steps;
  const work = {
    definition,
    instance: there.instance,
    step: step as never,
    attempt: 1,
    context: contextOf(PEOPLE, START),
  };
  return staffing(work, kindOf(work.step), { assignees: assignees(...people), votes });
}
const story = (assignedTo = 'user:cro-1'): Story => new Story(define([approval('review', { assignedTo })]));

describe('people', () => {
  it('suffice where those who wait and those who agreed can meet the policy', () => {
    expect(judge({ quorum: 2 }, ['a', 'b'], {})).toEqual({ reassignAt: null, events: [] });
    expect(judge({ quorum: 2 }, ['b'], { a: approved })).toEqual({ reassignAt: null, events: [] });
    expect(judge({ quorum: 2 }, ['a', 'b'], { a: approved })).toEqual({ reassignAt: null, events: [] });
  });
  it('do not suffice by who has rejected, or by counting a voter twice', () => {
    expect(judge({ quorum: 2 }, ['b'], { a: rejected }).reassignAt).toBe(START + QUARTER_HOUR);
    expect(judge({ quorum: 2 }, ['a'], { a: approved }).reassignAt).toBe(START + QUARTER_HOUR);
  });
  it('are at least one, whatever the policy says of none', () => {
    expect(judge('all', [], {})).toMatchObject({ events: [{ action: 'incident_opened' }] });
  });
});

describe('the incident', () => {
  it('is opened once while it is not resolved', () => {
    const stuck = story('user:nobody');
    expect(judge({ quorum: 2 }, ['a'], {}, stuck)).toEqual({ reassignAt: START + QUARTER_HOUR, events: [] });
  });
  it('is resolved when people suffice, and opened again when they do not any more', () => {
    const stuck = story('user:nobody');
    expect(judge({ quorum: 1 }, ['a'], {}, stuck).events).toMatchObject([{ action: 'incident_resolved' }]);
    stuck.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to: 'cro-1' });
    expect(judge({ quorum: 1 }, ['a'], {}, stuck).events).toEqual([]);
    expect(judge({ quorum: 2 }, ['a'], {}, stuck).events).toMatchObject([{ action: 'incident_opened' }]);
  });
});
