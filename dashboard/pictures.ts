// Draws the dashboard's pictures for the guide: the real pages on a real server with sample people and two weeks of requests.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import orders from '../definitions/samples/orders.json' with { type: 'json' };
import { openPast } from '../tests/dashboard/history.ts';
import type { World } from '../tests/dashboard/world.ts';
import { startOf } from '../tests/http/samples.ts';
import { openBrowser } from '../tests/sheets/page.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'guide', 'pictures');
const WINDOW = { width: 1280, height: 800 } as const;
const QUALITY = 82;
/** Its decider has the most to decide. */
const SHOWN = 'ORD-1004';
/** There is too little stock for what it asks. */
const FAILING = 'ORD-1016';

interface Scene {
  readonly approver: string;
  readonly instanceId: string;
  readonly stepId: string;
}

/** The sample orders, some hours ago, and two more that fail. */
async function scene(world: World): Promise<Scene> {
  const [requester, admin] = [await world.client('requester-1'), await world.client('admin-1')];
  const ids = new Map<string, string>();
  const asked = [
    ...orders.map(({ orderId }) => [orderId, orderId] as const),
    [FAILING, 'ORD-1021'],
    [FAILING, 'ORD-1022'],
  ];
  for (const [sampleId = '', orderId = ''] of asked) {
    const { result } = await requester.call('startWorkflow', startOf(sampleId, orderId));
    if (result !== undefined) ids.set(orderId, (result as { instanceId: string }).instanceId);
  }
  for (let hour = 0; hour < 5; hour++) await admin.ask('advanceClock', { minutes: 60 });
  const instanceId = ids.get(SHOWN) ?? '';
  const { openSteps } = await admin.ask('getWorkflowStatus', { instanceId });
  const [{ stepId, assignees }] = openSteps;
  return { approver: assignees[0], instanceId, stepId };
}

interface Picture {
  readonly name: string;
  readonly as: string;
  readonly path: string;
  /** Selector of what is drawn last. */
  readonly shows: string;
}

const picturesOf = ({ approver, instanceId, stepId }: Scene): readonly Picture[] => [
  { name: 'approvals', as: approver, path: '/approvals', shows: 'article' },
  { name: 'decision', as: approver, path: `/decide/${instanceId}/${stepId}`, shows: 'main h1' },
  { name: 'instance', as: 'admin-1', path: `/instances/${instanceId}`, shows: 'main svg g' },
  { name: 'operations', as: 'admin-1', path: '/operations', shows: 'main table' },
  { name: 'workload', as: 'admin-1', path: '/workload', shows: 'main table' },
  { name: 'analytics', as: 'admin-1', path: '/analytics?workflow=travel-claim', shows: 'main svg, main canvas' },
  { name: 'definitions', as: 'designer-1', path: '/definitions/order-approval', shows: 'main svg g' },
];

async function openAs(browser: Browser, person: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    viewport: WINDOW,
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'Asia/Dhaka',
    reducedMotion: 'reduce',
  });
  await context.addInitScript((id) => {
    localStorage.setItem('countersign.person', id);
    localStorage.setItem('countersign.preferences', JSON.stringify({ theme: 'system', language: 'en' }));
  }, person);
  return context.newPage();
}

/** As WebP, which Playwright itself does not write. */
async function shoot(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  writeFileSync(path, Buffer.from(data, 'base64'));
}

const { world } = await openPast();
const browser = await openBrowser();
try {
  const pictures = picturesOf(await scene(world));
  for (const colorScheme of ['light', 'dark'] as const)
    for (const { name, as, path, shows } of pictures) {
      const page = await openAs(browser, as, colorScheme);
      await page.goto(world.url + path, { waitUntil: 'networkidle' });
      await page.locator(shows).first().waitFor();
      await page.locator('.skeleton').waitFor({ state: 'detached' });
      await shoot(page, join(FOLDER, `dashboard-${name}-${colorScheme}.webp`));
      await page.context().close();
    }
} finally {
  await browser.close();
  await world.stop();
}
