// Who is told of what happens to the workflow as a whole.
import { describe, expect, it } from 'vitest';
import { approval, define, manual, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

type Lists = NonNullable<Parameters<typeof define>[1]>['notifications'];
const review = approval('review', { assignedTo: 'user:cro-1' });
const ofWorkflow = (there: Story): readonly string[] =>
  there.messages.filter(({ stepId }) => stepId === undefined).map(({ to, template }) => `${to} ${template}`);
const started = (notifications?: Lists, ...steps: Parameters<typeof define>[0]): Story =>
  new Story(define(steps.length > 0 ? steps : [review], notifications === undefined ? {} : { notifications }));

describe('by default', () => {
  it('the start and the end tell nobody', () => {
    expect(ofWorkflow(started())).toEqual([]);
    expect(ofWorkflow(started().approve('cro-1', 'review'))).toEqual([]);
    expect(ofWorkflow(started().cancel())).toEqual([]);
  });
  it('a failure tells the administrators', () => {
    const there = started(undefined, system('pay')).refused('pay', 'no money');
    expect(ofWorkflow(there)).toEqual(['admin-1 workflow_failed']);
    expect(there.messages[0]?.facts).toEqual({ reason: '"pay" failed: no money' });
  });
});

describe('the lists of a definition', () => {
  it('say who is told of the start', () =>
    expect(ofWorkflow(started({ onStarted: ['requester', 'role:asm'] }))).toEqual([
      'requester-1 workflow_started',
      'asm-1 workflow_started',
    ]));
  it('say who is told of the end, and the message says how it ended', () => {
    const there = started({ onCompleted: ['requester'] }).reject('cro-1', 'review', 'no');
    expect(ofWorkflow(there)).toEqual(['requester-1 workflow_completed']);
    expect(there.messages.at(-1)?.facts).toEqual({ outcome: 'rejected', reason: 'no' });
    expect(
      started({ onCompleted: ['requester'] })
        .approve('cro-1', 'review')
        .messages.at(-1)?.facts,
    ).toEqual({ outcome: 'approved', reason: null });
  });
  it('of the end hold for a cancellation, too', () => {
    const there = started({ onCompleted: ['requester'] }).cancel('wrong order');
    expect(there.messages).toMatchObject([
      { to: 'requester-1', template: 'workflow_completed', facts: { outcome: 'cancelled', reason: 'wrong order' } },
    ]);
  });
  it('of a failure replace the administrators', () => {
    const there = started({ onFailed: ['requester'] }, system('pay'), manual('visit')).refused('pay');
    expect(ofWorkflow(there)).toEqual(['requester-1 workflow_failed']);
    expect(ofWorkflow(started({ onFailed: [] }, system('pay')).refused('pay'))).toEqual([]);
  });
  it('name nobody as assignee: a workflow has none', () =>
    expect(ofWorkflow(started({ onStarted: ['assignee'] }))).toEqual([]));
});
