// Any range of days as few stored parts, which are exactly its days.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../testing/seeded.ts';
import { covering, partsOf, periodOf, type Run } from './periods.ts';

const DAY_MS = 86_400_000;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const FIRST = Date.UTC(2024, 0, 1) / DAY_MS;
const days = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => dateOf(from + i));
const ALL = days(FIRST - 40, 1_500);
const within = ({ level, from, to }: Run, dates = ALL): readonly string[] =>
  dates.filter((date) => periodOf(level, date) >= from && periodOf(level, date) <= to);
const namesOf = (run: Run): ReadonlySet<string> => new Set(within(run).map((date) => periodOf(run.level, date)));

describe('the parts of a range', () => {
  it('are exactly its days, each once, in order, and at most 36', () => {
    let most = 0;
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 1, max: 366 }), (start, count) => {
        const range = days(FIRST + start, count);
        const runs = covering(range[0] as string, range.at(-1) as string);
        expect(runs.flatMap((run) => within(run))).toEqual(range);
        most = Math.max(
          most,
          runs.reduce((sum, run) => sum + namesOf(run).size, 0),
        );
      }),
      seeded(300),
    );
    expect(most).toBeLessThanOrEqual(36);
    expect(most).toBeGreaterThan(25);
  });
  it.each<[string, string, Run[]]>([
    ['2026-03-05', '2026-03-05', [{ level: 'day', from: '2026-03-05', to: '2026-03-05' }]],
    ['2026-03-01', '2026-04-30', [{ level: 'month', from: '2026-03', to: '2026-04' }]],
    [
      '2026-01-30',
      '2026-03-10',
      [
        { level: 'ten', from: '2026-01-3', to: '2026-01-3' },
        { level: 'month', from: '2026-02', to: '2026-02' },
        { level: 'ten', from: '2026-03-0', to: '2026-03-0' },
        { level: 'day', from: '2026-03-10', to: '2026-03-10' },
      ],
    ],
  ])('from %s to %s are these', (from, to, runs) => expect(covering(from, to)).toEqual(runs));
  it('of a range that ends before it begins are none', () => expect(covering('2026-03-02', '2026-03-01')).toEqual([]));
});

describe('a sum', () => {
  it.each([
    ['ten', '2026-03-09', { level: 'day', from: '2026-03-01', to: '2026-03-09' }],
    ['ten', '2026-03-30', { level: 'day', from: '2026-03-30', to: '2026-03-31' }],
    ['ten', '2028-02-29', { level: 'day', from: '2028-02-20', to: '2028-02-29' }],
    ['month', '2026-02-11', { level: 'ten', from: '2026-02-0', to: '2026-02-2' }],
    ['month', '2026-12-31', { level: 'ten', from: '2026-12-0', to: '2026-12-3' }],
  ] as const)('of the %s with %s is of its parts', (level, date, run) => expect(partsOf(level, date)).toEqual(run));
});
