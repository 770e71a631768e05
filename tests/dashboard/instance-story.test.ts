// What the page of a request reads out of its history: entries, messages with their fail-overs, loops, waits.
import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  commitsOf,
  dataChangesOf,
  loopsOf,
  messagesOf,
  type Row,
  waitOf,
} from '../../dashboard/src/screens/instance/story.ts';

let seq = 0;
const row = (action: string, data: Row['data'] = {}, more: Partial<Row> = {}): Row => {
  seq += 1;
  return {
    seq,
    action,
    at: `2026-03-02T09:00:${String(seq % 60).padStart(2, '0')}.000Z`,
    actor: 'engine',
    data,
    ...more,
  };
};
const message = (id: string, channel: string, more: object = {}) => ({
  kind: 'message',
  id,
  to: 'sr-1',
  channel,
  template: 'workflow_task_assigned',
  stepId: 'review',
  facts: {},
  ...more,
});
const states = (history: readonly Row[]) =>
  messagesOf(history).map(({ tries }) => tries.map(({ channel, state }) => `${channel} ${state}`));

describe('the entries of a history', () => {
  it('are its commits, the newest first, each with its events in order', () => {
    const rows = [row('a', {}, { seq: 1 }), row('b', {}, { seq: 1 }), row('c', {}, { seq: 2 })];
    expect(commitsOf(rows).map((one) => one.rows.map(({ action }) => action))).toEqual([['c'], ['a', 'b']]);
  });
});

describe('messages', () => {
  it('are told by their newest state, whatever the channel was that the person prefers', () => {
    const history = [
      row('messages_queued', { messages: [message('m', 'preferred')] }),
      row('message_sent', { effectId: 'm', channel: 'email' }),
      row('message_delivered', { effectId: 'm' }),
      row('message_read', { effectId: 'm' }),
    ];
    expect(states(history.slice(0, 1))).toEqual([['preferred queued']]);
    expect(states(history.slice(0, 2))).toEqual([['email sent']]);
    expect(states(history)).toEqual([['email read']]);
  });
  it('keep what failed before the channel that arrived', () => {
    const history = [
      row('messages_queued', { messages: [message('m', 'whatsapp')] }),
      row('message_failed', { effectId: 'm', channel: 'whatsapp', error: 'no such number' }),
      row('messages_queued', { messages: [message('m>email', 'email', { tried: ['whatsapp'] })] }),
      row('message_unconfirmed', { effectId: 'm>email', channel: 'email', error: 'no answer' }),
      row('message_sent', { effectId: 'm>email', channel: 'email', state: 'delivered' }),
    ];
    expect(states(history)).toEqual([['whatsapp failed', 'email delivered']]);
    expect(messagesOf(history)[0]?.tries[0]?.error).toBe('no such number');
    expect(states(history.slice(0, 4))).toEqual([['whatsapp failed', 'email unconfirmed']]);
  });
  it('say until when they are held back, and leave out what nobody queued', () => {
    const history = [
      row('messages_queued', { messages: [message('m', 'email', { notBefore: 5 })] }),
      row('message_sent', { effectId: 'unknown', channel: 'email' }),
      row('effect_settled', { effectId: 'm', error: null }),
    ];
    expect(messagesOf(history)).toMatchObject([{ id: 'm', heldUntil: 5, stepId: 'review' }]);
  });
});

describe('the rest of the story', () => {
  it('knows loops by the step that leads back, waits by their attempt, and workflows that were started', () => {
    const history = [
      row('workflow_looped', { from: 'budget', to: 'review', count: 1 }),
      row('workflow_looped', { from: 'budget', to: 'review', count: 2 }),
      row('wait_started', { attempt: 1, wait: { kind: 'signal', name: 'paid' } }, { stepId: 'wait' }),
      row('child_started', { childId: 'c-1', isAwaited: true }, { stepId: 'start' }),
    ];
    expect([...loopsOf(history)]).toEqual([['budget', 2]]);
    expect(waitOf(history, 'wait', 1)).toEqual({ kind: 'signal', name: 'paid' });
    expect(waitOf(history, 'wait', 2)).toBeNull();
    expect(childrenOf(history)).toEqual([{ childId: 'c-1', stepId: 'start', isAwaited: true }]);
  });
  it('has the changes of the data, the newest first', () => {
    const change = (to: number) => ({
      by: 'rita',
      reason: null,
      changes: [{ pointer: '/cost', from: 1, to }],
      data: {},
    });
    const history = [row('workflow_data_changed', change(2)), row('workflow_data_changed', change(3))];
    expect(dataChangesOf(history).map(({ changes }) => changes[0]?.to)).toEqual([3, 2]);
  });
});
