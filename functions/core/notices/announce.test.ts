// The messages of a commit: one for each person and channel, under ids that no other commit makes.
import { describe, expect, it } from 'vitest';
import { approval, define, HOUR, manual, notification, person, type StepInput } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const story = (steps: readonly StepInput[], fields: Parameters<typeof define>[1] = {}): Story =>
  new Story(define(steps, fields));

describe('the messages of a commit', () => {
  it('are one event, and none where there is nobody to tell', () => {
    const there = story([manual('visit')]);
    expect(there.events.filter(({ action }) => action === 'messages_queued')).toHaveLength(1);
    there.pause();
    expect(there.messages).toEqual([]);
    expect(there.events).toHaveLength(1);
  });
  it('say to whom, by which template and channel, and about which attempt of which step', () =>
    expect(story([manual('visit')]).messages).toEqual([
      {
        kind: 'message',
        id: 'visit:1:assigned:0:bdo-1:preferred:workflow_task_assigned',
        to: 'bdo-1',
        channel: 'preferred',
        template: 'workflow_task_assigned',
        stepId: 'visit',
        attempt: 1,
        facts: {},
      },
    ]));
  it('about the workflow as a whole name no step', () => {
    const [message] = story([manual('visit')], { notifications: { onStarted: ['requester'] } }).messages;
    expect(message).toEqual({
      kind: 'message',
      id: 'workflow:0:started:0:requester-1:preferred:workflow_started',
      to: 'requester-1',
      channel: 'preferred',
      template: 'workflow_started',
      facts: {},
    });
  });
  it('are one for each channel the definition names', () => {
    const there = story([notification('tell', { channels: ['whatsapp', 'email'] })]);
    expect(there.messages.map(({ to, channel }) => `${to} ${channel}`)).toEqual([
      'requester-1 whatsapp',
      'requester-1 email',
    ]);
  });
  it('reach a person once, though named in several ways', () => {
    const there = story([notification('tell', { assignedTo: ['user:cro-1', 'role:cro', 'each:cro', 'user:cro-1'] })]);
    expect(there.told).toEqual(['cro-1 completed', 'cro-2 completed', 'cro-3 completed']);
  });
  it('by two templates on one occasion are two', () => {
    const there = story([
      manual('visit', {
        notifications: [
          { on: 'assigned', to: 'assignee' },
          { on: 'assigned', to: 'user:bdo-1', template: 'workflow_sla_warning' },
        ],
      }),
    ]);
    expect(there.told).toEqual(['bdo-1 task_assigned', 'bdo-1 sla_warning']);
  });
  it('are made again under the same ids, and under other ids by every other commit', () => {
    const steps = [
      approval('review', {
        assignedTo: 'user:cro-1',
        escalation: {
          levels: [
            { after: '1 hour', action: 'remind' as const },
            { after: '2 hours', action: 'remind' as const },
          ],
        },
      }),
    ];
    const play = (): Story => {
      const there = story(steps).pass(HOUR).pass(HOUR);
      for (const to of ['cro-2', 'cro-1', 'cro-2'])
        there.ask({ type: 'reassign_task', actor: 'admin-1', stepId: 'review', to });
      return there.approve('cro-2', 'review');
    };
    const ids = play()
      .all('messages_queued')
      .flatMap(({ data }) => data.messages.map(({ id }) => id));
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
    expect(
      play()
        .all('messages_queued')
        .flatMap(({ data }) => data.messages.map(({ id }) => id)),
    ).toEqual(ids);
  });
  it('of a second attempt are new ones', () => {
    const there = story([manual('visit', { escalation: { levels: [{ after: '1 hour', action: 'fail' }] } })]).pass(
      HOUR,
    );
    there.ask({ type: 'retry_workflow', actor: 'admin-1' });
    expect(there.messages.map(({ id }) => id)).toEqual(['visit:2:assigned:2:bdo-1:preferred:workflow_task_assigned']);
  });
});

describe('a person who stands in for two', () => {
  it('is told once', () => {
    const away = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', delegate: 'sr-1' };
    const people = [person('cro-1', ['cro'], { away }), person('cro-2', ['cro'], { away })];
    const there = new Story(define([approval('review', { assignedTo: 'each:cro' })]), { people });
    expect(there.told).toEqual(['sr-1 task_assigned', 'cro-3 task_assigned']);
  });
});
