// Looking at stock and issuing it.
import { describe, expect, it } from 'vitest';
import type { ActionCall } from '../core/commands.ts';
import { NOW } from './testing/memory-records.ts';
import { errorOf, outputOf, run, runTwice } from './testing/run.ts';
import { levels, order, reserving, stocked } from './testing/stocked.ts';

const HOUR_MS = 3_600_000;

describe('orders.checkStock', () => {
  it('says what is there and changes nothing', async () => {
    const records = stocked();
    const result = await run(records, 'orders.checkStock', order(100, 50));
    expect(result).toEqual({ ok: true, output: { inStock: true, missing: [], notStocked: [] } });
    expect(records.writes()).toBe(0);
  });
  it('names what is missing, over all lines of the same item', async () => {
    const data = {
      orderId: 'ORD-1',
      items: [
        { sku: 'CEM', quantity: 60 },
        { sku: 'CEM', quantity: 60 },
        { sku: 'ODD', quantity: 1 },
      ],
    };
    const result = await run(stocked(), 'orders.checkStock', data);
    expect(outputOf(result)).toEqual({
      inStock: false,
      missing: [
        { sku: 'CEM', wanted: 120, available: 100 },
        { sku: 'ODD', wanted: 1, available: 0 },
      ],
      notStocked: ['ODD'],
    });
  });
  it('refuses a shortage where the definition says so, and puts the order on hold with the reason', async () => {
    const records = stocked();
    const settings = { refuseWhenShort: true, refusedStatus: 'on-hold' };
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.checkStock', order(101, 1), {
      with: settings,
    });
    expect(errorOf(first)).toBe('There is not enough of CEM: 101 wanted, 100 available.');
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(records.peek('orders', 'ORD-1')).toMatchObject({ status: 'on-hold', statusReason: errorOf(first) });
  });
  it('passes items nobody keeps where the definition allows them, and items without a sku always', async () => {
    const data = { orderId: 'ORD-1', items: [{ sku: 'ODD', quantity: 1 }, { name: 'Advice' }] };
    const result = await run(stocked(), 'orders.checkStock', data, {
      with: { unknownItems: 'allow', refuseWhenShort: true },
    });
    expect(outputOf(result)).toEqual({ inStock: true, missing: [], notStocked: ['ODD'] });
  });
  it.each([
    [{ items: 'all' }, 'not a list'],
    [{ items: [7] }, 'Item 1'],
    [{ items: [{ sku: '../x', quantity: 1 }] }, 'no usable "sku"'],
    [{ items: [{ sku: 'CEM', quantity: 0 }] }, 'above 0'],
    [{ items: [{ sku: 'CEM', quantity: -1 }] }, 'above 0'],
    [{ items: [{ sku: 'CEM', quantity: '5' }] }, 'above 0'],
    [{ items: [{ sku: 'CEM', quantity: Number.POSITIVE_INFINITY }] }, 'above 0'],
    [{ items: [{ sku: 'CEM' }] }, 'above 0'],
  ])('refuses items that cannot be read: %j', async (data, reason) => {
    for (const use of ['orders.checkStock', 'orders.reserveStock', 'orders.process'])
      expect(errorOf(await run(stocked(), use, { orderId: 'ORD-1', ...data }))).toContain(reason);
  });
  it('finds nothing to check in an order without items', async () => {
    expect(outputOf(await run(stocked(), 'orders.checkStock', { orderId: 'ORD-1' }))).toMatchObject({ inStock: true });
  });
});

describe('orders.process', () => {
  const processing: Partial<ActionCall> = {
    stepId: 'process',
    with: { reservedBy: 'reserve-stock', refusedStatus: 'on-hold' },
  };

  it('issues what was reserved, and the order is in fulfilment', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), reserving);
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.process', order(10, 5), processing);
    expect(first).toEqual({ ok: true, output: { issued: ['CEM', 'ROD'], status: 'in-fulfillment' } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(levels(records)).toEqual([
      [90, 0],
      [45, 0],
    ]);
    expect(records.peek('orders', 'ORD-1')?.status).toBe('in-fulfillment');
  });
  it('refuses when the reservation is gone, and holds the order', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), reserving);
    await run(records, 'orders.releaseStock', order(10, 5), reserving);
    const result = await run(records, 'orders.process', order(10, 5), processing);
    expect(errorOf(result)).toContain('already released');
    expect(records.peek('orders', 'ORD-1')?.status).toBe('on-hold');
    expect(levels(records)).toEqual([
      [100, 0],
      [50, 0],
    ]);
  });
  it('refuses when the time to process has passed', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, with: { holdHours: 48 } });
    const late = await run(records, 'orders.process', order(10, 5), { ...processing, now: NOW + 48 * HOUR_MS });
    expect(late.ok).toBe(false);
    expect(levels(records)[0]).toEqual([100, 0]);
  });
  it('does not touch what another instance reserved', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, instanceId: 'wf-2' });
    expect((await run(records, 'orders.process', order(10, 5), processing)).ok).toBe(false);
    expect(levels(records)).toEqual([
      [100, 10],
      [50, 5],
    ]);
  });
  it('is undone with the reservation: the goods are back', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), reserving);
    await run(records, 'orders.process', order(10, 5), processing);
    await run(records, 'orders.releaseStock', order(10, 5), reserving);
    expect(levels(records)).toEqual([
      [100, 0],
      [50, 0],
    ]);
  });
  it('passes items that are not kept in stock, and asks which step reserved', async () => {
    const data = { orderId: 'ORD-1', items: [{ sku: 'ODD', quantity: 1 }] };
    expect(outputOf(await run(stocked(), 'orders.process', data, processing))).toMatchObject({ issued: [] });
    expect(errorOf(await run(stocked(), 'orders.process', data))).toContain('reservedBy');
  });
});
