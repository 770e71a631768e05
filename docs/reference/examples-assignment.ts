// Examples of assignment rules.
import type { Example } from './example.ts';

export const ASSIGNMENT_EXAMPLES: readonly Example[] = [
  {
    field: 'approval.assignedTo',
    isUsual: true,
    topic: 'assignment',
    json: { assignedTo: 'user:dan' },
    says: '`user:<id>` is this person.',
    happens: [{ open: { approve: ['dan'] } }],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: {
      steps: [
        { id: 'first', type: 'approval', assignedTo: 'user:lea' },
        { id: 'second', type: 'approval', assignedTo: 'role:lead', parallel: true },
      ],
    },
    says: '`role:<role>` is the member with the fewest open tasks: Lea has one already, so Leo is asked.',
    happens: [{ open: { first: ['lea'], second: ['leo'] } }],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: {
      steps: [
        { id: 'first', type: 'approval', assignedTo: 'user:leo' },
        { id: 'second', type: 'approval', assignedTo: 'load_balance:lead', parallel: true },
      ],
    },
    says: '`load_balance:<role>` is another way to write `role:<role>`: Leo is busy, so Lea is asked.',
    happens: [{ open: { first: ['leo'], second: ['lea'] } }],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: { assignedTo: 'each:lead' },
    says: '`each:<role>` is every member of the role.',
    happens: [{ open: { approve: ['lea', 'leo'] } }],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: { assignedTo: 'pool:lead' },
    says: '`pool:<role>` offers the task to every member; when Lea claims it, it is hers alone.',
    happens: [
      { open: { approve: ['lea', 'leo'] } },
      'lea claims',
      { open: { approve: ['lea'] } },
      'leo approves',
      { refused: 'NOT_ASSIGNED' },
    ],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: { assignedTo: 'manager_of:requester' },
    says: '`manager_of:requester` is the manager of whoever asks: Lea, for Rita.',
    happens: [{ open: { approve: ['lea'] } }],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: {
      rules: {
        approver: {
          hit: 'first',
          rows: [
            { when: { kind: 'travel' }, then: 'user:leo' },
            { when: {}, then: 'user:dan' },
          ],
        },
      },
      steps: [{ id: 'approve', type: 'approval', assignedTo: 'rule:approver' }],
    },
    says: '`rule:<table>` asks a decision table in "rules": a journey goes to Leo.',
    data: { kind: 'travel' },
    happens: [{ open: { approve: ['leo'] } }],
  },
  {
    field: 'approval.assignedTo',
    topic: 'assignment',
    json: { assignedTo: "condition:data.total > 1000 ? 'user:dan' : 'user:lea'" },
    says: '`condition:<expression>` computes one of the rules above: 500 goes to Lea.',
    data: { total: 500 },
    happens: [{ open: { approve: ['lea'] } }],
  },
];
