// What operators act on: late steps, failures gathered by their error, and which deed fits.
import { describe, expect, it } from 'vitest';
import type { InstanceRow } from '../../api/api.ts';
import {
  failedItem,
  groupsOf,
  type IncidentRow,
  incidentItem,
  lateItems,
  type OverdueRow,
  patternOf,
  stuckItems,
} from './items.ts';

const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const row = (instanceId: string, more: Partial<InstanceRow> = {}): InstanceRow => ({
  instanceId,
  workflowId: 'w',
  version: '1.0.0',
  status: 'running',
  revision: 1,
  priority: 'medium',
  startedBy: 'rita',
  startedAt: at(1),
  openSteps: [],
  steps: {},
  ...more,
});
const failed = (instanceId: string, reason: string, hour = 2, workflowId = 'w'): InstanceRow =>
  row(instanceId, {
    workflowId,
    status: 'failed',
    reason,
    completedAt: at(hour),
    steps: { ok: { state: 'completed', attempt: 1 }, push: { state: 'failed', attempt: 3 } },
  });
const incident = (instanceId: string, kind = 'message_failed'): IncidentRow => ({
  incidentId: 'i',
  instanceId,
  workflowId: 'w',
  kind,
  message: 'no such address',
  at: at(3),
});
const step = (stepId: string, dueAt?: string) => ({
  stepId,
  name: stepId,
  state: 'assigned' as const,
  assignees: [`${stepId}-person`],
  level: 0,
  attempt: 1,
  ...(dueAt === undefined ? {} : { dueAt }),
});

describe('late items', () => {
  const now = Date.parse(at(12));
  it('are the steps whose deadline has passed, and not the others', () => {
    const overdue: OverdueRow = {
      ...row('a', { openSteps: [step('one', at(11)), step('two', at(13)), step('free')] }),
      dueAt: at(11),
    };
    expect(lateItems(overdue, now)).toMatchObject([
      { stepId: 'one', attempt: 1, dueAt: at(11), assignees: ['one-person'] },
    ]);
  });
  it('are the request as a whole where only its own deadline has passed', () => {
    const overdue: OverdueRow = { ...row('a', { openSteps: [step('free')] }), dueAt: at(10) };
    const [whole, ...more] = lateItems(overdue, now);
    expect(whole).toMatchObject({ name: null, dueAt: at(10), assignees: ['free-person'] });
    expect(whole).not.toHaveProperty('stepId');
    expect(more).toEqual([]);
  });
});

describe('failures', () => {
  it('name the step that failed, with its attempt, and since when', () =>
    expect(failedItem(failed('a', 'no stock'))).toMatchObject({
      stepId: 'push',
      attempt: 3,
      error: 'no stock',
      at: at(2),
    }));
  it.each([
    ['no stock for ORD-1014', 'no stock for ORD-#'],
    ['HTTP 503 after 8 tries', 'HTTP # after # tries'],
    ['instance cd10e0edbb228b1f671ab263f0788795 is gone', 'instance # is gone'],
    ['request 6e9d49d0-8cc1-4f6c-9a31-23a2aeb4adda', 'request #'],
    ['no connection', 'no connection'],
  ])('are told apart by what is not a number or an id: %j', (error, pattern) => expect(patternOf(error)).toBe(pattern));
  it('are gathered by error, the largest group first, each with the newest words and the oldest moment', () => {
    const items = [failed('a', 'code 1', 5), failed('b', 'no stock', 3), failed('c', 'code 2', 7, 'v')].map(failedItem);
    expect(groupsOf(items)).toMatchObject([
      { error: 'code 2', oldestAt: at(5), workflows: ['v', 'w'], items: [{ instanceId: 'c' }, { instanceId: 'a' }] },
      { error: 'no stock', items: [{ instanceId: 'b' }] },
    ]);
    expect(groupsOf([])).toEqual([]);
  });
  it('are one for each request, whatever incidents it has besides', () => {
    const stuck = stuckItems([failed('a', 'no stock')], [incident('a', 'action_failed'), incident('b'), incident('b')]);
    expect(stuck.map(({ instanceId, error }) => [instanceId, error])).toEqual([
      ['a', 'no stock'],
      ['b', 'no such address'],
    ]);
  });
  it('can be retried where the request is known to have failed', () => {
    expect(incidentItem(incident('a'), new Set(['a'])).status).toBe('failed');
    expect(incidentItem(incident('a'), new Set())).toMatchObject({
      status: 'unknown',
      incident: { kind: 'message_failed' },
    });
  });
});
