// Rules of what a message knows: the fields that decide come first, sensitive data never comes.
import { describe, expect, it } from 'vitest';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { definitionSchema } from '../core/definition/schema.ts';
import type { Instance, StepInstance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { FIELDS_MAX, fieldsOf, labelOf } from '../core/views/fields.ts';
import { factsOf, withoutPointers } from './facts.ts';

const definition: WorkflowDefinition = definitionSchema.parse({
  id: 'order-approval',
  name: 'Order approval',
  version: '1.0.0',
  data: {
    type: 'object',
    required: ['orderId', 'totalAmount'],
    properties: {
      currency: { type: 'string' },
      nid: { type: 'string' },
      customer: { type: 'object' },
      totalAmount: { type: 'number', title: 'Total' },
      orderId: { type: 'string' },
    },
  },
  sensitive: ['/nid', '/customer/phone'],
  roles: ['sr'],
  steps: [
    { id: 'approve', name: 'Approval', type: 'approval', assignedTo: 'role:sr' },
    { id: 'look', type: 'manual', assignedTo: 'role:sr' },
  ],
});

const DATA = {
  orderId: 'o-1',
  totalAmount: 12,
  currency: 'BDT',
  nid: '123',
  customer: { name: 'M', phone: '+8801700000001' },
};
const openStep = { state: 'assigned', attempt: 1, dueAt: 5_000 } as unknown as StepInstance;
const instance = (change: Partial<Instance> = {}): Instance =>
  ({
    id: 'i-1',
    outcome: null,
    reason: null,
    data: DATA,
    context: { startedBy: 'requester-1', startedAt: 1_000, priority: 'high', tags: [], source: null },
    steps: { approve: openStep, look: { state: 'pending', attempt: 0 } },
    ...change,
  }) as unknown as Instance;
const names = { 'requester-1': 'Karim Uddin', 'cro-1': 'Nasrin Akter' };

const labels = (schema: JsonObject | undefined, data: JsonObject): readonly string[] =>
  fieldsOf(schema, data).map(({ label }) => label);

describe('factsOf', () => {
  it('takes what the message effect says and the instance knows', () => {
    const facts = { actor: 'cro-1', reason: 'too dear', outcome: 'rejected' };
    expect(factsOf({ definition, instance: instance(), stepId: 'approve', facts, names })).toEqual({
      workflowName: 'Order approval',
      instanceId: 'i-1',
      stepId: 'approve',
      stepName: 'Approval',
      requester: { id: 'requester-1', name: 'Karim Uddin' },
      actor: { id: 'cro-1', name: 'Nasrin Akter' },
      reason: 'too dear',
      outcome: 'rejected',
      priority: 'high',
      startedAt: 1_000,
      dueAt: 5_000,
      data: { orderId: 'o-1', totalAmount: 12, currency: 'BDT', customer: { name: 'M' } },
      fields: [
        { label: 'Order ID', value: 'o-1' },
        { label: 'Total', value: 12, currency: 'BDT' },
        { label: 'Currency', value: 'BDT' },
      ],
      occasion: facts,
    });
  });

  it('leaves out what nobody said', () => {
    const facts = factsOf({ definition, instance: instance(), facts: { actor: null, reason: ' ', outcome: 7 }, names });
    expect(Object.keys(facts)).toEqual([
      'workflowName',
      'instanceId',
      'requester',
      'priority',
      'startedAt',
      'data',
      'fields',
      'occasion',
    ]);
  });

  it('calls a step without a name and a person without a name by their ids', () => {
    const facts = factsOf({
      definition,
      instance: instance(),
      stepId: 'look',
      facts: { actor: 'constructor' },
      names: {},
    });
    expect(facts).toMatchObject({
      stepName: 'look',
      requester: { name: 'requester-1' },
      actor: { id: 'constructor', name: 'constructor' },
    });
    expect(facts.dueAt).toBeUndefined();
  });

  it('tells the end of the workflow from the instance, but of no single step', () => {
    const ended = instance({ outcome: 'expired', reason: 'nobody decided' });
    expect(factsOf({ definition, instance: ended, facts: {}, names })).toMatchObject({
      outcome: 'expired',
      reason: 'nobody decided',
    });
    const ofStep = factsOf({ definition, instance: ended, stepId: 'look', facts: {}, names });
    expect([ofStep.outcome, ofStep.reason]).toEqual([undefined, undefined]);
  });

  it('takes the moment that the occasion names before the one of the step', () => {
    const due = (stepId: string, facts: JsonObject) =>
      factsOf({ definition, instance: instance(), stepId, facts, names }).dueAt;
    expect(due('approve', { dueAt: 9 })).toBe(9);
    expect(due('approve', { dueAt: 'soon' })).toBe(5_000);
    expect(due('toString', {})).toBeUndefined();
    const noDeadline = instance({ steps: { approve: { ...openStep, dueAt: null } as StepInstance } });
    expect(factsOf({ definition, instance: noDeadline, stepId: 'approve', facts: {}, names }).dueAt).toBeUndefined();
  });
});

describe('the fields that decide', () => {
  it('are the own id, numbers, other ids, the rest; within each the required ones first, at most six', () => {
    const schema = {
      required: ['requestedBy', 'projectId', 'volume', 'toString', 'constructor'],
      properties: {
        note: {},
        amount: {},
        dealer_id: {},
        id: {},
        volume: {},
        projectId: {},
        requestedBy: {},
        extra: {},
        more: {},
      },
    };
    const data = {
      extra: 'e',
      note: 'n',
      more: true,
      amount: 5,
      dealer_id: 'd',
      id: 'i',
      volume: 2,
      projectId: 'p',
      requestedBy: 'r',
      unlisted: 'u',
    };
    expect(labels(schema, data)).toEqual(['Project ID', 'Volume', 'Amount', 'Dealer ID', 'ID', 'Requested by']);
    expect(labels(schema, data)).toHaveLength(FIELDS_MAX);
  });

  it('are scalars that say something: no lists, objects, empty texts, links or encoded files', () => {
    const schema = {
      properties: {
        ...{ list: {}, object: {}, empty: {}, none: {}, absent: {}, no: {} },
        ...{
          photo: { format: 'uri' },
          link: { format: 'uri-reference' },
          file: { contentEncoding: 'base64' },
          zero: {},
        },
      },
    };
    const data = {
      list: [1],
      object: {},
      empty: ' ',
      none: null,
      no: false,
      photo: 'https://example.com/x',
      link: '/x',
      file: 'QUJD',
      zero: 0,
    };
    expect(labels(schema, data)).toEqual(['Zero', 'No']);
  });

  it('follow the order of the data where there is no schema', () => {
    expect(labels(undefined, { b: 'x', a: 'y', customerId: 'c' })).toEqual(['Customer ID', 'B', 'A']);
    expect(labels({ properties: 7 } as JsonObject, { b: 'x' })).toEqual(['B']);
  });

  it('carry a currency only as amounts of money, and only a real code', () => {
    const of = (name: string, currency: string) => fieldsOf(undefined, { [name]: 5, currency })[0]?.currency;
    expect(['estimatedCost', 'totalAmount', 'unitPrice', 'fee', 'volume'].map((name) => of(name, 'BDT'))).toEqual([
      'BDT',
      'BDT',
      'BDT',
      'BDT',
      undefined,
    ]);
    expect(of('fee', 'taka')).toBeUndefined();
  });

  it('know dates from the schema', () => {
    const schema = { properties: { on: { format: 'date' }, at: { format: 'date-time' }, mail: { format: 'email' } } };
    const data = { on: '2026-03-14', at: '2026-03-14T00:00:00Z', mail: 'a@example.com' };
    expect(fieldsOf(schema, data).map(({ format }) => format)).toEqual(['date', 'date-time', undefined]);
  });

  it('are labelled in words', () => {
    expect(['totalAmount', 'orderId', 'id', 'dealer_memo', 'site-visit', 'X'].map(labelOf)).toEqual([
      'Total amount',
      'Order ID',
      'ID',
      'Dealer memo',
      'Site visit',
      'X',
    ]);
  });
});

describe('withoutPointers', () => {
  it('takes out keys, elements and nested values, and leaves the original alone', () => {
    const data = { a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, 'gone', 3], 'odd/key': 1, 'til~de': 2, kept: null };
    const before = structuredClone(data);
    expect(
      withoutPointers(data, ['/a/b', '/list/0/x', '/list/1', '/odd~1key', '/til~0de', '/kept/below', '/not/there']),
    ).toEqual({
      a: { c: 2 },
      list: [{ y: 2 }, null, 3],
      kept: null,
    });
    expect(data).toEqual(before);
  });
});
