// Who gets a step: its own people, else the fallback of its ladder, else nobody and an incident.
import { describe, expect, it } from 'vitest';
import { approval, away, define, HOUR, manual, person, type StepInput, system } from '../testing/build.ts';
import { Story, type StoryOptions } from '../testing/story.ts';
import { excludedFrom } from './assigning.ts';

const ASM = {
  escalation: {
    levels: [
      { after: '1 hour', action: 'remind' as const },
      { after: '2 hours', action: 'reassign' as const, to: 'role:asm' },
    ],
  },
};
const story = (steps: readonly StepInput[], options: StoryOptions = {}): Story => new Story(define(steps), options);
const review = (fields: Parameters<typeof approval>[1]): StepInput => approval('review', fields);
const absent = person('bdo-1', ['bdo'], away());

describe('an assignment', () => {
  it('goes to the least loaded of the role, and the ladder counts from it', () => {
    const one = story([review({ assignedTo: 'role:cro', timeout: 60 })], {
      openCounts: { 'cro-1': 4, 'cro-2': 1, 'cro-3': 4 },
    });
    expect(one.open('review')).toMatchObject({ assignees: [{ user: 'cro-2', via: 'role:cro' }], reassignAt: null });
    expect(one.incidents).toEqual([]);
  });
  it('in the same commit as another one spreads the load', () => {
    const three = story([
      approval('a', { assignedTo: 'role:cro' }),
      approval('b', { assignedTo: 'role:cro', parallel: true }),
      approval('c', { assignedTo: 'role:cro', parallel: true }),
    ]);
    expect(new Set(['a', 'b', 'c'].flatMap((id) => three.assignees(id))).size).toBe(3);
  });
  it('leaves the count to the directory once its commit is over', () => {
    const next = story(
      [
        approval('a', { assignedTo: 'user:cro-1' }),
        system('pay', { parallel: true }),
        approval('b', { assignedTo: 'role:cro' }),
      ],
      {
        openCounts: { 'cro-1': 0, 'cro-2': 1, 'cro-3': 1 },
      },
    );
    next.done('pay');
    next.now += HOUR;
    next.approve('cro-1', 'a');
    expect(next.assignees('b')).toEqual(['cro-1']);
  });
  it('of several rules goes to all of them', () =>
    expect(story([review({ assignedTo: ['user:cro-1', 'role:asm'] })]).assignees('review')).toEqual([
      'cro-1',
      'asm-1',
    ]));
  it('takes only who fits the filter of the step', () =>
    expect(
      story([review({ assignedTo: 'each:sr', where: { territory: '$data.area' } })], {
        start: { data: { area: 'south' } },
      }).assignees('review'),
    ).toEqual(['sr-2']));
});

describe('with nobody left', () => {
  it('the step goes to whom its ladder would hand it, whatever the filter', () => {
    const fallback = story([review({ assignedTo: 'role:bdo', where: { territory: 'north' }, ...ASM })]);
    expect(fallback.assignees('review')).toEqual(['asm-1']);
    expect(fallback.incidents).toEqual([]);
    expect(fallback.open('review')).toMatchObject({ state: 'assigned', level: 0 });
  });
  it('and no fallback, an incident says so and the step is offered again later', () => {
    const none = story([review({ assignedTo: 'role:bdo', name: 'The review' })], { people: [absent] });
    expect(none.open('review')).toMatchObject({ assignees: [], reassignAt: none.now + HOUR / 4 });
    expect(none.instance.incidents['review:1:nobody']).toMatchObject({
      kind: 'nobody_can_decide',
      message: expect.stringContaining('Nobody can decide "The review"'),
    });
  });
  it('there either, an incident says so', () => {
    const people = [absent, person('asm-1', ['asm'], away())];
    expect(story([review({ assignedTo: 'role:bdo', ...ASM })], { people }).incidents).toEqual(['nobody_can_decide']);
  });
  it('because the requester is the only one, an incident says so', () => {
    const people = [person('requester-1', ['bdo']), absent];
    expect(story([review({ assignedTo: 'role:bdo' })], { people }).incidents).toEqual(['nobody_can_decide']);
  });
  it('for manual work, an incident says so, too', () =>
    expect(story([manual('visit')], { people: [absent] }).incidents).toEqual(['nobody_can_decide']));
});

describe('with too few', () => {
  it('an incident says how many are missing, and those who are there may begin', () => {
    const few = story([review({ assignedTo: 'role:cro', policy: { quorum: 2 } })]);
    expect(few.assignees('review')).toHaveLength(1);
    expect(few.instance.incidents['review:1:nobody']?.message).toBe(
      '"review" needs 2 people to decide, and only 1 are present and eligible.',
    );
    expect(few.open('review').reassignAt).toBe(few.now + HOUR / 4);
  });
  it.each(['all', 'any', { percent: 100 }] as const)(
    'for policy %j there is no such thing as too few of one',
    (policy) => expect(story([review({ assignedTo: 'role:cro', policy })]).incidents).toEqual([]),
  );
});

describe('the separation of duties', () => {
  it('keeps out whom the step names, and nobody where the step is for nobody', () => {
    const { definition, instance } = story([review({ assignedTo: 'role:cro' }), system('pay'), manual('visit')]);
    const kept = definition.steps.map((step) => [...excludedFrom(step, instance)]);
    expect(kept).toEqual([['requester-1'], [], []]);
  });
});
