// Checking orders and their credit.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { createMemoryRecords } from './testing/memory-records.ts';
import { errorOf, outputOf, run, runTwice } from './testing/run.ts';

const order: JsonObject = {
  orderId: 'ORD-1',
  customerId: 'CUST-1',
  customer: { name: 'Sample Traders', qualified: true, creditLimit: 10_000 },
  orderType: 'product',
  uom: 'Bags',
  totalSalesVolume: 10,
  totalAmount: 5_000,
  items: [{ sku: 'CEM', quantity: 10 }],
  territory: 'north',
};
const units = { businessUnits: { Bags: 'ACL', MT: 'AIL' }, refusedStatus: 'on-hold' };

describe('orders.validate', () => {
  it('makes the record from the data of the request and says whose order it is', async () => {
    const records = createMemoryRecords();
    const result = await run(
      records,
      'orders.validate',
      { ...order, marks: 'x', status: 'completed' },
      { with: units },
    );
    expect(result).toEqual({ ok: true, output: { businessUnit: 'ACL', lines: 1, status: 'validated' } });
    expect(records.peek('orders', 'ORD-1')).toMatchObject({
      orderId: 'ORD-1',
      status: 'validated',
      businessUnit: 'ACL',
      totalAmount: 5_000,
      instanceId: 'wf-1',
    });
  });
  it('stays quiet when repeated', async () => {
    const { first, second, writesOfSecond } = await runTwice(createMemoryRecords(), 'orders.validate', order, {
      with: units,
    });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
  });
  it('works without units, where the definition knows none', async () => {
    expect(outputOf(await run(createMemoryRecords(), 'orders.validate', order))).toMatchObject({ businessUnit: null });
  });
  it.each([
    [{ totalAmount: 0 }, 'totalAmount'],
    [{ totalAmount: Number.NaN }, 'totalAmount'],
    [{ totalAmount: '5000' }, 'totalAmount'],
    [{ totalSalesVolume: -1 }, 'totalSalesVolume'],
    [{ items: [{ sku: 'CEM', quantity: 0 }] }, 'CEM'],
    [{ uom: 'Litres' }, 'Litres'],
    [{ uom: 'constructor' }, 'constructor'],
  ])('refuses %j and holds the order', async (change, reason) => {
    const records = createMemoryRecords();
    const { first, second, writesOfSecond } = await runTwice(
      records,
      'orders.validate',
      { ...order, ...change },
      { with: units },
    );
    expect(errorOf(first)).toContain(reason);
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(records.peek('orders', 'ORD-1')).toMatchObject({ status: 'on-hold', statusReason: errorOf(first) });
  });
  it('names every problem at once', async () => {
    const error = errorOf(await run(createMemoryRecords(), 'orders.validate', { orderId: 'ORD-1' }, { with: units }));
    for (const part of ['totalAmount', 'totalSalesVolume', 'business unit']) expect(error).toContain(part);
  });
  it.each([undefined, '', '..', 'a/b', 7])('refuses an order whose id is %s, and writes nothing', async (orderId) => {
    const records = createMemoryRecords();
    const result = await run(records, 'orders.validate', { ...order, orderId: orderId ?? null }, { with: units });
    expect(errorOf(result)).toContain('orderId');
    expect(records.writes()).toBe(0);
  });
  it('does not let a request qualify a customer whose record says otherwise', async () => {
    const records = createMemoryRecords({ customers: { 'CUST-1': { qualified: false } } });
    expect(errorOf(await run(records, 'orders.validate', order))).toContain('not qualified');
    const modest = { ...order, customer: { name: 'Sample Traders', qualified: false } };
    expect((await run(records, 'orders.validate', modest, { instanceId: 'wf-2' })).ok).toBe(true);
  });
});

describe('orders.checkCredit', () => {
  const seeded = (customer: JsonObject) => createMemoryRecords({ customers: { 'CUST-1': customer } });

  it('adds the order to what the customer owes, and changes nothing', async () => {
    const records = seeded({ creditLimit: 6_000, outstanding: 1_000 });
    const result = await run(records, 'orders.checkCredit', order);
    expect(result).toEqual({ ok: true, output: { withinLimit: true, creditLimit: 6_000, exposure: 6_000 } });
    expect(records.writes()).toBe(0);
  });
  it('says when the limit is exceeded, by however little', async () => {
    const result = await run(seeded({ creditLimit: 5_999.99, outstanding: 1_000 }), 'orders.checkCredit', order);
    expect(outputOf(result)).toMatchObject({ withinLimit: false });
  });
  it('believes the record before the request', async () => {
    const result = await run(seeded({ creditLimit: 1 }), 'orders.checkCredit', order);
    expect(outputOf(result)).toEqual({ withinLimit: false, creditLimit: 1, exposure: 5_000 });
  });
  it('goes by the request where there is no record, and knows no limit where neither names one', async () => {
    expect(outputOf(await run(createMemoryRecords(), 'orders.checkCredit', order))).toMatchObject({
      creditLimit: 10_000,
    });
    const unlimited = { orderId: 'ORD-1', totalAmount: 1e9 };
    expect(outputOf(await run(createMemoryRecords(), 'orders.checkCredit', unlimited))).toEqual({
      withinLimit: true,
      creditLimit: null,
      exposure: 1e9,
    });
  });
  it('refuses above the limit where the definition says so', async () => {
    const records = seeded({ creditLimit: 1 });
    const settings = { refuseOverLimit: true, refusedStatus: 'on-hold' };
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.checkCredit', order, { with: settings });
    expect(errorOf(first)).toContain('above their credit limit of 1');
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(records.peek('orders', 'ORD-1')?.status).toBe('on-hold');
  });
  it.each([{ creditLimit: -1 }, { creditLimit: 'much' }])('refuses a limit that is none: %j', async (customer) => {
    expect(errorOf(await run(seeded(customer), 'orders.checkCredit', order))).toContain('credit limit');
  });
  it('refuses an amount that is none', async () => {
    expect(errorOf(await run(createMemoryRecords(), 'orders.checkCredit', { ...order, totalAmount: -5 }))).toContain(
      'totalAmount',
    );
  });
});
