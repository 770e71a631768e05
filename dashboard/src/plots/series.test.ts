// Rules of what is drawn: days, gaps, ticks, units, labels.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datesBetween, dayTicks, ends, isEmpty, spread, ticksTo, unitFor, valuesByDay } from './series.ts';

describe('days', () => {
  it('are every calendar day of the range, both ends included', () => {
    expect(datesBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']);
    expect(datesBetween('2026-03-02', '2026-03-01')).toEqual([]);
  });

  it('without a row are zero where something is counted, and a gap where something is measured', () => {
    const dates = ['2026-03-01', '2026-03-02', '2026-03-03'];
    const rows = [
      { date: '2026-03-01', count: 4 },
      { date: '2026-03-03', count: null },
    ];
    const pick = ({ count }: { readonly count: number | null }) => count;
    expect(valuesByDay(dates, rows, pick, 0)).toEqual([4, 0, 0]);
    expect(valuesByDay(dates, rows, pick, null)).toEqual([4, null, null]);
  });

  it('are named from the last one back, as many as fit', () => {
    expect(dayTicks(30, 5)).toEqual([1, 8, 15, 22, 29]);
    expect(dayTicks(7, 10)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (const count of [1, 30, 90, 365]) expect(dayTicks(count, 6).length).toBeLessThanOrEqual(6);
  });
});

describe('ticks', () => {
  it('begin at zero, go up by a round step, and reach the largest value', () => {
    expect(ticksTo(9)).toEqual([0, 5, 10]);
    expect(ticksTo(1)).toEqual([0, 0.5, 1]);
    expect(ticksTo(1, { isWhole: true })).toEqual([0, 1]);
    expect(ticksTo(0)).toEqual([0, 1]);
  });

  it('do so for whatever was measured', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (max) => {
        const ticks = ticksTo(max);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
      { seed: 20_260_302 },
    );
  });
});

it('a unit is the largest of which there are two', () => {
  expect(unitFor(30 * 60_000).unit).toBe('minute');
  expect(unitFor(3 * 3_600_000).unit).toBe('hour');
  expect(unitFor(47 * 3_600_000).unit).toBe('hour');
  expect(unitFor(48 * 3_600_000).unit).toBe('day');
});

it('what is read aloud is the first, the last and the highest day with a value', () => {
  expect(ends([null, 2, 7, null, 3, null])).toEqual({ first: 1, last: 4, top: 2 });
  expect(ends([null])).toBeNull();
});

it('a plot with nothing but zeros and gaps is empty', () => {
  expect(isEmpty([{ id: 'a', label: 'A', tone: 'good', values: [0, null] }])).toBe(true);
  expect(isEmpty([{ id: 'a', label: 'A', tone: 'good', values: [0, 1] }])).toBe(false);
});

it('labels never cover each other nor leave the plot', () => {
  expect(spread([50, 52, 10], 16, 100)).toEqual([50, 66, 10]);
  expect(spread([98, 99, 100], 16, 100)).toEqual([68, 84, 100]);
});
