// Examples of the fields of a definition.
import type { Example } from './example.ts';

const TOTAL = { type: 'object', required: ['total'], properties: { total: { type: 'number', minimum: 0 } } } as const;
const ASK_DAN = { id: 'approve', type: 'approval', assignedTo: 'user:dan' } as const;

export const DEFINITION_EXAMPLES: readonly Example[] = [
  {
    field: 'definition.$schema',
    isUsual: true,
    json: { $schema: './schema.json' },
    says: 'Your editor completes and checks the file as you type; the workflow runs as without the line.',
    happens: [{ open: { approve: ['dan'] } }],
  },
  {
    field: 'definition.id',
    json: { id: 'leave-request' },
    says: 'A program starts it with {"workflowId": "leave-request"}.',
    happens: [{ open: { approve: ['dan'] }, published: { id: 'leave-request' } }],
  },
  {
    field: 'definition.name',
    json: { name: 'Leave request' },
    says: 'The message that asks somebody to decide speaks of “Leave request”.',
    happens: [{ words: { dan: 'Leave request' } }],
  },
  {
    field: 'definition.description',
    json: { description: 'For leaves of more than a day.' },
    says: 'The text is stored with the version, for whoever reads the definition.',
    happens: [{ published: { description: 'For leaves of more than a day.' } }],
  },
  {
    field: 'definition.version',
    json: { version: '2.1.0' },
    says: 'Publishing 2.1.0 a second time is refused: raise the version and publish that.',
    happens: ['ann publishes', { refused: 'VERSION_EXISTS', published: { version: '2.1.0' } }],
  },
  {
    field: 'definition.status',
    json: { status: 'draft' },
    says: 'Starting it is refused until it is active.',
    happens: [{ refused: 'DEFINITION_INACTIVE' }],
  },
  {
    field: 'definition.createdBy',
    json: { createdBy: 'designer@example.com' },
    says: 'The version says who wrote it, whoever publishes it.',
    happens: [{ published: { createdBy: 'designer@example.com' } }],
  },
  {
    field: 'definition.createdAt',
    isUsual: true,
    json: { createdAt: '2020-01-01T00:00:00Z' },
    says: 'The engine puts the moment of publishing in its place.',
    happens: [{ published: { createdAt: '2026-03-02T04:00:00.000Z' } }],
  },
  {
    field: 'definition.updatedAt',
    isUsual: true,
    json: { updatedAt: '2020-01-01T00:00:00Z' },
    says: 'The engine puts the moment of publishing in its place.',
    happens: [{ published: { updatedAt: '2026-03-02T04:00:00.000Z' } }],
  },
  {
    field: 'definition.data',
    json: { data: TOTAL },
    says: 'A request with a total of −1 is refused, and so is one without a total; one with a total of 5 starts.',
    happens: [
      { refused: 'INVALID_DATA' },
      'rita starts {"total": -1}',
      { refused: 'INVALID_DATA' },
      'rita starts {"total": 5}',
      { open: { approve: ['dan'] } },
    ],
  },
  {
    field: 'definition.sensitive',
    json: { sensitive: ['/customer/phone'] },
    data: { customer: { name: 'Karim', phone: '+8801700000001' } },
    says: 'The number is stored encrypted; Dan, who decides, sees it, and Ann, who only looks, sees that there is one.',
    happens: [
      {
        shown: {
          dan: { customer: { name: 'Karim', phone: '+8801700000001' } },
          ann: { customer: { name: 'Karim', phone: '•••' } },
        },
      },
    ],
  },
  {
    field: 'definition.personal',
    json: { personal: [{ pointer: '/customer', subject: '/customerId' }] },
    data: { customerId: 'c-7', customer: { name: 'Karim' } },
    says: 'Everything under "customer" belongs to the person c-7; when c-7 is erased nobody can read it any more.',
    happens: ['ann erases c-7', { shown: { dan: { customerId: 'c-7', customer: null } } }],
  },
  {
    field: 'definition.personal.pointer',
    json: { personal: [{ pointer: '/bank/account', subject: '/applicantId' }] },
    data: { applicantId: 'a-1', bank: { name: 'City', account: '42' } },
    says: 'Only the account number belongs to the applicant; the name of the bank stays readable.',
    happens: ['ann erases a-1', { shown: { dan: { applicantId: 'a-1', bank: { name: 'City', account: null } } } }],
  },
  {
    field: 'definition.personal.subject',
    json: {
      personal: [
        { pointer: '/buyer', subject: '/buyerId' },
        { pointer: '/seller', subject: '/sellerId' },
      ],
    },
    data: { buyerId: 'c-1', buyer: { name: 'Karim' }, sellerId: 'c-2', seller: { name: 'Salma' } },
    says: 'Erasing the buyer leaves the data of the seller as it is.',
    happens: [
      'ann erases c-1',
      { shown: { dan: { buyerId: 'c-1', buyer: null, sellerId: 'c-2', seller: { name: 'Salma' } } } },
    ],
  },
  {
    field: 'definition.trigger',
    json: { trigger: { collection: 'orders', on: ['create'] } },
    isStartedByRecords: true,
    says: 'Every new record of "orders" starts the workflow, with the record as its data.',
    happens: [
      'record orders/o-1 is created {"submittedBy": "rita", "total": 5}',
      { open: { approve: ['dan'] }, shown: { dan: { submittedBy: 'rita', total: 5 } } },
    ],
  },
  {
    field: 'definition.trigger.collection',
    json: { trigger: { collection: 'disputes', on: ['create'] } },
    isStartedByRecords: true,
    says: 'A new dispute starts the workflow; a new order does not.',
    happens: [
      'record orders/o-1 is created {"submittedBy": "rita"}',
      'record disputes/d-1 is created {"submittedBy": "rita"}',
      { open: { approve: ['dan'] }, others: [] },
    ],
  },
  {
    field: 'definition.trigger.on',
    json: { trigger: { collection: 'orders', on: ['update'] } },
    isStartedByRecords: true,
    says: 'A new record starts nothing; a change of it starts the workflow.',
    happens: [
      'record orders/o-1 is created {"submittedBy": "rita"}',
      'record orders/o-1 is changed {"submittedBy": "rita", "total": 5}',
      { open: { approve: ['dan'] }, others: [] },
    ],
  },
  {
    field: 'definition.trigger.conditions',
    json: { trigger: { collection: 'orders', on: ['create'], conditions: { total: { $gte: 1000 } } } },
    isStartedByRecords: true,
    says: 'An order below 1000 starts nothing.',
    happens: [
      'record orders/o-1 is created {"submittedBy": "rita", "total": 999}',
      'record orders/o-2 is created {"submittedBy": "rita", "total": 1000}',
      { open: { approve: ['dan'] }, others: [] },
    ],
  },
  {
    field: 'definition.trigger.key',
    json: { trigger: { collection: 'orders', on: ['create', 'update'], key: '/orderId' } },
    isStartedByRecords: true,
    says: 'A second change of the same order does not start a second workflow.',
    happens: [
      'record orders/o-1 is created {"submittedBy": "rita", "orderId": "o-1"}',
      'record orders/o-1 is changed {"submittedBy": "rita", "orderId": "o-1", "total": 5}',
      { open: { approve: ['dan'] }, others: [] },
    ],
  },
  {
    field: 'definition.trigger.writeBack',
    json: { trigger: { collection: 'orders', on: ['create'], writeBack: 'workflow' } },
    isStartedByRecords: true,
    says: 'The field "workflow" of the order says how its workflow stands.',
    happens: [
      'record orders/o-1 is created {"submittedBy": "rita"}',
      { records: { 'orders/o-1': 'running' } },
      'dan approves',
      { records: { 'orders/o-1': 'completed approved' } },
    ],
  },
  {
    field: 'definition.trigger.startedBy',
    json: { trigger: { collection: 'orders', on: ['create'], startedBy: '/seller' } },
    isStartedByRecords: true,
    says: 'The person whose id is in "seller" counts as the requester.',
    happens: ['record orders/o-1 is created {"seller": "lea"}', { requester: 'lea' }],
  },
  {
    field: 'definition.roles',
    json: { roles: ['admin'], steps: [{ id: 'approve', type: 'approval', assignedTo: 'role:admin' }] },
    says: 'The step may name the role; a role that is not in this list is reported as UNKNOWN_ROLE.',
    happens: [{ open: { approve: ['ann'] } }],
  },
  {
    field: 'definition.calendar',
    json: { calendar: 'dhaka-office', steps: [{ ...ASK_DAN, timeout: '8 working hours' }] },
    says: 'Started on a Monday at 10:00 in Dhaka, the step is due on Tuesday at 10:00: the office is open from 9 to 17.',
    happens: [{ due: { approve: '2026-03-03T04:00:00.000Z' } }],
  },
];
