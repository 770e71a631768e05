// A store with two items and orders for them, for the tests of what orders do with stock.
import type { ActionCall } from '../../core/commands.ts';
import type { JsonObject } from '../../core/json.ts';
import { createMemoryRecords, type MemoryRecords } from './memory-records.ts';

/** A store with two items. */
export const stocked = (cem = 100, rod = 50): MemoryRecords =>
  createMemoryRecords({
    stock: {
      CEM: { sku: 'CEM', name: 'Cement', onHand: cem, reserved: 0, reservations: {} },
      ROD: { sku: 'ROD', name: 'Rods', onHand: rod, reserved: 0, reservations: {} },
    },
  });
/** An order of both; rods first, so that the order of the items differs from that of the skus. */
export const order = (cem: number, rod: number, orderId = 'ORD-1'): JsonObject => ({
  orderId,
  items: [
    { sku: 'ROD', quantity: rod },
    { sku: 'CEM', quantity: cem },
  ],
});
export const reserving: Partial<ActionCall> = { stepId: 'reserve-stock' };
/** What is on hand and reserved, of both items. */
export const levels = (records: MemoryRecords): readonly unknown[] =>
  ['CEM', 'ROD'].map((sku) => {
    const record = records.peek('stock', sku);
    return [record?.onHand, record?.reserved];
  });
