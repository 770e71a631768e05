// Comments and incidents as they are kept.
import { describe, expect, it } from 'vitest';
import { approval, define, HOUR, START } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const stuck = (): Story => new Story(define([approval('review', { assignedTo: 'user:nobody' })]));

describe('comments', () => {
  it('are kept in order, with the step where there is one', () => {
    const story = stuck()
      .ask({ type: 'add_comment', actor: 'requester-1', text: 'first' })
      .ask({ type: 'add_comment', actor: 'admin-1', text: 'second', stepId: 'review' });
    expect(story.instance.comments).toEqual([
      { by: 'requester-1', at: START, text: 'first' },
      { by: 'admin-1', at: START, text: 'second', stepId: 'review' },
    ]);
  });
});

describe('an incident', () => {
  it('is kept with its moment, and with what was done about it', () => {
    const story = stuck();
    expect(story.instance.incidents['review:1:nobody']).toEqual({
      kind: 'nobody_can_decide',
      message: 'Nobody can decide "review": no present, eligible person is left. Reassign it, or change the rule.',
      stepId: 'review',
      at: START,
    });
    story.now += HOUR;
    story.ask({ type: 'resolve_incident', actor: 'admin-1', incidentId: 'review:1:nobody', reason: 'asked around' });
    expect(story.instance.incidents['review:1:nobody']).toMatchObject({
      at: START,
      resolvedAt: START + HOUR,
      resolution: 'asked around',
    });
  });
});
