// Operating a whole workflow: pause, resume, cancel, retry.
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  approval,
  DAY,
  define,
  given,
  HOUR,
  manual,
  START,
  type StepInput,
  system,
} from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const review = (fields: Parameters<typeof approval>[1] = {}): StepInput =>
  approval('review', { assignedTo: 'user:cro-1', ...fields });
const failed = (): Story => story(system('pay')).refused('pay');
const completed = (): Story => story(review()).approve('cro-1', 'review');

describe('pausing', () => {
  const pause = (fields: object = {}): Asked => ({ type: 'pause_workflow', actor: 'admin-1', ...fields });
  it('rests the workflow, with or without a reason', () => {
    given(story(review()))
      .whenAsked(pause({ reason: ' audit ' }))
      .then(['workflow_paused', { data: { reason: 'audit' } }]);
    given(story(review()))
      .whenAsked(pause())
      .then(['workflow_paused', { data: { reason: null } }]);
  });
  it('is for operators alone', () =>
    given(story(review()))
      .whenAsked(pause({ actor: 'requester-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it.each([
    ['paused', story(review()).pause()],
    ['failed', failed()],
    ['completed', completed()],
    ['cancelled', story(review()).cancel()],
  ])('is refused when the workflow is %s', (status, there) =>
    given(there).whenAsked(pause()).thenRefused('INVALID_STATE_TRANSITION', { details: { status } }),
  );
  it('starts nothing: the outcome of what was under way is kept, and the next step waits', () => {
    const resting = story(system('pay', { actions: ['do.one', 'do.two'] }), review(), system('ship'))
      .pause()
      .done('pay');
    expect(resting.states).toBe('pay in_progress, review pending, ship pending');
    resting.done('pay:1:do:1');
    expect(resting.states).toBe('pay completed, review pending, ship pending');
    resting.resume();
    expect(resting.states).toBe('pay completed, review assigned, ship pending');
  });
  it('keeps a failure under way for the resumption', () => {
    const resting = story(system('pay'), review()).pause().refused('pay');
    expect(resting.instance.status).toBe('paused');
    expect(resting.resume().instance.status).toBe('failed');
  });
  it('fires no deadline', () => {
    const resting = story(review({ timeout: '1 hour' })).pause();
    resting.now += DAY;
    given(resting)
      .when({ type: 'check_deadlines', timers: [{ kind: 'deadline', stepId: 'review', attempt: 1, at: 0 }] })
      .thenNothing();
  });
});

describe('resuming', () => {
  const resume = (fields: object = {}): Asked => ({ type: 'resume_workflow', actor: 'admin-1', ...fields });
  it('says how long the workflow rested', () => {
    const resting = story(review()).pause();
    resting.now += HOUR;
    given(resting)
      .whenAsked(resume())
      .then(['workflow_resumed', { data: { rest: { from: START, to: START + HOUR } } }]);
  });
  it('leaves deadlines and second offers the time that remained', () => {
    const resting = story(
      review({ timeout: '3 hours', escalation: { levels: [{ after: '2 hours', action: 'remind' }] } }),
      approval('other', { assignedTo: 'user:nobody', parallel: true }),
      system('pay', { parallel: true }),
    );
    const begun = resting.now;
    resting.now += HOUR;
    resting.pause();
    resting.now += DAY;
    resting.resume();
    expect(resting.open('review')).toMatchObject({
      dueAt: begun + DAY + 3 * HOUR,
      deadline: { at: begun + DAY + 2 * HOUR },
      startedAt: begun,
    });
    expect(resting.open('other')).toMatchObject({ reassignAt: begun + DAY + HOUR / 4, dueAt: null, deadline: null });
    resting.pass(HOUR - 1);
    expect(resting.open('review').level).toBe(0);
    resting.pass(1);
    expect(resting.open('review').level).toBe(1);
  });
  it('keeps later rungs of the ladder moved, too', () => {
    const levels = [
      { after: '2 hours', action: 'remind' },
      { after: '4 hours', action: 'remind' },
    ] as const;
    const resting = story(review({ escalation: { levels: [...levels] } }));
    const begun = resting.now;
    resting.pause();
    resting.now += DAY;
    resting.resume().pass(2 * HOUR);
    expect(resting.open('review').deadline).toEqual({ rung: 1, at: begun + DAY + 4 * HOUR });
  });
  it('is for operators alone', () =>
    given(story(review()).pause())
      .whenAsked(resume({ actor: 'cro-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it.each([
    ['running', story(review())],
    ['completed', completed()],
    ['cancelled', story(review()).pause().cancel()],
  ])('is refused when the workflow is %s', (status, there) =>
    given(there).whenAsked(resume()).thenRefused('INVALID_STATE_TRANSITION', { details: { status } }),
  );
});

describe('cancelling', () => {
  const cancel = (fields: object = {}): Asked => ({
    type: 'cancel_workflow',
    actor: 'admin-1',
    reason: ' wrong order ',
    ...fields,
  });
  it.each(['admin-1', 'requester-1'])('by %s ends what is open and what waits', (actor) => {
    const running = story(review(), manual('visit'));
    given(running)
      .whenAsked(cancel({ actor }))
      .then(['workflow_cancelled', { data: { reason: 'wrong order' } }]);
    running.ask(cancel({ actor }));
    expect(running.states).toBe('review skipped, visit skipped');
    expect(running.ended('review')).toMatchObject({ outcome: 'workflow_ended', assignees: [{ user: 'cro-1' }] });
    expect(running.instance).toMatchObject({
      status: 'cancelled',
      outcome: null,
      reason: 'wrong order',
      endedAt: running.now,
    });
  });
  it('is refused to others', () =>
    given(story(review()))
      .whenAsked(cancel({ actor: 'cro-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it('needs a reason', () =>
    given(story(review()))
      .whenAsked(cancel({ reason: '' }))
      .thenRefused('REASON_REQUIRED'));
  it('is refused when the workflow has ended', () => {
    given(completed())
      .whenAsked(cancel())
      .thenRefused('INVALID_STATE_TRANSITION', { details: { status: 'completed' } });
    given(story(review()).cancel())
      .whenAsked(cancel({ reason: '' }))
      .thenRefused('INVALID_STATE_TRANSITION');
  });
  it('of a paused or failed workflow is possible', () => {
    expect(story(review()).pause().cancel().instance).toMatchObject({ status: 'cancelled', pausedAt: null });
    expect(failed().cancel().instance.status).toBe('cancelled');
  });
  it('makes the late result of an action change nothing', () => {
    const running = story(system('pay'));
    const effectId = running.effectId('pay');
    running.cancel();
    given(running)
      .when({ type: 'record_effects', outcomes: [{ effectId, kind: 'done', output: {} }] })
      .thenNothing();
    given(running)
      .when({ type: 'record_effects', outcomes: [{ effectId, kind: 'refused', error: 'x' }] })
      .thenNothing();
  });
  it('makes a late decision come too late', () =>
    given(story(review()).cancel())
      .whenAsked({ type: 'approve_step', actor: 'cro-1', stepId: 'review' })
      .thenRefused('ALREADY_DECIDED', { details: { outcome: 'workflow_ended' } }));
});

describe('retrying a workflow', () => {
  const retry = (fields: object = {}): Asked => ({ type: 'retry_workflow', actor: 'admin-1', ...fields });
  const undone = (): Story =>
    story(manual('visit'), system('reserve', { compensate: ['undo.reserve'] }), system('pay'))
      .complete('bdo-1', 'visit')
      .done('reserve')
      .refused('pay')
      .done('reserve:1:undo');

  it('runs failed and undone steps again, one attempt higher, and leaves what stands', () =>
    given(undone())
      .whenAsked(retry())
      .then(
        ['step_reset', { stepId: 'reserve' }],
        ['step_reset', { stepId: 'pay' }],
        ['workflow_retried', { data: { stepIds: ['reserve', 'pay'] } }],
        ['incident_resolved', { data: { incidentId: 'pay:1:do:0' } }],
        ['step_started', { stepId: 'reserve', data: { attempt: 2 } }],
      ));
  it('undoes the new attempt, too, when that fails', () => {
    const again = undone().ask(retry()).done('reserve').refused('pay');
    expect(again.instance.status).toBe('failed');
    expect(again.work).toEqual(['reserve:2:undo:0']);
  });
  it('leaves open steps the time that remained when the workflow failed', () => {
    const parallel = story(review({ timeout: '2 hours' }), system('pay', { parallel: true }));
    const begun = parallel.now;
    parallel.now += HOUR;
    parallel.refused('pay');
    parallel.now += DAY;
    parallel.ask(retry());
    expect(parallel.open('review')).toMatchObject({
      dueAt: begun + DAY + 2 * HOUR,
      deadline: { at: begun + DAY + 2 * HOUR },
    });
    expect(parallel.instance).toMatchObject({ status: 'running', endedAt: null, reason: null });
  });
  it('resolves the incidents of the failure, by action or by deadline, and leaves others', () => {
    const late = story(
      review({ escalation: { levels: [{ after: '1 hour', action: 'fail' }] } }),
      approval('stuck', { assignedTo: 'user:nobody', parallel: true }),
    ).pass(HOUR);
    expect(late.incidents).toEqual(['nobody_can_decide', 'workflow_failed']);
    expect(late.ask(retry()).incidents).toEqual(['nobody_can_decide']);
    late.ask({ type: 'resolve_incident', actor: 'admin-1', incidentId: 'stuck:1:nobody', reason: 'ok' }).pass(HOUR);
    expect(late.instance.incidents['review:1:failed']).toMatchObject({ resolution: 'retried' });
  });
  it('is for operators alone', () =>
    given(failed())
      .whenAsked(retry({ actor: 'requester-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it('is refused when the workflow has not failed', () => {
    given(story(review()))
      .whenAsked(retry())
      .thenRefused('INVALID_STATE_TRANSITION', { details: { status: 'running' } });
    given(completed())
      .whenAsked(retry())
      .thenRefused('INVALID_STATE_TRANSITION', { details: { status: 'completed' } });
  });
  it('is refused while completed steps are being undone', () => {
    const undoing = story(system('reserve', { compensate: ['undo.reserve'] }), system('pay'))
      .done('reserve')
      .refused('pay');
    given(undoing)
      .whenAsked(retry())
      .thenRefused('INVALID_STATE_TRANSITION', { details: { undoing: ['reserve'] } });
  });
});
