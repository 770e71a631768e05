// Rules of the filter in the address, of shares and lines, and of joining the pages of an event log.
import { describe, expect, it } from 'vitest';
import { EMPTY_LOG, type EventLog, joinLogs, wholeLog } from './event-log.ts';
import { decidedShare, durationLines, type Metrics, outcomeShare, placeOnPath, rowFor, slaShare } from './figures.ts';
import { filterOf, presetQuery } from './filter.ts';

const TODAY = '2026-03-31';

describe('the filter', () => {
  it('is a month of the first workflow where the address says nothing', () => {
    const plain = { workflowId: 'orders', version: null, from: '2026-03-02', to: TODAY, preset: '30d' };
    expect(filterOf({}, ['orders', 'visits'], TODAY)).toEqual(plain);
    expect(filterOf({ workflow: 'gone', version: '9.9.9', range: 'ever' }, ['orders'], TODAY)).toEqual(plain);
    expect(filterOf({}, [], TODAY).workflowId).toBeNull();
  });

  it('takes days in either order, and never more than a year', () => {
    const days = { from: '2026-03-05', to: '2026-03-01' };
    expect(filterOf(days, ['orders'], TODAY)).toMatchObject({ from: '2026-03-01', to: '2026-03-05', preset: null });
    const long = { from: '2020-01-01', to: '2026-03-01' };
    expect(filterOf(long, ['orders'], TODAY)).toMatchObject({ from: '2025-03-01', to: '2026-03-01' });
    expect(filterOf({ from: 'x', to: '2026-13-45' }, ['orders'], TODAY).preset).toBe('30d');
  });

  it('keeps the address short for the usual range, and takes own days out of it', () => {
    expect(presetQuery('30d')).toEqual({ range: null, from: null, to: null });
    expect(presetQuery('7d')).toEqual({ range: '7d', from: null, to: null });
    expect(filterOf({ range: '7d' }, ['orders'], TODAY)).toMatchObject({ from: '2026-03-25', preset: '7d' });
  });
});

const figures = (more: object = {}) => ({
  started: 0,
  ended: 0,
  statuses: {},
  outcomes: {},
  sla: {},
  duration: { p50Ms: null, p90Ms: null, p99Ms: null },
  ...more,
});

describe('shares', () => {
  it('of nothing are nothing, not zero', () => {
    expect(slaShare(figures())).toBeNull();
    expect(outcomeShare('approved', figures({ ended: 3, statuses: { failed: 3 } }))).toBeNull();
  });

  it('are of those with a promise, and of those that were decided', () => {
    expect(slaShare(figures({ sla: { kept: 3, breached: 1, warned: 2 } }))).toBe(0.75);
    expect(outcomeShare('rejected', figures({ outcomes: { approved: 3, rejected: 1 } }))).toBe(0.25);
    expect(decidedShare('rejected', { outcomes: { approved: 3, rejected: 1, conditions_not_met: 9 } })).toBe(0.25);
    expect(decidedShare('approved', { outcomes: { done: 4 } })).toBeNull();
    expect(outcomeShare('expired', figures({ outcomes: { approved: 1 } }))).toBe(0);
  });
});

it('figures are of one version where one was chosen, and of nothing where it has none', () => {
  const metrics = { total: figures({ ended: 5 }), byVersion: [{ version: '1.0.0', ...figures({ ended: 2 }) }] };
  const asked = metrics as unknown as Metrics;
  expect(rowFor(asked, null)?.ended).toBe(5);
  expect(rowFor(asked, '1.0.0')?.ended).toBe(2);
  expect(rowFor(asked, '2.0.0')).toBeUndefined();
});

it('durations are drawn in their unit, with a gap on days on which nothing ended', () => {
  const row = { date: '2026-03-02', ...figures({ duration: { p50Ms: 7_200_000, p90Ms: 10_800_000, p99Ms: null } }) };
  const [p50, p90] = durationLines(['2026-03-01', '2026-03-02'], [row], 3_600_000);
  expect(p50?.values).toEqual([null, 2]);
  expect(p90?.values).toEqual([null, 3]);
});

it('a place on a path is a step and how it ended, or the sign that it was cut', () => {
  expect(placeOnPath('check:auto_approved')).toEqual({ stepId: 'check', outcome: 'auto_approved' });
  expect(placeOnPath('…')).toEqual({ stepId: '…', outcome: null });
});

describe('an event log of many pages', () => {
  const page = (id: string): EventLog => ({
    objectTypes: [{ name: 'person', attributes: [] }],
    eventTypes: [{ name: 'step_approved', attributes: [{ name: id, type: 'string' }] }],
    objects: [
      { id: 'person/a', type: 'person', attributes: [], relationships: [] },
      { id, type: 'flow', attributes: [], relationships: [] },
    ],
    events: [
      { id: `${id}/1/0`, type: 'step_approved', time: '2026-03-02T04:00:00Z', attributes: [], relationships: [] },
    ],
  });

  it('is one log in which everything stands once', () => {
    const log = joinLogs(joinLogs(EMPTY_LOG, page('one')), page('two'));
    expect(log.objects.map(({ id }) => id)).toEqual(['person/a', 'one', 'two']);
    expect(log.events).toHaveLength(2);
    expect(log.objectTypes).toEqual([{ name: 'person', attributes: [] }]);
    expect(log.eventTypes[0]?.attributes.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(joinLogs(log, log)).toEqual(log);
  });

  it('is asked for page by page until there is no next one, or nobody wants it any more', async () => {
    const asked: (string | undefined)[] = [];
    const ask = async (pageToken: string | undefined) => {
      asked.push(pageToken);
      return pageToken === undefined ? { log: page('one'), nextPageToken: 'next' } : { log: page('two') };
    };
    const told: number[] = [];
    const log = await wholeLog(
      ask,
      ({ events }) => told.push(events),
      () => true,
    );
    expect([asked, told, log?.events.length]).toEqual([[undefined, 'next'], [1, 2], 2]);
    expect(
      await wholeLog(
        ask,
        () => {},
        () => false,
      ),
    ).toBeNull();
    expect(asked).toHaveLength(3);
  });
});
