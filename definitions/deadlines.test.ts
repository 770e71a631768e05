// What time does to the processes: office hours, the 48 hours of the stock, the time of a visit, promises.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './testing/desk.ts';
import { sample } from './testing/shipped.ts';

const HOUR_MS = 3_600_000;
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const until = (moment: string): Promise<void> => desk.clock.advanceTo(Date.parse(moment));
const order = (id: string) => sample('orders', 'orderId', id);
const startVisit = (visitId: string, scheduledFor: string) =>
  desk.start('site-visit-approval', { ...sample('visits', 'visitId', visitId), scheduledFor });

describe('an order that nobody decides', () => {
  const decides = async (id: string) => (await desk.openSteps(id))[0]?.assignees;

  it('goes to the area sales manager after 8 working hours, to the BD in-charge after 2 working days', async () => {
    const id = await desk.start('order-approval', order('ORD-1004'));
    expect(await decides(id)).toEqual(['sr-1']);
    await until('2030-01-07T03:59:59Z');
    expect(await decides(id)).toEqual(['sr-1']);
    await until('2030-01-07T04:00:00Z');
    expect(await decides(id)).toEqual(['asm-1']);
    await until('2030-01-08T03:59:59Z');
    expect(await decides(id)).toEqual(['asm-1']);
    await until('2030-01-08T04:00:00Z');
    expect(await decides(id)).toEqual(['incharge-1']);
  });
  it('does not escalate over Friday and Saturday', async () => {
    await until('2030-01-10T16:00:00+06:00');
    const id = await desk.start('order-approval', order('ORD-1004'));
    await until('2030-01-13T15:59:59+06:00');
    expect(await decides(id)).toEqual(['sr-1']);
    await until('2030-01-13T16:00:00+06:00');
    expect(await decides(id)).toEqual(['asm-1']);
  });
  it('is warned of, escalated and noted as late, and stays open', async () => {
    const id = await desk.start('order-approval', order('ORD-1004'));
    const promised = async () => (await desk.happened(id)).filter((action) => action.startsWith('sla_'));
    expect(await promised()).toEqual(['sla_started']);
    await until('2030-01-09T10:00:00+06:00');
    expect(await promised()).toEqual(['sla_started', 'sla_warned']);
    await until('2030-01-20T10:00:00+06:00');
    expect(await promised()).toEqual(['sla_started', 'sla_warned', 'sla_escalated', 'sla_breached']);
    expect((await desk.status(id)).status).toBe('running');
  });
});

describe('an order whose goods wait in the store', () => {
  const levels = async () => {
    const { onHand, reserved } = await desk.record('stock', 'CEM-OPC-50');
    return [onHand, reserved];
  };
  const waiting = async () => {
    const id = await desk.start('order-approval', { ...order('ORD-1001'), awaitDispatch: true });
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'await-dispatch' }]);
    expect((await desk.record('orders', 'ORD-1001')).status).toBe('approved');
    expect(await levels()).toEqual([500_000, 1]);
    return id;
  };

  it('keeps them for 48 hours: what has left the store by then is gone', async () => {
    const id = await waiting();
    await desk.clock.advance(48 * HOUR_MS - 1);
    expect(await levels()).toEqual([500_000, 1]);
    await desk.signal(id, 'dispatched');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved' });
    expect(await levels()).toEqual([499_999, 0]);
  });
  it('a high-value one is approved first, then waits, then goes', async () => {
    const id = await desk.start('order-approval', order('ORD-1019'));
    await desk.act(id, 'approve-cro', 'approve');
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'await-dispatch' }]);
    await desk.signal(id, 'dispatched');
    expect((await desk.record('orders', 'ORD-1019')).status).toBe('completed');
  });
  it('loses them after 48 hours: the stock is back, the order on hold, and the requester and administrators know', async () => {
    const id = await waiting();
    await desk.clock.advance(48 * HOUR_MS);
    expect((await desk.status(id)).status).toBe('failed');
    expect(await levels()).toEqual([500_000, 0]);
    expect(await desk.record('orders', 'ORD-1001')).toMatchObject({
      status: 'on-hold',
      statusReason: 'The order was not processed in time; its stock is released.',
    });
    expect(Object.values(await desk.incidents(id))).toMatchObject([
      { kind: 'workflow_failed', stepId: 'await-dispatch' },
    ]);
  });
  it('reserves anew when it is retried, for 48 hours more', async () => {
    const id = await waiting();
    await desk.clock.advance(50 * HOUR_MS);
    await desk.retry(id);
    expect(await levels()).toEqual([500_000, 1]);
    await desk.clock.advance(47 * HOUR_MS);
    await desk.signal(id, 'dispatched');
    expect((await desk.status(id)).status).toBe('completed');
    expect((await desk.record('orders', 'ORD-1001')).status).toBe('completed');
    expect(await levels()).toEqual([499_999, 0]);
  });
});

describe('a dispute that nobody takes up', () => {
  it.each(['investigate', 'approve-resolution'])(
    'goes to the area sales manager, then to the BD in-charge (%s)',
    async (stepId) => {
      const id = await desk.start('dispute-resolution', sample('disputes', 'disputeId', 'DSP-4007'));
      if (stepId !== 'investigate')
        await desk.act(id, 'investigate', 'complete', { resolution: 'The discount is credited.' });
      await until('2030-01-07T10:00:00+06:00');
      expect(await desk.openSteps(id)).toMatchObject([{ stepId, assignees: ['asm-1'] }]);
      await until('2030-01-08T10:00:00+06:00');
      expect(await desk.openSteps(id)).toMatchObject([{ stepId, assignees: ['incharge-1'] }]);
    },
  );
});

describe('a visit that is not decided before its time', () => {
  it.each([
    ['within the hour', '2030-01-06T10:20:00+06:00'],
    ['between two escalations', '2030-01-06T16:00:00+06:00'],
    ['at a weekend', '2030-01-11T23:30:00+06:00'],
    ['after every escalation', '2030-03-03T10:00:00+06:00'],
  ])('is rejected at that very time: %s', async (_when, scheduledFor) => {
    const id = await startVisit('VIS-6004', scheduledFor);
    await desk.clock.advanceTo(Date.parse(scheduledFor) - 1);
    expect(await desk.openSteps(id)).toMatchObject([{ stepId: 'approve-asm' }, { stepId: 'deadline' }]);
    await until(scheduledFor);
    expect(await desk.status(id)).toMatchObject({
      status: 'completed',
      outcome: 'rejected',
      completedAt: new Date(scheduledFor).toISOString(),
    });
    expect(await desk.record('visits', 'VIS-6004')).toMatchObject({
      status: 'rejected',
      statusReason: 'Nobody decided on the visit before its time.',
    });
    expect(await desk.incidents(id)).toEqual({});
  });
  it('is rejected when the second of two approvals is missing', async () => {
    const id = await startVisit('VIS-6008', '2030-01-09T09:00:00+06:00');
    await desk.act(id, 'approve-asm', 'approve');
    await until('2030-01-09T09:00:00+06:00');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'rejected' });
    expect((await desk.record('visits', 'VIS-6008')).status).toBe('rejected');
  });
  it('a decision in the last moment counts, and ends the wait', async () => {
    const scheduledFor = '2030-01-09T09:00:00+06:00';
    const id = await startVisit('VIS-6004', scheduledFor);
    await desk.clock.advanceTo(Date.parse(scheduledFor) - 1);
    await desk.act(id, 'approve-asm', 'approve');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'approved', openSteps: [] });
    expect(await desk.steps(id)).toMatchObject({ deadline: { state: 'skipped' }, expire: { state: 'skipped' } });
    await desk.clock.advance(HOUR_MS);
    expect((await desk.record('visits', 'VIS-6004')).status).toBe('scheduled');
  });
  it('waits for the new time when the visit is put off', async () => {
    const id = await startVisit('VIS-6004', '2030-01-08T09:00:00+06:00');
    await desk.askForChanges(id, 'approve-asm');
    await desk.resubmit(id, { scheduledFor: '2030-01-09T09:00:00+06:00' });
    await until('2030-01-08T09:00:00+06:00');
    expect((await desk.status(id)).status).toBe('running');
    await until('2030-01-09T09:00:00+06:00');
    expect(await desk.status(id)).toMatchObject({ status: 'completed', outcome: 'rejected' });
  });
});
