// Comments, and incidents that people resolve.
import { describe, expect, it } from 'vitest';
import { type Asked, approval, define, given } from '../testing/build.ts';
import { Story } from '../testing/story.ts';

const stuck = (): Story => new Story(define([approval('review', { assignedTo: 'user:nobody' })]));

describe('commenting', () => {
  const comment = (fields: object = {}): Asked => ({
    type: 'add_comment',
    actor: 'requester-1',
    text: ' hello ',
    ...fields,
  });
  it('keeps who said what, on the workflow or on a step', () => {
    given(stuck())
      .whenAsked(comment())
      .then(['comment_added', { data: { by: 'requester-1', text: 'hello', stepId: null } }]);
    given(stuck())
      .whenAsked(comment({ stepId: 'review' }))
      .then(['comment_added', { data: { stepId: 'review' } }]);
  });
  it('needs text', () =>
    given(stuck())
      .whenAsked(comment({ text: ' \n ' }))
      .thenRefused('INVALID_DATA'));
  it.each(['nowhere', 'constructor'])('on a step "%s" that does not exist is refused', (stepId) =>
    given(stuck()).whenAsked(comment({ stepId })).thenRefused('NOT_FOUND'),
  );
  it('is possible when the workflow has ended', () => {
    const over = stuck().cancel().ask(comment());
    expect(over.instance.comments).toEqual([{ by: 'requester-1', at: over.now, text: 'hello' }]);
  });
});

describe('resolving an incident', () => {
  const resolve = (fields: object = {}): Asked => ({
    type: 'resolve_incident',
    actor: 'admin-1',
    incidentId: 'review:1:nobody',
    reason: ' asked the team ',
    ...fields,
  });
  it('keeps what was done about it', () =>
    given(stuck())
      .whenAsked(resolve())
      .then(['incident_resolved', { data: { incidentId: 'review:1:nobody', resolution: 'asked the team' } }]));
  it('a second time changes nothing', () =>
    given(stuck().ask(resolve()))
      .whenAsked(resolve({ reason: '' }))
      .thenNothing());
  it('is for operators alone', () =>
    given(stuck())
      .whenAsked(resolve({ actor: 'requester-1' }))
      .thenRefused('PERMISSION_DENIED'));
  it('needs a reason', () =>
    given(stuck())
      .whenAsked(resolve({ reason: undefined }))
      .thenRefused('REASON_REQUIRED'));
  it.each(['nothing', 'constructor', '__proto__'])('"%s" that does not exist is refused', (incidentId) =>
    given(stuck()).whenAsked(resolve({ incidentId })).thenRefused('NOT_FOUND'),
  );
});

describe('recording an incident', () => {
  const record = (message = 'it never works') =>
    ({ type: 'record_incident', incidentId: 'poison:effects', kind: 'poison_message', message }) as const;
  it('opens it with what went wrong', () =>
    given(stuck())
      .when(record())
      .then([
        'incident_opened',
        { data: { incidentId: 'poison:effects', incident: { kind: 'poison_message', message: 'it never works' } } },
      ]));
  it('again while it is open changes nothing, whatever went wrong this time', () =>
    given(stuck().do(record())).when(record('another way')).thenNothing());
  it('again after it was resolved opens it again', () => {
    const resolved = stuck()
      .do(record())
      .ask({ type: 'resolve_incident', actor: 'admin-1', incidentId: 'poison:effects', reason: 'released a fix' });
    const again = resolved.do(record('still not')).instance.incidents['poison:effects'];
    expect(again).toEqual({ kind: 'poison_message', message: 'still not', at: resolved.now });
  });
  it('keeps no more of a long text than of any other', () =>
    given(stuck())
      .when(record('x'.repeat(10_000)))
      .then(['incident_opened', { data: { incident: { message: 'x'.repeat(4_000) } } }]));
  it('is possible when the workflow has ended, which stays as it ended', () => {
    const over = stuck().cancel().do(record());
    expect(over.instance).toMatchObject({ status: 'cancelled', incidents: { 'poison:effects': { at: over.now } } });
  });
});
