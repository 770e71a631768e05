// The figures of one instance: what they count, and that random instances counted by brute force are the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../events.ts';
import { evolve } from '../evolve/evolve.ts';
import { type Instance, isOpen } from '../instance.ts';
import { approval, define, HOUR, manual } from '../testing/build.ts';
import { stories } from '../testing/random-story.ts';
import { instanceWith } from '../testing/sample-workflow.ts';
import { seeded } from '../testing/seeded.ts';
import { Story } from '../testing/story.ts';
import { type Figures, figuresSchema } from './figures.ts';
import { figuresOf } from './instance-figures.ts';

const told = (story: Story): Figures => figuresOf(story.instance, story.commits);

describe('the figures of one instance', () => {
  it('count how it and its steps ended, how long they took, who decided and which way it took', () => {
    const story = new Story(define([approval('review', { assignedTo: 'user:cro-1' }), manual('visit')]));
    story.now += HOUR;
    story.approve('cro-1', 'review');
    story.now += HOUR;
    const figures = told(story.complete('bdo-1', 'visit'));
    const hour = { sumMs: HOUR, buckets: { 48: 1 } };
    const two = { sumMs: 2 * HOUR, buckets: { 52: 1 } };
    expect(figures).toMatchObject({
      started: 0,
      ended: 1,
      statuses: { completed: 1 },
      outcomes: { approved: 1 },
      sla: {},
      happened: {},
      durations: two,
      steps: {
        review: { ended: 1, outcomes: { approved: 1 }, waited: hour, waiting: hour, attempts: 1, instances: 1 },
        visit: { ended: 1, outcomes: { done: 1 }, reworked: 0 },
      },
      people: { 'cro-1': { decisions: { approved: 1 }, took: hour }, 'bdo-1': { decisions: { completed: 1 } } },
      variants: { 'review:approved>visit:done': two },
    });
  });
  it('part what was worked on from what it waited before', () => {
    const story = new Story(define([manual('visit', { assignedTo: 'pool:cro' })]));
    story.now += HOUR;
    story.ask({ type: 'claim_task', actor: 'cro-2', stepId: 'visit' });
    story.now += 2 * HOUR;
    expect(told(story.complete('cro-2', 'visit')).steps.visit).toMatchObject({
      waited: { sumMs: 3 * HOUR },
      waiting: { sumMs: HOUR },
      working: { sumMs: 2 * HOUR },
      unstaffed: { sumMs: 0, buckets: {} },
    });
  });
  it('know no outcome of a workflow that was cancelled, and end its steps with it', () => {
    const story = new Story(define([manual('visit')])).cancel();
    expect(told(story)).toMatchObject({
      statuses: { cancelled: 1 },
      outcomes: {},
      steps: { visit: { ended: 1, attempts: 1, outcomes: { workflow_ended: 1 }, waited: { sumMs: 0 } } },
    });
  });
  it('count a promise as kept or breached, and whether its warning came', () => {
    const slaOf = (reached: NonNullable<Instance['sla']>['reached']) =>
      figuresOf(instanceWith({}, { sla: { startedAt: 0, at: {}, reached } }), []).sla;
    expect(slaOf([])).toEqual({ kept: 1 });
    expect(slaOf(['warned'])).toEqual({ kept: 1, warned: 1 });
    expect(slaOf(['warned', 'escalated', 'breached'])).toEqual({ breached: 1, warned: 1 });
  });
  it('count messages that could not be delivered', () => {
    const message = { to: 'a', channel: 'email', template: 't', state: 'failed', at: 0 } as const;
    const messages = { a: message, b: { ...message, state: 'sent' as const } };
    expect(figuresOf(instanceWith({}, { messages }), []).happened).toEqual({ message_failed: 1 });
  });
});

/** The same by brute force: the state between every two events, and the events themselves. */
function bruteForce({ commits, definition }: Story) {
  const people = new Set(
    definition.steps.filter(({ type }) => type === 'approval' || type === 'manual').map(({ id }) => id),
  );
  const openMs: Record<string, number> = {};
  const unstaffedMs: Record<string, number> = {};
  const closed: Record<string, { open: number; unstaffed: number }> = {};
  let instance: Instance | null = null;
  let last = 0;
  const events: Event[] = [];
  for (const { at, events: happened } of commits) {
    for (const [id, step] of Object.entries(instance?.steps ?? {})) {
      if (!isOpen(step)) continue;
      openMs[id] = (openMs[id] ?? 0) + at - last;
      const isUnstaffed = people.has(id) && step.assignees.length === 0;
      unstaffedMs[id] = (unstaffedMs[id] ?? 0) + (isUnstaffed ? at - last : 0);
    }
    for (const event of happened) {
      instance = evolve(instance, event, at);
      events.push(event);
    }
    for (const [id, step] of Object.entries((instance as Instance).steps))
      if (!isOpen(step)) closed[id] = { open: openMs[id] ?? 0, unstaffed: unstaffedMs[id] ?? 0 };
    last = at;
  }
  const count = (action: Event['action']): number => events.filter((event) => event.action === action).length;
  return { instance: instance as Instance, closed, count };
}

/** Attempts still open at the end have no end to count to, so stories are compared in the steps that are closed. */
const closedSteps = ({ steps }: Instance): readonly string[] =>
  Object.keys(steps).filter((id) => !isOpen(steps[id]) && (steps[id]?.attempt ?? 0) > 0);

describe('random instances', () => {
  it('have the figures that brute force counts', () => {
    fc.assert(
      fc.property(stories(40), (story) => {
        const figures = told(story);
        const { instance, closed, count } = bruteForce(story);
        const step = (id: string) => figures.steps[id];
        const happened = (name: string) => figures.happened[name] ?? 0;
        for (const id of closedSteps(instance)) {
          expect([id, step(id)?.attempts]).toEqual([id, instance.steps[id]?.attempt]);
          expect([id, step(id)?.waited.sumMs]).toEqual([id, closed[id]?.open]);
          expect([id, step(id)?.unstaffed.sumMs]).toEqual([id, closed[id]?.unstaffed]);
          expect((step(id)?.waiting.sumMs ?? 0) + (step(id)?.working.sumMs ?? 0)).toBe(closed[id]?.open);
        }
        expect(happened('escalated')).toBe(count('step_escalated'));
        expect(happened('rejected')).toBe(count('step_rejected'));
        expect(happened('changes_requested')).toBe(count('changes_requested'));
        expect(happened('looped')).toBe(count('workflow_looped'));
        const decisions = Object.values(figures.people).flatMap((person) => Object.entries(person.decisions));
        const decided = (name: string) =>
          decisions.reduce((sum, [decision, amount]) => sum + (decision === name ? amount : 0), 0);
        expect(decided('approved')).toBe(count('step_approved'));
        expect(decided('rejected')).toBe(count('step_rejected'));
        expect(figuresSchema.parse(JSON.parse(JSON.stringify(figures)))).toEqual(figures);
      }),
      seeded(150),
    );
  });
});
