// Steps: every field of the reference is taken where it belongs, and refused where it does not.
import { describe, expect, it } from 'vitest';
import { stepSchema } from './steps.ts';

const APPROVAL = { id: 'a', type: 'approval', assignedTo: 'role:sr' };
const MANUAL = { id: 'a', type: 'manual', assignedTo: 'role:sr' };
const NOTIFICATION = { id: 'a', type: 'notification', assignedTo: 'requester', template: 'workflow_completed' };
const SYSTEM = { id: 'a', type: 'system', actions: ['orders.validate'] };
const ALL = [APPROVAL, MANUAL, NOTIFICATION, SYSTEM];

const accepts = (step: object, fields: object): boolean => stepSchema.safeParse({ ...step, ...fields }).success;

describe('any step', () => {
  const COMMON = {
    name: 'Review',
    description: 'Words.',
    conditions: { total: { $gt: 5 } },
    dependencies: ['b', 'c'],
    parallel: true,
    timeout: '3 days',
    calendar: 'dhaka-office',
    escalation: {
      levels: [
        { after: '4 working hours', action: 'remind' },
        { after: '8 working hours', action: 'reassign', to: 'role:asm' },
        { after: '9 hours', action: 'add', to: ['role:asm', 'user:x'] },
        { after: 600, action: 'notify', to: 'requester' },
        { after: '2 working days', action: 'reject' },
      ],
    },
    notifications: [
      { on: 'assigned', to: 'assignee', template: 'workflow_task_assigned', channels: ['whatsapp', 'email', 'in_app'] },
      { on: 'escalated', to: 'role:admin' },
    ],
  };
  it.each(ALL)('$type takes the common fields', (step) =>
    expect(stepSchema.safeParse({ ...step, ...COMMON }).error).toBeUndefined(),
  );
  it.each(ALL)('$type takes no unknown field', (step) => expect(accepts(step, { onApprove: 'end' })).toBe(false));
  it.each(['remind', 'notify', 'add', 'reassign', 'approve', 'reject', 'skip', 'fail'])(
    'may escalate by "%s"',
    (action) => expect(accepts(APPROVAL, { escalation: { levels: [{ after: 5, action }] } })).toBe(true),
  );
  it.each([
    ['an id that begins with a digit', { id: '1a' }],
    ['an id that no path can name', { id: 'a.b' }],
    ['an id that is a prototype', { id: '__proto__' }],
    ['no escalation levels', { escalation: { levels: [] } }],
    [
      'eleven escalation levels',
      { escalation: { levels: Array.from({ length: 11 }, () => ({ after: 5, action: 'remind' })) } },
    ],
    ['an unknown escalation', { escalation: { levels: [{ after: 5, action: 'escalate' }] } }],
    ['a level without a time', { escalation: { levels: [{ action: 'remind' }] } }],
    ['a level with an unknown field', { escalation: { levels: [{ after: 5, action: 'remind', every: 5 }] } }],
    ['a notification of nothing', { notifications: [{ on: 'started', to: 'requester' }] }],
    ['a notification by no channel', { notifications: [{ on: 'assigned', to: 'requester', channels: [] }] }],
    ['a time in no form', { timeout: 'soon' }],
    ['a type that does not exist', { type: 'script' }],
    ['a broken condition', { conditions: { total: { $near: 5 } } }],
  ])('is refused with %s', (_what, fields) => {
    for (const step of ALL) expect(accepts(step, fields)).toBe(false);
  });
});

describe('an approval', () => {
  it('keeps the requester out unless it says otherwise; an empty list lets them', () => {
    expect(stepSchema.parse(APPROVAL)).toMatchObject({ distinctFrom: ['requester'] });
    expect(stepSchema.parse({ ...APPROVAL, distinctFrom: [] })).toMatchObject({ distinctFrom: [] });
  });
  it.each(['any', 'all', 'sequence', { quorum: 2 }, { percent: 60 }, { percent: 100 }, { percent: 0.5 }])(
    'takes the policy %j',
    (policy) => expect(accepts(APPROVAL, { policy })).toBe(true),
  );
  it.each([
    'most',
    { quorum: 0 },
    { quorum: 1.5 },
    { quorum: 101 },
    { percent: 0 },
    { percent: 101 },
    { quorum: 2, percent: 60 },
    {},
  ])('refuses the policy %j', (policy) => expect(accepts(APPROVAL, { policy })).toBe(false));
  it.each(['any', 'majority', 'all'])('takes the rejection rule "%s"', (rejection) =>
    expect(accepts(APPROVAL, { rejection })).toBe(true),
  );
  it.each(['end', 'continue', { goto: 'b' }, { goto: 'b', maxLoops: 10 }])(
    'may go on after a rejection by %j',
    (onReject) => expect(accepts(APPROVAL, { onReject })).toBe(true),
  );
  it.each(['retry', { goto: 'b', maxLoops: 0 }, { goto: 'b', maxLoops: 11 }, { maxLoops: 3 }])(
    'may not go on by %j',
    (onReject) => expect(accepts(APPROVAL, { onReject })).toBe(false),
  );
  it('takes a scope, a form, conditions of auto-approval and filters on people', () => {
    const fields = {
      scope: ['/totalAmount', '/items'],
      form: { type: 'object', properties: { note: { type: 'string' } } },
      autoApprove: { total: { $lt: 5 } },
      where: { territory: '$data.territory', businessUnit: 'ACL', skills: ['cement', 'steel'] },
      assignedTo: ['role:sr', 'user:x'],
    };
    expect(accepts(APPROVAL, fields)).toBe(true);
  });
  it.each([
    ['nobody to ask', { assignedTo: [] }],
    ['an empty rule', { assignedTo: '' }],
    ['101 rules', { assignedTo: Array.from({ length: 101 }, (_, i) => `user:u${i}`) }],
    ['a filter that users do not have', { where: { region: 'north' } }],
    ['a scope that is no pointer', { scope: ['total'] }],
    ['actions', { actions: ['orders.validate'] }],
    ['a template', { template: 'workflow_completed' }],
  ])('is refused with %s', (_what, fields) => expect(accepts(APPROVAL, fields)).toBe(false));
  it('is refused without anybody to ask', () => expect(accepts({ id: 'a', type: 'approval' }, {})).toBe(false));
});

describe('a manual step', () => {
  it('keeps nobody out unless it says so', () => expect(stepSchema.parse(MANUAL)).toMatchObject({ distinctFrom: [] }));
  it('takes filters on people and a form', () =>
    expect(accepts(MANUAL, { where: { territory: 'north' }, form: {} })).toBe(true));
  it.each([{ policy: 'all' }, { onReject: 'end' }, { autoApprove: {} }, { rejection: 'any' }])(
    'takes no votes: %j',
    (fields) => expect(accepts(MANUAL, fields)).toBe(false),
  );
});

describe('a notification', () => {
  it('takes channels and data for its template', () => {
    expect(accepts(NOTIFICATION, { channels: ['email'], data: { amount: '$data.total' } })).toBe(true);
  });
  it('is refused without a template, or by an unknown channel', () => {
    expect(accepts(NOTIFICATION, { template: undefined })).toBe(false);
    expect(accepts(NOTIFICATION, { channels: ['sms'] })).toBe(false);
  });
});

describe('a system step', () => {
  it('takes actions by name and with settings, what undoes them, and how often to try', () => {
    const fields = {
      actions: ['orders.validate', { use: 'http.post', with: { url: 'https://example.com', body: { a: '$data.a' } } }],
      compensate: ['orders.release', { use: 'orders.unmark' }],
      retry: { attempts: 3, backoff: '1 minute' },
      onFailure: { goto: 'b', maxLoops: 2 },
    };
    expect(accepts(SYSTEM, fields)).toBe(true);
    expect(accepts(SYSTEM, { onFailure: 'continue' })).toBe(true);
    expect(accepts(SYSTEM, { onFailure: 'fail' })).toBe(true);
  });
  it.each([
    ['no actions', { actions: [] }],
    ['21 actions', { actions: Array.from({ length: 21 }, () => 'a.b') }],
    ['an action without a name', { actions: [{ with: {} }] }],
    ['settings that are a list', { actions: [{ use: 'a.b', with: [] }] }],
    ['nine attempts', { retry: { attempts: 9 } }],
    ['an empty compensation', { compensate: [] }],
    ['a form', { form: {} }],
    ['an unknown way to fail', { onFailure: 'ignore' }],
  ])('is refused with %s', (_what, fields) => expect(accepts(SYSTEM, fields)).toBe(false));
});
