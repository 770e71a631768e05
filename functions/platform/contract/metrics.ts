// The behaviour suite of MetricsStore.
import { expect } from 'vitest';
import type { DayMetrics, MetricsStore } from '../platform.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface MetricsSubject extends Closable {
  readonly metrics: MetricsStore;
  readonly reopen?: () => Promise<MetricsStore>;
}

const day = (date: string, figures: DayMetrics['figures'] = { ended: 1 }): DayMetrics => ({
  workflowId: 'order-approval',
  date,
  figures,
});

const CASES: Cases<MetricsSubject> = {
  'a workflow that was never counted has no days': async ({ metrics }) => {
    expect(await metrics.list('order-approval', '2026-01-01', '2026-12-31')).toEqual([]);
  },
  'a day reads back as it was put': async ({ metrics }) => {
    const figures = {
      ended: 3,
      steps: {
        'send.quote': {
          waited: [
            [0, 2],
            [1, 1],
          ],
        },
      },
      versions: { '1.0.0': 3 },
      none: {},
    };
    await metrics.put(day('2026-03-01', figures));
    expect(await metrics.list('order-approval', '2026-03-01', '2026-03-01')).toEqual([day('2026-03-01', figures)]);
  },
  'to put a day again replaces the whole of it': async ({ metrics }) => {
    await metrics.put(day('2026-03-01', { ended: 1, cancelled: 1 }));
    await metrics.put(day('2026-03-01', { ended: 2 }));
    expect(await metrics.list('order-approval', '2026-01-01', '2026-12-31')).toEqual([day('2026-03-01', { ended: 2 })]);
  },
  'the days are in order of date, and the range includes both its ends': async ({ metrics }) => {
    for (const date of ['2026-03-02', '2026-02-28', '2026-03-04', '2026-03-01', '2025-12-31'])
      await metrics.put(day(date));
    const listed = await metrics.list('order-approval', '2026-02-28', '2026-03-02');
    expect(listed.map(({ date }) => date)).toEqual(['2026-02-28', '2026-03-01', '2026-03-02']);
    expect(await metrics.list('order-approval', '2026-03-03', '2026-03-01')).toEqual([]);
  },
  'the days of two workflows do not meet': async ({ metrics }) => {
    await metrics.put(day('2026-03-01'));
    const other = { workflowId: 'order', date: '2026-03-01', figures: { ended: 9 } };
    await metrics.put(other);
    expect(await metrics.list('order-approval', '2026-03-01', '2026-03-01')).toEqual([day('2026-03-01')]);
    expect(await metrics.list('order', '2026-03-01', '2026-03-01')).toEqual([other]);
  },
  'sums of days are kept beside the days, under names and dates of their own': async ({ metrics }) => {
    const figures = { versions: { '(others)': { variants: { 'sign:approved>pick:done': { buckets: { 48: 1 } } } } } };
    const months = ['2026-02', '2026-03', '2026-04'].map((date) => ({ workflowId: 'order#months', date, figures }));
    for (const month of months) await metrics.put(month);
    await metrics.put({ workflowId: '#all', date: '2026-03-0', figures });
    await metrics.put(day('2026-03-01'));
    expect(await metrics.list('order#months', '2026-02', '2026-03')).toEqual(months.slice(0, 2));
    expect(await metrics.list('#all', '2026-03-0', '2026-03-3')).toHaveLength(1);
    expect(await metrics.list('order-approval', '2026-01-01', '2026-12-31')).toEqual([day('2026-03-01')]);
  },
  'a year of days is answered whole': async ({ metrics }) => {
    const dates = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
    await Promise.all(dates.map((date) => metrics.put(day(date))));
    const listed = await metrics.list('order-approval', '2026-01-01', '2026-12-31');
    expect(listed.map(({ date }) => date)).toEqual(dates);
  },
  'days are there after the store is opened again': async ({ metrics, reopen }, skip) => {
    if (reopen === undefined) return skip('the store cannot be opened again');
    await metrics.put(day('2026-03-01'));
    const again = await reopen();
    expect(await again.list('order-approval', '2026-03-01', '2026-03-01')).toEqual([day('2026-03-01')]);
  },
};

export function describeMetrics(name: string, make: () => Promise<MetricsSubject>, options: SuiteOptions = {}): void {
  describeCases(`MetricsStore: ${name}`, make, CASES, options);
}
