// Who is told of what happens to a step: by default, and as the step itself says.
import { describe, expect, it } from 'vitest';
import type { StepNotification } from '../definition/steps.ts';
import { approval, define, HOUR, manual, notification, type StepInput, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

type Fields = Parameters<typeof approval>[1];
type Level = {
  action: 'remind' | 'notify' | 'add' | 'reassign' | 'approve' | 'reject' | 'skip';
  to?: string | string[];
};
const story = (...steps: readonly StepInput[]): Story => new Story(define(steps));
const review = (fields: Fields = {}): StepInput =>
  approval('review', { assignedTo: ['user:cro-1', 'user:cro-2'], ...fields });
const late = (level: Level, fields: Fields = {}): Story =>
  story(review({ escalation: { levels: [{ after: '1 hour', ...level }] }, policy: 'all', ...fields }), manual('visit'));
const reassigned = (there: Story, to = 'cro-3'): Story =>
  there.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to, reason: 'on leave' });

describe('an assignment', () => {
  it('tells those who have the task now', () =>
    expect(story(review()).told).toEqual(['cro-1 task_assigned', 'cro-2 task_assigned']));
  it('to nobody tells nobody, though the step has notifications of its own', () =>
    expect(
      story(review({ assignedTo: 'user:nobody', notifications: [{ on: 'assigned', to: 'requester' }] })).told,
    ).toEqual([]));
  it('tells whom the step names instead, by its templates and channels', () => {
    const notifications: StepNotification[] = [
      { on: 'assigned', to: 'assignee', channels: ['whatsapp', 'email'] },
      { on: 'assigned', to: 'role:asm', template: 'workflow_sla_warning' },
    ];
    expect(
      story(review({ assignedTo: 'user:cro-1', notifications })).messages.map(({ to, channel, template }) => [
        to,
        channel,
        template,
      ]),
    ).toEqual([
      ['cro-1', 'whatsapp', 'workflow_task_assigned'],
      ['cro-1', 'email', 'workflow_task_assigned'],
      ['asm-1', 'preferred', 'workflow_sla_warning'],
    ]);
  });
});

describe('a reassignment', () => {
  it('tells the newcomer alone, and why', () => {
    const there = story(review()).ask({
      type: 'reassign_task',
      actor: 'cro-1',
      stepId: 'review',
      to: 'cro-3',
      reason: 'on leave',
    });
    expect(there.messages).toMatchObject([
      { to: 'cro-3', template: 'workflow_task_assigned', facts: { reason: 'on leave' } },
    ]);
    expect(there.messages).toHaveLength(1);
  });
  it('within those who know of the task tells nobody', () =>
    expect(reassigned(story(review()), 'cro-2').told).toEqual([]));
  it('tells as the step says of assignments, and means the newcomer by the assignee', () => {
    const notifications: StepNotification[] = [{ on: 'assigned', to: 'assignee', channels: ['whatsapp'] }];
    const there = story(review({ notifications })).ask({
      type: 'reassign_task',
      actor: 'cro-1',
      stepId: 'review',
      to: 'cro-3',
    });
    expect(there.messages.map(({ to, channel }) => `${to} ${channel}`)).toEqual(['cro-3 whatsapp']);
  });
});

describe('a decision', () => {
  it('tells the requester how, by whom and why', () => {
    const there = story(review()).approve('cro-1', 'review', { notes: 'fine' });
    expect(there.messages).toMatchObject([
      {
        to: 'requester-1',
        template: 'workflow_step_approved',
        facts: { actor: 'cro-1', reason: 'fine', outcome: 'approved' },
      },
    ]);
    expect(story(review()).reject('cro-1', 'review', 'no').messages).toMatchObject([
      {
        to: 'requester-1',
        template: 'workflow_step_rejected',
        facts: { actor: 'cro-1', reason: 'no', outcome: 'rejected' },
      },
    ]);
  });
  it('without notes gives no reason', () =>
    expect(story(review()).approve('cro-1', 'review').messages[0]?.facts).toMatchObject({ reason: null }));
  it('is told when it is taken, not with every vote', () => {
    const there = story(review({ policy: 'all' })).approve('cro-1', 'review');
    expect(there.told).toEqual([]);
    expect(there.approve('cro-2', 'review').told).toEqual(['requester-1 step_approved']);
  });
  it('that nobody took tells the requester, too', () => {
    expect(story(review({ autoApprove: {} })).messages).toMatchObject([
      { to: 'requester-1', template: 'workflow_step_approved', facts: { actor: null, reason: null } },
    ]);
    expect(late({ action: 'reject' }).pass(HOUR).messages).toMatchObject([
      {
        to: 'requester-1',
        template: 'workflow_step_rejected',
        facts: { actor: null, reason: 'nobody decided in time' },
      },
    ]);
    expect(late({ action: 'approve' }).pass(HOUR).told).toContain('requester-1 step_approved');
  });
  it('tells whom the step names instead, and what it says of completion on top', () => {
    const notifications: StepNotification[] = [
      { on: 'approved', to: 'assignee' },
      { on: 'completed', to: 'role:asm' },
    ];
    expect(story(review({ notifications })).approve('cro-1', 'review').told).toEqual([
      'cro-1 step_approved',
      'cro-2 step_approved',
      'asm-1 completed',
    ]);
    expect(story(review({ notifications })).reject('cro-1', 'review').told).toEqual([
      'requester-1 step_rejected',
      'asm-1 completed',
    ]);
  });
});

describe('the end of another step', () => {
  const completed: StepNotification[] = [{ on: 'completed', to: 'requester' }];
  it('tells nobody by default', () => {
    expect(story(manual('visit')).complete('bdo-1', 'visit').told).toEqual([]);
    expect(story(system('pay')).done('pay').told).toEqual([]);
  });
  it('tells whom the step names', () => {
    expect(story(manual('visit', { notifications: completed })).complete('bdo-1', 'visit').messages).toMatchObject([
      {
        to: 'requester-1',
        template: 'workflow_completed',
        stepId: 'visit',
        facts: { actor: 'bdo-1', outcome: 'done' },
      },
    ]);
    const paid = story(system('pay', { notifications: completed })).done('pay', { reason: 'for the books' });
    expect(paid.messages).toMatchObject([{ to: 'requester-1', facts: { actor: null, reason: null, outcome: 'done' } }]);
    expect(story(notification('tell', { assignedTo: 'user:cro-1', notifications: completed })).told).toEqual([
      'cro-1 completed',
      'requester-1 completed',
    ]);
  });
  it('by its deadline is told as a decision, whatever kind of step it is', () => {
    const levels = [{ after: '1 hour', action: 'approve' as const }];
    expect(story(manual('visit', { escalation: { levels } })).pass(HOUR).told).toContain('requester-1 step_approved');
    expect(story(system('pay', { escalation: { levels } })).pass(HOUR).told).toContain('requester-1 step_approved');
  });
  it('of a notification tells what the step is there to tell, with its data', () => {
    const there = story(
      notification('tell', { template: 'workflow_sla_warning', data: { code: 7 }, channels: ['in_app'] }),
    );
    expect(there.messages).toMatchObject([
      { to: 'requester-1', template: 'workflow_sla_warning', channel: 'in_app', facts: { code: 7 } },
    ]);
    expect(story(notification('tell')).messages[0]?.facts).toEqual({});
  });
});

describe('an escalation', () => {
  it('that reminds tells those who have not voted yet', () => {
    const there = late({ action: 'remind' }).approve('cro-1', 'review').pass(HOUR);
    expect(there.messages).toMatchObject([
      { to: 'cro-2', template: 'workflow_escalation_warning', facts: { level: 1, reason: null } },
    ]);
    expect(there.messages).toHaveLength(1);
  });
  it('that notifies tells whom it names, else those who have the step and the requester', () => {
    expect(late({ action: 'notify', to: ['role:asm', 'requester'] }).pass(HOUR).told).toEqual([
      'asm-1 escalation_warning',
      'requester-1 escalation_warning',
    ]);
    expect(late({ action: 'notify' }).pass(HOUR).told).toEqual([
      'cro-1 escalation_warning',
      'cro-2 escalation_warning',
      'requester-1 escalation_warning',
    ]);
  });
  it('that adds or reassigns gives the newcomer a task, and tells nobody else', () => {
    expect(late({ action: 'add', to: ['role:asm', 'user:cro-1'] }).pass(HOUR).told).toEqual(['asm-1 task_assigned']);
    expect(late({ action: 'reassign', to: 'role:asm' }).pass(HOUR).told).toEqual(['asm-1 task_assigned']);
  });
  it('that adds or reassigns gives tasks as the step says of assignments', () => {
    const notifications: StepNotification[] = [{ on: 'assigned', to: 'assignee', channels: ['whatsapp'] }];
    const there = late({ action: 'add', to: 'role:asm' }, { notifications }).pass(HOUR);
    expect(there.messages.map(({ to, channel }) => `${to} ${channel}`)).toEqual(['asm-1 whatsapp']);
  });
  it('that brings nobody new warns whom it names', () => {
    expect(late({ action: 'reassign', to: ['user:cro-1', 'user:cro-2'] }).pass(HOUR).told).toEqual([
      'cro-1 escalation_warning',
      'cro-2 escalation_warning',
    ]);
    const process = system('process', {
      escalation: { levels: [{ after: '1 hour', action: 'reassign', to: 'role:asm' }] },
    });
    expect(story(process).pass(HOUR).told).toEqual(['asm-1 escalation_warning']);
  });
  it('that ends the step tells of the end alone', () => {
    expect(late({ action: 'approve' }).pass(HOUR).told).toEqual(['requester-1 step_approved', 'bdo-1 task_assigned']);
    expect(late({ action: 'skip' }).pass(HOUR).told).toEqual(['bdo-1 task_assigned']);
  });
  it('by timeout alone tells those who have the step, the requester and the administrators', () =>
    expect(story(review({ timeout: 60 })).pass(HOUR).told).toEqual([
      'cro-1 timeout_alert',
      'cro-2 timeout_alert',
      'requester-1 timeout_alert',
      'admin-1 timeout_alert',
    ]));
  it('by hand says why', () => {
    const there = late({ action: 'remind' }).ask({
      type: 'escalate_task',
      actor: 'requester-1',
      stepId: 'review',
      reason: 'urgent',
    });
    expect(there.messages[0]?.facts).toEqual({ level: 1, reason: 'urgent' });
  });
  it('tells whom the step names on top of the rung', () => {
    const notifications: StepNotification[] = [{ on: 'escalated', to: 'requester' }];
    const there = late({ action: 'remind' }, { notifications }).pass(HOUR);
    expect(there.told).toEqual([
      'cro-1 escalation_warning',
      'cro-2 escalation_warning',
      'requester-1 escalation_warning',
    ]);
    expect(there.messages.at(-1)?.facts).toEqual({ level: 1 });
  });
});
