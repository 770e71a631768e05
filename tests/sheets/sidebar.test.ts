// The sidebar as people use it: in a browser, with the built add-on and a real server behind.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, killAll, PATIENT, signIn } from '../http/process.ts';
import { browserPath, needBrowser, openBrowser, openSidebar, settled, WIDTH } from './page.ts';
import type { Script } from './services/script.ts';
import { cellAt, type SheetModel } from './services/sheet-model.ts';
import { openWorld, orderRow, orderSheet, select, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  if (browserPath() !== null) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.stop();
  killAll();
});

const MARKUP = '<img src=x onerror="document.title=1">';

/** One order that waits for a business development officer, and both people's add-ons. */
async function asked(
  orderId: string,
): Promise<{ sheet: SheetModel; requester: Script; approver: Script; instanceId: string }> {
  const sheet = orderSheet(orderRow(orderId, { 'Total amount': 80_000 }));
  const file = world.file(sheet);
  const requester = world.person(file, 'requester-1');
  select(sheet, [2, 2]);
  requester.menu('menuSubmit');
  const instanceId =
    String(cellAt(sheet, 2, 'Link').value)
      .split('/')
      .at(-1) ?? '';
  const admin = await signIn(world.url, 'admin-1');
  const approverId = await eventually(async () => {
    const { openSteps, messages } = await admin.ask('getWorkflowInstance', { instanceId });
    const isTold = messages.length > 0 && messages.every(({ state }: { state: string }) => state !== 'queued');
    return isTold ? (openSteps[0]?.assignees[0] as string | undefined) : null;
  });
  requester.menu('menuRefresh');
  return { sheet, requester, approver: world.person(file, approverId), instanceId };
}

async function open(script: Script, menu: string): Promise<Page> {
  script.menu(menu);
  return openSidebar(browser, script, { scheme: 'light' });
}

const card = (page: Page, orderId: string) => page.locator('.card', { hasText: orderId });

const chooser = (page: Page, header: string) =>
  page.locator('label', { hasText: new RegExp(`^${header}`) }).locator('select');

describe('the sidebar', () => {
  beforeEach(needBrowser);

  it('approves by one click, says so, and the card is gone', async () => {
    const { approver, sheet } = await asked('PAGE-1');
    const page = await open(approver, 'menuApprovals');
    await card(page, 'PAGE-1').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('status').filter({ hasText: 'Approved: PAGE-1' }).waitFor();
    await settled(page);
    expect(await card(page, 'PAGE-1').count()).toBe(0);
    expect(cellAt(sheet, 2, 'Status').value).toBe('In progress');
    await page.context().close();
  });

  it('asks for a reason before it rejects, and sends nothing without one', async () => {
    const { approver, sheet } = await asked('PAGE-2');
    const page = await open(approver, 'menuApprovals');
    const mine = card(page, 'PAGE-2');
    await mine.getByRole('button', { name: 'Reject…' }).click();
    await mine.getByRole('button', { name: 'Reject', exact: true }).click();
    await mine.getByText('Say why, so that they can do better.').waitFor();
    expect(cellAt(sheet, 2, 'Status').value).toBe('Pending');
    await mine.getByLabel('Reason').fill('No stock until Sunday');
    await mine.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Rejected: PAGE-2' }).waitFor();
    expect(cellAt(sheet, 2, 'Status').value).toBe('Rejected');
    await page.context().close();
  });

  it('shows what others wrote as text, wherever it stands', async () => {
    const { requester, approver, sheet, instanceId } = await asked('PAGE-3');
    const clerk = await signIn(world.url, 'requester-1');
    await clerk.ask('addComment', { instanceId, text: MARKUP });
    sheet.active = { row: 2, column: 1 };
    const row = await open(requester, 'menuRow');
    await row.getByText(MARKUP).waitFor();
    expect(await row.locator('img').count()).toBe(0);
    approver.type(2, 'Status', `rejected ${MARKUP}`);
    await row.context().close();
    const page = await open(approver, 'menuApprovals');
    await page.getByRole('button', { name: 'Edits' }).click();
    await page.getByText(MARKUP).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    await page.getByRole('button', { name: 'Decide 1 in my name' }).click();
    await page.getByRole('status').filter({ hasText: '1 decision made.' }).waitFor();
    expect(cellAt(sheet, 2, 'Status').value).toBe('Rejected');
    await page.context().close();
  });

  it('fits into its 300 px in every part, and says when nothing waits or nobody answers', async () => {
    const { approver } = await asked('PAGE-4');
    const page = await open(approver, 'menuApprovals');
    for (const part of ['Approvals', 'This row', 'Edits', 'Settings']) {
      await page.getByRole('button', { name: part, exact: true }).click();
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), part).toBeLessThanOrEqual(WIDTH);
    }
    await page.context().close();
    const idle = world.person(world.file(orderSheet()), 'asm-1');
    const empty = await open(idle, 'menuApprovals');
    await empty.getByText('Nothing waits for you').waitFor();
    (world.net.routes as Map<string, string>).set(`${world.url}/api/listMyTasks`, 'http://127.0.0.1:9/');
    await empty.getByRole('button', { name: 'Refresh' }).click();
    await empty.getByText('The Countersign server could not be reached.').waitFor();
    (world.net.routes as Map<string, string>).clear();
    await empty.getByRole('button', { name: 'Try again' }).click();
    await empty.getByText('Nothing waits for you').waitFor();
    await empty.context().close();
  });

  it('saves which column goes where', async () => {
    const script = world.person(world.file(orderSheet(orderRow('PAGE-5'))), 'requester-1');
    const page = await open(script, 'menuSettings');
    await chooser(page, 'Our remarks').selectOption('detailedProjectAddress');
    await chooser(page, 'Currency').selectOption('Not sent');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
    expect(script.run('sidebarSettings').value.mapping).toEqual({
      'Our remarks': 'detailedProjectAddress',
      Currency: null,
    });
    await page.context().close();
  });
});
