// The whole of an instance as its viewers see it, and its audit.
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../document.ts';
import type { Instance } from '../instance.ts';
import { HOUR_MS, MORNING } from '../testing/sample-people.ts';
import { APPROVAL, definitionWith, endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { auditRow, historyOf, incidentsOf, instanceAnswer } from './instance.ts';

const AT = '2026-03-02T09:00:00.000Z';
const entry: AuditEntry = {
  seq: 2,
  prev: 'p',
  hash: 'h',
  instanceId: 'instance-1',
  at: MORNING,
  actor: 'sr-2',
  onBehalfOf: 'sr-1',
  channel: 'api',
  authentication: 'token',
  commandId: 'c',
  definitionHash: 'd',
  events: [
    { action: 'step_skipped', stepId: 'review', data: { attempt: 1, outcome: 'skipped', reason: null } },
    { action: 'workflow_paused', data: { reason: 'wait' } },
  ],
};
const definition = definitionWith({
  steps: [APPROVAL, { ...APPROVAL, id: 'failed' }, { ...APPROVAL, id: 'skipped' }, { ...APPROVAL, id: 'later' }],
});
const instance = instanceWith(
  {
    review: openStep({
      assignees: [{ user: 'sr-2', onBehalfOf: 'sr-1', via: 'role:sr' }],
      votes: { 'sr-2': { decision: 'approved', at: MORNING, notes: 'fine' } },
      output: { checked: true },
    }),
    failed: endedStep({ state: 'failed', outcome: 'failed', error: 'no network', endedAt: MORNING, votes: {} }),
    skipped: endedStep({
      state: 'skipped',
      outcome: 'conditions_not_met',
      startedAt: null,
      endedAt: MORNING,
      assignees: [],
      votes: {},
    }),
    later: { state: 'pending', attempt: 0 },
  },
  {
    data: { total: 5 },
    context: { startedBy: 'requester-1', startedAt: MORNING, priority: 'high', tags: ['x'], source: 'sheet' },
    messages: { m: { to: 'sr-1', channel: 'email', template: 'workflow_task_assigned', state: 'sent', at: MORNING } },
    comments: [{ by: 'sr-1', at: MORNING, text: 'Hm.' }],
    incidents: {
      open: { kind: 'action_failed', at: MORNING, message: 'm', stepId: 'failed' },
      closed: { kind: 'message_failed', at: MORNING, message: 'n', resolvedAt: MORNING, resolution: 'done' },
    },
  },
);

describe('an instance', () => {
  const answer = instanceAnswer(definition, instance, [entry]);
  it('adds to its status the data, tags, messages, comments and incidents', () => {
    expect(answer).toMatchObject({
      instanceId: 'instance-1',
      status: 'running',
      data: { total: 5 },
      context: { startedBy: 'requester-1', startedAt: AT, source: 'sheet' },
      tags: ['x'],
      messages: [{ to: 'sr-1', channel: 'email', template: 'workflow_task_assigned', state: 'sent', at: AT }],
      comments: [{ by: 'sr-1', at: AT, text: 'Hm.' }],
      sla: null,
    });
    expect(answer.incidents).toEqual(incidentsOf(instance));
    expect(answer.history).toEqual(historyOf([entry]));
  });
  it('shows who has an open step, for whom, and their votes', () => {
    expect(answer.steps).toMatchObject({
      review: {
        state: 'assigned',
        attempt: 1,
        level: 0,
        assignees: ['sr-2'],
        assignments: [{ user: 'sr-2', onBehalfOf: 'sr-1', via: 'role:sr' }],
        votes: { 'sr-2': { decision: 'approved', at: AT, notes: 'fine' } },
        output: { checked: true },
        startedAt: AT,
      },
    });
    expect((answer.steps as { review: object }).review).not.toHaveProperty('endedAt');
  });
  it('shows how a step ended, with its error; a step that never began has no start', () => {
    const { failed, skipped, later } = answer.steps as Record<string, object>;
    expect(failed).toMatchObject({ outcome: 'failed', error: 'no network', startedAt: AT, endedAt: AT });
    expect(skipped).toMatchObject({ outcome: 'conditions_not_met', endedAt: AT });
    expect(skipped).not.toHaveProperty('startedAt');
    expect(skipped).not.toHaveProperty('error');
    expect(later).toEqual({ state: 'pending', attempt: 0 });
  });
});

describe('what was promised', () => {
  const slaOf = (sla: Instance['sla']) => instanceAnswer(definition, { ...instance, sla }, []).sla;
  const LATER = '2026-03-02T10:00:00.000Z';
  it('is shown with its moments, as far as they are asked for, and the newest stage', () => {
    const at = { warned: MORNING, escalated: MORNING + HOUR_MS, breached: MORNING + HOUR_MS };
    expect(slaOf({ startedAt: MORNING, at, reached: ['warned', 'escalated'] })).toEqual({
      warnAt: AT,
      escalateAt: LATER,
      dueAt: LATER,
      state: 'escalated',
    });
    expect(slaOf({ startedAt: MORNING, at: { breached: MORNING + HOUR_MS }, reached: [] })).toEqual({
      dueAt: LATER,
      state: 'on_track',
    });
    expect(slaOf({ startedAt: MORNING, at: {}, reached: [] })).toEqual({ state: 'on_track' });
  });
});

describe('where an instance comes from, and what changed', () => {
  const show = (fields: Partial<Instance>) => instanceAnswer(definition, { ...instance, ...fields }, []);
  it('is shown where it has a parent and changes', () => {
    const parent = { instanceId: 'instance-0', stepId: 'order', attempt: 1 };
    const changes = [{ pointer: '/total', from: 4, to: 5 }];
    expect(show({ parent, changes })).toMatchObject({ parent, changes });
  });
  it('is nothing where a person started it, and nothing was changed', () => {
    expect(show({})).not.toHaveProperty('parent');
    expect(show({}).changes).toEqual([]);
  });
});

describe('incidents', () => {
  it('say where they belong, and when they were resolved', () => {
    expect(incidentsOf(instance)).toEqual([
      {
        incidentId: 'open',
        instanceId: 'instance-1',
        workflowId: 'sample',
        kind: 'action_failed',
        message: 'm',
        stepId: 'failed',
        at: AT,
      },
      {
        incidentId: 'closed',
        instanceId: 'instance-1',
        workflowId: 'sample',
        kind: 'message_failed',
        message: 'n',
        resolution: 'done',
        at: AT,
        resolvedAt: AT,
      },
    ]);
  });
});

describe('the audit', () => {
  it('is flattened to one row for each event', () => {
    expect(historyOf([entry, { ...entry, seq: 3, events: [] }])).toEqual([
      {
        seq: 2,
        action: 'step_skipped',
        at: AT,
        actor: 'sr-2',
        stepId: 'review',
        data: { attempt: 1, outcome: 'skipped', reason: null },
      },
      { seq: 2, action: 'workflow_paused', at: AT, actor: 'sr-2', data: { reason: 'wait' } },
    ]);
  });
  it('has one row for each commit, with all that its hash covers', () => {
    const { onBehalfOf: _onBehalfOf, ...own } = entry;
    expect(auditRow(entry)).toEqual({ ...entry, at: AT });
    expect(auditRow({ ...entry, onBehalfOf: null })).toEqual({ ...own, at: AT });
  });
});
