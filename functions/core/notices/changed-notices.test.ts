// Who is told when a request is sent back, a draft begins, a task is handed on, or the workflow goes back.
import { describe, expect, it } from 'vitest';
import { approval, away, define, manual } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const review = (fields: Parameters<typeof approval>[1] = {}) =>
  approval('review', { assignedTo: 'user:cro-1', ...fields });
const asked = (): Story =>
  new Story(define([review()])).ask({ type: 'request_changes', actor: 'cro-1', stepId: 'review', reason: 'say why' });

describe('a request', () => {
  it('that is sent back tells the requester by whom and why', () =>
    expect(asked().messages).toMatchObject([
      {
        to: 'requester-1',
        template: 'workflow_changes_requested',
        facts: { actor: 'cro-1', reason: 'say why' },
        stepId: 'review',
        attempt: 1,
      },
    ]));
  it('that comes again tells its deciders once more, though they were told before', () => {
    const there = asked().ask({ type: 'resubmit_workflow', actor: 'requester-1' });
    expect(there.told).toEqual(['cro-1 task_assigned']);
    expect(there.messages[0]?.attempt).toBe(2);
  });
  it('that is a draft tells nobody that it started until it is submitted', () => {
    const there = new Story(define([review()], { notifications: { onStarted: ['requester'] } }), {
      start: { draft: true },
    });
    expect(there.told).toEqual([]);
    there.ask({ type: 'submit_workflow', actor: 'requester-1' });
    expect(there.told).toEqual(['requester-1 started', 'cro-1 task_assigned']);
  });
});

describe('a task', () => {
  it('that is delegated or shared tells the one it comes to', () => {
    const there = new Story(define([review({ policy: 'all' })]));
    there.ask({ type: 'delegate_task', actor: 'cro-1', stepId: 'review', to: 'cro-2' });
    expect(there.told).toEqual(['cro-2 task_assigned']);
    there.ask({ type: 'assign_task', actor: 'cro-2', stepId: 'review', to: 'cro-3' });
    expect(there.told).toEqual(['cro-3 task_assigned']);
  });
  it('that is claimed or released tells nobody', () => {
    const there = new Story(define([review({ assignedTo: 'pool:cro' })]));
    expect(there.ask({ type: 'claim_task', actor: 'cro-1', stepId: 'review' }).told).toEqual([]);
    expect(there.ask({ type: 'release_task', actor: 'cro-1', stepId: 'review' }).told).toEqual([]);
  });
  it('that ends and begins again in one commit tells how it ended, and of its new beginning', () => {
    const there = new Story(define([review({ onReject: { goto: 'review' } }), manual('visit')]));
    expect(there.reject('cro-1', 'review', 'no').messages).toMatchObject([
      { to: 'requester-1', template: 'workflow_step_rejected', facts: { reason: 'no' }, attempt: 1 },
      { to: 'cro-1', template: 'workflow_task_assigned', attempt: 2 },
    ]);
  });
  it('whose next turn finds nobody tells nobody', () => {
    const there = new Story(define([review({ assignedTo: ['user:cro-1', 'user:cro-2'], policy: 'sequence' })]));
    expect(there.change('cro-2', away()).approve('cro-1', 'review').told).toEqual([]);
  });
});
