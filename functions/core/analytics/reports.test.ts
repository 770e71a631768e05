// Reports as tables.
import { describe, expect, it } from 'vitest';
import type { Table } from '../csv.ts';
import type { Instance } from '../instance.ts';
import { NO_FIGURES } from '../metrics/figures.ts';
import { mergeRollups, rollupOf } from '../metrics/rollup.ts';
import { HOUR_MS, MORNING } from '../testing/sample-people.ts';
import { instanceWith } from '../testing/sample-workflow.ts';
import { countedReport, exceptionsReport } from './reports.ts';

const hour = { sumMs: HOUR_MS, buckets: { 48: 1 } };
const rollup = mergeRollups(
  rollupOf('2026-03-02', '1.1.0', { ...NO_FIGURES, started: 4 }),
  rollupOf('2026-03-01', '1.0.0', {
    ...NO_FIGURES,
    ended: 4,
    statuses: { completed: 3, failed: 1 },
    outcomes: { approved: 2, rejected: 1 },
    sla: { kept: 3, breached: 1, warned: 2 },
    happened: { escalated: 5 },
    durations: hour,
    people: { 'cro-1': { decisions: { approved: 1 }, took: hour }, 'asm-1': { decisions: {}, took: hour } },
  }),
);
/** Rows as objects, to be read by column. */
const read = ({ columns, rows }: Table) =>
  rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));

describe('a report', () => {
  it('of performance has a row for each version, or for each workflow', () => {
    expect(read(countedReport('workflow_performance', rollup, 'version'))).toMatchObject([
      { version: '1.0.0', ended: 4, completed: 3, failed: 1, cancelled: 0, approved: 2, expired: 0, escalated: 5 },
      { version: '1.1.0', started: 4, ended: 0, p50Ms: null, slaKeptShare: null },
    ]);
    expect(countedReport('workflow_performance', rollup, 'workflow').columns[0]).toBe('workflow');
  });
  it('of promises says what share was kept', () => {
    expect(read(countedReport('sla_compliance', rollup, 'version'))[0]).toEqual({
      version: '1.0.0',
      slaKept: 3,
      slaWarned: 2,
      slaBreached: 1,
      slaKeptShare: 0.75,
    });
  });
  it('of a trend has a row for each day, in order', () => {
    expect(read(countedReport('trend', rollup, 'version'))).toMatchObject([
      { date: '2026-03-01', ended: 4, p50Ms: 4_096_000 },
      { date: '2026-03-02', started: 4 },
    ]);
  });
  it('of people says how much each decided, and how fast', () => {
    expect(read(countedReport('stakeholder_productivity', rollup, 'version'))).toEqual([
      expect.objectContaining({ userId: 'asm-1', decisions: 1, approved: 0 }),
      expect.objectContaining({ userId: 'cro-1', decisions: 1, approved: 1, p50Ms: 4_096_000 }),
    ]);
  });
});

describe('the report of exceptions', () => {
  const AT = '2026-03-02T09:00:00.000Z';
  const rows = (fields: Partial<Instance>) => read(exceptionsReport([instanceWith({}, fields)]));
  it('has a row for each thing that went wrong, without words that may speak of people', () => {
    const sla = { startedAt: 0, at: { breached: MORNING }, reached: ['breached' as const] };
    const incidents = {
      a: { kind: 'action_failed' as const, at: MORNING, message: 'secret', stepId: 'pay', resolvedAt: MORNING },
    };
    const all = {
      workflow: 'sample',
      version: '1.0.0',
      instanceId: 'instance-1',
      at: AT,
      resolvedAt: null,
      stepId: null,
    };
    expect(rows({ status: 'failed', endedAt: MORNING, sla, incidents, reason: 'secret' })).toEqual([
      { ...all, exception: 'failed' },
      { ...all, exception: 'sla_breached' },
      { ...all, exception: 'action_failed', stepId: 'pay', resolvedAt: AT },
    ]);
  });
  it('has what was cancelled, and nothing of what went well', () => {
    expect(rows({ status: 'cancelled' })).toMatchObject([{ exception: 'cancelled' }]);
    expect(rows({ status: 'completed', sla: { startedAt: 0, at: {}, reached: [] } })).toEqual([]);
  });
});
