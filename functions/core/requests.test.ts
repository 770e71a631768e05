// What callers may send: the documented shapes, nothing beside them, everything bounded.
import { describe, expect, it } from 'vitest';
import { DECISIONS_MAX } from './limits.ts';
import * as all from './requests.ts';

const requests = { ...all };

const ON = { instanceId: 'i-1' };
const COMMAND = { ...ON, commandId: 'c-1', expectedRevision: 3 };
const STEP = { ...COMMAND, stepId: 'review', attempt: 1, notes: 'n', reason: 'r' };
const PAGE = { pageSize: 200, pageToken: 't' };
const AWAY = { from: '2026-03-02T09:00:00Z', to: '2026-03-03T09:00:00+06:00' };
const USER = { id: 'u', name: 'U', email: 'u@example.com', roles: [] };

const DOCUMENTED: readonly (readonly [keyof typeof requests, object])[] = [
  ['emptyRequest', {}],
  ['instanceRequest', ON],
  ['workflowRequest', { ...COMMAND, reason: 'r', notes: 'n' }],
  ['stepRequest', STEP],
  ['outputRequest', { ...STEP, output: { a: 1 } }],
  ['reassignRequest', { ...STEP, to: 'sr-1', from: 'sr-2' }],
  ['assignRequest', { ...STEP, to: 'sr-1' }],
  ['delegateRequest', { ...STEP, to: 'sr-1' }],
  ['resubmitRequest', { ...COMMAND, data: { a: null }, notes: 'n', reason: 'r' }],
  ['updateDataRequest', { ...COMMAND, data: { a: null }, notes: 'n', reason: 'r' }],
  ['submitRequest', { ...COMMAND, data: { a: 1 }, notes: 'n', reason: 'r' }],
  ['signalRequest', { ...COMMAND, name: 'paid', payload: { a: 1 } }],
  ['decideManyRequest', { decisions: [{ ...STEP, decision: 'reject', output: { a: 1 } }] }],
  ['workloadRequest', { role: 'sr', userId: 'u', details: true }],
  ['metricsRequest', { workflowId: 'sample', from: '2028-01-01', to: '2028-12-31' }],
  ['processRequest', { workflowId: 'sample', version: '1.0.0', from: '2028-01-01', to: '2028-12-31' }],
  ['reportRequest', { report: 'trend', workflowId: 'sample', from: '2028-01-01', to: '2028-12-31', format: 'csv' }],
  ['exportEventsRequest', { workflowId: 'sample', from: '2028-01-01', to: '2028-12-31', pageToken: 't' }],
  ['previewRequest', { workflowId: 'sample', version: '1.0.0', data: {}, startedBy: 'u' }],
  ['definitionVersionRequest', { workflowId: 'sample', version: '1.0.0' }],
  ['commentRequest', { ...COMMAND, stepId: 'review', text: 'Hello.' }],
  ['resolveIncidentRequest', { ...COMMAND, incidentId: 'review:1:nobody', reason: 'done' }],
  [
    'startRequest',
    {
      workflowId: 'sample',
      version: '1.0.0',
      data: {},
      idempotencyKey: 'k',
      priority: 'urgent',
      tags: ['x'],
      draft: true,
      source: 'sheet',
    },
  ],
  [
    'listInstancesRequest',
    {
      workflowId: 'sample',
      status: 'running',
      outcome: 'expired',
      startedBy: 'u',
      assignee: 'u',
      tag: 'x',
      ...AWAY,
      ...PAGE,
    },
  ],
  ['listTasksRequest', PAGE],
  ['listMessagesRequest', { pageSize: 50 }],
  ['listIncidentsRequest', { workflowId: 'sample', ...PAGE }],
  ['definitionRequest', { definition: {} }],
  ['oneDefinitionRequest', { workflowId: 'sample', version: '1.0.0' }],
  ['listDefinitionsRequest', { workflowId: 'sample', status: 'draft' }],
  ['definitionStatusRequest', { workflowId: 'sample', version: '1.0.0', status: 'inactive' }],
  ['listUsersRequest', { role: 'sr' }],
  ['upsertUserRequest', { user: USER }],
  ['availabilityRequest', { userId: 'u', ...AWAY, delegate: 'v' }],
];

describe('requests', () => {
  it.each(DOCUMENTED)('%s takes its documented fields', (name, request) =>
    expect(requests[name].safeParse(request).error).toBeUndefined(),
  );
  it.each(DOCUMENTED)('%s takes no field beside them', (name, request) =>
    expect(requests[name].safeParse({ ...request, isAdmin: true }).success).toBe(false),
  );

  const REFUSED: readonly (readonly [string, keyof typeof requests, object])[] = [
    ['an instance id with a slash', 'instanceRequest', { instanceId: 'a/b' }],
    ['an empty command id', 'workflowRequest', { ...ON, commandId: '' }],
    ['a negative revision', 'workflowRequest', { ...ON, expectedRevision: -1 }],
    ['half an attempt', 'stepRequest', { ...ON, attempt: 1.5 }],
    ['a reason longer than 4,000 characters', 'stepRequest', { ...ON, reason: 'x'.repeat(4_001) }],
    ['data that is a list', 'startRequest', { workflowId: 'sample', data: [] }],
    ['a start without data', 'startRequest', { workflowId: 'sample' }],
    ['an unknown priority', 'startRequest', { workflowId: 'sample', data: {}, priority: 'asap' }],
    [
      '21 tags',
      'startRequest',
      { workflowId: 'sample', data: {}, tags: Array.from({ length: 21 }, (_, i) => `t${i}`) },
    ],
    ['an empty comment', 'commentRequest', { ...ON, text: '' }],
    ['a report that there is not', 'reportRequest', { report: 'all', from: '2028-01-01', to: '2028-01-02' }],
    ['a report of 367 days', 'reportRequest', { report: 'trend', from: '2028-01-01', to: '2029-01-01' }],
    ['events from the end on', 'exportEventsRequest', { workflowId: 'sample', from: '2028-01-02', to: '2028-01-01' }],
    ['a process of no days', 'processRequest', { workflowId: 'sample', from: '2028-01-02', to: '2028-01-01' }],
    ['a page of 201', 'listTasksRequest', { pageSize: 201 }],
    ['a moment without time zone', 'listInstancesRequest', { from: '2026-03-02T09:00:00' }],
    [
      'publishing a draft status',
      'definitionStatusRequest',
      { workflowId: 'sample', version: '1.0.0', status: 'draft' },
    ],
    ['an absence without end', 'availabilityRequest', { from: AWAY.from }],
    ['a reassignment to nobody', 'reassignRequest', ON],
    ['a delegation to nobody', 'delegateRequest', ON],
    ['one more approver who is nobody', 'assignRequest', ON],
    ['a change without data', 'updateDataRequest', ON],
    ['a signal without a name', 'signalRequest', { ...ON, name: '' }],
    ['a payload that is no object', 'signalRequest', { ...ON, name: 'paid', payload: 5 }],
    ['a decision that is none', 'decideManyRequest', { decisions: [{ ...ON, decision: 'complete' }] }],
    [
      'a field beside those of a decision',
      'decideManyRequest',
      { decisions: [{ ...STEP, decision: 'approve', to: 'x' }] },
    ],
    ['no decisions', 'decideManyRequest', { decisions: [] }],
    [
      `more than ${DECISIONS_MAX} decisions`,
      'decideManyRequest',
      { decisions: Array.from({ length: DECISIONS_MAX + 1 }, () => ({ ...ON, decision: 'approve' })) },
    ],
    ['deleting a workflow without its version', 'definitionVersionRequest', { workflowId: 'sample' }],
    [
      'figures of a range that ends before it begins',
      'metricsRequest',
      { workflowId: 'sample', from: '2026-03-02', to: '2026-03-01' },
    ],
    ['figures of more than a year', 'metricsRequest', { workflowId: 'sample', from: '2027-01-01', to: '2028-01-02' }],
    ['figures of a day that is none', 'metricsRequest', { workflowId: 'sample', from: '2026-02-30', to: '2026-03-01' }],
    ['a preview without data', 'previewRequest', { workflowId: 'sample' }],
  ];
  it.each(REFUSED)('refuses %s', (_what, name, request) =>
    expect(requests[name].safeParse(request).success).toBe(false),
  );
});
