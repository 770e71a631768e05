// What a notification step answers of itself.
import { describe, expect, it } from 'vitest';
import { define, notification as notificationStep } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { notification } from './notification.ts';

describe('a notification', () => {
  it('is done at once, and the workflow does not wait for its delivery', () => {
    const story = new Story(define([notificationStep('tell')]));
    expect(story.instance).toMatchObject({
      status: 'completed',
      outcome: 'approved',
      steps: { tell: { outcome: 'done' } },
    });
    expect(Object.values(story.instance.effects)).toMatchObject([{ effect: { kind: 'message', to: 'requester-1' } }]);
  });
  it('asks nobody for anything and waits for nothing', () => {
    expect(notification.accepts).toEqual([]);
    expect(notification.decides).toBe(false);
    expect(notification.candidates({} as never)).toEqual([]);
    expect(notification.undoing({} as never)).toEqual([]);
    expect(notification.peopleNeeded({} as never, 3)).toBe(0);
    expect(notification.pendingEffect({} as never, {} as never)).toBeNull();
    expect(notification.verdict({} as never, {} as never)).toBe('go_on');
  });
});
