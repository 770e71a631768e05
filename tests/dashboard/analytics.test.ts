// Analytics as a lead uses them: figures of a range, plots by mouse and keys, steps, ways, people, and files.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { openPast, type Past } from './history.ts';
import { barriers, overflow, toast, type View, type World } from './world.ts';

vi.setConfig({ ...PATIENT, hookTimeout: 120_000 });

let world: World;
let past: Past;
beforeAll(async () => {
  ({ world, past } = await openPast());
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const open = (more = '', view: View = {}) =>
  world.open('admin-1', `/analytics?workflow=travel-claim&from=${past.from}&to=${past.to}${more}`, view);
const saved = async (page: Page, name: string): Promise<string> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
};
const figure = (page: Page, name: string) =>
  page.locator('dl.facts > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

describe('analytics', () => {
  beforeEach(needBrowser);

  it('say how many ended, how long it took, and whether promises were kept', async () => {
    const page = await open();
    await figure(page, 'Ended').getByText('8', { exact: true }).waitFor();
    await figure(page, 'SLA kept').getByText('87.5%').waitFor();
    await figure(page, 'Approved').getByText('100%').waitFor();
    await figure(page, 'With rework').getByText('2', { exact: true }).waitFor();
    await page.getByLabel('Version').selectOption('1.1.0');
    await figure(page, 'Ended').getByText('4', { exact: true }).waitFor();
    await figure(page, 'SLA kept').getByText('75%').waitFor();
    await page.getByText('Days are of all versions.').waitFor();
    expect(new URL(page.url()).searchParams.get('version')).toBe('1.1.0');
    await page.context().close();
  });

  it('draw each day, read it by keys, say it in words, and have it as a table', async () => {
    const page = await open();
    const plot = page.getByRole('img', { name: /^Started and ended\. / });
    await plot.locator('canvas').waitFor({ state: 'attached' });
    expect(await plot.getAttribute('aria-label')).toMatch(/Ended: \d on .*, at most \d on /);
    await plot.focus();
    await page.keyboard.press('End');
    const reading = page.locator('output.plot-reading').first();
    const last = await reading.textContent();
    expect(last).toMatch(/^\d+ \w+ ?Started \d · Ended \d$/);
    await page.keyboard.press('ArrowLeft');
    expect(await reading.textContent()).not.toBe(last);
    await page.getByText('As a table').first().click();
    const table = page.locator('.plot-table').first();
    const days = (Date.parse(past.to) - Date.parse(past.from)) / 86_400_000 + 1;
    await table.getByText(`${days} rows`).waitFor();
    await table.getByRole('searchbox').fill(past.from);
    await table.getByText('1 row', { exact: true }).waitFor();
    expect((await saved(page, 'Download CSV')).trim().split('\r\n').at(-1)).toMatch(
      new RegExp(`^${past.from},\\d,\\d$`),
    );
    await page.context().close();
  });

  it('show where the time goes: by step, waiting apart from working, and as heat on the graph', async () => {
    const page = await open('&view=steps');
    await row(page, 'Decide').getByText('80%').waitFor();
    const longest = page.locator('tbody tr').first();
    await longest.getByText('Pay it out').waitFor();
    await page.locator('.graph-step .heat').first().waitFor({ state: 'attached' });
    expect(await page.locator('.graph-step .heat').count()).toBe(3);
    await page.getByRole('img', { name: /^Pay it out, Task; \d/ }).waitFor();
    await page.context().close();
  });

  it('show the ways that were taken, what was done twice, and who handed over', async () => {
    const page = await open('&view=flow');
    await row(page, 'Rejected').getByText('25%').waitFor();
    await page.getByText('2 requests (25%) did a step twice or more; 2 times a step sent the workflow back.').waitFor();
    await row(page, 'Shahriar Kabir Noman').getByText('Mizanur Islam Babu').waitFor();
    await page.context().close();
  });

  it('compare versions, and people by their decisions', async () => {
    const page = await open('&view=versions');
    await row(page, '1.0.0').getByText('100%').first().waitFor();
    await row(page, '1.1.0').getByText('75%').waitFor();
    await page.getByRole('button', { name: 'People' }).click();
    const first = page.locator('tbody tr').first();
    await first.getByText('Delwar Chowdhury Masud').waitFor();
    await first.getByRole('cell', { name: '10' }).first().waitFor();
    await page.context().close();
  });

  it('give reports and the event log as files', async () => {
    const page = await open('&view=reports');
    const trend = await saved(page, 'Trend by day as CSV');
    expect(trend.split(/\r?\n/)[0]).toMatch(/^\uFEFF?date,started,ended,/);
    const report = JSON.parse(await saved(page, 'SLA compliance as JSON'));
    expect(report).toMatchObject({ report: 'sla_compliance', workflowId: 'travel-claim', isComplete: true });
    const log = JSON.parse(await saved(page, 'Export event log'));
    await toast(page, 'events are in the file.').waitFor();
    expect(log.objects.filter(({ type }: { type: string }) => type === 'travel-claim')).toHaveLength(8);
    expect(new Set(log.events.map(({ id }: { id: string }) => id)).size).toBe(log.events.length);
    await page.context().close();
  });

  it('teach where nothing has ended, and are not for those who may not see figures', async () => {
    const page = await world.open('admin-1', '/analytics?workflow=site-visit-approval&range=7d');
    await page.getByText('No instance has ended in this range').waitFor();
    await page.getByRole('button', { name: 'Show a year' }).click();
    expect(new URL(page.url()).searchParams.get('range')).toBe('365d');
    await page.context().close();
    const other = await world.open('requester-1', '/analytics');
    await other.getByRole('alert').waitFor();
    expect(await other.getByRole('link', { name: 'Analytics' }).count()).toBe(0);
    await other.context().close();
  });

  it('fit a phone and have no barriers, in both themes and languages', async () => {
    const phone = { width: 360, scheme: 'dark', language: 'bn' } as const;
    for (const [part, view] of [
      ['', phone],
      ['&view=steps', {}],
      ['&view=flow', phone],
      ['&view=reports', phone],
    ] as const) {
      const page = await open(part, view);
      await page.locator('canvas, .graph-step, .way, .reports').first().waitFor({ state: 'attached' });
      expect.soft(await overflow(page), part).toBe(0);
      expect.soft(await barriers(page), part).toEqual([]);
      await page.context().close();
    }
  });
});
