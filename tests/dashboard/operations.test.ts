// Operations as people use them: incidents, errors, what is late, in one go, by mouse and by keyboard, on a phone.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { HOUR_MIN, openTroubles, type Troubles } from './troubles.ts';
import { barriers, overflow, toast } from './world.ts';

vi.setConfig(PATIENT);

let world: Troubles;
beforeAll(async () => {
  world = await openTroubles();
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const open = (view = '', look = {}) => world.open('admin-1', `/operations${view}`, look);
/** The row of a table that speaks of this instance. */
const rowOf = (page: Page, instanceId: string) =>
  page.getByRole('row').filter({ has: page.locator(`a[title="${instanceId}"]`) });
const dialogOf = (page: Page) => page.getByRole('dialog');

describe('incidents', () => {
  beforeEach(needBrowser);

  it('show their cause and the payload, without what is secret', async () => {
    const instanceId = await world.startToIncident('pushing', { pin: '4711', note: 'for the north' });
    const page = await open();
    await rowOf(page, instanceId).getByText('Nobody handles disputes of type').waitFor();
    await rowOf(page, instanceId).getByRole('button', { name: 'Show payload' }).click();
    await dialogOf(page).getByText('for the north').waitFor();
    expect(await dialogOf(page).textContent()).not.toContain('4711');
    await page.context().close();
  });

  it('are dismissed with a reason, and not without one', async () => {
    const instanceId = await world.startToIncident('orphaned');
    const page = await open();
    await rowOf(page, instanceId).getByRole('button', { name: 'Dismiss' }).click();
    await dialogOf(page).getByRole('button', { name: 'Dismiss' }).click();
    await dialogOf(page).getByText('Say why: it stands in the audit.').waitFor();
    await dialogOf(page).getByLabel('Reason').fill('Asked the team.');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'Dismiss: 1 done.').waitFor();
    await rowOf(page, instanceId).waitFor({ state: 'detached' });
    const [{ resolution }] = (await world.instance(instanceId)).incidents;
    expect(resolution).toBe('Asked the team.');
    await page.context().close();
  });

  it('are tried again by one click', async () => {
    const instanceId = await world.startToIncident('pushing');
    const page = await open();
    await rowOf(page, instanceId).getByRole('button', { name: 'Retry' }).click();
    await toast(page, 'Retry: 1 done.').waitFor();
    // It fails for the same cause, now in its second attempt.
    await eventually(async () => (await world.instance(instanceId)).steps.open.attempt === 2);
    await page.context().close();
  });

  it('that nobody can decide are given to somebody', async () => {
    const instanceId = await world.startToIncident('orphaned');
    const page = await open();
    await rowOf(page, instanceId).getByRole('button', { name: 'Assign' }).click();
    await dialogOf(page).getByPlaceholder('Name or role').fill('Sumaiya');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'Assign: 1 done.').waitFor();
    expect((await world.instance(instanceId)).openSteps).toMatchObject([{ assignees: ['cro-2'] }]);
    await page.context().close();
  });

  it('are handled by the keyboard alone', async () => {
    const instanceId = await world.startToIncident('orphaned');
    const page = await open(`?incidents-find=${instanceId}`);
    await rowOf(page, instanceId).waitFor();
    await page.getByRole('searchbox', { name: 'Search: Incidents' }).focus();
    await rowOf(page, instanceId).getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Dismiss (1)' }).focus();
    await page.keyboard.press('Enter');
    await dialogOf(page).waitFor();
    await page.keyboard.type('Known.');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'Dismiss: 1 done.').waitFor();
    await page.context().close();
  });
});

describe('errors and lateness', () => {
  beforeEach(needBrowser);

  it('gather what failed by its error, and cancel all of it with one reason', async () => {
    const ids = [await world.startToIncident('pushing'), await world.startToIncident('pushing')];
    const page = await open('?view=stuck&workflow=pushing');
    const group = page.getByRole('listitem').filter({ hasText: '"Open it" failed' }).first();
    await group.getByText(/^\d+ with this error$/).waitFor();
    await group.getByRole('button', { name: /^Cancel/ }).click();
    await dialogOf(page).getByLabel('Reason').fill('A mistake of ours.');
    await dialogOf(page)
      .getByRole('button', { name: /^Cancel/ })
      .last()
      .click();
    await toast(page, /Cancel: \d+ done\./).waitFor();
    for (const id of ids) expect((await world.instance(id)).status).toBe('cancelled');
    await page.context().close();
  });

  it('list what is late, and reassign some of it; what is refused is said one by one', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => world.start('hourly')));
    await world.advance(2 * HOUR_MIN);
    const page = await open('?view=late&workflow=hourly');
    for (const id of ids) {
      await rowOf(page, id).getByText('1 hour late').waitFor();
      await rowOf(page, id).getByRole('checkbox').check();
    }
    // One of them ends meanwhile; the page does not know it yet.
    await page.route('**/api/listOverdueInstances', (route) => route.abort());
    await (await world.client('cro-1')).ask('approveStep', { instanceId: ids[0] });
    await page.getByRole('button', { name: 'Reassign (3)' }).click();
    await dialogOf(page).getByPlaceholder('Name or role').fill('Sumaiya');
    await page.keyboard.press('Control+Enter');
    await dialogOf(page).getByText('2 done, 1 not:').waitFor();
    await page.unroute('**/api/listOverdueInstances');
    for (const id of ids.slice(1)) expect((await world.instance(id)).openSteps[0].assignees).toEqual(['cro-2']);
    await page.context().close();
  });

  it('save exactly what the filter shows, and nothing that a spreadsheet would run', async () => {
    const [mine] = [await world.start('hourly'), await world.start('orphaned')];
    const page = await open('?view=instances&workflow=hourly&status=running');
    await rowOf(page, mine).waitFor();
    const count = await page.locator('tbody tr').count();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(file.suggestedFilename()).toBe('countersign-instances.csv');
    expect(lines).toHaveLength(count + 1);
    expect(lines.join('\n')).toContain(mine);
    expect(lines.slice(1).every((line) => line.includes('Site access'))).toBe(true);
    await page.context().close();
  });

  it('show timers that come within a day', async () => {
    const id = await world.start('hourly');
    const page = await open('?view=timers');
    await rowOf(page, id).getByText('in 1 hour').waitFor();
    await page.context().close();
  });
});

describe('the screen', () => {
  beforeEach(needBrowser);

  it('is not offered to those who do not operate', async () => {
    const page = await world.open('requester-1', '/approvals');
    await page.getByRole('link', { name: 'My requests' }).waitFor();
    expect(await page.getByRole('link', { name: 'Operations' }).count()).toBe(0);
    await page.context().close();
  });

  it.each([
    ['', {}],
    ['?view=late', { width: 360, height: 740, scheme: 'dark', language: 'bn' }],
    ['?view=stuck', { width: 360, height: 740, scheme: 'dark' }],
    ['?view=instances', { scheme: 'dark', language: 'bn' }],
    ['?view=timers', { width: 360, height: 740, language: 'bn' }],
  ] as const)('has no barrier and does not overflow: %s %j', async (view, look) => {
    await world.startToIncident('pushing');
    await world.start('hourly');
    const page = await open(view, look);
    await page.locator('tbody tr, .group').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });
});
