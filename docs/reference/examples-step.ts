// Examples of the fields that all kinds of steps have.
import type { Example } from './example.ts';

const ASKED = 'dan workflow_task_assigned email';
const remindAfter = (action: string, to?: string): Example['json'] => ({
  escalation: { levels: [{ after: '4 hours', action, ...(to === undefined ? {} : { to }) }] },
});

export const STEP_EXAMPLES: readonly Example[] = [
  {
    field: 'step.id',
    json: { id: 'final-approval' },
    says: 'A program that approves it names the step: {"stepId": "final-approval"}.',
    happens: [{ open: { 'final-approval': ['dan'] } }, 'dan approves final-approval', { outcome: 'approved' }],
  },
  {
    field: 'step.name',
    json: { name: 'Final approval' },
    says: 'The message that asks Dan to decide calls the step “Final approval”.',
    happens: [{ words: { dan: '“Final approval”' } }],
  },
  {
    field: 'step.description',
    json: { description: 'Is it within the budget of the year?' },
    says: 'The text is stored with the step, for whoever reads the definition.',
    happens: [
      {
        published: {
          steps: [
            {
              id: 'approve',
              name: 'Approve',
              type: 'approval',
              assignedTo: 'user:dan',
              description: 'Is it within the budget of the year?',
              distinctFrom: ['requester'],
            },
          ],
        },
      },
    ],
  },
  {
    field: 'step.conditions',
    json: { conditions: { total: { $gte: 1000 } } },
    says: 'Below 1000 the step is skipped; from 1000 on Dan is asked.',
    data: { total: 999 },
    happens: [
      { steps: { approve: 'skipped conditions_not_met' } },
      'rita starts {"total": 1000}',
      { open: { approve: ['dan'] } },
    ],
  },
  {
    field: 'step.dependencies',
    json: {
      steps: [
        { id: 'check', type: 'approval', assignedTo: 'user:lea' },
        { id: 'approve', type: 'approval', assignedTo: 'user:dan' },
        { id: 'pack', type: 'manual', assignedTo: 'user:pia', dependencies: ['check'] },
      ],
    },
    says: 'Packing begins when the check is over; it does not wait for the approval.',
    happens: ['lea approves', { open: { approve: ['dan'], pack: ['pia'] } }],
  },
  {
    field: 'step.parallel',
    json: {
      steps: [
        { id: 'finance', type: 'approval', assignedTo: 'user:lea' },
        { id: 'legal', type: 'approval', assignedTo: 'user:leo', parallel: true },
        { id: 'final', type: 'approval', assignedTo: 'user:dan' },
      ],
    },
    says: 'Lea and Leo are asked at the same time; Dan is asked when both have approved.',
    happens: [
      { open: { finance: ['lea'], legal: ['leo'] } },
      'leo approves',
      { open: { finance: ['lea'] } },
      'lea approves',
      { open: { final: ['dan'] } },
    ],
  },
  {
    field: 'step.timeout',
    json: { timeout: '2 days' },
    says: 'After two days Dan, the requester and the administrators are told that time is over; Dan can still decide.',
    happens: [
      { due: { approve: '2026-03-04T04:00:00.000Z' }, told: [ASKED] },
      '2 days pass',
      {
        steps: { approve: 'escalated' },
        told: [
          'ann workflow_timeout_alert email',
          'dan workflow_timeout_alert email',
          'rita workflow_timeout_alert email',
        ],
      },
      'dan approves',
      { outcome: 'approved' },
    ],
  },
  {
    field: 'step.escalation',
    json: {
      escalation: {
        levels: [
          { after: '4 hours', action: 'remind' },
          { after: '1 day', action: 'reassign', to: 'user:lea' },
        ],
      },
    },
    says: 'After four hours Dan is reminded; after a day the task goes to Lea.',
    happens: [
      { told: [ASKED] },
      '4 hours pass',
      { open: { approve: ['dan'] }, told: ['dan workflow_escalation_warning email'] },
      '20 hours pass',
      { open: { approve: ['lea'] }, told: ['lea workflow_task_assigned email'] },
    ],
  },
  {
    field: 'step.escalation.levels',
    json: {
      escalation: {
        levels: [
          { after: '1 hour', action: 'add', to: 'user:lea' },
          { after: '2 hours', action: 'add', to: 'user:leo' },
        ],
      },
    },
    says: 'Both times count from the assignment: one hour later Lea is asked too, and one more hour later Leo.',
    happens: [
      '1 hour passes',
      { open: { approve: ['dan', 'lea'] } },
      '1 hour passes',
      { open: { approve: ['dan', 'lea', 'leo'] } },
    ],
  },
  {
    field: 'step.escalation.levels.after',
    scaffold: { calendar: 'dhaka-office' },
    json: { escalation: { levels: [{ after: '4 working hours', action: 'remind' }] } },
    says: 'Asked on Monday at 10:00, Dan is reminded at 14:00; asked at 15:00 he would be reminded the next morning.',
    happens: [
      { due: { approve: '2026-03-02T08:00:00.000Z' } },
      '5 hours pass',
      'rita starts',
      { due: { approve: '2026-03-03T05:00:00.000Z' } },
    ],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('remind'),
    says: '"remind": whoever still has to decide is reminded.',
    happens: [{ told: [ASKED] }, '4 hours pass', { told: ['dan workflow_escalation_warning email'] }],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('notify', 'role:lead'),
    says: '"notify": the people in "to" are told (without "to", the assignee and the requester); the task stays.',
    happens: [
      { told: [ASKED] },
      '4 hours pass',
      {
        open: { approve: ['dan'] },
        told: ['lea workflow_escalation_warning email', 'leo workflow_escalation_warning email'],
      },
    ],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('add', 'user:lea'),
    says: '"add": the people in "to" are asked too; whoever was asked before keeps the task.',
    happens: ['4 hours pass', { open: { approve: ['dan', 'lea'] } }, 'dan approves', { outcome: 'approved' }],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('reassign', 'user:lea'),
    says: '"reassign": the people in "to" are asked instead.',
    happens: ['4 hours pass', { open: { approve: ['lea'] } }, 'dan approves', { refused: 'NOT_ASSIGNED' }],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('approve'),
    says: '"approve": the step is approved without anybody; the check warns of it (DEFAULT_APPROVES).',
    findings: ['DEFAULT_APPROVES'],
    happens: ['4 hours pass', { outcome: 'approved', steps: { approve: 'completed approved' } }],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('reject'),
    says: '"reject": the step is rejected, and the workflow with it.',
    happens: [
      '4 hours pass',
      { status: 'completed', outcome: 'rejected', reason: '"Approve" was rejected: nobody decided in time' },
    ],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('skip'),
    says: '"skip": the step is left out and the workflow goes on.',
    happens: ['4 hours pass', { status: 'completed', steps: { approve: 'skipped skipped' } }],
  },
  {
    field: 'step.escalation.levels.action',
    topic: 'escalation',
    json: remindAfter('fail'),
    says: '"fail": the step fails, the workflow stops, and an incident waits for an operator.',
    happens: [
      '4 hours pass',
      { status: 'failed', steps: { approve: 'failed failed' }, incidents: ['workflow_failed'] },
    ],
  },
  {
    field: 'step.escalation.levels.to',
    json: { escalation: { levels: [{ after: '1 day', action: 'reassign', to: ['user:lea', 'user:leo'] }] } },
    says: 'After a day Lea and Leo have the task; the first of them who decides, decides.',
    happens: ['1 day passes', { open: { approve: ['lea', 'leo'] } }, 'leo approves', { outcome: 'approved' }],
  },
  {
    field: 'step.notifications',
    json: { notifications: [{ on: 'approved', to: 'role:lead' }] },
    says: 'The leads are told of the approval, in place of the requester, who usually is.',
    happens: [
      { told: [ASKED] },
      'dan approves',
      { told: ['lea workflow_step_approved email', 'leo workflow_step_approved email'] },
    ],
  },
  {
    field: 'step.notifications.on',
    json: {
      notifications: [
        { on: 'rejected', to: 'requester' },
        { on: 'rejected', to: 'user:ann' },
      ],
    },
    says: 'Ann is told of a rejection besides the requester; of an approval only the requester is told.',
    happens: [
      { told: [ASKED] },
      'dan rejects',
      { told: ['ann workflow_step_rejected email', 'rita workflow_step_rejected email'] },
      'rita starts',
      'dan approves',
      { told: [ASKED, 'rita workflow_step_approved email'] },
    ],
  },
  {
    field: 'step.notifications.to',
    json: {
      notifications: [
        { on: 'assigned', to: 'assignee' },
        { on: 'assigned', to: 'requester' },
      ],
    },
    says: 'When the task is given, Dan is told, and so is the requester.',
    happens: [{ told: [ASKED, 'rita workflow_task_assigned email'] }],
  },
  {
    field: 'step.notifications.template',
    json: { notifications: [{ on: 'approved', to: 'requester', template: 'workflow_completed' }] },
    says: 'The requester gets the words of “workflow_completed” instead of those of “workflow_step_approved”.',
    happens: [{ told: [ASKED] }, 'dan approves', { told: ['rita workflow_completed email'] }],
  },
  {
    field: 'step.notifications.channels',
    json: { notifications: [{ on: 'assigned', to: 'assignee', channels: ['whatsapp', 'email'] }] },
    says: 'Dan gets a WhatsApp message and a mail.',
    happens: [{ told: ['dan workflow_task_assigned email', 'dan workflow_task_assigned whatsapp'] }],
  },
  {
    field: 'step.calendar',
    json: { calendar: 'dhaka-office', timeout: '1 working day' },
    says: 'The working day is one of the Dhaka office, whatever the calendar of the definition is.',
    happens: [{ due: { approve: '2026-03-03T04:00:00.000Z' } }],
  },
];
