// Changing what was asked: changes requested, the request sent again, data mended by an operator, drafts submitted.
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  approval,
  type DefinitionFields,
  define,
  given,
  HOUR,
  manual,
  notification,
  type StepInput,
  system,
} from '../testing/build.ts';
import { Story, type StoryOptions } from '../testing/story.ts';

const story = (steps: readonly StepInput[], options: StoryOptions = {}, fields: DefinitionFields = {}): Story =>
  new Story(define(steps, fields), { start: { data: { amount: 10, note: 'a' } }, ...options });
const review = (fields: Parameters<typeof approval>[1] = {}): StepInput =>
  approval('review', { assignedTo: 'user:cro-1', ...fields });
const AMOUNT = { type: 'object', required: ['amount'], properties: { amount: { type: 'number' } } };

const ask = (fields: object = {}): Asked => ({
  type: 'request_changes',
  actor: 'cro-1',
  stepId: 'review',
  reason: ' say why ',
  ...fields,
});
const again = (fields: object = {}): Asked => ({ type: 'resubmit_workflow', actor: 'requester-1', ...fields });
const update = (data: object, fields: object = {}): Asked =>
  ({ type: 'update_workflow_data', actor: 'admin-1', data, ...fields }) as Asked;

describe('asking for changes', () => {
  it('sends the request back with the reason, and the step waits for its next attempt', () => {
    const there = story([review(), manual('visit')]);
    given(there)
      .whenAsked(ask())
      .then([
        'changes_requested',
        { stepId: 'review', data: { attempt: 1, by: 'cro-1', onBehalfOf: null, reason: 'say why' } },
      ]);
    there.ask(ask());
    expect(there.states).toBe('review pending, visit pending');
    expect(there.instance).toMatchObject({
      status: 'running',
      changesRequested: { stepId: 'review', by: 'cro-1', reason: 'say why', at: there.now },
    });
  });
  it('needs a reason, a task, and a step that decides', () => {
    const there = story([review(), manual('visit', { parallel: true })]);
    given(there)
      .whenAsked(ask({ reason: ' ' }))
      .thenRefused('REASON_REQUIRED');
    given(there)
      .whenAsked(ask({ actor: 'cro-2' }))
      .thenRefused('NOT_ASSIGNED');
    given(there)
      .whenAsked(ask({ actor: 'admin-1', stepId: 'visit' }))
      .thenRefused('INVALID_STATE_TRANSITION');
  });
  it('is refused while somebody else has asked already', () => {
    const there = story([review(), approval('second', { assignedTo: 'user:cro-2', parallel: true })]).ask(ask());
    given(there)
      .whenAsked(ask({ actor: 'cro-2', stepId: 'second' }))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(there).whenAsked(ask()).thenRefused('INVALID_STATE_TRANSITION');
  });
  it('lets nothing new begin and nothing end well; what is open can be decided meanwhile', () => {
    const there = story([
      review({ dependencies: [] }),
      approval('second', { assignedTo: 'user:cro-2', dependencies: [] }),
      manual('visit', { dependencies: ['second'] }),
    ]).ask(ask());
    there.approve('cro-2', 'second');
    expect(there.states).toBe('review pending, second completed, visit pending');
    const rejected = story([review(), approval('second', { assignedTo: 'user:cro-2', parallel: true })]).ask(ask());
    expect(rejected.reject('cro-2', 'second').instance).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });
  it('stops the deadlines of the step', () =>
    expect(
      story([review({ timeout: 60 })])
        .ask(ask())
        .deadlines(),
    ).toEqual([]));
  it('of one who acts for somebody says for whom', () => {
    const there = story([review()]).ask({ type: 'delegate_task', actor: 'cro-1', stepId: 'review', to: 'cro-2' });
    given(there)
      .whenAsked(ask({ actor: 'cro-2' }))
      .then(['changes_requested', { data: { by: 'cro-2', onBehalfOf: 'cro-1' } }]);
  });
});

describe('sending a request again', () => {
  const asked = (steps: readonly StepInput[], fields: DefinitionFields = {}): Story => {
    const there = story(steps, {}, fields);
    if (there.state('review') === 'pending') there.approve('cro-2', 'first');
    return there.ask(ask());
  };
  it('begins the step again, one attempt higher, though nothing changed', () => {
    given(asked([review()]))
      .whenAsked(again({ notes: 'as before' }))
      .then(
        ['workflow_resubmitted', { data: { by: 'requester-1' } }],
        ['step_assigned', { stepId: 'review', data: { attempt: 2 } }],
      );
    expect(asked([review()]).ask(again()).instance.changesRequested).toBeNull();
  });
  it('with changed data says what changed, by whom and why', () => {
    const there = asked([review()]);
    given(there)
      .whenAsked(again({ data: { amount: 5, note: null, extra: { a: 1 } }, notes: 'less' }))
      .then(
        [
          'workflow_data_changed',
          {
            data: {
              data: { amount: 5, extra: { a: 1 } },
              changes: [
                { pointer: '/amount', from: 10, to: 5 },
                { pointer: '/extra', from: null, to: { a: 1 } },
                { pointer: '/note', from: 'a', to: null },
              ],
              by: 'requester-1',
              reason: 'less',
            },
          },
        ],
        ['workflow_resubmitted'],
        ['step_assigned', { stepId: 'review' }],
      );
    there.ask(again({ data: { amount: 5 } }));
    expect(there.instance.changes).toEqual([{ pointer: '/amount', from: 10, to: 5 }]);
    expect(there.instance.data).toEqual({ amount: 5, note: 'a' });
  });
  it('is for the requester, and only when changes were asked for', () => {
    given(asked([review()]))
      .whenAsked(again({ actor: 'admin-1' }))
      .thenRefused('PERMISSION_DENIED');
    given(story([review()]))
      .whenAsked(again())
      .thenRefused('INVALID_STATE_TRANSITION');
    given(asked([review()]).pause())
      .whenAsked(again())
      .thenRefused('INVALID_STATE_TRANSITION');
  });
  it('is refused with data that does not fit', () =>
    given(asked([review()], { data: AMOUNT }))
      .whenAsked(again({ data: { amount: 'much' } }))
      .thenRefused('INVALID_DATA'));
  it('keeps an approval whose pointers did not change, and asks again for one that covers them or everything', () => {
    const first = (scope?: string[]): StepInput =>
      approval('first', { assignedTo: 'user:cro-2', ...(scope && { scope }) });
    expect(asked([first(['/amount']), review()]).ask(again({ data: { note: 'b' } })).states).toBe(
      'first completed, review assigned',
    );
    const covered = asked([first(['/amount']), review()]).ask(again({ data: { amount: 1 } }));
    expect(covered.states).toBe('first assigned, review pending');
    expect(covered.open('first')).toMatchObject({ attempt: 2, votes: {} });
    expect(asked([first(), review()]).ask(again({ data: { note: 'b' } })).states).toBe(
      'first assigned, review pending',
    );
    expect(asked([first(), review()]).ask(again()).states).toBe('first completed, review assigned');
  });
  it('runs system steps again, after their earlier attempt is undone', () => {
    const there = story([system('reserve', { compensate: ['undo.a', 'undo.b'] }), review()])
      .done('reserve')
      .ask(ask())
      .ask(again({ data: { amount: 1 } }));
    expect(there.states).toBe('reserve pending, review pending');
    expect(there.work).toEqual(['reserve:1:undo:1']);
    there.done('reserve:1:undo');
    expect(there.states).toBe('reserve pending, review pending');
    there.done('reserve:1:undo');
    expect(there.states).toBe('reserve in_progress, review pending');
    expect(there.work).toEqual(['reserve:2:do:0']);
    expect(there.done('reserve').open('review').attempt).toBe(2);
  });
  it('goes on though the undoing fails, which is an incident', () => {
    const there = story([system('reserve', { compensate: ['undo.a'] }), review()])
      .done('reserve')
      .ask(ask())
      .ask(again({ data: { amount: 1 } }))
      .refused('reserve:1:undo');
    expect(there.incidents).toEqual(['compensation_failed']);
    expect(there.open('reserve').attempt).toBe(2);
  });
  it('leaves manual work and notices as they are, and looks again at what was left out', () => {
    const there = story([
      manual('visit'),
      notification('tell'),
      manual('extra', { conditions: { amount: { $gt: 50 } } }),
      review(),
    ])
      .complete('bdo-1', 'visit')
      .ask(ask());
    expect(there.state('extra')).toBe('skipped');
    there.ask(again({ data: { amount: 60 } }));
    expect(there.states).toBe('visit completed, tell completed, extra assigned, review pending');
    expect(there.open('extra').attempt).toBe(2);
  });
});

describe('changing the data of an instance', () => {
  it('reopens what it touches and nothing else', () => {
    const there = story([
      approval('first', { assignedTo: 'user:cro-2', scope: ['/note'] }),
      review({ scope: ['/amount'] }),
    ]).approve('cro-2', 'first');
    given(there)
      .whenAsked(update({ amount: 11 }, { reason: ' typo ' }))
      .then(
        ['workflow_data_changed', { data: { by: 'admin-1', reason: 'typo', data: { amount: 11, note: 'a' } } }],
        ['step_reset', { stepId: 'review', data: { attempt: 1 } }],
        ['step_assigned', { stepId: 'review', data: { attempt: 2 } }],
      );
    given(there)
      .whenAsked(update({ amount: 11 }))
      .then(['workflow_data_changed', { data: { reason: null } }], ['step_reset'], ['step_assigned']);
  });
  it('keeps the values of what is sensitive or personal out of the list of changes', () => {
    const there = story([review()], {}, { sensitive: ['/note'], personal: [{ pointer: '/who', subject: '/whoId' }] });
    there.ask(update({ note: 'secret', who: { phone: '+8801700000001' }, amount: 3 }));
    expect(there.instance.changes).toEqual([
      { pointer: '/amount', from: 10, to: 3 },
      { pointer: '/note', from: null, to: null },
      { pointer: '/who', from: null, to: null },
    ]);
    expect(there.instance.data.note).toBe('secret');
  });
  it('is for operators, while the workflow runs or rests, and with data that fits', () => {
    given(story([review()]))
      .whenAsked(update({ amount: 1 }, { actor: 'requester-1' }))
      .thenRefused('PERMISSION_DENIED');
    given(story([review()]).cancel())
      .whenAsked(update({ amount: 1 }))
      .thenRefused('INVALID_STATE_TRANSITION');
    given(story([review()], {}, { data: AMOUNT }))
      .whenAsked(update({ amount: 'x' }))
      .thenRefused('INVALID_DATA');
  });
  it('to what it is already changes nothing', () =>
    given(story([review()]))
      .whenAsked(update({ amount: 10, missing: null }))
      .thenNothing());
  it('in a resting workflow begins the steps again when it goes on', () => {
    const there = story([review()])
      .pause()
      .ask(update({ amount: 1 }));
    expect(there.states).toBe('review pending');
    expect(there.resume().open('review').attempt).toBe(2);
  });
  it('undoes a step that was under way, and forgets its action', () => {
    const there = story([system('reserve', { compensate: ['undo.a'] })]).ask(update({ amount: 1 }));
    expect(there.work).toEqual(['reserve:1:undo:0']);
    given(there)
      .when({ type: 'record_effects', outcomes: [{ effectId: 'reserve:1:do:0', kind: 'done', output: {} }] })
      .thenNothing();
    expect(there.done('reserve:1:undo').work).toEqual(['reserve:2:do:0']);
  });
});

describe('a draft', () => {
  const draft = (steps: readonly StepInput[] = [review()], fields: DefinitionFields = { data: AMOUNT }): Story =>
    new Story(define(steps, fields), { start: { draft: true, data: { note: 'a' } } });
  const submit = (fields: object = {}): Asked => ({ type: 'submit_workflow', actor: 'requester-1', ...fields });

  it('may be unfinished, and nothing happens in it', () => {
    const there = draft([system('pay'), review()]);
    expect(there.instance.status).toBe('draft');
    expect(there.states).toBe('pay pending, review pending');
    expect([there.work, there.deadlines()]).toEqual([[], []]);
  });
  it('begins when it is submitted, with what was still missing, its promise counted from then', () => {
    const there = draft([review()], { data: AMOUNT, sla: { maxDuration: '1 hour' } });
    expect(there.instance.sla).toBeNull();
    there.now += 5 * HOUR;
    given(there)
      .whenAsked(submit({ data: { amount: 1 } }))
      .then(
        ['workflow_data_changed', { data: { data: { amount: 1, note: 'a' } } }],
        ['workflow_submitted', { data: { by: 'requester-1' } }],
        ['sla_started', { data: { startedAt: there.now, at: { breached: there.now + HOUR } } }],
        ['step_assigned', { stepId: 'review', data: { attempt: 1 } }],
      );
  });
  it('as it stands is submitted by an operator, too', () =>
    given(draft([review()], {}))
      .whenAsked(submit({ actor: 'admin-1' }))
      .then(['workflow_submitted', { data: { by: 'admin-1' } }], ['step_assigned']));
  it('is checked when it is submitted, and is for its requester', () => {
    given(draft()).whenAsked(submit()).thenRefused('INVALID_DATA');
    given(draft())
      .whenAsked(submit({ data: { amount: 'x' } }))
      .thenRefused('INVALID_DATA');
    given(draft())
      .whenAsked(submit({ actor: 'cro-1', data: { amount: 1 } }))
      .thenRefused('PERMISSION_DENIED');
    given(draft())
      .whenAsked(submit({ data: { big: 'x'.repeat(300_000) } }))
      .thenRefused('LIMIT_EXCEEDED');
  });
  it('is submitted once', () =>
    given(draft([review()], {}).ask(submit()))
      .whenAsked(submit())
      .thenRefused('INVALID_STATE_TRANSITION'));
  it('can be withdrawn, but not paused or decided', () => {
    expect(draft().cancel().instance.status).toBe('cancelled');
    given(draft()).whenAsked({ type: 'pause_workflow', actor: 'admin-1' }).thenRefused('INVALID_STATE_TRANSITION');
    given(draft())
      .whenAsked({ type: 'skip_step', actor: 'admin-1', stepId: 'review', reason: 'x' })
      .thenRefused('INVALID_STATE_TRANSITION');
  });
});
