// What follows by itself: order, joins, skips, ends, and the plan of undoing.
import { describe, expect, it } from 'vitest';
import { approval, define, HOUR, manual, notification, type StepInput, system } from './testing/build.ts';
import { Story, type StoryOptions } from './testing/story.ts';

const story = (steps: readonly StepInput[], options: StoryOptions = {}): Story => new Story(define(steps), options);
const task = (id: string, fields: Parameters<typeof manual>[1] = {}): StepInput => manual(id, fields);
const beginnings = (there: Story): readonly string[] =>
  there.commits.flatMap(({ events }) =>
    events.flatMap((event) => (event.action === 'step_assigned' ? [event.stepId] : [])),
  );

describe('the order of steps', () => {
  it('is the order in which they are written', () => {
    const there = story([task('a'), task('b'), task('c')]);
    expect(there.states).toBe('a assigned, b pending, c pending');
    there.complete('bdo-1', 'a');
    expect(there.states).toBe('a completed, b assigned, c pending');
    there.complete('bdo-1', 'b').complete('bdo-1', 'c');
    expect(there.instance.status).toBe('completed');
  });
  it('follows dependencies, not the text', () => {
    const there = story([
      task('last', { dependencies: ['first', 'second'] }),
      task('first', { dependencies: [] }),
      task('second', { dependencies: ['first'] }),
    ]);
    there.complete('bdo-1', 'first').complete('bdo-1', 'second').complete('bdo-1', 'last');
    expect(beginnings(there)).toEqual(['first', 'second', 'last']);
  });
  it('starts parallel steps together, and joins when all of them are over, in whatever order', () => {
    for (const order of [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
      ['b', 'c', 'a'],
    ]) {
      const there = story([task('a'), task('b', { parallel: true }), task('c', { parallel: true }), task('join')]);
      expect(there.states).toBe('a assigned, b assigned, c assigned, join pending');
      for (const id of order) {
        expect(there.state('join')).toBe('pending');
        there.complete('bdo-1', id);
      }
      expect(there.state('join')).toBe('assigned');
    }
  });
  it('joins over a set: a dependency named twice counts once', () => {
    const there = story([
      task('a', { dependencies: [] }),
      task('b', { dependencies: [] }),
      task('join', { dependencies: ['a', 'a', 'b'] }),
    ]);
    there.complete('bdo-1', 'a');
    expect(there.state('join')).toBe('pending');
    there.complete('bdo-1', 'b');
    expect(there.state('join')).toBe('assigned');
  });
  it('does not wait for a step that nobody depends on', () => {
    const there = story([
      task('a', { dependencies: [] }),
      task('b', { dependencies: ['a'] }),
      task('aside', { dependencies: [] }),
    ]);
    there.complete('bdo-1', 'a');
    expect(there.states).toBe('a completed, b assigned, aside assigned');
    there.complete('bdo-1', 'b');
    expect(there.instance.status).toBe('running');
  });
});

describe('a step whose conditions do not hold', () => {
  it('is skipped with its attempt, and what waited for it begins', () => {
    const there = story([task('a', { conditions: { amount: { $gt: 100 } } }), task('b')], {
      start: { data: { amount: 100 } },
    });
    expect(there.ended('a')).toMatchObject({
      state: 'skipped',
      attempt: 1,
      outcome: 'conditions_not_met',
      startedAt: null,
    });
    expect(there.state('b')).toBe('assigned');
  });
  it('is judged when its turn comes, by what earlier steps brought', () => {
    const there = story([
      task('check'),
      task('a', { conditions: { '$steps.check.output.ok': true } }),
      task('b', { conditions: { '$steps.a.state': 'skipped' } }),
    ]);
    there.complete('bdo-1', 'check', { ok: false });
    expect(there.states).toBe('check completed, a skipped, b assigned');
  });
  it('lets a join go through, and a workflow of nothing else completes as approved', () => {
    const never = { never: true };
    const there = story([
      task('a', { conditions: never }),
      task('b', { parallel: true, conditions: never }),
      notification('join', { conditions: never }),
    ]);
    expect(there.instance).toMatchObject({ status: 'completed', outcome: 'approved', revision: 1 });
  });
});

describe('everything that needs no outside word', () => {
  it('happens in one commit: skips, auto-approvals, notices, joins and the next starts', () => {
    const there = story([
      notification('tell'),
      approval('auto', { autoApprove: {}, parallel: true }),
      task('never', { conditions: { x: 1 } }),
      system('pay'),
      task('wait', { parallel: true }),
    ]);
    expect(there.commits).toHaveLength(1);
    expect(there.states).toBe('tell completed, auto completed, never skipped, pay in_progress, wait assigned');
  });
  it('can be two hundred steps', () => {
    const there = story(Array.from({ length: 200 }, (_, i) => notification(`n${i}`)));
    expect(there.instance).toMatchObject({ status: 'completed', endedSteps: 200 });
  });
});

describe('the end of a workflow', () => {
  const decide = (id: string, fields: Parameters<typeof approval>[1] = {}): StepInput =>
    approval(id, { assignedTo: 'user:cro-1', onReject: 'continue', ...fields });
  it('takes the outcome of the decision taken last, not of the step written last', () => {
    const there = story([decide('a', { dependencies: [] }), decide('b', { dependencies: [] })]);
    there.reject('cro-1', 'b').approve('cro-1', 'a');
    expect(there.instance.outcome).toBe('approved');
    const other = story([decide('a', { dependencies: [] }), decide('b', { dependencies: [] })]);
    other.approve('cro-1', 'b').reject('cro-1', 'a');
    expect(other.instance.outcome).toBe('rejected');
  });
  it('takes no outcome from steps that do not decide, or were skipped', () => {
    const there = story([decide('a'), decide('b', { conditions: { x: 1 } }), system('pay', { onFailure: 'continue' })])
      .reject('cro-1', 'a')
      .refused('pay');
    expect(there.instance).toMatchObject({ status: 'completed', outcome: 'rejected' });
    const plain = story([system('pay', { onFailure: 'continue' })]).refused('pay');
    expect(plain.instance.outcome).toBe('approved');
  });
  it('by rejection leaves everything else undone at once', () => {
    const there = story([decide('a', { onReject: 'end' }), decide('b', { parallel: true }), task('c')]).reject(
      'cro-1',
      'a',
      'no',
    );
    expect(there.states).toBe('a completed, b skipped, c skipped');
    expect(there.instance).toMatchObject({ outcome: 'rejected', reason: 'no' });
  });
  it('by failure names the step', () =>
    expect(story([system('pay', { name: 'Payment' })]).refused('pay', 'no money').instance).toMatchObject({
      status: 'failed',
      reason: '"Payment" failed: no money',
    }));
});

describe('undoing', () => {
  const steps = (...more: readonly StepInput[]): readonly StepInput[] => [
    system('a', { compensate: ['undo.a'] }),
    system('b', { compensate: [{ use: 'undo.b', with: { x: 1 } }, 'undo.b2'] }),
    system('plain'),
    ...more,
  ];
  const planned = (there: Story): readonly string[] =>
    there.all('compensation_planned').flatMap(({ data }) => data.items.map(({ use }) => use));
  const through = (there: Story): Story => there.done('a').done('b').done('plain');

  it('is planned last step first, last action first, when the workflow is cancelled', () => {
    const there = through(story(steps(task('visit')))).cancel();
    expect(planned(there)).toEqual(['undo.b2', 'undo.b', 'undo.a']);
    expect(there.instance.compensations[1]).toEqual({
      stepId: 'b',
      attempt: 1,
      index: 0,
      use: 'undo.b',
      with: { x: 1 },
    });
  });
  it('follows the order in which steps ended, not the order in which they are written', () => {
    const there = story([
      system('a', { compensate: ['undo.a'] }),
      system('b', { parallel: true, compensate: ['undo.b'] }),
      task('visit'),
    ]);
    there.done('b').done('a').cancel();
    expect(planned(there)).toEqual(['undo.a', 'undo.b']);
  });
  it('follows a rejection, in the same commit', () => {
    const there = through(story(steps(approval('review', { assignedTo: 'user:cro-1' })))).reject('cro-1', 'review');
    expect(planned(there)).toEqual(['undo.b2', 'undo.b', 'undo.a']);
    expect(there.work).toEqual(['b:1:undo:1']);
  });
  it('follows a rejection that the workflow outlived', () => {
    const there = story([
      system('a', { compensate: ['undo.a'] }),
      approval('review', { assignedTo: 'user:cro-1', onReject: 'continue' }),
      notification('tell'),
    ]);
    there.done('a').reject('cro-1', 'review');
    expect(planned(there)).toEqual(['undo.a']);
  });
  it('follows a failure, without the step that failed', () => {
    const there = story(steps(system('pay', { compensate: ['undo.pay'] })));
    through(there).refused('pay');
    expect(planned(there)).toEqual(['undo.b2', 'undo.b', 'undo.a']);
  });
  it('does not follow success', () => {
    const there = through(story(steps(approval('review', { assignedTo: 'user:cro-1' })))).approve('cro-1', 'review');
    expect(planned(there)).toEqual([]);
  });
  it('covers what was cut off: nobody knows whether it took effect', () => {
    const there = story(steps()).cancel();
    expect(planned(there)).toEqual(['undo.a']);
    const skipped = story(steps(task('visit')))
      .done('a')
      .ask({ type: 'skip_step', actor: 'admin-1', stepId: 'b', reason: 'x' });
    expect(planned(skipped.cancel())).toEqual(['undo.b2', 'undo.b', 'undo.a']);
  });
  it('leaves out what never began', () => {
    const there = story(steps())
      .ask({ type: 'skip_step', actor: 'admin-1', stepId: 'b', reason: 'x' })
      .done('a')
      .cancel();
    expect(planned(there)).toEqual(['undo.a']);
  });
  it('covers a step that completes when the workflow has failed already, after what is planned', () => {
    const there = story([
      system('a', { compensate: ['undo.a'] }),
      system('slow', { compensate: ['undo.slow'] }),
      system('pay', { parallel: true }),
    ]).done('a');
    there.refused('pay');
    expect(there.work).toEqual(['slow:1:do:0', 'a:1:undo:0']);
    there.done('slow');
    expect(there.work).toEqual(['a:1:undo:0']);
    expect(planned(there)).toEqual(['undo.a', 'undo.slow']);
    there.done('a:1:undo');
    expect(there.work).toEqual(['slow:1:undo:0']);
  });
  it('is planned once, though the workflow fails and is then cancelled', () => {
    const there = through(story(steps(system('pay'))))
      .refused('pay')
      .done('b:1:undo:1')
      .cancel();
    expect(planned(there)).toEqual(['undo.b2', 'undo.b', 'undo.a']);
    expect(there.work).toEqual(['b:1:undo:0']);
  });
});

describe('an incident that nobody can decide', () => {
  it('ends with its step, however that ends', () => {
    const stuck = (): Story =>
      story([
        approval('review', {
          assignedTo: 'user:nobody',
          timeout: 60,
          escalation: { levels: [{ after: '1 hour', action: 'skip' }] },
        }),
      ]);
    expect(stuck().cancel().incidents).toEqual([]);
    expect(stuck().pass(HOUR).incidents).toEqual([]);
    const few = story([approval('review', { assignedTo: 'user:cro-1', policy: { quorum: 2 } })]);
    expect(few.incidents).toEqual(['nobody_can_decide']);
    expect(few.reject('cro-1', 'review').incidents).toEqual([]);
  });
  it('lasts while its step waits, and leaves other incidents alone', () => {
    const there = story([approval('review', { assignedTo: 'user:nobody' }), system('pay', { parallel: true })]).refused(
      'pay',
    );
    expect(there.incidents).toEqual(['nobody_can_decide', 'action_failed']);
    there.cancel();
    expect(there.incidents).toEqual(['action_failed']);
  });
});
