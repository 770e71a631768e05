// The definition language as a schema: what the reference shows is taken, and nothing is ignored in silence.
import { describe, expect, it } from 'vitest';
import { written } from '../testing/sample-workflow.ts';
import { definitionJsonSchema, definitionSchema, isTable, TEMPLATE_NAMES } from './schema.ts';

const accepts = (fields: object): boolean => definitionSchema.safeParse({ ...written(), ...fields }).success;

describe('a definition', () => {
  it('takes every field of the reference', () => {
    const full = {
      $schema: './schema.json',
      name: 'Order approval',
      description: 'Words.',
      version: '1.0.0-beta.1',
      status: 'active',
      createdBy: 'designer@example.com',
      createdAt: '2026-03-02T09:00:00Z',
      updatedAt: '2026-03-02T09:00:00Z',
      data: { type: 'object', required: ['orderId'], properties: { orderId: { type: 'string' } } },
      sensitive: ['/customer/phone'],
      personal: [{ pointer: '/customer', subject: '/customerId' }],
      trigger: {
        collection: 'orders',
        on: ['create', 'update'],
        conditions: { status: 'new' },
        key: '/orderId',
        writeBack: 'workflow',
      },
      roles: ['sr', 'bd_incharge'],
      calendar: 'dhaka-office',
      rules: {
        highValue: { totalAmount: { $gte: 50_000 } },
        approver: { hit: 'unique', rows: [{ when: { $rule: 'highValue' }, then: 'role:sr' }] },
      },
      notifications: {
        onStarted: ['requester'],
        onCompleted: ['requester'],
        onFailed: ['role:admin'],
        templates: { workflow_task_assigned: { whatsapp: '…', subject: '…', email: '…' } },
      },
      sla: {
        maxDuration: '3 working days',
        warningThreshold: '1 working day',
        escalationThreshold: 2_880,
        escalateTo: 'role:asm',
      },
    };
    expect(definitionSchema.safeParse({ ...written(), ...full }).error).toBeUndefined();
  });
  it('is a draft with no roles unless it says otherwise', () => {
    const { roles: _roles, ...least } = written();
    expect(definitionSchema.parse(least)).toMatchObject({ status: 'draft', roles: [] });
  });
  it.each([
    ['an unknown field', { owner: 'me' }],
    ['an id of two characters', { id: 'ab' }],
    ['an id of 65 characters', { id: 'a'.repeat(65) }],
    ['an id with capitals', { id: 'Order' }],
    ['an id that begins with a digit', { id: '1-order' }],
    ['no name', { name: '' }],
    ['a name of 201 characters', { name: 'x'.repeat(201) }],
    ['a description of 1,001 characters', { description: 'x'.repeat(1_001) }],
    ['half a version', { version: '1.0' }],
    ['a version with a leading zero', { version: '01.0.0' }],
    ['a version in words', { version: 'latest' }],
    ['an unknown status', { status: 'published' }],
    ['a schema that is a text', { data: 'object' }],
    ['a pointer without a slash', { sensitive: ['phone'] }],
    ['a pointer with an empty part', { sensitive: ['/customer//phone'] }],
    ['personal data of nobody', { personal: [{ pointer: '/customer' }] }],
    ['a trigger on deletion', { trigger: { collection: 'orders', on: ['delete'] } }],
    ['a trigger on nothing', { trigger: { collection: 'orders', on: [] } }],
    ['a trigger inside a document', { trigger: { collection: 'orders/1/lines', on: ['create'] } }],
    ['a role with capitals', { roles: ['SR'] }],
    ['a rule with a blank in its name', { rules: { 'high value': { a: 1 } } }],
    ['a table without rows', { rules: { t: { hit: 'first', rows: [] } } }],
    ['a table row without an end', { rules: { t: { rows: [{ when: {} }] } } }],
    ['an unknown way of hitting', { rules: { t: { hit: 'any', rows: [{ when: {}, then: 'role:sr' }] } } }],
    ['no steps', { steps: [] }],
    ['201 steps', { steps: Array.from({ length: 201 }, (_, i) => ({ id: `s${i}`, type: 'system', actions: ['a'] })) }],
    ['an unknown template', { notifications: { templates: { welcome: { subject: 'Hi' } } } }],
    ['an unknown channel of a template', { notifications: { templates: { workflow_completed: { sms: 'Hi' } } } }],
    ['an sla without its length', { sla: { escalateTo: 'role:asm' } }],
  ])('is refused with %s', (_what, fields) => expect(accepts(fields)).toBe(false));
  it.each(['abc', 'order-approval', `a${'9'.repeat(63)}`])('takes the id "%s"', (id) =>
    expect(accepts({ id })).toBe(true),
  );
  it('takes 200 steps', () =>
    expect(
      accepts({ steps: Array.from({ length: 200 }, (_, i) => ({ id: `s${i}`, type: 'system', actions: ['a'] })) }),
    ).toBe(true));
});

describe('a rule', () => {
  it('is a table where it has rows, and a condition otherwise', () => {
    const { rules } = definitionSchema.parse(
      written({ rules: { t: { rows: [{ when: {}, then: 'role:sr' }] }, c: { rows: 5 } } }),
    );
    expect(isTable(rules?.t)).toBe(true);
    expect(rules?.t).toMatchObject({ hit: 'unique' });
    expect(isTable(rules?.c)).toBe(false);
  });
  it('with rows that are no rows is refused, not taken for a condition', () => {
    expect(accepts({ rules: { t: { rows: ['role:sr'] } } })).toBe(false);
    expect(accepts({ rules: { t: { rows: [{ if: {}, then: 'role:sr' }] } } })).toBe(false);
  });
  it.each([null, undefined, 'rows', { rows: {} }, [], Object.create({ rows: [] }) as object])(
    'as %j is no table',
    (rule) => expect(isTable(rule)).toBe(false),
  );
});

describe('the language', () => {
  it('has the promised template names', () => {
    const promised = `workflow_task_assigned workflow_step_approved workflow_step_rejected workflow_changes_requested
      workflow_completed workflow_failed workflow_escalation_warning workflow_timeout_alert workflow_sla_warning
      workflow_daily_digest`.split(/\s+/);
    expect(TEMPLATE_NAMES).toEqual(expect.arrayContaining(promised));
  });
  it('can be written as a JSON Schema that editors read', () => {
    const schema = definitionJsonSchema() as { required: string[]; properties: object };
    expect(schema.required.sort()).toEqual(['id', 'name', 'steps', 'version']);
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['$schema', 'rules', 'sla', 'trigger']));
  });
});
