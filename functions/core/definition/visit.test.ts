// What checks walk over: nothing of a definition may be passed by.
import { describe, expect, it } from 'vitest';
import { definitionWith } from '../testing/sample-workflow.ts';
import { assignmentsOf, conditionsOf, fieldTests, nested, recipientsOf, tablesOf } from './visit.ts';

const when = (n: number) => ({ n });
const full = definitionWith({
  trigger: { collection: 'orders', on: ['create'], conditions: when(1) },
  rules: {
    named: when(2),
    table: {
      rows: [
        { when: when(3), then: 'role:sr' },
        { when: when(4), then: 'rule:other' },
      ],
    },
  },
  notifications: { onStarted: ['requester'], onCompleted: ['role:sr'], onFailed: ['role:admin', 'user:x'] },
  steps: [
    {
      id: 'review',
      type: 'approval',
      assignedTo: ['role:sr', 'user:a'],
      conditions: when(5),
      autoApprove: when(6),
      escalation: {
        levels: [
          { after: 5, action: 'notify', to: ['assignee', 'role:asm'] },
          { after: 6, action: 'reassign', to: 'requester' },
          { after: 7, action: 'remind' },
        ],
      },
      notifications: [
        { on: 'approved', to: 'requester' },
        { on: 'rejected', to: 'role:cro' },
      ],
    },
    {
      id: 'tell',
      type: 'notification',
      assignedTo: ['requester', 'role:bdo'],
      template: 'workflow_completed',
      conditions: when(7),
    },
    { id: 'do', type: 'system', actions: ['a.b'] },
  ],
});

describe('a definition', () => {
  it('gives all its conditions, with their places', () => {
    expect(conditionsOf(full).map(({ path, value }) => [path, value.n])).toEqual([
      ['/rules/named', 2],
      ['/rules/table/rows/0/when', 3],
      ['/rules/table/rows/1/when', 4],
      ['/steps/0/conditions', 5],
      ['/steps/0/autoApprove', 6],
      ['/steps/1/conditions', 7],
      ['/trigger/conditions', 1],
    ]);
  });
  it('gives its tables and not its named conditions', () => {
    expect(tablesOf(full).map(({ name, path }) => [name, path])).toEqual([['table', '/rules/table']]);
  });
  it('gives every text that names people to assign; who is only told may be named by their part', () => {
    expect(assignmentsOf(full).map(({ path, value }) => [path, value])).toEqual([
      ['/steps/0/assignedTo', 'role:sr'],
      ['/steps/0/assignedTo', 'user:a'],
      ['/steps/0/escalation/levels/0/to', 'role:asm'],
      ['/steps/0/escalation/levels/1/to', 'requester'],
      ['/steps/1/assignedTo', 'role:bdo'],
      ['/rules/table/rows/0/then', 'role:sr'],
      ['/rules/table/rows/1/then', 'rule:other'],
    ]);
  });
  it('gives every text that names people to tell', () => {
    expect(recipientsOf(full).map(({ path, value }) => [path, value])).toEqual([
      ['/notifications/onStarted', 'requester'],
      ['/notifications/onCompleted', 'role:sr'],
      ['/notifications/onFailed', 'role:admin'],
      ['/notifications/onFailed', 'user:x'],
      ['/steps/0/notifications/0/to', 'requester'],
      ['/steps/0/notifications/1/to', 'role:cro'],
    ]);
  });
  it('gives nothing where it has nothing', () => {
    const bare = definitionWith({ steps: [{ id: 'do', type: 'system', actions: ['a.b'] }] });
    expect([conditionsOf(bare), tablesOf(bare), assignmentsOf(bare), recipientsOf(bare)]).toEqual([[], [], [], []]);
  });
});

describe('a condition', () => {
  it('gives itself and every one inside it', () => {
    const deep = { a: 1, $and: [{ b: 1, $or: [{ c: 1 }] }], $not: { d: 1 } };
    expect(nested(deep).flatMap((part) => fieldTests(part).map(([path]) => path))).toEqual(['a', 'b', 'c', 'd']);
  });
  it('has tests of fields besides its logical parts', () => {
    expect(fieldTests({ a: 1, b: undefined, $rule: 'r', $expr: 'true', '$context.priority': 'low' })).toEqual([
      ['a', 1],
      ['$context.priority', 'low'],
    ]);
  });
});
