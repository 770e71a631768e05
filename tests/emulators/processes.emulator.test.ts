// The processes from end to end on the cloud stack: every effect by Pub/Sub, every record in Firestore.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sample } from '../../definitions/testing/shipped.ts';
import { type EngineHere, openEngine } from '../../emulators/suite/engine.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import { act, as, ended, opened, settled, soon, start, statusOf, unique, verified } from './stack.ts';

let here: EngineHere;
beforeAll(() => {
  here = openEngine();
});
afterAll(() => here.close());

const record = async (collection: string, id: string): Promise<JsonObject> =>
  (await here.platform.records.get(collection, id)) ?? {};
/** A record says how the workflow ended a moment after it has. */
const becomes = (collection: string, id: string, status: string): Promise<JsonObject> =>
  soon(async () => {
    const found = await record(collection, id);
    return found.status === status ? found : null;
  });

describe('an order', () => {
  /** With goods of its own, so that others' orders do not take them. */
  async function orderLike(
    sampleId: string,
    quantity = 1,
  ): Promise<{ data: JsonObject; orderId: string; sku: string }> {
    const [orderId, sku] = [unique('ORD'), unique('SKU')];
    await here.platform.records.update('stock', sku, () => ({ sku, onHand: 100, reserved: 0 }));
    const data = { ...sample('orders', 'orderId', sampleId), orderId, items: [{ sku, name: 'Goods', quantity }] };
    return { data, orderId, sku };
  }

  it.each([
    ['ORD-1001', null, /^$/],
    ['ORD-1004', 'approve-sr-acl', /^sr-1$/],
    ['ORD-1006', 'approve-sr-ail', /^sr-3$/],
    ['ORD-1008', 'approve-cro', /^cro-/],
    ['ORD-1010', 'approve-bdo', /^bdo-/],
  ])('like %s is put to %s, delivered and told of', async (sampleId, stepId, person) => {
    const { data, orderId, sku } = await orderLike(sampleId, 3);
    const id = await start('order-approval', data);
    if (stepId !== null) expect(await act(id, stepId, 'approveStep')).toMatch(person);
    expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'approved', openSteps: [] });
    await becomes('orders', orderId, 'completed');
    expect(await record('stock', sku)).toMatchObject({ onHand: 97, reserved: 0 });
    const { messages } = await settled(id);
    expect(messages.map(({ state }: { state: string }) => state)).not.toContain('failed');
    expect(messages).toContainEqual(expect.objectContaining({ to: 'requester-1', template: 'workflow_completed' }));
    expect(await verified(id)).toBe(true);
  });
  it('that is rejected says so, and its goods stay', async () => {
    const { data, orderId, sku } = await orderLike('ORD-1008', 5);
    const id = await start('order-approval', data);
    await act(id, 'approve-cro', 'rejectStep', { reason: 'Not at this price.' });
    expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'rejected' });
    await becomes('orders', orderId, 'rejected');
    expect(await record('stock', sku)).toMatchObject({ onHand: 100, reserved: 0 });
  });
  it('that is withdrawn after its goods were reserved gives them back', async () => {
    const { data, orderId, sku } = await orderLike('ORD-1008', 5);
    const id = await start('order-approval', { ...data, awaitDispatch: true });
    await act(id, 'approve-cro', 'approveStep');
    await soon(async () => (await record('stock', sku)).reserved === 5);
    await (await as('requester-1')).ask('cancelWorkflow', { instanceId: id, reason: 'Not needed any more.' });
    expect(await ended(id)).toMatchObject({ status: 'cancelled' });
    await soon(async () => (await record('stock', sku)).reserved === 0);
    expect(await record('stock', sku)).toMatchObject({ onHand: 100, reserved: 0 });
    await becomes('orders', orderId, 'cancelled');
  });
});

describe('a dispute', () => {
  it('is investigated, its resolution rejected once, and closed when the next one is approved by another', async () => {
    const disputeId = unique('DSP');
    const data = { ...sample('disputes', 'disputeId', 'DSP-4002'), disputeId };
    const id = await start('dispute-resolution', data);
    await act(id, 'investigate', 'completeStep', { output: { resolution: 'Nothing is done about it.' } });
    await act(id, 'approve-resolution', 'rejectStep', { reason: 'That is too little.' });
    await soon(async () => (await statusOf(id)).steps.investigate.attempt === 2);
    const resolution = 'Both sides agreed to a credit.';
    const investigator = await act(id, 'investigate', 'completeStep', { output: { resolution } });
    const approver = await act(id, 'approve-resolution', 'approveStep');
    expect(approver).not.toBe(investigator);
    expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(await becomes('disputes', disputeId, 'closed')).toMatchObject({ resolution });
  });
});

describe('an engineer', () => {
  it('is looked at by a person and a system side by side, approved, and active until the certificate expires', async () => {
    const engineerId = unique('ENG');
    const data = { ...sample('engineers', 'engineerId', 'ENG-5003'), engineerId, experienceYears: 5 };
    const id = await start('engineer-registration', data);
    await opened(id, 'verify-certificate');
    // It does not wait for the person.
    await soon(async () => (await statusOf(id)).steps['background-check'].state === 'completed');
    expect((await statusOf(id)).steps['approve-bdo'].state).toBe('pending');
    await act(id, 'verify-certificate', 'completeStep', { output: { certificateSeen: true } });
    await act(id, 'approve-bdo', 'approveStep');
    expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(await becomes('engineers', engineerId, 'active')).toMatchObject({ activeUntil: '2036-12-31' });
    expect(JSON.stringify(await record('engineers', engineerId))).not.toContain(
      String(sample('engineers', 'engineerId', 'ENG-5003').nid),
    );
  });
});

describe('a visit', () => {
  it.each([
    ['VIS-6001', []],
    ['VIS-6008', ['approve-asm', 'approve-bdo']],
  ])('like %s is scheduled after %j', async (sampleId, steps) => {
    const visitId = unique('VIS');
    const planned = sample('visits', 'visitId', sampleId);
    const id = await start('site-visit-approval', { ...planned, visitId }, String(planned.requestedBy));
    for (const stepId of steps) await act(id, stepId, 'approveStep');
    expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    await becomes('visits', visitId, 'scheduled');
  });
  it('that is rejected is not scheduled', async () => {
    const visitId = unique('VIS');
    const planned = sample('visits', 'visitId', 'VIS-6008');
    const id = await start('site-visit-approval', { ...planned, visitId }, String(planned.requestedBy));
    await act(id, 'approve-asm', 'rejectStep', { reason: 'By telephone, please.' });
    expect(await ended(id)).toMatchObject({ status: 'completed', outcome: 'rejected' });
    await becomes('visits', visitId, 'rejected');
  });
});
