// Rules of what a decider is told.
import { describe, expect, it } from 'vitest';
import type { InstanceView, StepView } from '../../api/api.ts';
import { attachmentsOf, changesSince, reasonsFor, standingOf, titleOf } from './facts.ts';

const event = (action: string, actor = 'rina', data: object = {}): InstanceView['history'][number] => ({
  seq: 1,
  action,
  at: '2026-11-27T10:00:00Z',
  actor,
  data: data as Readonly<Record<string, unknown>>,
});
const changed = (pointer: string, from: unknown, to: unknown) =>
  event('workflow_data_changed', 'rina', { changes: [{ pointer, from, to }] });

describe('what changed', () => {
  it('counts from the last decision of a person', () => {
    const history = [
      changed('/a', 1, 2),
      event('step_approved', 'karim'),
      changed('/b', 1, 2),
      event('step_completed', 'engine'),
    ];
    expect(changesSince(history)).toEqual([{ pointer: '/b', from: 1, to: 2 }]);
  });
  it('is told once, from the first value to the last; back to the first is no change', () => {
    const history = [
      event('changes_requested'),
      changed('/a', 1, 2),
      changed('/a', 2, 3),
      changed('/b', 1, 2),
      changed('/b', 2, 1),
    ];
    expect(changesSince(history)).toEqual([{ pointer: '/a', from: 1, to: 3 }]);
  });
});

it('attachments are the web addresses in the data, and nothing that a click would run', () => {
  const data = {
    photo: 'https://example.com/1.jpg',
    bad: 'javascript:alert(1)',
    deep: { docs: ['http://example.com/a', 'text'] },
  };
  expect(attachmentsOf(data)).toEqual([
    { label: 'photo', url: 'https://example.com/1.jpg' },
    { label: 'docs', url: 'http://example.com/a' },
  ]);
});

describe('how the step stands', () => {
  const view = (fields: Partial<InstanceView> = {}) => ({ status: 'running', ...fields }) as InstanceView;
  const step = (fields: Partial<StepView>): StepView => ({
    state: 'assigned',
    attempt: 1,
    assignees: ['me'],
    votes: {},
    ...fields,
  });
  const vote = { decision: 'approved', at: '2026-11-27T10:00:00Z' } as const;

  it('is mine while I am asked and have not said anything', () => {
    expect(standingOf(view(), step({}), 'me').kind).toBe('mine');
    expect(standingOf(view(), step({ votes: { me: vote } }), 'me').kind).toBe('voted');
    expect(standingOf(view(), step({}), 'other').kind).toBe('not_yours');
    expect(standingOf(view(), step({ state: 'pending' }), 'me').kind).toBe('not_yet');
  });
  it('says who decided, who asked for changes, and that it rests', () => {
    expect(standingOf(view(), step({ state: 'completed', outcome: 'rejected', votes: { karim: vote } }), 'me')).toEqual(
      {
        kind: 'over',
        state: 'rejected',
        by: ['karim'],
      },
    );
    const changesRequested = { stepId: 's', by: 'karim', reason: 'x', at: '2026-11-27T10:00:00Z' };
    expect(standingOf(view({ changesRequested }), step({}), 'me')).toEqual({ kind: 'changes_asked', by: 'karim' });
    expect(standingOf(view({ status: 'paused' }), step({}), 'me').kind).toBe('paused');
  });
});

it('why it came here names the table, the rule, its filters with their values, and the absent person', () => {
  const step: StepView = {
    state: 'assigned',
    attempt: 1,
    assignments: [{ user: 'me', via: 'role:sr', onBehalfOf: 'rina' }],
  };
  const definition = {
    id: 's',
    type: 'approval',
    assignedTo: 'rule:approver',
    where: { territory: '$data.area.name', unit: 'ACL' },
  } as const;
  expect(reasonsFor(step, definition, 'me', { area: { name: 'north' } })).toEqual([
    { kind: 'table', name: 'approver' },
    { kind: 'role', role: 'sr' },
    { kind: 'where', name: 'territory', value: 'north' },
    { kind: 'where', name: 'unit', value: 'ACL' },
    { kind: 'instead', of: 'rina' },
  ]);
});

it('a request is called by the first id in its data', () => {
  expect(titleOf({ data: { note: 'x', customerId: 'C-1' }, instanceId: 'abcdefghij' })).toBe('C-1');
  expect(titleOf({ data: {}, instanceId: 'abcdefghij' })).toBe('abcdefgh');
});
