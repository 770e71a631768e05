// What a screen of figures costs, in documents read, as a store bills them: the same whatever the volume.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_FIGURES } from '../../core/metrics/figures.ts';
import { rollupOf } from '../../core/metrics/rollup.ts';
import { as, createHarness, type Harness, reset } from '../testing/harness.ts';
import { ALL_WORKFLOWS, writeDay, writeSums } from './store.ts';

const READS_MAX = 40;
const DAY_MS = 86_400_000;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const FIRST_DAY = Date.UTC(2025, 0, 1) / DAY_MS;
const DAYS = 460;

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  const { metrics } = harness.platform;
  for (const workflowId of ['test-flow', ALL_WORKFLOWS]) {
    const dates = Array.from({ length: DAYS }, (_, i) => dateOf(FIRST_DAY + i));
    for (const date of dates)
      await writeDay(
        metrics,
        workflowId,
        date,
        rollupOf(date, '1.0.0', { ...NO_FIGURES, started: 2_000, ended: 1_000 }),
      );
    for (const date of dates.filter((each) => /(01|10|20|30)$/.test(each))) await writeSums(metrics, workflowId, date);
  }
  // Who asks is remembered by a warm process.
  await ask({ from: '2025-01-01', to: '2025-01-01' });
});
afterAll(() => harness.close());

const ask = (range: { from: string; to: string }) =>
  harness.engine.getWorkflowMetrics(as('ann'), { workflowId: 'test-flow', ...range });

describe('figures', () => {
  it.each([
    ['a day', '2026-03-02', '2026-03-02', 1],
    ['a week', '2026-02-24', '2026-03-02', 7],
    ['a month', '2026-01-01', '2026-01-31', 1],
    ['90 days', '2025-12-03', '2026-03-02', 14],
    ['a year', '2025-03-03', '2026-03-02', 23],
    ['the worst range', '2025-01-02', '2025-12-28', 32],
  ])('of %s, %s to %s, cost %i reads', async (_, from, to, reads) => {
    reset(harness.counts);
    const { total } = (await ask({ from, to })) as { total: { ended: number } };
    expect(harness.counts.reads).toBe(reads);
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
    expect(total.ended).toBe(days * 1_000);
  });

  it(`cost at most ${READS_MAX} reads for any range and every screen`, async () => {
    const { engine, counts } = harness;
    for (let offset = 0; offset < 31; offset++) {
      const range = { from: dateOf(FIRST_DAY + offset), to: dateOf(FIRST_DAY + offset + 365) };
      for (const screen of [
        () => ask(range),
        () => engine.getProcessAnalytics(as('ann'), { workflowId: 'test-flow', ...range }),
        () => engine.generateWorkflowReport(as('ann'), { report: 'workflow_performance', ...range, format: 'json' }),
      ]) {
        reset(counts);
        await screen();
        expect(counts.reads).toBeLessThanOrEqual(READS_MAX);
      }
    }
  });
});
