// Examples of the fields of a definition.
import type { Example } from './example.ts';

const TOTAL = { type: 'object', required: ['total'], properties: { total: { type: 'number', minimum: 0 } } } as const;
const ASK_DAN = { id: 'approve', type: 'approval', assignedTo: 'user:dan' } as const;

export const DEFINITION_EXAMPLES: readonly Example[] = [
  {
    field: 'definition.$schema',
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
    json: { createdAt: '2020-01-01T00:00:00Z' },
    says: 'The engine puts the moment of publishing in its place.',
    happens: [{ published: { createdAt: '2026-03-02T04:00:00.000Z' } }],
  },
  {
    field: 'definition.updatedAt',
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
    says: 'The phone number is stored encrypted, and does not appear in messages and logs.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.personal',
    json: { personal: [{ pointer: '/customer', subject: '/customerId' }] },
    says: 'Everything under "customer" belongs to the person whose id is in "customerId".',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.personal.pointer',
    json: { personal: [{ pointer: '/bank/account', subject: '/applicantId' }] },
    says: 'Only the account number belongs to the applicant; the rest of "bank" does not.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.personal.subject',
    json: {
      personal: [
        { pointer: '/buyer', subject: '/buyer/id' },
        { pointer: '/seller', subject: '/seller/id' },
      ],
    },
    says: 'Erasing the buyer leaves the data of the seller as it is.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger',
    json: { trigger: { collection: 'orders', on: ['create'] } },
    says: 'Every new record of "orders" starts the workflow, with the record as its data.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger.collection',
    json: { trigger: { collection: 'disputes', on: ['create'] } },
    says: 'New disputes start the workflow; orders do not.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger.on',
    json: { trigger: { collection: 'orders', on: ['create', 'update'] } },
    says: 'New records start the workflow, and so do changes of old ones.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger.conditions',
    json: { trigger: { collection: 'orders', on: ['create'], conditions: { total: { $gte: 1000 } } } },
    says: 'Orders below 1000 start nothing.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger.key',
    json: { trigger: { collection: 'orders', on: ['create', 'update'], key: '/orderId' } },
    says: 'A second change of the same order does not start a second workflow.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger.writeBack',
    json: { trigger: { collection: 'orders', on: ['create'], writeBack: 'workflow' } },
    says: 'The field "workflow" of the order says how its workflow stands.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.trigger.startedBy',
    json: { trigger: { collection: 'orders', on: ['create'], startedBy: '/seller' } },
    says: 'The person whose id is in "seller" counts as the requester.',
    isFormOnly: true,
    happens: [],
  },
  {
    field: 'definition.roles',
    json: { roles: ['director'], steps: [{ id: 'approve', type: 'approval', assignedTo: 'role:director' }] },
    says: 'The step may name the role; a role that is not in this list is reported as UNKNOWN_ROLE.',
    happens: [{ open: { approve: ['dan'] } }],
  },
  {
    field: 'definition.calendar',
    json: { calendar: 'dhaka-office', steps: [{ ...ASK_DAN, timeout: '8 working hours' }] },
    says: 'Started on a Monday at 10:00 in Dhaka, the step is due on Tuesday at 10:00: the office is open from 9 to 17.',
    happens: [{ due: { approve: '2026-03-03T04:00:00.000Z' } }],
  },
];
