// Draws the outbox's pictures for the guide: the real page on a real server with sample people.
import { join } from 'node:path';
import { eventually, signIn } from '../../tests/http/process.ts';
import { startOf } from '../../tests/http/samples.ts';
import { bubble, codeOn, type OutboxWorld, openAt, openOutboxWorld, write } from '../../tests/outbox/world.ts';
import { openBrowser } from '../../tests/sheets/page.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'guide', 'pictures');
const WINDOW = { width: 1360, height: 860 } as const;

/** An order that waits for somebody, who is told by chat and by mail; answers who. */
async function orderFor(world: OutboxWorld): Promise<string> {
  const requester = await signIn(world.url, 'requester-1');
  const { instanceId } = await requester.ask('startWorkflow', startOf('ORD-1006', 'ORD-2047'));
  return eventually(async () => {
    const { openSteps, messages } = await world.admin.ask('getWorkflowInstance', { instanceId });
    const isTold = messages.length > 1 && messages.every(({ state }: { state: string }) => state !== 'queued');
    return isTold ? (openSteps[0]?.assignees[0] as string | undefined) : null;
  });
}

const world = await openOutboxWorld();
const browser = await openBrowser();
try {
  const address = `${world.url}/outbox/${await orderFor(world)}`;
  const page = await openAt(browser, address, { viewport: WINDOW });
  await write(page, `A ${await codeOn(page)}`);
  await bubble(page, 'Approved:').waitFor();
  await page.context().close();
  for (const colorScheme of ['light', 'dark'] as const) {
    const shown = await openAt(browser, address, { viewport: WINDOW, colorScheme });
    await shown.locator('.mails a').last().click();
    await shown.frameLocator('.reader iframe').getByRole('heading').first().waitFor();
    await shown.locator('[aria-current="page"] .count').waitFor({ state: 'detached' });
    await shown.evaluate(() => (document.activeElement as HTMLElement).blur());
    await shown.screenshot({ path: join(FOLDER, `outbox-${colorScheme}.png`) });
    await shown.context().close();
  }
} finally {
  await browser.close();
  await world.close();
}
