// Audit as people use it: one trail, whether it is whole, files of it, and a search across requests.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
let approved: string;
let open: string;
beforeAll(async () => {
  world = await openWorld();
  [approved, open] = [await world.ask('PC-1'), await world.ask('PC-2')];
  await (await world.client('asm-1')).ask('approveStep', { instanceId: approved, notes: '=cmd' });
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const save = async (page: Page, name: string) => {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return readFileSync(await file.path(), 'utf8');
};

describe('a trail', () => {
  beforeEach(needBrowser);

  it('is found by the id of its request, and shows who did what by which way', async () => {
    const page = await world.open('admin-1', '/audit');
    await page.getByLabel('Id of a request').fill(approved);
    await page.keyboard.press('Enter');
    const decision = page.getByRole('row').filter({ hasText: 'step_approved' });
    for (const text of ['Delwar Chowdhury Masud', 'API', 'Signing in'])
      await decision.getByText(text).first().waitFor();
    await decision.getByText('step_approved', { exact: true }).click();
    await decision.getByText('=cmd').first().waitFor();
    await page.context().close();
  });

  it('says whether it is whole', async () => {
    const page = await world.open('admin-1', `/audit?instance=${approved}`);
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/Whole and unchanged: \d+ entries/).waitFor();
    await page.route('**/api/verifyAuditTrail', (route) =>
      route.fulfill({ json: { result: { ok: false, entries: 2, firstBad: 2 } } }),
    );
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByRole('alert').getByText('Broken at entry 2').waitFor();
    await page.context().close();
  });

  it('is saved as it is stored, and as a table that its search has narrowed', async () => {
    const page = await world.open('admin-1', `/audit?instance=${approved}&trail-find=step_approved`);
    await page.getByRole('row').filter({ hasText: 'step_approved' }).waitFor();
    const { entries, head } = JSON.parse(await save(page, 'Download JSON'));
    expect(head).toBe(entries.at(-1).hash);
    const [heads, ...lines] = (await save(page, 'Download CSV')).trim().split('\r\n');
    expect(heads).toContain('No.,Time,Who,In the place of,What,Channel,Known by,Hash');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('Delwar Chowdhury Masud');
    await page.context().close();
  });

  it('of a request that one may not see is not there', async () => {
    const page = await world.open('sr-1', `/audit?instance=${approved}`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('row').count()).toBe(0);
    await page.context().close();
  });
});

describe('the search', () => {
  beforeEach(needBrowser);

  it('finds requests by person and part, and leads to their trails', async () => {
    const page = await world.open('admin-1', '/audit');
    await page.getByLabel('Person').selectOption({ label: 'Delwar Chowdhury Masud' });
    await page.getByText('Nothing was found').waitFor();
    await page.getByLabel('Their part').selectOption({ label: 'Decides now' });
    await page.getByRole('link', { name: `Show the trail of ${open.slice(-8)}` }).click();
    await page.getByRole('row').filter({ hasText: 'workflow_started' }).waitFor();
    expect(page.url()).toContain(`instance=${open}`);
    await page.context().close();
  });

  it('finds what somebody did, whoever asked for it, within a time', async () => {
    const page = await world.open('admin-1', '/audit?view=entries&person=asm-1');
    await page.getByRole('row').filter({ hasText: 'step_approved' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.getByText('Nothing was done').waitFor();
    await page.context().close();
  });
});

describe('the screen', () => {
  beforeEach(needBrowser);

  it.each([
    ['/audit', {}],
    ['/audit?view=entries', { width: 360, height: 740, scheme: 'dark', language: 'bn' }],
    ['trail', { width: 360, height: 740, scheme: 'dark' }],
    ['trail', { language: 'bn' }],
  ] as const)('has no barrier and does not overflow: %s %j', async (path, look) => {
    const page = await world.open('admin-1', path === 'trail' ? `/audit?instance=${approved}` : path, look);
    await page.locator('tbody tr').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });
});
