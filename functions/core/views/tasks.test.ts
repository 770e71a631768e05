// Tasks: what waits for one person.
import { describe, expect, it } from 'vitest';
import { MORNING } from '../testing/sample-people.ts';
import { APPROVAL, definitionWith, endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { tasksOf } from './tasks.ts';

const definition = definitionWith({
  steps: [
    { ...APPROVAL, name: 'Review' },
    { id: 'work', type: 'manual', assignedTo: 'role:sr' },
  ],
});
const pending = { state: 'pending', attempt: 0 } as const;

describe('tasks', () => {
  it('have the documented fields, and what can be done', () => {
    const instance = instanceWith(
      {
        review: openStep({
          assignees: [{ user: 'sr-2', onBehalfOf: 'sr-1', via: 'role:sr' }],
          dueAt: MORNING,
          attempt: 2,
        }),
        work: pending,
      },
      { data: { total: 5 } },
    );
    expect(tasksOf(definition, instance, 'sr-2')).toEqual([
      {
        instanceId: 'instance-1',
        stepId: 'review',
        attempt: 2,
        name: 'Review',
        type: 'approval',
        actions: ['approve_step', 'reject_step', 'request_changes', 'claim_task', 'release_task', 'delegate_task'],
        workflowId: 'sample',
        workflowName: 'Sample',
        requester: 'requester-1',
        onBehalfOf: 'sr-1',
        priority: 'medium',
        revision: 3,
        assignedAt: '2026-03-02T09:00:00.000Z',
        dueAt: '2026-03-02T09:00:00.000Z',
        fields: [{ label: 'Total', value: 5 }],
      },
    ]);
  });
  it('come in the order of the steps; one without a name has its id, one without a time is not due', () => {
    const both = instanceWith({ work: openStep(), review: openStep() });
    expect(tasksOf(definition, both, 'sr-1').map(({ stepId, name }) => [stepId, name])).toEqual([
      ['review', 'Review'],
      ['work', 'work'],
    ]);
    expect(tasksOf(definition, both, 'sr-1')[1]).not.toHaveProperty('dueAt');
  });
  it('are not there for others, for the absent one, or once the person has voted', () => {
    const review = openStep({
      assignees: [
        { user: 'sr-2', onBehalfOf: 'sr-1', via: 'role:sr' },
        { user: 'sr-3', via: 'each:sr' },
      ],
      votes: { 'sr-3': { decision: 'approved', at: 1 } },
    });
    const instance = instanceWith({ review, work: pending });
    for (const user of ['sr-1', 'sr-3', 'sr-9', 'constructor'])
      expect([user, tasksOf(definition, instance, user)]).toEqual([user, []]);
  });
  it('are not there in steps that ended, and in workflows that rest', () => {
    expect(tasksOf(definition, instanceWith({ review: endedStep(), work: pending }), 'sr-1')).toEqual([]);
    for (const status of ['draft', 'paused', 'completed', 'failed', 'cancelled'] as const)
      expect(tasksOf(definition, instanceWith({ review: openStep(), work: pending }, { status }), 'sr-1')).toEqual([]);
  });
});
