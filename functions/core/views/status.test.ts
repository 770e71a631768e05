// Where an instance stands, as the API answers it.
import { describe, expect, it } from 'vitest';
import { MORNING } from '../testing/sample-people.ts';
import { APPROVAL, definitionWith, endedStep, instanceWith, openStep } from '../testing/sample-workflow.ts';
import { commandAnswer, statusAnswer } from './status.ts';

const definition = definitionWith({
  steps: [
    { id: 'check', type: 'system', actions: ['a.b'] },
    { ...APPROVAL, name: 'Review' },
    { ...APPROVAL, id: 'second' },
    { ...APPROVAL, id: 'third' },
  ],
});
const running = instanceWith({
  check: endedStep({ outcome: 'done', assignees: [], votes: {} }),
  review: openStep({ state: 'escalated', level: 2, attempt: 3, dueAt: MORNING }),
  second: openStep(),
  third: { state: 'pending', attempt: 0 },
});
const over = instanceWith(
  { check: endedStep() },
  { status: 'completed', outcome: 'rejected', endedAt: MORNING, reason: 'Too dear.' },
);

describe('the answer of a command', () => {
  it('says where the workflow stands', () => {
    expect(commandAnswer(running)).toEqual({ instanceId: 'instance-1', status: 'running', revision: 3 });
    expect(commandAnswer(over)).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });
  it('says where the step stands that was meant, with its outcome once it has one', () => {
    expect(commandAnswer(running, 'review').step).toEqual({ stepId: 'review', state: 'escalated', attempt: 3 });
    expect(commandAnswer(running, 'check').step).toEqual({
      stepId: 'check',
      state: 'completed',
      outcome: 'done',
      attempt: 1,
    });
  });
  it('says nothing of a step that is not there', () =>
    expect(commandAnswer(running, 'missing')).not.toHaveProperty('step'));
});

describe('the status', () => {
  it('has the documented fields of a running workflow', () => {
    expect(statusAnswer(definition, running)).toEqual({
      instanceId: 'instance-1',
      workflowId: 'sample',
      version: '1.0.0',
      status: 'running',
      revision: 3,
      priority: 'medium',
      startedBy: 'requester-1',
      startedAt: '2026-03-02T09:00:00.000Z',
      openSteps: [
        {
          stepId: 'review',
          name: 'Review',
          state: 'escalated',
          assignees: ['sr-1'],
          dueAt: '2026-03-02T09:00:00.000Z',
          level: 2,
          attempt: 3,
        },
        { stepId: 'second', name: 'second', state: 'assigned', assignees: ['sr-1'], level: 0, attempt: 1 },
      ],
      steps: {
        check: { state: 'completed', outcome: 'done', attempt: 1 },
        review: { state: 'escalated', attempt: 3 },
        second: { state: 'assigned', attempt: 1 },
        third: { state: 'pending', attempt: 0 },
      },
    });
  });
  it('calls the request by its own id, unless that is hidden', () => {
    const order = definitionWith({ data: { type: 'object', properties: { orderId: {}, customerId: {} } } });
    const data = { customerId: 'C-9', orderId: 'O-7' };
    expect(statusAnswer(order, instanceWith({}, { data })).title).toBe('O-7');
    expect(statusAnswer({ ...order, sensitive: ['/orderId'] }, instanceWith({}, { data }))).not.toHaveProperty('title');
    expect(statusAnswer(order, instanceWith({}, { data: {} }))).not.toHaveProperty('title');
  });
  it('adds how, when and why it ended', () => {
    expect(statusAnswer(definition, over)).toMatchObject({
      outcome: 'rejected',
      completedAt: '2026-03-02T09:00:00.000Z',
      reason: 'Too dear.',
      openSteps: [],
    });
  });
  it('says what is asked of the requester while the request rests with them', () => {
    const asked = { stepId: 'review', by: 'sr-1', reason: 'Which colour?', at: MORNING };
    expect(statusAnswer(definition, { ...running, changesRequested: asked }).changesRequested).toEqual({
      stepId: 'review',
      by: 'sr-1',
      reason: 'Which colour?',
      at: '2026-03-02T09:00:00.000Z',
    });
    expect(statusAnswer(definition, running)).not.toHaveProperty('changesRequested');
  });
});
