// Examples of the fields of a definition: rules, steps, messages, promises.
import type { Example } from './example.ts';

const TOTAL = { type: 'object', required: ['total'], properties: { total: { type: 'number', minimum: 0 } } } as const;
const ASK_DAN = { id: 'approve', type: 'approval', assignedTo: 'user:dan' } as const;

export const RULES_EXAMPLES: readonly Example[] = [
  {
    field: 'definition.rules',
    json: { rules: { large: { total: { $gte: 1000 } } }, steps: [{ ...ASK_DAN, conditions: { $rule: 'large' } }] },
    says: 'A request for 500 is not large, so the step is skipped.',
    data: { total: 500 },
    happens: [{ steps: { approve: 'skipped conditions_not_met' }, status: 'completed' }],
  },
  {
    field: 'definition.rules.hit',
    json: {
      rules: {
        approver: {
          hit: 'first',
          rows: [
            { when: { total: { $gte: 1000 } }, then: 'role:director' },
            { when: {}, then: 'manager_of:requester' },
          ],
        },
      },
      steps: [{ id: 'approve', type: 'approval', assignedTo: 'rule:approver' }],
    },
    says: 'Both rows match a request for 2000; the first one counts, so the director is asked.',
    data: { total: 2000 },
    happens: [{ open: { approve: ['dan'] } }],
  },
  {
    field: 'definition.rules.rows',
    scaffold: { data: TOTAL },
    json: {
      rules: {
        approver: {
          rows: [
            { when: { total: { $lt: 1000 } }, then: 'manager_of:requester' },
            { when: { total: { $gte: 1000 } }, then: 'role:director' },
          ],
        },
      },
      steps: [{ id: 'approve', type: 'approval', assignedTo: 'rule:approver' }],
    },
    says: 'Exactly one row matches every total, which the check proves; 500 goes to the requester’s manager.',
    data: { total: 500 },
    happens: [{ open: { approve: ['lea'] } }],
  },
  {
    field: 'definition.rules.rows.when',
    json: {
      rules: {
        approver: {
          hit: 'first',
          rows: [
            { when: { kind: 'travel', total: { $gt: 300 } }, then: 'role:director' },
            { when: {}, then: 'user:lea' },
          ],
        },
      },
      steps: [{ id: 'approve', type: 'approval', assignedTo: 'rule:approver' }],
    },
    says: 'All parts have to hold: a journey for 200 falls through to the last row, which always matches.',
    data: { kind: 'travel', total: 200 },
    happens: [{ open: { approve: ['lea'] } }],
  },
  {
    field: 'definition.rules.rows.then',
    json: {
      rules: { approver: { hit: 'first', rows: [{ when: {}, then: 'each:lead' }] } },
      steps: [{ id: 'approve', type: 'approval', assignedTo: 'rule:approver', policy: 'all' }],
    },
    says: 'The row yields a rule of its own, and every lead is asked.',
    happens: [{ open: { approve: ['lea', 'leo'] } }],
  },
  {
    field: 'definition.steps',
    json: {
      steps: [
        { id: 'check', type: 'approval', assignedTo: 'user:lea' },
        { id: 'approve', type: 'approval', assignedTo: 'user:dan' },
      ],
    },
    says: 'Dan is asked when Lea has approved.',
    happens: [
      { open: { check: ['lea'] } },
      'lea approves',
      { open: { approve: ['dan'] } },
      'dan approves',
      { outcome: 'approved' },
    ],
  },
  {
    field: 'definition.notifications',
    json: { notifications: { onCompleted: ['requester', 'role:lead'] } },
    says: 'When it has ended, the requester and all leads are told.',
    happens: [
      { told: ['dan workflow_task_assigned email'] },
      'dan approves',
      {
        told: [
          'lea workflow_completed email',
          'leo workflow_completed email',
          'rita workflow_completed email',
          'rita workflow_step_approved email',
        ],
      },
    ],
  },
  {
    field: 'definition.notifications.onStarted',
    json: { notifications: { onStarted: ['requester'] } },
    says: 'The requester gets a confirmation at the start.',
    happens: [{ told: ['dan workflow_task_assigned email', 'rita workflow_started email'] }],
  },
  {
    field: 'definition.notifications.onCompleted',
    json: { notifications: { onCompleted: ['user:ann'] } },
    says: 'Ann is told how it ended, also when it was cancelled.',
    happens: [
      { told: ['dan workflow_task_assigned email'] },
      'rita cancels',
      { status: 'cancelled', told: ['ann workflow_completed email'] },
    ],
  },
  {
    field: 'definition.notifications.onFailed',
    json: {
      notifications: { onFailed: ['requester'] },
      steps: [{ id: 'book', type: 'system', actions: ['orders.reserveStock'] }],
    },
    says: 'When the stock cannot be reserved, the requester is told instead of the administrators.',
    data: { refuse: 'orders.reserveStock' },
    happens: [{ status: 'failed', told: ['rita workflow_failed email'] }],
  },
  {
    field: 'definition.notifications.templates',
    json: {
      notifications: { templates: { workflow_task_assigned: { subject: 'Please decide: {{ workflowName }}' } } },
    },
    says: 'The mail that asks for a decision has this subject; its text stays the usual one.',
    happens: [{ words: { dan: 'Please decide: Example\n' } }],
  },
  {
    field: 'definition.notifications.templates.whatsapp',
    json: {
      steps: [{ ...ASK_DAN, notifications: [{ on: 'assigned', to: 'assignee', channels: ['whatsapp'] }] }],
      notifications: { templates: { workflow_task_assigned: { whatsapp: 'Decide on {{ data.item }}, please.' } } },
    },
    says: 'The WhatsApp message reads “Decide on a desk, please.”',
    data: { item: 'a desk' },
    happens: [{ words: { dan: 'Decide on a desk, please.' } }],
  },
  {
    field: 'definition.notifications.templates.subject',
    json: { notifications: { templates: { workflow_step_approved: { subject: 'Yes to {{ data.item }}' } } } },
    says: 'The mail about the approval has the subject “Yes to a desk”.',
    data: { item: 'a desk' },
    happens: ['dan approves', { words: { rita: 'Yes to a desk\n' } }],
  },
  {
    field: 'definition.notifications.templates.email',
    json: { notifications: { templates: { workflow_step_approved: { email: '{{ actor.name }} said yes.' } } } },
    says: 'The text of the mail about the approval is “dan said yes.”',
    happens: ['dan approves', { words: { rita: '\ndan said yes.' } }],
  },
  {
    field: 'definition.sla',
    json: { sla: { maxDuration: '3 days' } },
    says: 'After three days the requester and the administrators are told; the task stays where it is.',
    happens: [
      { sla: 'on_track', told: ['dan workflow_task_assigned email'] },
      '3 days pass',
      {
        sla: 'breached',
        open: { approve: ['dan'] },
        told: ['ann workflow_sla_warning email', 'rita workflow_sla_warning email'],
      },
    ],
  },
  {
    field: 'definition.sla.maxDuration',
    json: { calendar: 'dhaka-office', sla: { maxDuration: '1 working day' } },
    says: 'Started on Monday at 10:00, the promise is broken on Tuesday at 10:00.',
    happens: ['23 hours pass', { sla: 'on_track' }, '1 hour passes', { sla: 'breached' }],
  },
  {
    field: 'definition.sla.warningThreshold',
    json: { sla: { maxDuration: '3 days', warningThreshold: '1 day' } },
    says: 'After one day the requester and Dan, who has the task, are warned.',
    happens: [
      { told: ['dan workflow_task_assigned email'] },
      '1 day passes',
      { sla: 'warned', told: ['dan workflow_sla_warning email', 'rita workflow_sla_warning email'] },
    ],
  },
  {
    field: 'definition.sla.escalationThreshold',
    json: { sla: { maxDuration: '3 days', escalationThreshold: '2 days' } },
    says: 'After two days the administrators are told.',
    happens: [
      { told: ['dan workflow_task_assigned email'] },
      '2 days pass',
      { sla: 'escalated', told: ['ann workflow_sla_warning email'] },
    ],
  },
  {
    field: 'definition.sla.escalateTo',
    json: { sla: { maxDuration: '3 days', escalationThreshold: '2 days', escalateTo: 'role:lead' } },
    says: 'After two days all leads are told instead of the administrators.',
    happens: [
      { told: ['dan workflow_task_assigned email'] },
      '2 days pass',
      { told: ['lea workflow_sla_warning email', 'leo workflow_sla_warning email'] },
    ],
  },
];
