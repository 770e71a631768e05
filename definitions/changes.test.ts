// Requests that are changed on their way: what an approval covers, and what is done again.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './testing/desk.ts';
import { sample } from './testing/shipped.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const order = (id: string) => sample('orders', 'orderId', id);

describe('an order sent back for changes', () => {
  it('is checked again and decided by the same step while its amount stays in it', async () => {
    const id = await desk.start('order-approval', order('ORD-1008'));
    await desk.askForChanges(id, 'approve-cro');
    expect(await desk.openSteps(id)).toEqual([]);
    await desk.resubmit(id, { totalAmount: 12_000, dealerMemo: 'Two thousand more than before.' });
    expect(await desk.record('orders', 'ORD-1008')).toMatchObject({ status: 'pending-approval', totalAmount: 12_000 });
    await desk.act(id, 'approve-cro', 'approve');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect((await desk.record('orders', 'ORD-1008')).status).toBe('completed');
    expect(await desk.incidents(id)).toEqual({});
  });
  it('is routed anew when the change takes it over a limit', async () => {
    const id = await desk.start('order-approval', order('ORD-1008'));
    await desk.askForChanges(id, 'approve-cro');
    await desk.resubmit(id, { totalAmount: 50_000 });
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'approve-bdo' }]);
  });
});

describe('an approved order that is changed before its goods leave the store', () => {
  const approved = async () => {
    const id = await desk.start('order-approval', { ...order('ORD-1008'), awaitDispatch: true });
    await desk.act(id, 'approve-cro', 'approve');
    return id;
  };
  const reserved = async () => {
    const [{ sku = '' } = {}] = order('ORD-1008').items as { sku?: string }[];
    return (await desk.record('stock', sku)).reserved;
  };

  it('stays approved when the change is none of what the approval covers, and holds its stock once', async () => {
    const id = await approved();
    const before = await reserved();
    await desk.mend(id, { detailedProjectAddress: 'Plot 14, Road 4, North industrial area' });
    expect(await desk.steps(id)).toMatchObject({
      'approve-cro': { state: 'completed', attempt: 1 },
      'reserve-stock': { state: 'completed', attempt: 2 },
    });
    expect(await reserved()).toBe(before);
    expect((await desk.record('orders', 'ORD-1008')).status).toBe('approved');
    await desk.signal(id, 'dispatched');
    expect((await desk.status(id)).status).toBe('completed');
    expect(await reserved()).toBe(0);
  });
  it('is approved anew when the change is one of them; meanwhile nothing is reserved', async () => {
    const id = await approved();
    await desk.mend(id, { totalAmount: 20_000 });
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'approve-cro', attempt: 2 }]);
    expect(await reserved()).toBe(0);
    expect((await desk.record('orders', 'ORD-1008')).status).toBe('pending-approval');
  });
});

describe('a visit that was changed', () => {
  it('keeps the approval of the area sales manager unless the change concerns them', async () => {
    const id = await desk.start('site-visit-approval', sample('visits', 'visitId', 'VIS-6008'));
    await desk.act(id, 'approve-asm', 'approve');
    await desk.askForChanges(id, 'approve-bdo');
    await desk.resubmit(id, { potentialVolume: 1_200 });
    expect(await desk.steps(id)).toMatchObject({ 'approve-asm': { state: 'completed', attempt: 1 } });
    await desk.askForChanges(id, 'approve-bdo');
    await desk.resubmit(id, { estimatedCost: 21_000 });
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'approve-asm', attempt: 2 }, { stepId: 'deadline' }]);
  });
});
