// Reserving stock and releasing it: all or nothing, once, and in any order.
import { describe, expect, it } from 'vitest';
import { Transient } from '../platform/platform.ts';
import { interrupted, NOW } from './testing/memory-records.ts';
import { errorOf, outputOf, run, runTwice } from './testing/run.ts';
import { levels, order, reserving, stocked } from './testing/stocked.ts';

const HOUR_MS = 3_600_000;

describe('orders.reserveStock', () => {
  it('sets every item aside and says until when', async () => {
    const records = stocked();
    const result = await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, with: { holdHours: 48 } });
    expect(outputOf(result)).toEqual({
      reserved: [
        { sku: 'CEM', quantity: 10 },
        { sku: 'ROD', quantity: 5 },
      ],
      notStocked: [],
      heldUntil: NOW + 48 * HOUR_MS,
    });
    expect(levels(records)).toEqual([
      [100, 10],
      [50, 5],
    ]);
  });
  it('stays quiet when repeated, under whatever key', async () => {
    const records = stocked();
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.reserveStock', order(10, 5), reserving);
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, key: 'another' });
    expect(levels(records)).toEqual([
      [100, 10],
      [50, 5],
    ]);
  });
  it('reserves anew for another attempt and for another instance', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), reserving);
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, attempt: 2 });
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, instanceId: 'wf-2' });
    expect(levels(records)).toEqual([
      [100, 30],
      [50, 15],
    ]);
  });
  it('takes nothing when one item is short, and names item, wanted and available', async () => {
    const records = stocked();
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.reserveStock', order(10, 51), reserving);
    expect(errorOf(first)).toBe('There is not enough of ROD: 51 wanted, 50 available.');
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(levels(records)).toEqual([
      [100, 0],
      [50, 0],
    ]);
  });
  it('still refuses a repeat of a refused call when there is enough by then', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 51), reserving);
    await records.update('stock', 'ROD', (record) => ({ ...record, onHand: 500 }));
    expect((await run(records, 'orders.reserveStock', order(10, 51), reserving)).ok).toBe(false);
    expect((await run(records, 'orders.reserveStock', order(10, 51), { ...reserving, attempt: 2 })).ok).toBe(true);
  });
  it('refuses an item nobody keeps without making a record of it, or passes it where that is allowed', async () => {
    const records = stocked();
    const data = {
      orderId: 'ORD-1',
      items: [
        { sku: 'CEM', quantity: 1 },
        { sku: 'ODD', quantity: 1 },
      ],
    };
    expect(errorOf(await run(records, 'orders.reserveStock', data, reserving))).toContain('ODD');
    expect(records.peek('stock', 'ODD')).toBeUndefined();
    expect(records.peek('stock', 'CEM')?.reserved).toBe(0);
    const allowed = await run(records, 'orders.reserveStock', data, {
      ...reserving,
      attempt: 2,
      with: { unknownItems: 'allow' },
    });
    expect(outputOf(allowed)).toMatchObject({ reserved: [{ sku: 'CEM', quantity: 1 }], notStocked: ['ODD'] });
  });
  it.each([0, -1, 'long', Number.NaN])('refuses to hold for %s hours', async (holdHours) => {
    expect(errorOf(await run(stocked(), 'orders.reserveStock', order(1, 1), { with: { holdHours } }))).toContain(
      'holdHours',
    );
  });
  it('never oversells when many orders reserve at once', async () => {
    const records = stocked(100, 50);
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        run(records, 'orders.reserveStock', order(3, 2, `ORD-${n}`), { ...reserving, instanceId: `wf-${n}` }),
      ),
    );
    const won = results.filter(({ ok }) => ok).length;
    expect(won).toBeGreaterThan(0);
    expect(won).toBeLessThanOrEqual(25);
    expect(levels(records)).toEqual([
      [100, 3 * won],
      [50, 2 * won],
    ]);
  });
  it('gives duplicates that run at once the same answer and one reservation', async () => {
    for (const rod of [50, 51]) {
      const records = stocked();
      const results = await Promise.all(
        Array.from({ length: 5 }, () => run(records, 'orders.reserveStock', order(10, rod), reserving)),
      );
      expect(new Set(results.map(({ ok }) => ok)).size).toBe(1);
      expect(levels(records)).toEqual(
        rod === 50
          ? [
              [100, 10],
              [50, 50],
            ]
          : [
              [100, 0],
              [50, 0],
            ],
      );
    }
  });
  it.each(['before', 'after'] as const)(
    'ends the same when it was cut off %s any of its calls and repeated',
    async (when) => {
      for (const rod of [5, 51]) {
        const whole = stocked();
        const expected = await run(whole, 'orders.reserveStock', order(10, rod), reserving);
        for (let failing = 1; failing <= 4; failing++) {
          const records = stocked();
          const cutOff = run(interrupted(records, failing, when), 'orders.reserveStock', order(10, rod), reserving);
          await expect(cutOff).rejects.toBeInstanceOf(Transient);
          expect(await run(records, 'orders.reserveStock', order(10, rod), reserving)).toEqual(expected);
          expect(levels(records)).toEqual(levels(whole));
        }
      }
    },
  );
});

describe('orders.releaseStock', () => {
  it('gives everything back, once', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), reserving);
    const { first, second, writesOfSecond } = await runTwice(records, 'orders.releaseStock', order(10, 5), reserving);
    expect(first).toEqual({ ok: true, output: { released: ['CEM', 'ROD'] } });
    expect(second).toEqual(first);
    expect(writesOfSecond).toBe(0);
    expect(levels(records)).toEqual([
      [100, 0],
      [50, 0],
    ]);
  });
  it('before the reservation keeps it from ever happening', async () => {
    const records = stocked();
    await run(records, 'orders.releaseStock', order(10, 5), reserving);
    const late = await run(records, 'orders.reserveStock', order(10, 5), reserving);
    expect(errorOf(late)).toContain('already released');
    expect(levels(records)).toEqual([
      [100, 0],
      [50, 0],
    ]);
  });
  it('leaves nothing behind in whatever order it runs among duplicates of what it undoes', async () => {
    const uses = ['orders.reserveStock', 'orders.releaseStock', 'orders.reserveStock', 'orders.releaseStock'] as const;
    for (const first of [0, 1, 2, 3])
      for (const together of [true, false]) {
        const records = stocked();
        const rotated = [...uses.slice(first), ...uses.slice(0, first)];
        if (together) await Promise.all(rotated.map((use) => run(records, use, order(10, 5), reserving)));
        else for (const use of rotated) await run(records, use, order(10, 5), reserving);
        expect(levels(records)).toEqual([
          [100, 0],
          [50, 0],
        ]);
      }
  });
  it('leaves the reservations of other attempts and instances alone', async () => {
    const records = stocked();
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, attempt: 2 });
    await run(records, 'orders.reserveStock', order(10, 5), { ...reserving, instanceId: 'wf-2' });
    await run(records, 'orders.releaseStock', order(10, 5), reserving);
    expect(levels(records)).toEqual([
      [100, 20],
      [50, 10],
    ]);
  });
  it('finds what the step reserved even if the items were changed since', async () => {
    const records = stocked();
    const output = outputOf(await run(records, 'orders.reserveStock', order(10, 5), reserving));
    const changed = { orderId: 'ORD-1', items: 'none' };
    const result = await run(records, 'orders.releaseStock', changed, { ...reserving, output });
    expect(outputOf(result)).toEqual({ released: ['CEM', 'ROD'] });
    expect(levels(records)).toEqual([
      [100, 0],
      [50, 0],
    ]);
  });
  it('makes no record of an item nobody keeps', async () => {
    const records = stocked();
    await run(records, 'orders.releaseStock', { orderId: 'ORD-1', items: [{ sku: 'ODD', quantity: 1 }] }, reserving);
    expect(records.peek('stock', 'ODD')).toBeUndefined();
  });
});
