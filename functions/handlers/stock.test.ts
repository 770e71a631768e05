// The arithmetic of one stock record.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { availableOf, hold, isIssued, issue, release, reservationOf } from './stock.ts';

const HOUR_MS = 3_600_000;
const full: JsonObject = { sku: 'CEM', onHand: 10, reserved: 0, reservations: {} };
const ask = (id: string, quantity: number, now = 0, heldUntil: number | null = null) => ({
  id,
  sku: 'CEM',
  orderId: 'ORD-1',
  quantity,
  now,
  heldUntil,
});

describe('a stock record', () => {
  it('counts what is held as not available', () => {
    const record = hold(full, ask('a', 4));
    expect(record).toMatchObject({ onHand: 10, reserved: 4 });
    expect(availableOf(record, 0)).toBe(6);
  });
  it('gives its last piece, and not one more', () => {
    const record = hold(full, ask('a', 10));
    expect(reservationOf(record, 'a')?.state).toBe('held');
    const refused = hold(record, ask('b', 0.000001));
    expect(reservationOf(refused, 'b')?.state).toBe('refused');
    expect(refused.reserved).toBe(10);
  });
  it('keeps a refusal for repeats, even when there is enough by then', () => {
    const refused = hold(full, ask('a', 11));
    expect(reservationOf(refused, 'a')?.reason).toBe('There is not enough of CEM: 11 wanted, 10 available.');
    const restocked = { ...refused, onHand: 100 };
    expect(hold(restocked, ask('a', 11))).toBe(restocked);
  });
  it('adds up tonnes without drift', () => {
    let record: JsonObject = { onHand: 0.3, reserved: 0 };
    for (const id of ['a', 'b', 'c']) record = hold(record, ask(id, 0.1));
    expect(record.reserved).toBe(0.3);
    for (const id of ['a', 'b', 'c']) record = release(record, id, 1);
    expect(record.reserved).toBe(0);
  });
  it('treats counts that are no numbers as nothing in stock', () => {
    expect(availableOf({ onHand: '10', reserved: null }, 0)).toBe(0);
    expect(availableOf({ onHand: Number.NaN }, 0)).toBe(0);
  });
  it('takes what is issued out of the store, once', () => {
    const issued = issue(hold(full, ask('wf/reserve/1', 4)), 'wf/reserve/', 1);
    expect(issued).toMatchObject({ onHand: 6, reserved: 0 });
    expect(isIssued(issued, 'wf/reserve/')).toBe(true);
    expect(issue(issued, 'wf/reserve/', 2)).toBe(issued);
  });
  it('issues only what was held under the prefix', () => {
    const record = hold(hold(full, ask('wf/reserve/1', 4)), ask('wf/reserve-more/1', 3));
    expect(issue(record, 'wf/reserve/', 1)).toMatchObject({ onHand: 6, reserved: 3 });
  });
  it('puts issued goods back when they are released', () => {
    const issued = issue(hold(full, ask('wf/r/1', 4)), 'wf/r/', 1);
    expect(release(issued, 'wf/r/1', 2)).toMatchObject({ onHand: 10, reserved: 0 });
  });
  it('changes nothing when a reservation is released twice', () => {
    const once = release(hold(full, ask('a', 4)), 'a', 1);
    expect(release(once, 'a', 2)).toBe(once);
  });
  it('frees a hold whose time has passed for whoever asks next, and does not issue it', () => {
    const held = hold(full, ask('a/r/1', 10, 0, HOUR_MS));
    expect(availableOf(held, HOUR_MS - 1)).toBe(0);
    expect(availableOf(held, HOUR_MS)).toBe(10);
    const next = hold(held, ask('b/r/1', 10, HOUR_MS));
    expect(reservationOf(next, 'a/r/1')?.state).toBe('released');
    expect(reservationOf(next, 'b/r/1')?.state).toBe('held');
    expect(next.reserved).toBe(10);
    const late = issue(held, 'a/r/', HOUR_MS);
    expect(isIssued(late, 'a/r/')).toBe(false);
    expect(late).toMatchObject({ onHand: 10, reserved: 0 });
  });
  it('forgets ended reservations after two days or above 500, and never held ones', () => {
    let record = hold({ ...full, onHand: 10_000 }, ask('held', 1));
    for (let n = 0; n < 600; n++) record = release(record, `ended-${n}`, n);
    const remembered = Object.keys(record.reservations ?? {});
    expect(remembered.length).toBe(502);
    expect(remembered).toContain('held');
    expect(remembered).toContain('ended-599');
    expect(remembered).not.toContain('ended-0');
    const later = release(record, 'much-later', 49 * HOUR_MS);
    expect(Object.keys(later.reservations ?? {}).sort()).toEqual(['held', 'much-later']);
  });
  it('follows own keys only', () => {
    expect(reservationOf(full, 'constructor')).toBeUndefined();
    const record = hold(full, ask('__proto__', 4));
    expect(reservationOf(record, '__proto__')?.state).toBe('held');
    expect(record.reserved).toBe(4);
  });
});
