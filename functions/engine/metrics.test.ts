// The figures of days, rolled up from what really ended and asked for through the engine.
import { afterEach, describe, expect, it } from 'vitest';
import { metricsAnswer, processAnswer } from '../api/answers-analytics.ts';
import { allOf } from '../core/metrics/figures.ts';
import { rollupSchema, totalOf } from '../core/metrics/rollup.ts';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness, type HarnessOptions, START } from './testing/harness.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The day of START, and the one after it. */
const [FIRST, SECOND] = ['2026-03-02', '2026-03-03'];

let harness: Harness;
afterEach(() => harness.close());

async function open(options: HarnessOptions = {}): Promise<void> {
  harness = await createHarness({ actions: { push: async () => ({ ok: true }) }, ...options });
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }] });
  await harness.define({ id: 'other', steps: [{ id: 'push', type: 'system', actions: ['push'] }] });
}
async function start(workflowId = 'test-flow'): Promise<string> {
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId, data: {} });
  await harness.platform.idle();
  return String(instanceId);
}
async function approveAfter(ms: number): Promise<void> {
  const instanceId = await start();
  await harness.advance(ms);
  await harness.engine.approveStep(as('lea'), { instanceId });
}
/** The stored days, each with what all versions together are. */
const stored = async (workflowId = 'test-flow') =>
  (await harness.platform.metrics.list(workflowId, '2026-01-01', '2026-12-31')).map(({ date, figures }) => ({
    date,
    figures: totalOf(rollupSchema.parse(figures)),
  }));
const ask = (who: string, from = FIRST, to = SECOND) =>
  harness.engine.getWorkflowMetrics(as(who), { workflowId: 'test-flow', from, to });

describe('the roll-up', () => {
  it('writes the figures of each workflow for yesterday and today', async () => {
    await open();
    await approveAfter(HOUR_MS);
    await start('other');
    await harness.advance(DAY_MS);
    await approveAfter(2_000);
    await harness.engine.cancelWorkflow(as('ops'), { instanceId: await start(), reason: 'no need' });
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 4, rows: 3 });
    expect(await stored()).toMatchObject([
      { date: FIRST, figures: { ended: 1, statuses: { completed: 1 }, outcomes: { approved: 1 } } },
      { date: SECOND, figures: { started: 2, ended: 2, statuses: { completed: 1, cancelled: 1 } } },
    ]);
    expect(await stored('other')).toMatchObject([
      { date: FIRST, figures: { started: 1, ended: 1, steps: { push: { ended: 1 } } } },
    ]);
  });
  it('done again changes nothing, and takes in what ended since', async () => {
    await open();
    await approveAfter(HOUR_MS);
    await harness.engine.rollUpMetrics();
    const once = await stored();
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 1, rows: 1 });
    expect(await stored()).toEqual(once);
    await approveAfter(HOUR_MS);
    await harness.engine.rollUpMetrics();
    expect(await stored()).toMatchObject([{ figures: { ended: 2 } }]);
  });
  it('writes nothing of a day on which nothing happened', async () => {
    await open();
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 0, rows: 0 });
    expect(await stored()).toEqual([]);
  });
  it('makes up for days on which nobody counted, for a month', async () => {
    await open();
    await harness.engine.rollUpMetrics();
    await approveAfter(HOUR_MS);
    await harness.advance(20 * DAY_MS);
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 1, rows: 1 });
    await approveAfter(HOUR_MS);
    await harness.advance(40 * DAY_MS);
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 0, rows: 0 });
    expect((await stored()).map(({ date }) => date)).toEqual([FIRST]);
  });
  it('counts an old day again where that is asked for, and remembers the newest day all the same', async () => {
    await open();
    await approveAfter(HOUR_MS);
    await harness.advance(5 * DAY_MS);
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 0, rows: 0 });
    expect(await harness.engine.rollUpMetrics(START + 2 * HOUR_MS)).toEqual({ instances: 1, rows: 1 });
    const reads = harness.counts.calls.length;
    await harness.engine.rollUpMetrics();
    expect(harness.counts.calls.slice(reads).filter((call) => call === 'ended')).toHaveLength(2);
  });
  it('counts what was started on its day, and once, whenever it ends', async () => {
    await open();
    await approveAfter(20 * HOUR_MS);
    for (let hour = 0; hour < 3; hour++) {
      await start();
      await harness.engine.rollUpMetrics();
      await harness.advance(HOUR_MS);
    }
    await harness.engine.rollUpMetrics();
    expect((await stored()).map(({ date, figures }) => [date, figures.started, figures.ended])).toEqual([
      [FIRST, 1, 0],
      [SECOND, 3, 1],
    ]);
  });
  it('takes days as the company’s clocks have them', async () => {
    await open({ timeZone: 'Asia/Dhaka' });
    // 17:59:59 in UTC is the last second of the day in Dhaka.
    await approveAfter(14 * HOUR_MS - 1_000);
    await approveAfter(1_000);
    await harness.engine.rollUpMetrics();
    expect((await stored()).map(({ date, figures }) => [date, figures.ended])).toEqual([
      [FIRST, 1],
      [SECOND, 1],
    ]);
  });
  it('counts a workflow that was retried where it ends at last, and not where it failed', async () => {
    let fails = true;
    await open({ actions: { push: async () => (fails ? { ok: false, error: 'no' } : { ok: true }) } });
    await start('other');
    const instanceId = await start('other');
    await harness.engine.rollUpMetrics();
    expect(await stored('other')).toMatchObject([{ date: FIRST, figures: { statuses: { failed: 2 } } }]);
    await harness.advance(DAY_MS);
    fails = false;
    await harness.engine.retryWorkflow(as('ops'), { instanceId });
    await harness.platform.idle();
    await harness.engine.rollUpMetrics();
    expect(await stored('other')).toMatchObject([
      { date: FIRST, figures: { ended: 1, statuses: { failed: 1 } } },
      { date: SECOND, figures: { started: 0, ended: 1, statuses: { completed: 1 } } },
    ]);
  });
  it('takes back a day of which nothing is left', async () => {
    let fails = true;
    await open({ actions: { push: async () => (fails ? { ok: false, error: 'no' } : { ok: true }) } });
    const instanceId = await start('other');
    await harness.advance(DAY_MS);
    await harness.engine.rollUpMetrics();
    fails = false;
    await harness.engine.retryWorkflow(as('ops'), { instanceId });
    await harness.platform.idle();
    await harness.engine.rollUpMetrics();
    expect((await stored('other')).map(({ date, figures }) => [date, figures.started, figures.ended])).toEqual([
      [FIRST, 1, 0],
      [SECOND, 0, 1],
    ]);
  });
  it('reads the audit of an instance once, however often its day is counted', async () => {
    await open();
    await approveAfter(HOUR_MS);
    await harness.platform.idle();
    await harness.engine.rollUpMetrics();
    const audits = () => harness.counts.calls.filter((call) => call === 'audit').length;
    const once = audits();
    for (let hour = 0; hour < 30; hour++) {
      await harness.advance(HOUR_MS);
      await harness.engine.rollUpMetrics();
    }
    expect([once, audits()]).toEqual([1, 1]);
  });
  it('reads all pages', async () => {
    const pages: (string | undefined)[] = [];
    await open({
      wrap: (platform) => ({
        ...platform,
        instances: {
          ...platform.instances,
          ended: (query) => {
            pages.push(query.pageToken);
            return platform.instances.ended({ ...query, pageSize: 2 });
          },
        },
      }),
    });
    for (let i = 0; i < 5; i++) await approveAfter(0);
    expect(await harness.engine.rollUpMetrics()).toEqual({ instances: 5, rows: 1 });
    expect(pages.filter((token) => token === undefined)).toHaveLength(2);
    expect(pages).toHaveLength(4);
  });
});

describe('the figures of a workflow', () => {
  it('are in total, by step, version and day, from the stored days alone', async () => {
    await open();
    await approveAfter(HOUR_MS);
    await harness.advance(DAY_MS);
    await approveAfter(2_000);
    expect(await ask('ann')).toMatchObject({ total: { ended: 0 }, days: [] });
    await harness.engine.rollUpMetrics();
    expect(metricsAnswer.parse(await ask('ann'))).toMatchObject({
      workflowId: 'test-flow',
      total: {
        started: 2,
        ended: 2,
        duration: { p50Ms: 2_000, p90Ms: 4_096_000, p99Ms: 4_096_000 },
        steps: [{ stepId: 'sign', ended: 2, outcomes: { approved: 2 } }],
      },
      byVersion: [{ version: '1.0.0', ended: 2 }],
      days: [
        { date: FIRST, ended: 1, duration: { p50Ms: 4_096_000 } },
        { date: SECOND, ended: 1, duration: { p50Ms: 2_000 } },
      ],
    });
    expect(await ask('ann', SECOND, SECOND)).toMatchObject({ total: { ended: 1 }, days: [{ date: SECOND }] });
  });
  it('are the same from days and from the sums of many days', async () => {
    await open();
    await approveAfter(HOUR_MS);
    for (const days of [8, 3, 12, 7, 31]) {
      await harness.advance(days * DAY_MS);
      await approveAfter(HOUR_MS);
      await harness.engine.rollUpMetrics();
      await harness.advance(-HOUR_MS + DAY_MS);
    }
    const figures = allOf((await stored()).map((day) => day.figures));
    const year = await ask('ann', '2026-01-01', '2026-12-31');
    expect(year).toMatchObject({ total: { ended: figures.ended, started: figures.started } });
    expect((year as { days: unknown[] }).days).toHaveLength((await stored()).length);
  });
  it('leave out days that an earlier version has counted in another form', async () => {
    await open();
    await harness.platform.metrics.put({ workflowId: 'test-flow', date: '2026-02-10', figures: { ended: 3 } });
    const range = { workflowId: 'test-flow', from: '2026-02-10', to: '2026-02-10' };
    expect(await harness.engine.getWorkflowMetrics(as('ann'), range)).toMatchObject({ total: { ended: 0 } });
  });
  it('are for those who see the numbers', async () => {
    await open();
    for (const who of ['rita', 'lea', 'ops', 'nobody']) await expect(ask(who)).rejects.toThrow(Refused);
  });
});

describe('the analysis of a process', () => {
  const analyse = (who: string, version?: string) =>
    harness.engine.getProcessAnalytics(as(who), {
      workflowId: 'test-flow',
      from: FIRST,
      to: SECOND,
      ...(version === undefined ? {} : { version }),
    });
  it('tells where the time went, of all versions or of one', async () => {
    await open();
    await approveAfter(HOUR_MS);
    await harness.engine.rollUpMetrics();
    expect(processAnswer.parse(await analyse('ann'))).toMatchObject({
      instances: 1,
      bottlenecks: [{ stepId: 'sign', share: 1 }],
      variants: [{ steps: ['sign:approved'], share: 1 }],
    });
    expect(processAnswer.parse(await analyse('ann', '9.0.0'))).toMatchObject({ version: '9.0.0', instances: 0 });
  });
  it('is for those who see the numbers', async () => {
    await open();
    await expect(analyse('lea')).rejects.toThrow(Refused);
  });
});
