// One after the other.
import { describe, expect, it } from 'vitest';
import { approval, away, define, MINUTE, person, type StepInput } from '../testing/build.ts';
import { Story, type StoryOptions } from '../testing/story.ts';

const review = (assignedTo: string | string[], fields: Parameters<typeof approval>[1] = {}): StepInput =>
  approval('review', { assignedTo, policy: 'sequence', ...fields });
const story = (assignedTo: string | string[], options: StoryOptions = {}): Story =>
  new Story(define([review(assignedTo)]), options);
const THREE = ['user:cro-1', 'user:sr-1', 'user:bdo-1'];

describe('a sequence', () => {
  it('asks one after the other, and all have to approve', () => {
    const there = story(THREE);
    expect(there.assignees('review')).toEqual(['cro-1']);
    expect(there.refusal({ type: 'approve_step', actor: 'sr-1', stepId: 'review' })).toBe('NOT_FOUND');
    there.approve('cro-1', 'review');
    expect(there.all('step_advanced')).toMatchObject([
      { data: { attempt: 1, assignees: [{ user: 'cro-1' }, { user: 'sr-1' }], queue: ['user:bdo-1'] } },
    ]);
    expect(there.told).toEqual(['sr-1 task_assigned']);
    there.approve('sr-1', 'review');
    expect(there.instance.status).toBe('running');
    expect(there.approve('bdo-1', 'review').instance).toMatchObject({ status: 'completed', outcome: 'approved' });
  });
  it('ends with the first rejection; those after are not asked', () => {
    const there = story(THREE).approve('cro-1', 'review').reject('sr-1', 'review');
    expect(there.instance.outcome).toBe('rejected');
    expect(there.instance.viewers).not.toContain('bdo-1');
  });
  it('takes absence into account at each turn', () => {
    const there = story(THREE).change('sr-1', away('sr-2'));
    there.approve('cro-1', 'review');
    expect(there.open('review').assignees.at(-1)).toMatchObject({ user: 'sr-2', onBehalfOf: 'sr-1' });
  });
  it('takes a set apart into its members, one by one', () => {
    const there = story(['each:cro', 'user:bdo-1']);
    for (const user of ['cro-1', 'cro-2', 'cro-3']) {
      expect(there.assignees('review').at(-1)).toBe(user);
      there.approve(user, 'review');
    }
    expect(there.assignees('review').at(-1)).toBe('bdo-1');
    expect(there.approve('bdo-1', 'review').instance.outcome).toBe('approved');
  });
  it('asks another member of a role when one has decided already', () => {
    const there = story(['user:cro-1', 'role:cro', 'role:cro'], { openCounts: { 'cro-2': 3, 'cro-3': 5 } });
    there.approve('cro-1', 'review').approve('cro-2', 'review');
    expect(there.assignees('review')).toEqual(['cro-1', 'cro-2', 'cro-3']);
  });
  it('asks a pool when its turn comes: one of it decides, and the pool is done with that', () => {
    const there = story(['pool:cro', 'user:bdo-1', 'pool:sr']).approve('cro-2', 'review');
    expect(there.open('review')).toMatchObject({ assignees: [{ user: 'cro-2' }, { user: 'bdo-1' }], pool: [] });
    there.approve('bdo-1', 'review');
    expect(there.open('review').pool.map(({ user }) => user)).toEqual(['sr-1', 'sr-2']);
    there.ask({ type: 'claim_task', actor: 'sr-2', stepId: 'review' });
    expect(there.assignees('review')).toEqual(['cro-2', 'bdo-1', 'sr-2']);
    expect(there.approve('sr-2', 'review').instance.outcome).toBe('approved');
  });
  it('with nobody to ask next says so, and is offered again', () => {
    const there = story(THREE).change('sr-1', away()).approve('cro-1', 'review');
    expect(there.incidents).toEqual(['nobody_can_decide']);
    expect(there.open('review')).toMatchObject({
      queue: ['user:sr-1', 'user:bdo-1'],
      reassignAt: there.now + 15 * MINUTE,
    });
    const commits = there.commits.length;
    there.pass(15 * MINUTE);
    expect(there.commits).toHaveLength(commits);
    there.people.set('sr-1', person('sr-1', ['sr']));
    there.pass(15 * MINUTE);
    expect(there.assignees('review')).toEqual(['cro-1', 'sr-1']);
    expect([there.incidents, there.open('review').reassignAt]).toEqual([[], null]);
  });
  it('does not pass over the first one who is away when it begins', () => {
    const there = story(THREE, { people: [] });
    expect(there.open('review').queue).toEqual(['user:sr-1', 'user:bdo-1']);
    const absent = new Story(define([review(['user:ghost', 'user:bdo-1'])]));
    expect(absent.open('review')).toMatchObject({ assignees: [], queue: ['user:ghost', 'user:bdo-1'] });
    absent.people.set('ghost', person('ghost', []));
    absent.pass(15 * MINUTE);
    expect(absent.assignees('review')).toEqual(['ghost']);
    expect(absent.refusal({ type: 'approve_step', actor: 'bdo-1', stepId: 'review' })).toBe('NOT_FOUND');
  });
  it('keeps the turn of a set that is empty when it begins', () => {
    const there = new Story(define([review(['each:nobody', 'user:bdo-1'])]));
    expect(there.open('review').queue).toEqual(['each:nobody', 'user:bdo-1']);
  });
  it('goes to those of its ladder where the first cannot be asked, then on', () => {
    const levels = [{ after: 60, action: 'reassign' as const, to: 'role:asm' }];
    const there = new Story(define([review(['user:nobody', 'user:bdo-1'], { escalation: { levels } })]));
    expect(there.assignees('review')).toEqual(['asm-1']);
    expect(there.approve('asm-1', 'review').assignees('review')).toEqual(['asm-1', 'bdo-1']);
  });
});
