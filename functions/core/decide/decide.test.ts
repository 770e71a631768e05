// What holds for every command of a person before its own rules: who may know of the instance, and its revision.
import { describe, expect, it } from 'vitest';
import { type Asked, approval, away, define, given, person } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const definition = define([approval('review', { assignedTo: 'user:sr-1' })]);
const COMMANDS: readonly Omit<Asked, 'actor'>[] = [
  { type: 'approve_step', stepId: 'review' },
  { type: 'reject_step', stepId: 'review', reason: 'no' },
  { type: 'complete_step', stepId: 'review' },
  { type: 'skip_step', stepId: 'review', reason: 'no' },
  { type: 'retry_step', stepId: 'review' },
  { type: 'reassign_task', stepId: 'review', to: 'sr-2' },
  { type: 'escalate_task', stepId: 'review', reason: 'late' },
  { type: 'add_comment', text: 'hello' },
  { type: 'pause_workflow' },
  { type: 'resume_workflow' },
  { type: 'cancel_workflow', reason: 'no' },
  { type: 'retry_workflow' },
  { type: 'resolve_incident', incidentId: 'x', reason: 'no' },
] as never;

describe.each(COMMANDS)('$type', (command) => {
  it('of somebody who may not see the instance is answered as if there were none', () => {
    const story = new Story(definition);
    const foreign = given(story).whenAsked({ ...command, actor: 'guest-1' } as Asked);
    const missing = given({ ...story, definition, context: story.context, instance: null });
    foreign.thenRefused('NOT_FOUND', { message: 'There is no such instance, or you may not see it.' });
    missing
      .whenAsked({ ...command, actor: 'guest-1' } as Asked)
      .thenRefused('NOT_FOUND', { message: 'There is no such instance, or you may not see it.' });
  });
  it('on an old revision is refused and told the present one, whatever else is wrong', () => {
    const story = new Story(definition);
    given(story)
      .whenAsked({ ...command, actor: 'admin-1', stepId: 'nowhere', expectedRevision: 0 } as Asked)
      .thenRefused('STALE_REVISION', { details: { revision: 1 } });
  });
});

describe('an instance', () => {
  it('takes a command on the revision that the caller read', () => {
    const story = new Story(definition);
    story.ask({ type: 'approve_step', actor: 'sr-1', stepId: 'review', expectedRevision: 1 });
    expect(story.instance).toMatchObject({ status: 'completed', revision: 2 });
  });
  it('is open to the stand-in of an absent assignee, and to nobody else who has nothing to do with it', () => {
    const story = new Story(definition).change('sr-1', away('guest-1'));
    story.people.set('guest-2', person('guest-2', []));
    expect(story.refusal({ type: 'approve_step', actor: 'guest-2', stepId: 'review' })).toBe('NOT_FOUND');
    expect(story.refusal({ type: 'approve_step', actor: 'guest-1', stepId: 'review' })).toBeNull();
  });
});
