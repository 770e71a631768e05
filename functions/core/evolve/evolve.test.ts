// Events applied: total, never refusing, and nobody's time but the event's.
import { describe, expect, it } from 'vitest';
import type { Event } from '../events.ts';
import { approval, define, HOUR, START, system } from '../testing/build.ts';
import { Story } from '../testing/story.ts';
import { evolve } from './evolve.ts';

const { instance } = new Story(define([approval('review', { assignedTo: 'user:cro-1' }), system('pay')]));
const applied = (event: Event, at = START + HOUR) => evolve(instance, event, at);

describe('evolve', () => {
  it('needs a start before anything else', () =>
    expect(() => evolve(null, { action: 'workflow_paused', data: { reason: null } }, START)).toThrow(
      'the first event of an instance is workflow_started, not workflow_paused',
    ));
  it('carries the time of the newest event', () =>
    expect(applied({ action: 'comment_added', data: { by: 'a', text: 'x', stepId: null } }).now).toBe(START + HOUR));
  it('does not change the instance it is given', () => {
    const frozen = JSON.stringify(instance);
    applied({ action: 'workflow_cancelled', data: { reason: 'x' } });
    applied({ action: 'step_skipped', stepId: 'review', data: { attempt: 1, outcome: 'skipped', reason: null } });
    expect(JSON.stringify(instance)).toBe(frozen);
  });
});

describe('an event about what is not there any more', () => {
  const vote = { attempt: 1, by: 'cro-1', onBehalfOf: null, notes: null, output: {} };
  const EVENTS: readonly Event[] = [
    { action: 'step_approved', stepId: 'pay', data: vote },
    { action: 'step_rejected', stepId: 'nowhere', data: vote },
    {
      action: 'step_reassigned',
      stepId: 'pay',
      data: { attempt: 1, from: [], assignees: [], reason: null, reassignAt: null },
    },
    { action: 'action_completed', stepId: 'pay', data: { effectId: 'pay:1:do:0', attempt: 1, output: { a: 1 } } },
    { action: 'action_failed', stepId: 'pay', data: { effectId: 'pay:1:do:0', attempt: 1, error: 'x' } },
    { action: 'compensation_completed', stepId: 'pay', data: { effectId: 'pay:1:undo:0' } },
    { action: 'compensation_failed', stepId: 'pay', data: { effectId: 'pay:1:undo:0', error: 'x' } },
    { action: 'effect_retried', data: { effectId: 'nothing', tries: 1, notBefore: 0, error: 'x' } },
    { action: 'message_sent', data: { effectId: 'nothing', channel: 'email' } },
    { action: 'message_failed', data: { effectId: 'nothing', error: 'x' } },
    { action: 'incident_resolved', data: { incidentId: 'nothing', resolution: 'x' } },
    { action: 'sla_warned', data: { at: START } },
    { action: 'workflow_retried', data: { stepIds: [], rest: { from: START, to: START, deadlines: {}, sla: null } } },
  ];
  it.each(EVENTS)('$action changes no step, effect, message or incident', (event) => {
    const { steps, effects, messages, incidents, compensations } = applied(event, START);
    expect({ steps, effects, messages, incidents, compensations }).toEqual({
      steps: instance.steps,
      effects: instance.effects,
      messages: instance.messages,
      incidents: instance.incidents,
      compensations: instance.compensations,
    });
  });
});
