// Workload and absence as people use them: who has how much, who takes over, and who is reached how.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { openTroubles, type Troubles } from './troubles.ts';
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

const dialogOf = (page: Page) => page.getByRole('dialog');
const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const userOf = async (id: string) => {
  const { users } = await (await world.client('admin-1')).ask('listUsers');
  return users.find((user: { id: string }) => user.id === id);
};

describe('workload', () => {
  beforeEach(needBrowser);

  it('shows open tasks against capacity, and leads to the tasks of a person', async () => {
    await world.start('hourly');
    const page = await world.open('admin-1', '/workload?role=cro');
    await rowOf(page, 'Shahriar Kabir Noman').getByText('40').waitFor();
    expect(await rowOf(page, 'requester').count()).toBe(0);
    await page.getByRole('link', { name: 'Shahriar Kabir Noman' }).click();
    await page.getByRole('heading', { name: 'Tasks of Shahriar Kabir Noman' }).waitFor();
    await rowOf(page, 'Allow it').first().waitFor();
    await page.context().close();
  });

  it('gives chosen tasks in one go to somebody who is suggested, and says why', async () => {
    const ids = [await world.start('hourly'), await world.start('hourly')];
    const page = await world.open('admin-1', '/workload?person=cro-1');
    for (const id of ids) await page.getByRole('checkbox', { name: id.slice(-8) }).check();
    await page.getByRole('button', { name: 'Give to (2)' }).click();
    const suggested = dialogOf(page).getByRole('group', { name: 'Suggested' });
    await suggested
      .getByText(/room for \d+/)
      .first()
      .waitFor();
    await suggested.getByLabel(/Sumaiya/).check();
    await dialogOf(page).getByLabel('Note to them').fill('Shahriar has too many.');
    await dialogOf(page).getByRole('button', { name: 'Give to' }).click();
    await toast(page, 'Give to: 2 done.').waitFor();
    for (const id of ids) expect((await world.instance(id)).openSteps[0].assignees).toEqual(['cro-2']);
    await page.context().close();
  });

  it('is one’s own row alone for those who do not see the numbers', async () => {
    const page = await world.open('asm-1', '/workload');
    await rowOf(page, 'Delwar Chowdhury Masud').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Add a person' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('absence', () => {
  beforeEach(needBrowser);

  it('of one’s own shows what moves before it is saved, and ends when one is back', async () => {
    await world.start('hourly');
    const page = await world.open('cro-1', '/workload');
    await page.getByRole('button', { name: 'My absence' }).click();
    await dialogOf(page)
      .getByText(/open now: they wait/)
      .waitFor();
    await dialogOf(page).getByLabel('Who decides meanwhile').selectOption({ label: 'Sumaiya Rahman Keya' });
    await dialogOf(page)
      .getByText(/Sumaiya Rahman Keya may decide them/)
      .waitFor();
    await dialogOf(page).getByText('Allow it').first().waitFor();
    expect((await userOf('cro-1')).away).toBeUndefined();
    await dialogOf(page).getByLabel('From').fill('2026-01-05T09:00');
    await dialogOf(page).getByLabel('Until').fill('2026-01-01T09:00');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await dialogOf(page).getByText('The end has to be after the beginning.').waitFor();
    await dialogOf(page).getByLabel('Until').fill('2031-01-05T09:00');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await toast(page, 'The absence of Shahriar Kabir Noman is saved.').waitFor();
    expect((await userOf('cro-1')).away).toEqual({
      from: '2026-01-05T03:00:00.000Z',
      to: '2031-01-05T03:00:00.000Z',
      delegate: 'cro-2',
    });
    await rowOf(page, 'Away until').waitFor();
    await page.getByRole('button', { name: 'My absence' }).click();
    await dialogOf(page).getByRole('button', { name: 'End it now' }).click();
    await rowOf(page, 'Shahriar Kabir Noman').getByText('Here').waitFor();
    await page.context().close();
  });

  it('of others is set by those who manage people, by the keyboard', async () => {
    const page = await world.open('admin-1', '/workload');
    await page.getByRole('button', { name: 'Absence of Mizanur Islam Babu' }).focus();
    await page.keyboard.press('Enter');
    await dialogOf(page).getByLabel('From').fill('2030-01-05T09:00');
    await dialogOf(page).getByLabel('Until').fill('2030-01-09T09:00');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'The absence of Mizanur Islam Babu is saved.').waitFor();
    await rowOf(page, 'Mizanur Islam Babu').getByText('Away from 5 Jan 2030').waitFor();
    await page.context().close();
  });
});

describe('people', () => {
  beforeEach(needBrowser);

  it('are changed in a dialog, which keeps what it does not show', async () => {
    const before = await userOf('sr-1');
    const page = await world.open('admin-1', '/workload');
    await page.getByRole('button', { name: 'Edit Tariq Mahmud Sohel' }).click();
    await dialogOf(page).getByLabel('Capacity').fill('many');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await dialogOf(page).getByText('A whole number, or nothing.').waitFor();
    await dialogOf(page).getByLabel('Capacity').fill('12');
    await dialogOf(page).getByLabel('Messages by').selectOption('email');
    await dialogOf(page).getByLabel('Language').selectOption('en');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Tariq Mahmud Sohel is saved.').waitFor();
    expect(await userOf('sr-1')).toEqual({ ...before, capacity: 12, channel: 'email', language: 'en' });
    await page.context().close();
  });

  it('are added, and what the API refuses is said', async () => {
    const page = await world.open('admin-1', '/workload');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    expect(await dialogOf(page).getByText('This is needed.').count()).toBe(3);
    await dialogOf(page).getByLabel('Id', { exact: true }).fill('sample-9');
    await dialogOf(page).getByLabel('Name').fill('Sample Nine');
    await dialogOf(page).getByLabel('E-mail').fill('not an address');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await dialogOf(page).locator('.note.bad').waitFor();
    await dialogOf(page).getByLabel('E-mail').fill('sample-9@example.com');
    await dialogOf(page).getByLabel('Roles').fill('sr, cro');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Sample Nine is saved.').waitFor();
    expect(await userOf('sample-9')).toMatchObject({ roles: ['sr', 'cro'], channel: 'email' });
    await page.context().close();
  });
});

describe('the screen', () => {
  beforeEach(needBrowser);

  it.each([
    ['/workload', {}],
    ['/workload', { width: 360, height: 740, scheme: 'dark', language: 'bn' }],
    ['/workload?person=cro-1', { width: 360, height: 740, language: 'bn' }],
  ] as const)('has no barrier and does not overflow: %s %j', async (path, look) => {
    await world.start('hourly');
    const page = await world.open('admin-1', path, look);
    await page.locator('tbody tr').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.context().close();
  });

  it('has no barrier in its dialogs either', async () => {
    const page = await world.open('admin-1', '/workload', { width: 360, height: 740, scheme: 'dark' });
    for (const name of ['My absence', 'Add a person']) {
      await page.getByRole('button', { name }).click();
      await dialogOf(page).waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await dialogOf(page).waitFor({ state: 'detached' });
    }
    await page.context().close();
  });
});
