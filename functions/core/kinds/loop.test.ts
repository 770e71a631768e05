// Back to an earlier step: after a rejection, after a failure, as often as the definition allows.
import { describe, expect, it } from 'vitest';
import { approval, define, HOUR, manual, type StepInput, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const review = (fields: Parameters<typeof approval>[1] = {}): StepInput =>
  approval('review', { assignedTo: 'user:cro-1', onReject: { goto: 'write', maxLoops: 2 }, ...fields });
const round = (there: Story): Story => there.complete('bdo-1', 'write').reject('cro-1', 'review', 'not yet');

describe('a rejection that leads back', () => {
  it('has that step and all after it run again, one attempt higher', () => {
    const there = round(
      story(manual('before'), manual('write'), review(), manual('after')).complete('bdo-1', 'before'),
    );
    expect(there.states).toBe('before completed, write assigned, review pending, after pending');
    expect(there.all('workflow_looped')).toEqual([
      {
        action: 'workflow_looped',
        data: { from: 'review', to: 'write', count: 1, stepIds: ['write', 'review', 'after'] },
      },
    ]);
    expect(there.open('write').attempt).toBe(2);
    expect(there.complete('bdo-1', 'write').open('review')).toMatchObject({ attempt: 2, votes: {} });
  });
  it('tells the requester why, and the people of the step that begins again', () =>
    expect(round(story(manual('write'), review())).told).toEqual(['requester-1 step_rejected', 'bdo-1 task_assigned']));
  it('is a rejection once its loops are used up', () => {
    const there = round(round(story(manual('write'), review())));
    expect(there.instance).toMatchObject({ status: 'running', loops: { review: 2 } });
    expect(round(there).instance).toMatchObject({ status: 'completed', outcome: 'rejected', reason: 'not yet' });
    expect(there.all('workflow_looped')).toHaveLength(2);
  });
  it('without a number of its own loops three times', () => {
    const there = story(manual('write'), review({ onReject: { goto: 'write' } }));
    for (let loop = 0; loop < 4; loop++) round(there);
    expect(there.instance).toMatchObject({ status: 'completed', loops: { review: 3 } });
  });
  it('may lead back to itself, and takes the step along that does not depend on where it leads', () => {
    const itself = story(review({ onReject: { goto: 'review' } })).reject('cro-1', 'review');
    expect(itself.open('review').attempt).toBe(2);
    const aside = story(manual('write', { dependencies: [] }), review({ dependencies: [] }))
      .complete('bdo-1', 'write')
      .reject('cro-1', 'review');
    expect(aside.states).toBe('write assigned, review assigned');
  });
  it('undoes what its steps did before they run again, open ones included', () => {
    const there = story(
      manual('write'),
      system('reserve', { compensate: ['undo.reserve'] }),
      system('book', { compensate: ['undo.book'], dependencies: ['write'] }),
      review({ dependencies: ['reserve'] }),
    );
    there.complete('bdo-1', 'write').done('reserve').reject('cro-1', 'review');
    expect(there.instance.compensations.map(({ use }) => use)).toEqual(['undo.book', 'undo.reserve']);
    expect(there.states).toBe('write pending, reserve pending, book pending, review pending');
    expect(there.done('book:1:undo').done('reserve:1:undo').states).toBe(
      'write assigned, reserve pending, book pending, review pending',
    );
  });
  it('by deadline counts like one by a person', () => {
    const levels = [{ after: '1 hour', action: 'reject' as const }];
    const there = story(manual('write'), review({ escalation: { levels } }))
      .complete('bdo-1', 'write')
      .pass(HOUR);
    expect(there.states).toBe('write assigned, review pending');
  });
});

describe('a failure that leads back', () => {
  const pay = (fields: Parameters<typeof system>[1] = {}): StepInput =>
    system('pay', { onFailure: { goto: 'write', maxLoops: 1 }, ...fields });
  it('has the steps run again, and fails the workflow once its loops are used up', () => {
    const there = story(manual('write'), pay()).complete('bdo-1', 'write').refused('pay');
    expect(there.states).toBe('write assigned, pay pending');
    there.complete('bdo-1', 'write').refused('pay', 'no money');
    expect(there.instance).toMatchObject({ status: 'failed', reason: '"pay" failed: no money' });
  });
  it('of a step that may have taken effect undoes it first; a clear no leaves nothing to undo', () => {
    const clear = story(manual('write'), pay({ compensate: ['undo.pay'] }));
    expect(clear.complete('bdo-1', 'write').refused('pay').work).toEqual([]);
    const partly = story(manual('write'), pay({ actions: ['do.a', 'do.b'], compensate: ['undo.pay'] }));
    expect(partly.complete('bdo-1', 'write').done('pay').refused('pay').work).toEqual(['pay:1:undo:0']);
  });
});

describe('a failed step whose earlier action was done', () => {
  it('is undone with the workflow; one whose first action was refused is not', () => {
    const steps = (actions: string[]): StepInput => system('pay', { actions, compensate: ['undo.pay'] });
    const partly = story(steps(['do.a', 'do.b']))
      .done('pay')
      .refused('pay');
    expect(partly.ended('pay').isUncertain).toBe(true);
    expect(partly.work).toEqual(['pay:1:undo:0']);
    expect(story(steps(['do.a', 'do.b'])).refused('pay').work).toEqual([]);
  });
});
