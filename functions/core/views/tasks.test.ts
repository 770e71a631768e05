// Tasks: what waits for one person.
import { describe, expect, it } from 'vitest';
import { MORNING } from '../testing/sample-people.ts';
import {
  APPROVAL,
  definitionWith,
  endedStep,
  instanceWith,
  openStep,
  type written,
} from '../testing/sample-workflow.ts';
import { FIELDS_MAX, fieldsOf, tasksOf } from './tasks.ts';

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

describe('the fields of a task', () => {
  const withSchema = (data: object) => definitionWith({ data } as Parameters<typeof written>[0]);
  it('are the required ones first, then those of the schema, then the others', () => {
    const schema = { required: ['amount', 'id'], properties: { note: {}, id: {}, amount: { title: 'Total (BDT)' } } };
    expect(fieldsOf(withSchema(schema), { other: 1, note: 'n', id: 'i', amount: 5 })).toEqual([
      { label: 'Total (BDT)', value: 5 },
      { label: 'Id', value: 'i' },
      { label: 'Note', value: 'n' },
      { label: 'Other', value: 1 },
    ]);
  });
  it('are plain values only, and false is one', () => {
    expect(fieldsOf(definitionWith(), { a: [1], b: { c: 1 }, d: null, e: false, f: '' })).toEqual([
      { label: 'E', value: false },
      { label: 'F', value: '' },
    ]);
  });
  it('are those the data owns', () =>
    expect(fieldsOf(withSchema({ required: ['constructor', 'toString', 5] }), {})).toEqual([]));
  it(`are ${FIELDS_MAX} at most`, () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}`, i]));
    expect(fieldsOf(definitionWith(), many)).toHaveLength(FIELDS_MAX);
  });
  it.each([
    ['totalAmount', 'Total amount'],
    ['site_visit-image', 'Site visit image'],
    ['line2Total', 'Line2 total'],
    ['constructor', 'Constructor'],
  ])('are called by their name in words where the schema has no title: %s', (name, label) => {
    expect(fieldsOf(withSchema({ properties: { [name]: true } }), { [name]: 1 })).toEqual([{ label, value: 1 }]);
    expect(fieldsOf(withSchema({ properties: { [name]: { title: 5 } } }), { [name]: 1 })).toEqual([
      { label, value: 1 },
    ]);
    expect(fieldsOf(withSchema({ properties: 5 }), { [name]: 1 })).toEqual([{ label, value: 1 }]);
    expect(fieldsOf(withSchema({ properties: {} }), { [name]: 1 })).toEqual([{ label, value: 1 }]);
  });
});
