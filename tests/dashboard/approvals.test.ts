// "My approvals" as people use it: by mouse, by keyboard, two at once, without a network, on a phone.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, card, openWorld, overflow, toast, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
let prefix = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.stop();
  killAll();
});

/** Three claims of their own for each test, which wait for the one area manager. */
async function claims(count = 3): Promise<{ readonly ids: readonly string[]; readonly names: readonly string[] }> {
  prefix += 1;
  const names = Array.from({ length: count }, (_, index) => `PC-${prefix}${index + 1}`);
  return { names, ids: await Promise.all(names.map((name) => world.ask(name))) };
}
const stepOf = async (instanceId: string) => {
  const { steps } = await (await world.client('admin-1')).ask('getWorkflowInstance', { instanceId });
  return steps.check;
};
const open = (view = {}) => world.open('asm-1', `/approvals?find=PC-${prefix}`, view);
/** What is polled does not arrive any more: the page shows what it had. */
const freeze = (page: Page) => page.route('**/api/listMyTasks', (route) => route.abort());

describe('my approvals', () => {
  beforeEach(needBrowser);

  it('shows the facts that decide, and approves by one click', async () => {
    const { ids, names } = await claims();
    const page = await open();
    const mine = card(page, names[0] ?? '');
    for (const text of ['Petty cash', '৳1,250.5', 'Tea for the site meeting', 'Jashim Uddin Palash', 'Due tomorrow'])
      await mine.getByText(text).first().waitFor();
    await mine.getByRole('button', { name: 'Approve' }).click();
    await toast(page, `Approved: ${names[0]}`).waitFor();
    await mine.waitFor({ state: 'detached' });
    expect(await stepOf(ids[0] ?? '')).toMatchObject({ outcome: 'approved' });
    const { entries } = await (await world.client('asm-1')).ask('getAuditTrail', { instanceId: ids[0] });
    expect(entries.map(({ channel }: { channel: string }) => channel)).toContain('dashboard');
    await page.context().close();
  });

  it('asks for a reason before it rejects or sends back, and sends nothing without one', async () => {
    const { ids, names } = await claims();
    const page = await open();
    await card(page, names[0] ?? '')
      .getByRole('button', { name: 'Reject' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByText('Say why, so that they can do better.').waitFor();
    expect(await stepOf(ids[0] ?? '')).toMatchObject({ state: 'assigned' });
    await dialog.getByLabel('Reason').fill('No receipt.');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await toast(page, `Rejected: ${names[0]}`).waitFor();
    expect((await stepOf(ids[0] ?? '')).votes['asm-1']).toMatchObject({ decision: 'rejected', notes: 'No receipt.' });
    await card(page, names[1] ?? '')
      .getByRole('button', { name: 'Send back' })
      .click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Which site?');
    await page.keyboard.press('Control+Enter');
    await toast(page, `Sent back: ${names[1]}`).waitFor();
    await page.context().close();
  });

  it('delegates to somebody found by name, and comments without deciding', async () => {
    const { ids, names } = await claims(2);
    const page = await open();
    await card(page, names[0] ?? '')
      .getByRole('button', { name: 'Comment' })
      .click();
    await page.getByRole('dialog').getByLabel('Comment').fill('I look at it tomorrow.');
    await page.getByRole('dialog').getByRole('button', { name: 'Comment' }).click();
    await toast(page, 'Your comment').waitFor();
    await card(page, names[0] ?? '')
      .getByRole('button', { name: 'Delegate' })
      .click();
    await page.getByRole('dialog').getByLabel('To whom').fill('Imran');
    await page.getByRole('dialog').getByRole('button', { name: 'Delegate' }).click();
    await toast(page, `Delegated to Imran Hossain Shawon: ${names[0]}`).waitFor();
    const { assignments, state } = await stepOf(ids[0] ?? '');
    expect([state, assignments]).toMatchObject(['assigned', [{ user: 'bdo-2', onBehalfOf: 'asm-1' }]]);
    await page.context().close();
  });

  it('is done by keyboard alone: move, select, approve, reject, look up the keys', async () => {
    const { ids, names } = await claims();
    const page = await open();
    await card(page, names[0] ?? '').waitFor();
    const order = await page
      .getByRole('article')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Too late.');
    await page.keyboard.press('Control+Enter');
    const second = names.find((name) => order[1]?.includes(name)) ?? '';
    await toast(page, `Rejected: ${second}`).waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    const first = names.find((name) => order[0]?.includes(name)) ?? '';
    await toast(page, `Approved: ${first}`).waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next task').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await stepOf(ids[names.indexOf(first)] ?? '')).toMatchObject({ outcome: 'approved' });
    await page.context().close();
  });

  it('decides many at once, and says of each that could not be decided why', async () => {
    const { ids, names } = await claims();
    const page = await open();
    await card(page, names[2] ?? '').waitFor();
    await freeze(page);
    await (await world.client('requester-1')).ask('cancelWorkflow', { instanceId: ids[1], reason: 'Not needed.' });
    await page.getByRole('button', { name: 'Select all' }).click();
    await page.getByRole('button', { name: 'Approve 3' }).click();
    const dialog = page.getByRole('dialog', { name: 'Not all could be decided' });
    await dialog.getByText('2 decided, 1 not:').waitFor();
    expect(
      await dialog
        .getByRole('listitem')
        .filter({ hasText: names[1] ?? '' })
        .textContent(),
    ).toContain('has ended meanwhile');
    expect(await stepOf(ids[0] ?? '')).toMatchObject({ outcome: 'approved' });
    await page.context().close();
  });

  it('tells the slower of two who decided first, and shows what is true', async () => {
    const { ids, names } = await claims(1);
    const [fast, slow] = [await open(), await open()];
    await card(slow, names[0] ?? '').waitFor();
    await freeze(slow);
    await card(fast, names[0] ?? '')
      .getByRole('button', { name: 'Approve' })
      .click();
    await toast(fast, 'Approved').waitFor();
    await card(slow, names[0] ?? '')
      .getByRole('button', { name: 'Reject' })
      .click();
    await slow.getByRole('dialog').getByLabel('Reason').fill('No.');
    await slow.keyboard.press('Control+Enter');
    await toast(slow, 'Already decided by Delwar Chowdhury Masud.').waitFor();
    await slow.unroute('**/api/listMyTasks');
    await card(slow, names[0] ?? '').waitFor({ state: 'detached' });
    expect(await stepOf(ids[0] ?? '')).toMatchObject({ outcome: 'approved' });
    for (const page of [fast, slow]) await page.context().close();
  });

  it('what somebody else decided goes away on its own', async () => {
    const { ids, names } = await claims(2);
    const page = await open();
    await card(page, names[0] ?? '').waitFor();
    await (await world.client('asm-1')).ask('approveStep', { instanceId: ids[0], stepId: 'check' });
    await card(page, names[0] ?? '').waitFor({ state: 'detached' });
    await card(page, names[1] ?? '').waitFor();
    await page.context().close();
  });

  it('without a network keeps what it has, takes back what could not be sent, and goes on when it is back', async () => {
    const { ids, names } = await claims(1);
    const page = await open();
    const mine = card(page, names[0] ?? '');
    await mine.waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await mine.getByRole('button', { name: 'Approve' }).click();
    await toast(page, 'The server cannot be reached.').waitFor();
    await mine.waitFor();
    expect(await stepOf(ids[0] ?? '')).toMatchObject({ state: 'assigned' });
    await page.context().setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    await mine.getByRole('button', { name: 'Approve' }).click();
    await toast(page, 'Approved').waitFor();
    await page.context().close();
  });

  it('teaches where nothing waits, and where nothing fits a filter', async () => {
    const idle = await world.open('designer-1', '/');
    await idle.getByText('Nothing waits for you').waitFor();
    await claims(1);
    const page = await world.open('asm-1', '/approvals?find=nowhere');
    await page.getByText('No task of yours fits this filter.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await card(page, `PC-${prefix}1`).waitFor();
    expect(new URL(page.url()).search).toBe('');
    for (const one of [idle, page]) await one.context().close();
  });

  it('draws few of two thousand, in the order of their deadlines over all pages of the API', async () => {
    const { names } = await claims(2_000);
    const page = await open();
    const all = await eventually(async () => (await tasksOf()).length);
    await page.getByRole('button', { name: `All ${all.toLocaleString('en')}` }).waitFor();
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('article').count()).toBeLessThan(100);
    for (let press = 0; press < 40; press++) await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(`PC-${prefix}`);
    expect(names).toHaveLength(2_000);
    await page.context().close();
  });

  it('fits a phone, and has no barriers: light, dark, English, Bengali', async () => {
    const { names } = await claims(2);
    for (const view of [
      { width: 1280, scheme: 'light', language: 'en' },
      { width: 360, scheme: 'dark', language: 'bn' },
    ] as const) {
      const page = await open(view);
      await card(page, names[0] ?? '').waitFor();
      expect.soft(await overflow(page), JSON.stringify(view)).toBeLessThanOrEqual(0);
      expect.soft(await barriers(page), JSON.stringify(view)).toEqual([]);
      await page.keyboard.press('r');
      await page.getByRole('dialog').waitFor();
      expect.soft(await barriers(page), JSON.stringify(view)).toEqual([]);
      await page.context().close();
    }
  });
});

async function tasksOf(): Promise<readonly unknown[]> {
  const client = await world.client('asm-1');
  const all: unknown[] = [];
  let pageToken: string | undefined;
  do {
    const { tasks, nextPageToken } = await client.ask('listMyTasks', { pageSize: 200, pageToken });
    all.push(...tasks);
    pageToken = nextPageToken;
  } while (pageToken !== undefined);
  return all;
}
