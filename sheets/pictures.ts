// Draws the sidebar's pictures for the guide: the real page, the built add-on, a real server with sample people.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { eventually, signIn } from '../tests/http/process.ts';
import { openBrowser, openSidebar, settled } from '../tests/sheets/page.ts';
import type { Script } from '../tests/sheets/services/script.ts';
import { cellAt } from '../tests/sheets/services/sheet-model.ts';
import { openWorld, orderRow, orderSheet, select, type World } from '../tests/sheets/world.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'guide', 'pictures');

interface Scene {
  readonly requester: Script;
  readonly approver: Script;
}

/** Three orders that wait for the same person, and one edit of theirs. */
async function scene(world: World): Promise<Scene> {
  const sheet = orderSheet(
    orderRow('ORD-2041', { 'Total amount': 72_500, 'Total sales volume': 140 }),
    orderRow('ORD-2042', {
      'Total amount': 58_000,
      'Total sales volume': 110,
      'Customer ID': 'CUST-2001',
      'Customer name': 'Padma Traders (sample)',
    }),
    orderRow('ORD-2043', { 'Order type': 'bulk', 'Total amount': 640_000, 'Total sales volume': 1_200 }),
    orderRow('ORD-2044', { 'Total amount': 81_000, 'Total sales volume': 155 }),
  );
  const file = world.file(sheet);
  const requester = world.person(file, 'requester-1');
  select(sheet, [2, 5]);
  requester.menu('menuSubmit');
  const admin = await signIn(world.url, 'admin-1');
  const idAt = (row: number): string =>
    String(cellAt(sheet, row, 'Link').value)
      .split('/')
      .at(-1) ?? '';
  const assigneeOf = (row: number): Promise<string> =>
    eventually(async () => {
      const { openSteps, messages } = await admin.ask('getWorkflowInstance', { instanceId: idAt(row) });
      return messages.length > 0 && messages.every(({ state }: { state: string }) => state !== 'queued')
        ? openSteps[0]?.assignees[0]
        : null;
    });
  const approverId = await assigneeOf(2);
  for (const row of [3, 4, 5]) {
    const other = await assigneeOf(row);
    if (other !== approverId)
      await admin.ask('reassignTask', {
        instanceId: idAt(row),
        stepId: 'approve-bdo',
        from: other,
        to: approverId,
        reason: 'Keep one customer together',
      });
  }
  const clerk = await signIn(world.url, 'requester-1');
  await clerk.ask('addComment', { instanceId: idAt(2), text: 'The customer asks for delivery before Thursday.' });
  requester.menu('menuRefresh');
  sheet.active = { row: 2, column: 1 };
  const approver = world.person(file, approverId);
  approver.type(5, 'Status', 'rejected: wait for the new price list');
  return { requester, approver };
}

async function draw(browser: Browser, { requester, approver }: Scene, scheme: 'light' | 'dark'): Promise<void> {
  const shot = async (script: Script, menu: string, name: string, height: number, act?: string): Promise<void> => {
    script.menu(menu);
    const page = await openSidebar(browser, script, { scheme, height });
    if (act !== undefined) {
      await page.getByRole('button', { name: act }).first().click();
      await settled(page);
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    }
    await page.screenshot({ path: join(FOLDER, `sheets-${name}-${scheme}.png`) });
    await page.context().close();
  };
  await shot(approver, 'menuApprovals', 'approvals', 720);
  await shot(approver, 'menuApprovals', 'reject', 480, 'Reject…');
  await shot(approver, 'menuApprovals', 'edits', 320, 'Edits');
  await shot(requester, 'menuRow', 'row', 720);
  await shot(requester, 'menuSettings', 'settings', 720);
}

const world = await openWorld();
const browser = await openBrowser();
try {
  const ready = await scene(world);
  for (const scheme of ['light', 'dark'] as const) await draw(browser, ready, scheme);
} finally {
  await browser.close();
  await world.stop();
}
