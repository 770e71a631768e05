// The processes from end to end, on the real engine: who is asked, what the records say afterwards.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../functions/core/json.ts';
import { type Desk, openDesk } from './testing/desk.ts';
import { sample } from './testing/shipped.ts';

const orderSample = (id: string): JsonObject => sample('orders', 'orderId', id);

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const stockLevels = async (sku: string): Promise<readonly unknown[]> => {
  const { onHand, reserved } = await desk.record('stock', sku);
  return [onHand, reserved];
};

describe('an order', () => {
  it.each([
    ['ORD-1001', null, null],
    ['ORD-1002', null, null],
    ['ORD-1003', 'approve-sr-acl', 'sr-1'],
    ['ORD-1004', 'approve-sr-acl', 'sr-1'],
    ['ORD-1005', 'approve-sr-acl', 'sr-2'],
    ['ORD-1006', 'approve-sr-ail', 'sr-3'],
    ['ORD-1007', 'approve-sr-ail', 'sr-4'],
    ['ORD-1008', 'approve-cro', 'cro-'],
    ['ORD-1009', 'approve-cro', 'cro-'],
    ['ORD-1010', 'approve-bdo', 'bdo-'],
    ['ORD-1011', 'approve-bdo', 'bdo-'],
    ['ORD-1012', 'approve-bdo', 'bdo-'],
    ['ORD-1013', 'approve-bdo', 'bdo-'],
    ['ORD-1014', 'approve-sr-acl', 'sr-1'],
    ['ORD-1015', 'approve-sr-acl', 'sr-1'],
    ['ORD-1017', null, null],
    ['ORD-1018', 'approve-bdo', 'bdo-'],
  ])('%s is put to %s (%s) and then goes through', async (orderId, stepId, person) => {
    const id = await desk.start('order-approval', orderSample(orderId));
    const open = await desk.openSteps(id);
    expect(open.map((step) => step.stepId)).toEqual(stepId === null ? [] : [stepId]);
    if (stepId !== null) {
      expect((await desk.record('orders', orderId)).status).toBe('pending-approval');
      expect(await desk.act(id, stepId, 'approve')).toContain(person);
    }
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect((await desk.record('orders', orderId)).status).toBe('completed');
    expect(await desk.incidents(id)).toEqual({});
  });
  it('takes its goods out of the stock, once', async () => {
    const before = await stockLevels('CEM-OPC-50');
    await desk.start('order-approval', orderSample('ORD-1001'));
    expect(await stockLevels('CEM-OPC-50')).toEqual([Number(before[0]) - 1, 0]);
  });
  it('without enough stock is on hold before anybody is asked, and goes on when there is some', async () => {
    const id = await desk.start('order-approval', orderSample('ORD-1016'));
    const { status, openSteps } = await desk.status(id);
    expect([status, openSteps]).toEqual(['failed', []]);
    expect(await desk.record('orders', 'ORD-1016')).toMatchObject({
      status: 'on-hold',
      statusReason: 'There is not enough of CEM-WHITE-40: 40 wanted, 12 available.',
    });
    await desk.records.update('stock', 'CEM-WHITE-40', (record) => ({ ...record, onHand: 60 }));
    await desk.retry(id);
    expect((await desk.record('orders', 'ORD-1016')).status).toBe('pending-approval');
    await desk.act(id, 'approve-cro', 'approve');
    expect(await stockLevels('CEM-WHITE-40')).toEqual([20, 0]);
  });
  it('that is rejected says so; one that is withdrawn is cancelled', async () => {
    const rejected = await desk.start('order-approval', orderSample('ORD-1008'));
    await desk.act(rejected, 'approve-cro', 'reject');
    expect(await desk.status(rejected)).toMatchObject({ status: 'completed', outcome: 'rejected' });
    expect((await desk.record('orders', 'ORD-1008')).status).toBe('rejected');
    const withdrawn = await desk.start('order-approval', orderSample('ORD-1009'));
    await desk.cancel(withdrawn);
    expect((await desk.record('orders', 'ORD-1009')).status).toBe('cancelled');
    expect({ ...(await desk.incidents(rejected)), ...(await desk.incidents(withdrawn)) }).toEqual({});
  });
  it('of a representative is not theirs to approve: it goes to the area sales manager at once', async () => {
    const id = await desk.start('order-approval', orderSample('ORD-1004'), 'sr-1');
    expect((await desk.openSteps(id))[0]?.assignees).toEqual(['asm-1']);
  });
});

describe('a dispute', () => {
  it.each(['DSP-4001', 'DSP-4003', 'DSP-4005', 'DSP-4007', 'DSP-4009', 'DSP-4011'])(
    '%s is investigated and approved by two people of the role its type asks for',
    async (disputeId) => {
      const data = sample('disputes', 'disputeId', disputeId);
      const role = data.type === 'site' || data.type === 'territory' ? 'bdo-' : 'cro-';
      const id = await desk.start('dispute-resolution', data);
      const investigator = await desk.act(id, 'investigate', 'complete', {
        resolution: 'Both sides agreed to a credit.',
      });
      const approver = await desk.act(id, 'approve-resolution', 'approve');
      expect([investigator, approver]).toEqual([expect.stringContaining(role), expect.stringContaining(role)]);
      expect(approver).not.toBe(investigator);
      expect(await desk.record('disputes', disputeId)).toMatchObject({
        status: 'closed',
        resolution: 'Both sides agreed to a credit.',
      });
      expect(await desk.incidents(id)).toEqual({});
    },
  );
  it('whose resolution is rejected goes back to its investigation, and is over when the next one is approved', async () => {
    const id = await desk.start('dispute-resolution', sample('disputes', 'disputeId', 'DSP-4004'));
    await desk.act(id, 'investigate', 'complete', { resolution: 'Nothing is done about it.' });
    expect((await desk.record('disputes', 'DSP-4004')).status).toBe('in-review');
    await desk.act(id, 'approve-resolution', 'reject');
    expect((await desk.record('disputes', 'DSP-4004')).status).toBe('assigned');
    await desk.act(id, 'investigate', 'complete', { resolution: 'The rods are replaced.' });
    await desk.act(id, 'approve-resolution', 'approve');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(await desk.record('disputes', 'DSP-4004')).toMatchObject({
      status: 'closed',
      resolution: 'The rods are replaced.',
    });
  });
  it('whose resolutions are rejected four times waits to be taken up again', async () => {
    const id = await desk.start('dispute-resolution', sample('disputes', 'disputeId', 'DSP-4004'));
    for (let round = 1; round <= 4; round++) {
      expect(await desk.steps(id)).toMatchObject({ investigate: { attempt: round } });
      await desk.act(id, 'investigate', 'complete', { resolution: 'Nothing is done about it.' });
      await desk.act(id, 'approve-resolution', 'reject');
    }
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'rejected' });
    expect((await desk.record('disputes', 'DSP-4004')).status).toBe('submitted');
  });
});

describe('an engineer', () => {
  const start = (engineerId: string) =>
    desk.start('engineer-registration', sample('engineers', 'engineerId', engineerId));

  it('is active until the certificate expires, after a look at it and an approval', async () => {
    const id = await start('ENG-5002');
    await desk.act(id, 'verify-certificate', 'complete', { certificateSeen: true });
    await desk.act(id, 'approve-bdo', 'approve');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(await desk.record('engineers', 'ENG-5002')).toMatchObject({ status: 'active', activeUntil: '2037-01-31' });
    expect(JSON.stringify(await desk.record('engineers', 'ENG-5002'))).not.toContain('nid');
  });
  it.each(['ENG-5009', 'ENG-5010'])(
    '%s, whose certificate is not clear, needs the BD in-charge as well',
    async (engineerId) => {
      const id = await start(engineerId);
      await desk.act(id, 'verify-certificate', 'complete', { certificateSeen: true });
      await desk.act(id, 'approve-bdo', 'approve');
      expect(await desk.act(id, 'approve-exception', 'reject')).toBe('incharge-1');
      expect((await desk.record('engineers', engineerId)).status).toBe('rejected');
    },
  );
  it.each(['ENG-5012', 'ENG-5013'])('%s does not meet the rules and is refused with the reason', async (engineerId) => {
    expect(await desk.status(await start(engineerId))).toMatchObject({ status: 'failed' });
    const record = await desk.record('engineers', engineerId);
    expect(record.status).toBe('rejected');
    expect(record.statusReason).toMatch(/years|valid/);
  });
});

describe('a visit', () => {
  const start = (visitId: string) => {
    const data = sample('visits', 'visitId', visitId);
    return desk.start('site-visit-approval', data, String(data.requestedBy));
  };

  it.each([
    ['VIS-6001', []],
    ['VIS-6003', []],
    ['VIS-6004', ['approve-asm']],
    ['VIS-6005', ['approve-asm']],
    ['VIS-6006', ['approve-asm']],
    ['VIS-6007', ['approve-asm']],
    ['VIS-6008', ['approve-asm', 'approve-bdo']],
    ['VIS-6009', ['approve-asm', 'approve-bdo']],
    ['VIS-6010', []],
    ['VIS-6012', ['approve-asm']],
  ])('%s is scheduled after %j', async (visitId, steps) => {
    const id = await start(visitId);
    for (const stepId of steps) await desk.act(id, stepId, 'approve');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved', openSteps: [] });
    expect((await desk.record('visits', visitId)).status).toBe('scheduled');
  });
  it('in the past is refused', async () => {
    expect(await desk.status(await start('VIS-6013'))).toMatchObject({ status: 'failed' });
    expect((await desk.record('visits', 'VIS-6013')).statusReason).toBe('The visit lies in the past.');
  });
});
