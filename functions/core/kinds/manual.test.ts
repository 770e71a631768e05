// What a manual step answers of itself.
import { describe, expect, it } from 'vitest';
import { define, HOUR, manual as manualStep, notification } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { manual } from './manual.ts';

describe('manual work', () => {
  it('is ended by completing it alone, and is no decision', () => {
    expect(manual.accepts).toEqual(['complete_step', 'claim_task', 'release_task', 'delegate_task']);
    expect(manual.decides).toBe(false);
    expect(manual.pendingEffect({} as never, {} as never)).toBeNull();
  });
  it('is done by one of those who have it', () => {
    const story = new Story(define([manualStep('visit', { assignedTo: 'each:cro' }), notification('tell')]));
    expect(story.assignees('visit')).toHaveLength(3);
    expect(story.complete('cro-2', 'visit').instance).toMatchObject({ status: 'completed', outcome: 'approved' });
  });
  it('may be done by the requester, unless the definition says otherwise', () => {
    const own = (distinctFrom?: string[]): Story =>
      new Story(
        define([manualStep('visit', { assignedTo: 'user:requester-1', ...(distinctFrom && { distinctFrom }) })]),
      );
    expect(own().assignees('visit')).toEqual(['requester-1']);
    expect(own(['requester']).assignees('visit')).toEqual([]);
  });
  it('that failed fails the workflow', () => {
    const levels = [{ after: '1 hour', action: 'fail' as const }];
    const story = new Story(define([manualStep('visit', { escalation: { levels } })])).pass(HOUR);
    expect(story.instance.status).toBe('failed');
  });
});
