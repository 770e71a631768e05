// Statuses as workflows write and undo them.
import { describe, expect, it } from 'vitest';
import type { ActionCall } from '../core/commands.ts';
import type { JsonObject } from '../core/json.ts';
import { createMemoryRecords, type MemoryRecords, NOW } from './testing/memory-records.ts';
import { errorOf, outputOf, run, runTwice } from './testing/run.ts';

const order: JsonObject = { orderId: 'ORD-1', totalAmount: 5_000, totalSalesVolume: 1 };
const set = (records: MemoryRecords, status: string, fields: Partial<ActionCall> = {}) =>
  run(records, 'orders.markStatus', order, { with: { status }, ...fields });
const undo = (records: MemoryRecords, status: string, fields: Partial<ActionCall> = {}) =>
  run(records, 'orders.unmarkStatus', order, { with: { status }, ...fields });
const statusOf = (records: MemoryRecords): unknown => records.peek('orders', 'ORD-1')?.status;

describe('marking a status', () => {
  it('makes the record where there is none', async () => {
    const records = createMemoryRecords();
    expect(outputOf(await set(records, 'approved'))).toEqual({ status: 'approved' });
    expect(records.peek('orders', 'ORD-1')).toMatchObject({
      orderId: 'ORD-1',
      status: 'approved',
      statusAt: '2030-01-06T04:00:00.000Z',
      createdAt: '2030-01-06T04:00:00.000Z',
    });
  });
  it('leaves everything else of an existing record as it is', async () => {
    const records = createMemoryRecords({ orders: { 'ORD-1': { orderId: 'ORD-1', status: 'submitted', row: 7 } } });
    await set(records, 'approved');
    expect(records.peek('orders', 'ORD-1')).toMatchObject({ status: 'approved', row: 7 });
  });
  it('stays quiet when repeated, even after the status moved on', async () => {
    const records = createMemoryRecords();
    await set(records, 'pending-approval');
    await set(records, 'approved', { stepId: 'later' });
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.markStatus', order, {
      with: { status: 'pending-approval' },
    });
    expect(first).toEqual({ ok: true, output: { status: 'pending-approval' } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(statusOf(records)).toBe('approved');
  });
  it.each(['shipped', '', 'constructor', 7, null])('refuses %s, which is no status', async (status) => {
    const records = createMemoryRecords();
    for (const use of ['orders.markStatus', 'orders.unmarkStatus'])
      expect(errorOf(await run(records, use, order, { with: { status } }))).toContain('is no status');
    expect(records.writes()).toBe(0);
  });
  it('refuses a record without an id', async () => {
    for (const use of ['orders.markStatus', 'orders.unmarkStatus'])
      expect(errorOf(await run(createMemoryRecords(), use, {}, { with: { status: 'approved' } }))).toContain('orderId');
  });
  it('keeps a record that is used again and again small', async () => {
    const records = createMemoryRecords();
    for (let n = 0; n < 200; n++) await set(records, 'approved', { stepId: `step-${n}`, now: NOW + n });
    const marks = Object.keys((records.peek('orders', 'ORD-1')?.marks ?? {}) as JsonObject);
    expect(marks.length).toBe(64);
    expect(marks).toContain('wf-1/step-199/1');
  });
});

describe('undoing a mark', () => {
  it('sets the status that undoing leaves, once', async () => {
    const records = createMemoryRecords();
    await set(records, 'pending-approval');
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.unmarkStatus', order, {
      with: { status: 'cancelled' },
    });
    expect(first).toEqual({ ok: true, output: { status: 'cancelled' } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
  });
  it('leaves a status that moved on since', async () => {
    const records = createMemoryRecords();
    await set(records, 'pending-approval');
    await set(records, 'on-hold', { stepId: 'later' });
    expect(outputOf(await undo(records, 'cancelled'))).toEqual({ status: 'on-hold' });
  });
  it('before the mark ends as after it, and the mark is not made any more', async () => {
    const records = createMemoryRecords();
    await undo(records, 'cancelled');
    const late = await set(records, 'pending-approval');
    expect(errorOf(late)).toContain('already undone');
    expect(statusOf(records)).toBe('cancelled');
  });
  it('does not reach another attempt of the step', async () => {
    const records = createMemoryRecords();
    await undo(records, 'cancelled', { attempt: 1 });
    expect((await set(records, 'pending-approval', { attempt: 2 })).ok).toBe(true);
    expect(statusOf(records)).toBe('pending-approval');
  });
  it.each([
    [['approved', 'rejected', null], 'rejected'],
    [['approved', null], 'cancelled'],
    [[], 'cancelled'],
    ['rejected', 'cancelled'],
  ])('tells a rejection from a withdrawal by the outcomes %j', async (outcomes, status) => {
    const records = createMemoryRecords();
    await set(records, 'pending-approval');
    const cases = [{ status: 'rejected', when: 'rejected', in: outcomes }];
    await run(records, 'orders.unmarkStatus', order, { with: { status: 'cancelled', cases } });
    expect(statusOf(records)).toBe(status);
  });
});

describe('what undoing leaves', () => {
  const cases = [
    { status: 'validated', when: 'pending', in: ['$pending'] },
    { status: 'on-hold', reason: 'Nobody came for it.', when: 'failed', in: ['failed'] },
  ];
  it('is the first case that is so, with its reason', async () => {
    const records = createMemoryRecords();
    await set(records, 'approved');
    const settings = { with: { status: 'cancelled', cases } };
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.unmarkStatus', order, settings);
    expect(outputOf(first)).toEqual({ status: 'on-hold' });
    expect([second, writesOfSecond]).toEqual([first, 0]);
    expect(records.peek('orders', 'ORD-1')?.statusReason).toBe('Nobody came for it.');
  });
  it('is no reason beside a status that moved on', async () => {
    const records = createMemoryRecords();
    await set(records, 'approved');
    await set(records, 'completed', { stepId: 'later' });
    await run(records, 'orders.unmarkStatus', order, { with: { status: 'cancelled', cases } });
    expect(records.peek('orders', 'ORD-1')).toMatchObject({ status: 'completed' });
    expect(records.peek('orders', 'ORD-1')).not.toHaveProperty('statusReason');
  });
});

describe('a workflow that starts later on the same record', () => {
  it('takes the record over with its own facts, and earlier workflows do not touch the status any more', async () => {
    const records = createMemoryRecords();
    await run(records, 'orders.validate', order);
    await run(records, 'orders.validate', { ...order, totalAmount: 7_000 }, { instanceId: 'wf-2' });
    expect(records.peek('orders', 'ORD-1')).toMatchObject({ instanceId: 'wf-2', totalAmount: 7_000 });
    const stale = await set(records, 'approved', { stepId: 'later' });
    expect(outputOf(stale)).toEqual({ status: 'validated', superseded: true });
    await undo(records, 'cancelled');
    expect(statusOf(records)).toBe('validated');
    await set(records, 'completed', { instanceId: 'wf-2', stepId: 'later' });
    expect(statusOf(records)).toBe('completed');
  });
});
