// Examples of the fields of notification and system steps.
import type { Example } from './example.ts';

export const NOTIFICATION_EXAMPLES: readonly Example[] = [
  {
    field: 'notification.type',
    isUsual: true,
    json: { id: 'tell', type: 'notification', assignedTo: 'requester', template: 'workflow_completed' },
    says: 'The requester is told, and the workflow goes on without waiting for anybody.',
    happens: [{ status: 'completed', told: ['rita workflow_completed email'] }],
  },
  {
    field: 'notification.assignedTo',
    json: { assignedTo: ['requester', 'role:lead'] },
    says: 'The requester and all leads are told; a role here means all its members.',
    happens: [
      {
        told: ['lea workflow_completed email', 'leo workflow_completed email', 'rita workflow_completed email'],
      },
    ],
  },
  {
    field: 'notification.where',
    json: { assignedTo: 'role:lead', where: { territory: 'north' } },
    says: 'Only the lead of the north is told.',
    happens: [{ told: ['lea workflow_completed email'] }],
  },
  {
    field: 'notification.template',
    json: { template: 'workflow_started' },
    says: 'The message has the words of “workflow_started”.',
    happens: [{ told: ['rita workflow_started email'], words: { rita: 'Started: Example' } }],
  },
  {
    field: 'notification.channels',
    json: { channels: ['whatsapp', 'in_app'] },
    says: 'It is sent by WhatsApp and shown in the app, whatever the requester prefers.',
    happens: [{ told: ['rita workflow_completed in_app', 'rita workflow_completed whatsapp'] }],
  },
  {
    field: 'notification.data',
    scaffold: {
      notifications: { templates: { workflow_completed: { email: 'Fetch it in room {{ occasion.room }}.' } } },
    },
    json: { data: { room: '12' } },
    says: 'Where the words of the message say {{ occasion.room }}, the reader sees 12.',
    happens: [{ words: { rita: 'Fetch it in room 12.' } }],
  },
];

const RESERVE = { actions: ['orders.reserveStock'] } as const;
const CHECK = { id: 'check', type: 'manual', assignedTo: 'user:pia' } as const;

export const SYSTEM_EXAMPLES: readonly Example[] = [
  {
    field: 'system.type',
    isUsual: true,
    json: { id: 'book', type: 'system', actions: ['orders.reserveStock'] },
    says: 'The engine reserves the stock and goes on; no person is asked.',
    happens: [{ status: 'completed', did: ['orders.reserveStock'], steps: { book: 'completed done' } }],
  },
  {
    field: 'system.assignedTo',
    isUsual: true,
    json: { ...RESERVE, assignedTo: 'role:picker' },
    says: 'It says who is responsible; Pia gets no task and no message.',
    happens: [{ status: 'completed', told: [], did: ['orders.reserveStock'] }],
  },
  {
    field: 'system.actions',
    json: { actions: ['orders.checkStock', 'orders.reserveStock'] },
    says: 'The stock is checked, then reserved; the results of both are the output of the step.',
    happens: [
      {
        did: ['orders.checkStock', 'orders.reserveStock'],
        output: { book: { checkStock: true, reserveStock: true } },
      },
    ],
  },
  {
    field: 'system.actions.use',
    json: { actions: [{ use: 'orders.reserveStock' }] },
    says: 'The same as the name alone.',
    happens: [{ did: ['orders.reserveStock'] }],
  },
  {
    field: 'system.actions.with',
    json: { actions: [{ use: 'orders.markStatus', with: { status: 'approved' } }] },
    says: 'The action marks the order as approved.',
    happens: [{ did: ['orders.markStatus {"status":"approved"}'] }],
  },
  {
    field: 'system.retry',
    json: { ...RESERVE, retry: { attempts: 2, backoff: '10 minutes' } },
    data: { outages: 1 },
    says: 'The stock cannot be reached once; ten minutes later it is tried again and reserved.',
    happens: [
      '9 minutes pass',
      { status: 'running', did: [] },
      '1 minute passes',
      { status: 'completed', did: ['orders.reserveStock'] },
    ],
  },
  {
    field: 'system.retry.attempts',
    json: { ...RESERVE, retry: { attempts: 2, backoff: '10 minutes' } },
    data: { outages: 2 },
    says: 'When it cannot be reached a second time the step fails, and an incident waits for an operator.',
    happens: ['10 minutes pass', { status: 'failed', did: [], incidents: ['action_failed'] }],
  },
  {
    field: 'system.retry.backoff',
    json: { ...RESERVE, retry: { attempts: 3, backoff: '1 hour' } },
    data: { outages: 2 },
    says: 'It is tried again after one hour, and once more two hours later.',
    happens: ['2 hours pass', { did: [] }, '1 hour passes', { status: 'completed', did: ['orders.reserveStock'] }],
  },
  {
    field: 'system.compensate',
    json: { ...RESERVE, compensate: ['orders.releaseStock'] },
    after: [{ id: 'approve', type: 'approval', assignedTo: 'user:dan' }],
    says: 'When Dan rejects afterwards, the stock is released again.',
    happens: [{ did: ['orders.reserveStock'] }, 'dan rejects', { outcome: 'rejected', did: ['orders.releaseStock'] }],
  },
  {
    field: 'system.onFailure',
    json: { ...RESERVE, onFailure: 'continue' },
    data: { refuse: 'orders.reserveStock' },
    after: [{ id: 'approve', type: 'approval', assignedTo: 'user:dan' }],
    says: 'When the stock cannot be reserved the workflow goes on, and later steps can ask for the outcome “failed”.',
    happens: [{ steps: { book: 'completed failed' }, open: { approve: ['dan'] } }],
  },
  {
    field: 'system.onFailure',
    json: { ...RESERVE, onFailure: { goto: 'check', maxLoops: 1 } },
    before: [CHECK],
    data: { refuse: 'orders.reserveStock' },
    says: 'When the stock cannot be reserved Pia checks again; when it fails once more the workflow fails.',
    happens: [
      'pia completes',
      { open: { check: ['pia'] }, attempts: { check: 2 } },
      'pia completes',
      { status: 'failed' },
    ],
  },
];

export const BUILT_IN_EXAMPLES: readonly Example[] = [
  {
    field: 'system.actions',
    topic: 'built-in action',
    json: { actions: [{ use: 'wait.signal', with: { name: 'payment' } }], timeout: '7 days' },
    says: '`wait.signal` waits until somebody sends the signal; what it carries is the output of the step.',
    happens: [
      { status: 'running' },
      'rita signals payment {"amount": 100}',
      { status: 'completed', output: { book: { amount: 100 } } },
    ],
  },
  {
    field: 'system.actions',
    topic: 'built-in action',
    json: { actions: [{ use: 'wait.until', with: { at: '$data.deliveryAt' } }] },
    says: '`wait.until` waits for a moment: until the date of delivery in the request.',
    data: { deliveryAt: '2026-03-04T04:00:00Z' },
    happens: ['1 day passes', { status: 'running' }, '1 day passes', { status: 'completed' }],
  },
  {
    field: 'system.actions',
    topic: 'built-in action',
    json: { actions: [{ use: 'wait.for', with: { duration: '2 days' } }] },
    says: '`wait.for` waits for a while: two days.',
    happens: ['47 hours pass', { status: 'running' }, '1 hour passes', { status: 'completed' }],
  },
  {
    field: 'system.actions',
    topic: 'built-in action',
    json: {
      actions: [{ use: 'workflow.start', with: { workflowId: 'delivery', data: { item: '$data.item' }, await: true } }],
    },
    others: [
      {
        id: 'delivery',
        name: 'Delivery',
        version: '1.0.0',
        status: 'active',
        steps: [{ id: 'deliver', type: 'manual', assignedTo: 'user:pia' }],
      },
    ],
    data: { item: 'a desk' },
    says: '`workflow.start` starts another workflow; with "await" the step ends when that one has ended.',
    happens: [
      { status: 'running', others: ['delivery running'] },
      'pia completes in delivery',
      { status: 'completed', others: ['delivery completed'] },
    ],
  },
];
