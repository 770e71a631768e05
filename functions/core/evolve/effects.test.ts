// What events make of effects: queued, pending, done, tried again.
import { describe, expect, it } from 'vitest';
import { define, HOUR, manual, START, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const asked = (): Story =>
  new Story(define([manual('visit'), system('pay', { compensate: ['undo.pay'] }), manual('last')]));

describe('a message', () => {
  it('is listed as queued and pends', () => {
    const story = asked();
    const [message] = story.messages;
    const id = message?.id ?? '';
    expect(story.instance.messages[id]).toEqual({
      to: 'bdo-1',
      channel: 'preferred',
      template: 'workflow_task_assigned',
      state: 'queued',
      at: START,
    });
    expect(story.instance.effects[id]).toEqual({ effect: message, tries: 0, notBefore: START });
  });
  it('that was sent or failed is listed with its moment and pends no more', () => {
    const story = asked();
    const id = story.messages[0]?.id ?? '';
    story.now += HOUR;
    story.record({ effectId: id, kind: 'sent', channel: 'in_app', state: 'sent', handle: null, isWatched: false });
    expect(story.instance.messages[id]).toMatchObject({ state: 'sent', channel: 'in_app', at: START + HOUR });
    expect(story.instance.effects).toEqual({});
  });
});

describe('an effect tried again', () => {
  it('keeps what it is, with its tries and its next moment', () => {
    const story = asked().complete('bdo-1', 'visit').retry('pay', 5_000);
    expect(story.instance.effects['pay:1:do:0']).toMatchObject({
      effect: { use: 'do.pay' },
      tries: 1,
      notBefore: START + 5_000,
    });
  });
});

describe('a planned compensation', () => {
  it('marks its step, once, and leaves the list when it is done', () => {
    const story = asked().complete('bdo-1', 'visit').done('pay').cancel();
    expect(story.ended('pay').compensated).toBe(true);
    expect(story.ended('visit').compensated).toBeUndefined();
    expect(story.instance.compensations).toEqual([{ stepId: 'pay', attempt: 1, index: 0, use: 'undo.pay' }]);
    story.done('pay:1:undo');
    expect(story.instance.compensations).toEqual([]);
    expect(story.all('compensation_planned')).toHaveLength(1);
  });
});
