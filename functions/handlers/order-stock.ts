// What orders do with stock: look, set aside, give back, issue. Several items are set aside together or not at all.
import type { ActionCall, ActionResult } from '../core/commands.ts';
import { isObject, type Json, type JsonObject, ownValue } from '../core/json.ts';
import type { Records } from '../platform/platform.ts';
import { type Action, done, identityOf, isPositive, numberAt, recordIdAt, refused, setting, textAt } from './action.ts';
import { mark, refuse } from './marks.ts';
import { ORDER } from './order-record.ts';
import { availableOf, hold, isIssued, issue, type Reservation, release, reservationOf, shortage } from './stock.ts';

export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

const STOCK = 'stock';
const HOUR_MS = 3_600_000;

/**
 * The order's items by sku, in one order everywhere; items without a sku, such as services, are not kept in stock.
 * A text is the reason why the items cannot be read.
 */
export function linesOf(data: JsonObject): readonly Line[] | string {
  const items = ownValue(data, 'items') ?? [];
  if (!Array.isArray(items)) return 'The items of the order are not a list.';
  const bySku = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    if (!isObject(item)) return `Item ${index + 1} of the order is not an item.`;
    if (!Object.hasOwn(item, 'sku')) continue;
    const sku = recordIdAt(item, 'sku');
    const quantity = numberAt(item, 'quantity');
    if (sku === undefined) return `Item ${index + 1} of the order has no usable "sku".`;
    if (!isPositive(quantity)) return `The quantity of ${sku} has to be a number above 0.`;
    bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  }
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity })).sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

const notStockedReason = (sku: string): string => `${sku} is not an item kept in stock.`;
const allowsUnknown = (call: ActionCall): boolean => setting(call, 'unknownItems') === 'allow';
const asJson = (lines: readonly Line[]): Json => lines.map(({ sku, quantity }) => ({ sku, quantity }));

/** with {unknownItems: "allow" | "refuse", refuseWhenShort, refusedStatus} → {inStock, missing, notStocked}. Changes no stock. */
const checkStock: Action = async (call, { records }) => {
  const lines = linesOf(call.data);
  if (typeof lines === 'string') return refuse(ORDER, call, records, lines);
  const stock = await Promise.all(lines.map(async (line) => ({ ...line, record: await records.get(STOCK, line.sku) })));
  const notStocked = stock.filter(({ record }) => record === null).map(({ sku }) => sku);
  const missing = stock.flatMap(({ sku, quantity, record }) => {
    const available = record === null ? 0 : availableOf(record, call.now);
    const isShort = record === null ? !allowsUnknown(call) : available < quantity;
    return isShort ? [{ sku, wanted: quantity, available }] : [];
  });
  const [first] = missing;
  if (first !== undefined && setting(call, 'refuseWhenShort') === true)
    return refuse(
      ORDER,
      call,
      records,
      missing.map(({ sku, wanted, available }) => shortage(sku, wanted, available)).join(' '),
    );
  return done({ inStock: first === undefined, missing, notStocked });
};

/** with {holdHours, unknownItems, refusedStatus} → {reserved: [{sku, quantity}], notStocked, heldUntil}. Undone by `orders.releaseStock`. */
const reserveStock: Action = async (call, { records }) => {
  const lines = linesOf(call.data);
  if (typeof lines === 'string') return refuse(ORDER, call, records, lines);
  const hours = setting(call, 'holdHours');
  if (hours !== undefined && !isPositive(numberAt(call.with, 'holdHours')))
    return refused('"holdHours" has to be a number of hours above 0.');
  const heldUntil = typeof hours === 'number' ? call.now + hours * HOUR_MS : null;
  const reserved: Line[] = [];
  const notStocked: string[] = [];
  for (const line of lines) {
    const outcome = await reserveLine(call, records, line, heldUntil);
    if (outcome === 'held') reserved.push(line);
    else if (outcome === 'not stocked') notStocked.push(line.sku);
    else {
      await giveBack(
        call,
        records,
        reserved.map(({ sku }) => sku),
        outcome.reason,
      );
      return refuse(ORDER, call, records, outcome.reason);
    }
  }
  return done({ reserved: asJson(reserved), notStocked, heldUntil });
};

async function reserveLine(
  call: ActionCall,
  records: Records,
  { sku, quantity }: Line,
  heldUntil: number | null,
): Promise<'held' | 'not stocked' | { readonly reason: string }> {
  // No record is made for an item nobody keeps: it would turn a wrong sku into one that is sold out.
  if ((await records.get(STOCK, sku)) === null)
    return allowsUnknown(call) ? 'not stocked' : { reason: notStockedReason(sku) };
  const id = identityOf(call);
  const orderId = recordIdAt(call.data, ORDER.idField) ?? null;
  const record = await records.update(STOCK, sku, (current) =>
    hold(current ?? { sku, onHand: 0, reserved: 0 }, { id, sku, quantity, orderId, now: call.now, heldUntil }),
  );
  const reservation = reservationOf(record, id);
  if (reservation?.state === 'held' || reservation?.state === 'issued') return 'held';
  return { reason: reasonOf(sku, reservation) };
}

const reasonOf = (sku: string, reservation: Reservation | undefined): string =>
  reservation?.reason ?? `The reservation of ${sku} was already released.`;

async function giveBack(
  call: ActionCall,
  records: Records,
  skus: readonly string[],
  reason: string | null,
): Promise<void> {
  for (const sku of skus)
    await records.update(STOCK, sku, (current) =>
      release(current ?? { sku, onHand: 0, reserved: 0 }, identityOf(call), call.now, reason),
    );
}

/** Undoes `orders.reserveStock` of the same step attempt, or keeps it from happening. */
const releaseStock: Action = async (call, { records }) => {
  const lines = linesOf(call.data);
  const named = typeof lines === 'string' ? [] : lines.map(({ sku }) => sku);
  // The data may have been changed since: what the step says it reserved counts as well.
  const reserved = ownValue(call.output, 'reserved');
  const remembered = Array.isArray(reserved) ? reserved.flatMap((line) => recordIdAt(line, 'sku') ?? []) : [];
  const skus = [...new Set([...named, ...remembered])].sort();
  const known = await Promise.all(skus.map((sku) => records.get(STOCK, sku)));
  const stocked = skus.filter((_sku, index) => known[index] !== null);
  await giveBack(call, records, stocked, null);
  return done({ released: stocked });
};

/** with {reservedBy: <step id>, refusedStatus}: issues what that step reserved → {issued: [sku], status}. */
const processOrder: Action = async (call, { records }) => {
  const lines = linesOf(call.data);
  if (typeof lines === 'string') return refuse(ORDER, call, records, lines);
  const reservedBy = textAt(call.with, 'reservedBy');
  if (reservedBy === undefined) return refused('"reservedBy" has to name the step that reserved the stock.');
  const prefix = `${call.instanceId}/${reservedBy}/`;
  const issued: string[] = [];
  for (const { sku } of lines) {
    const known = await records.get(STOCK, sku);
    if (known === null) continue;
    const record = await records.update(STOCK, sku, (current) => issue(current ?? known, prefix, call.now));
    if (!isIssued(record, prefix))
      return refuse(
        ORDER,
        call,
        records,
        `Nothing of ${sku} is reserved for this order any more; the stock was already released.`,
      );
    issued.push(sku);
  }
  return inFulfillment(call, records, issued);
};

const inFulfillment = (call: ActionCall, records: Records, issued: readonly string[]): Promise<ActionResult> =>
  mark(ORDER, call, records, { status: 'in-fulfillment', output: { issued } });

export const orderStock = {
  'orders.checkStock': checkStock,
  'orders.reserveStock': reserveStock,
  'orders.releaseStock': releaseStock,
  'orders.process': processOrder,
};
