// Completing manual work.
import { describe, expect, it } from 'vitest';
import { type Asked, away, define, given, manual } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const form = { type: 'object', required: ['result'], properties: { result: { enum: ['ok', 'not ok'] } } };
const visiting = (): Story => new Story(define([manual('visit', { form })]));
const complete = (actor: string, fields: object = { output: { result: 'ok' } }): Asked => ({
  type: 'complete_step',
  actor,
  stepId: 'visit',
  ...fields,
});

describe('completing', () => {
  it('ends the step with what the person filled in', () =>
    given(visiting())
      .whenAsked(complete('bdo-1'))
      .then(
        [
          'step_completed',
          { data: { attempt: 1, outcome: 'done', output: { result: 'ok' }, by: 'bdo-1', onBehalfOf: null } },
        ],
        ['workflow_completed', { data: { outcome: 'approved' } }],
      ));
  it('is recorded for the absent person whose task it is', () =>
    given(visiting().change('bdo-1', away('sr-1')))
      .whenAsked(complete('sr-1'))
      .then(['step_completed', { data: { by: 'sr-1', onBehalfOf: 'bdo-1' } }], ['workflow_completed']));
  it('is refused without what the form asks for, also when nothing is sent', () => {
    given(visiting())
      .whenAsked(complete('bdo-1', { output: { result: 'maybe' } }))
      .thenRefused('INVALID_DATA');
    given(visiting()).whenAsked(complete('bdo-1', {})).thenRefused('INVALID_DATA');
  });
  it('is refused to everybody else', () => given(visiting()).whenAsked(complete('cro-1')).thenRefused('NOT_ASSIGNED'));
  it('a second time is refused and told who did it', () => {
    const story = visiting().complete('bdo-1', 'visit', { result: 'ok' });
    given(story)
      .whenAsked(complete('bdo-1'))
      .thenRefused('ALREADY_DECIDED', { details: { decidedBy: ['bdo-1'], outcome: 'done' } });
    expect(story.ended('visit').votes).toEqual({ 'bdo-1': { decision: 'completed', at: story.now } });
  });
});
