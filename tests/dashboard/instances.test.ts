// The list of all requests: filtered by the address, page by page, saved as a file, and kept under names.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, type World } from './world.ts';

vi.setConfig(PATIENT);

/** More than two pages of the list. */
const CLAIMS = 120;
let world: World;
beforeAll(async () => {
  world = await openWorld();
  const ids = [];
  for (let at = 0; at < CLAIMS; at += 20)
    ids.push(...(await Promise.all(Array.from({ length: 20 }, (_, index) => world.ask(`PC-${at + index}`)))));
  const asm = await world.client('asm-1');
  await asm.ask('rejectStep', { instanceId: ids[0], reason: 'No receipt.' });
});
afterAll(async () => {
  await world.stop();
  killAll();
});
const rows = '.instance-table tbody tr';

describe('all requests', () => {
  beforeEach(needBrowser);

  it('filters by the address, and opens a request', async () => {
    const page = await world.open('admin-1', '/instances');
    await page.locator(rows).first().waitFor();
    await page.getByLabel('Outcome').selectOption('rejected');
    await page.getByText('1 in all').waitFor();
    expect(new URL(page.url()).search).toBe('?outcome=rejected');
    await page.getByLabel('Waits for').selectOption({ label: 'Delwar Chowdhury Masud' });
    await page.getByText('Nothing fits these filters').waitFor();
    await page.goBack();
    await page.goto(`${world.url}/instances?status=completed&workflow=petty-cash&requester=requester-1`);
    await page.locator(rows).getByRole('link').click();
    await page.getByRole('heading', { name: 'PC-0' }).waitFor();
    await page.context().close();
  });

  it('shows page after page, keeps its place, and saves exactly what the filter shows', async () => {
    const page = await world.open('admin-1', '/instances?status=running');
    await page.getByText('the newest 50').waitFor();
    await page.getByRole('button', { name: 'More requests' }).click();
    await page.getByText(`${CLAIMS - 1} in all`).waitFor();
    expect(await page.locator(rows).count()).toBe(CLAIMS - 1);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines.length).toBe(CLAIMS);
    expect(new Set(lines.slice(1).map((line) => line.split(',')[4]))).toEqual(new Set(['running']));
    await page.context().close();
  });

  it('keeps filters under a name in this browser', async () => {
    const page = await world.open('admin-1', '/instances?status=completed');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save these filters' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Over and done');
    await page.keyboard.press('Enter');
    await page.goto(`${world.url}/instances`);
    await page.getByText('the newest 50').waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitemradio', { name: 'Over and done' }).click();
    await page.getByText('1 in all').waitFor();
    await page.getByRole('button', { name: 'Over and done' }).click();
    await page.getByRole('menuitem', { name: 'Forget “Over and done”' }).click();
    await page.getByRole('button', { name: 'Views' }).waitFor();
    await page.context().close();
  });

  it.each([
    ['light', 'en', 1280],
    ['dark', 'bn', 360],
  ] as const)('has no barriers: %s, %s, %i px', async (scheme, language, width) => {
    const page = await world.open('admin-1', '/instances', { scheme, language, width, height: 740 });
    await page.locator(rows).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
