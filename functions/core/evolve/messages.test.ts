// What events make of messages, those of earlier audits too.
import { describe, expect, it } from 'vitest';
import type { Event } from '../events.ts';
import { define, manual, START } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { evolve } from './evolve.ts';

const queued = () => {
  const story = new Story(define([manual('visit')]));
  const effectId = story.messages[0]?.id ?? '';
  const recordAfter = (event: Event) => evolve(story.instance, event, START + 1).messages[effectId];
  return { effectId, recordAfter };
};
const RECORD = { to: 'bdo-1', channel: 'preferred', template: 'workflow_task_assigned', at: START + 1 };

describe('a message of an audit from before providers spoke', () => {
  it('that failed keeps its channel, and no words', () => {
    const { effectId, recordAfter } = queued();
    expect(recordAfter({ action: 'message_failed', data: { effectId, error: 'x' } })).toEqual({
      ...RECORD,
      state: 'failed',
    });
  });
  it('that was sent is waited for by nobody', () => {
    const { effectId, recordAfter } = queued();
    expect(recordAfter({ action: 'message_sent', data: { effectId, channel: 'email' } })).toEqual({
      ...RECORD,
      channel: 'email',
      state: 'sent',
    });
  });
});

describe('a report', () => {
  it('of a message without a handle leaves it without one', () => {
    const { effectId, recordAfter } = queued();
    expect(recordAfter({ action: 'message_delivered', data: { effectId } })).toEqual({ ...RECORD, state: 'delivered' });
  });
});
