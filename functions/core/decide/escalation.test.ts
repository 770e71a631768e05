// The rungs of a ladder: what each does when its time has come.
import { describe, expect, it } from 'vitest';
import type { EscalationLevel } from '../definition/steps.ts';
import { approval, away, define, HOUR, manual, person, type StepInput, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const LEVEL = { after: '1 hour' } as const;
type Level = Omit<EscalationLevel, 'after'>;
const escalated = (
  level: Level,
  fields: Parameters<typeof approval>[1] = {},
  people: Story['people'] | readonly [] = [],
): Story =>
  new Story(
    define([
      approval('review', {
        assignedTo: 'each:cro',
        policy: 'all',
        escalation: { levels: [{ ...LEVEL, ...level } as never] },
        ...fields,
      }),
      manual('visit'),
    ]),
    { people: [...people] as never },
  );
const rung = (story: Story) => story.all('step_escalated').at(-1)?.data;

describe('a rung', () => {
  it.each(['remind', 'notify'] as const)('that says %s leaves the step to whom it is', (action) => {
    const story = escalated({ action }).pass(HOUR);
    expect(story.open('review')).toMatchObject({ state: 'escalated', level: 1, deadline: null, attempt: 1 });
    expect(story.assignees('review')).toEqual(['cro-1', 'cro-2', 'cro-3']);
    expect(rung(story)).toMatchObject({ rung: action, added: [] });
  });
  it('that adds keeps those who have the step, and brings each newcomer once', () => {
    const story = escalated({ action: 'add', to: ['role:asm', 'user:cro-2'] }).pass(HOUR);
    expect(story.assignees('review')).toEqual(['cro-1', 'cro-2', 'cro-3', 'asm-1']);
    expect(rung(story)?.added).toEqual([{ user: 'asm-1', via: 'role:asm' }]);
  });
  it('that reassigns takes the step from those who have it', () => {
    const story = escalated({ action: 'reassign', to: ['role:asm', 'user:cro-2'] }).pass(HOUR);
    expect(story.assignees('review')).toEqual(['asm-1', 'cro-2']);
    expect(rung(story)?.added).toEqual([{ user: 'asm-1', via: 'role:asm' }]);
    expect(story.refusal({ type: 'approve_step', actor: 'cro-1', stepId: 'review' })).toBe('NOT_ASSIGNED');
    expect(story.instance.viewers).toContain('cro-1');
  });
  it('that reassigns to nobody who is there leaves it: better the person who has it than nobody', () => {
    const story = escalated({ action: 'reassign', to: 'role:asm' }).change('asm-1', away()).pass(HOUR);
    expect(story.assignees('review')).toEqual(['cro-1', 'cro-2', 'cro-3']);
    expect(story.open('review').level).toBe(1);
  });
  it('that reassigns goes to the stand-in of who is away, and past who has voted', () => {
    const story = escalated({ action: 'reassign', to: ['user:asm-1', 'user:cro-1'] }).change('asm-1', away('sr-1'));
    story.approve('cro-1', 'review').pass(HOUR);
    expect(story.open('review').assignees).toEqual([{ user: 'sr-1', onBehalfOf: 'asm-1', via: 'user:asm-1' }]);
    story.approve('sr-1', 'review');
    expect(story.ended('review').outcome).toBe('approved');
  });
  it('hands nothing to people whom the separation of duties keeps out', () => {
    const story = escalated({ action: 'add', to: ['user:requester-1', 'each:asm'] }).pass(HOUR);
    expect(story.assignees('review')).toEqual(['cro-1', 'cro-2', 'cro-3', 'asm-1']);
  });
  it('reaches beyond the territory of the step: its own filter is for its own people', () => {
    const people = [person('sr-9', ['sr'], { territories: ['north'] })];
    const story = new Story(
      define([
        approval('review', {
          assignedTo: 'role:sr',
          where: { territory: 'north' },
          escalation: { levels: [{ ...LEVEL, action: 'reassign', to: 'role:asm' }] },
        }),
      ]),
      { people },
    ).pass(HOUR);
    expect(story.assignees('review')).toEqual(['asm-1']);
  });
  it('that brings too few for the policy opens an incident, and the step is offered again', () => {
    const story = escalated({ action: 'reassign', to: 'role:asm' }, { policy: { quorum: 2 } }).pass(HOUR);
    expect(story.assignees('review')).toEqual(['asm-1']);
    expect(story.incidents).toEqual(['nobody_can_decide']);
    expect(story.open('review').reassignAt).toBe(story.now + HOUR / 4);
    story.pass(HOUR / 4);
    expect(story.assignees('review')).toEqual(['asm-1', 'cro-1', 'cro-2', 'cro-3']);
    expect(story.incidents).toEqual([]);
  });
  it('that brings somebody to a step nobody could decide resolves the incident', () => {
    const story = escalated({ action: 'add', to: 'role:asm' }, { assignedTo: 'user:nobody' });
    expect(story.incidents).toEqual(['nobody_can_decide']);
    story.pass(HOUR);
    expect(story.incidents).toEqual([]);
    expect(story.open('review').reassignAt).toBeNull();
  });
  it('that only reminds leaves a step that nobody can decide to be offered again', () => {
    const story = escalated(
      { action: 'remind' },
      { assignedTo: 'user:nobody', escalation: { levels: [{ after: 5, action: 'remind' }] } },
    );
    const { reassignAt } = story.open('review');
    story.pass(HOUR / 12);
    expect(story.open('review')).toMatchObject({ level: 1, reassignAt });
    expect(story.incidents).toEqual(['nobody_can_decide']);
  });
  it.each([
    ['approve', 'completed', 'approved'],
    ['reject', 'completed', 'rejected'],
    ['skip', 'skipped', 'skipped'],
  ] as const)('that says %s ends the step as %s, by nobody', (action, state, outcome) => {
    const story = escalated({ action }, { onReject: 'continue' }).pass(HOUR);
    expect(story.ended('review')).toMatchObject({ state, outcome, votes: {}, level: 1 });
    expect(story.state('visit')).toBe('assigned');
    if (state === 'completed')
      expect(story.ended('review').output).toEqual({ decidedBy: 'deadline', reason: 'nobody decided in time' });
  });
  it('that rejects ends the workflow as a rejection does', () => {
    const story = escalated({ action: 'reject' }).pass(HOUR);
    expect(story.instance).toMatchObject({
      status: 'completed',
      outcome: 'rejected',
      reason: '"review" was rejected: nobody decided in time',
    });
  });
  it('that fails the step fails the workflow and lists an incident', () => {
    const story = escalated({ action: 'fail' }, { name: 'The review' }).pass(HOUR);
    expect(story.instance).toMatchObject({ status: 'failed', reason: '"The review" failed: nobody decided in time' });
    expect(story.instance.incidents['review:1:failed']).toMatchObject({ kind: 'workflow_failed', stepId: 'review' });
  });
});

describe('a ladder', () => {
  const LEVELS: readonly EscalationLevel[] = [
    { after: '1 hour', action: 'remind' },
    { after: '2 hours', action: 'add', to: 'role:asm' },
    { after: '3 hours', action: 'approve' },
  ];
  it('is climbed rung by rung, each counted from the assignment', () => {
    const story = new Story(define([approval('review', { escalation: { levels: [...LEVELS] } })]));
    story.pass(HOUR);
    expect(story.open('review').level).toBe(1);
    story.pass(HOUR);
    expect(story.open('review').level).toBe(2);
    story.pass(HOUR);
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(story.all('step_escalated').map(({ data }) => [data.level, data.rung])).toEqual([
      [1, 'remind'],
      [2, 'add'],
      [3, 'approve'],
    ]);
  });
  it('has an end: after the last rung nothing fires any more', () => {
    const story = new Story(
      define([approval('review', { escalation: { levels: [{ after: '1 hour', action: 'remind' }] } })]),
    );
    story.pass(100 * HOUR);
    expect(story.all('step_escalated')).toHaveLength(1);
    expect(story.deadlines()).toEqual([]);
  });
  it('that is a timeout alone escalates once and decides nothing', () => {
    const story = new Story(define([approval('review', { assignedTo: 'user:cro-1', timeout: '1 hour' })])).pass(
      100 * HOUR,
    );
    expect(story.all('step_escalated').map(({ data }) => data.rung)).toEqual(['escalate']);
    expect(story.open('review')).toMatchObject({ state: 'escalated', level: 1, dueAt: expect.any(Number) });
    story.approve('cro-1', 'review');
    expect(story.instance.outcome).toBe('approved');
  });
});

describe('a system step', () => {
  const process = (level: Level): Story =>
    new Story(
      define([
        system('process', { escalation: { levels: [{ ...LEVEL, ...level } as never] } } as Partial<StepInput> as never),
      ]),
    ).pass(HOUR);
  it.each(['add', 'reassign'] as const)('takes nobody when its rung says %s: people cannot act on it', (action) => {
    const story = process({ action, to: 'role:asm' });
    expect(story.open('process')).toMatchObject({ state: 'escalated', assignees: [] });
    expect(story.incidents).toEqual([]);
  });
  it('goes on while it is late', () => {
    const story = process({ action: 'notify', to: 'role:admin' }).done('process');
    expect(story.instance).toMatchObject({ status: 'completed', outcome: 'approved' });
  });
  it('that fails by its deadline takes its action away: the late result changes nothing', () => {
    const story = process({ action: 'fail' });
    expect(story.instance.status).toBe('failed');
    expect(story.work).toEqual([]);
  });
});
