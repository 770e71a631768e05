// The frame around every screen: the door, places, keys, language, theme, and its size.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dashboardFiles } from '../../local/dashboard.ts';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, type World } from './world.ts';

vi.setConfig(PATIENT);

const KB = 1000;
const SIZE_MAX = 100 * KB;
/** Drawn by few screens, and loaded by them. */
const CHARTS = /\/chart-/;

describe('the frame', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await world.stop();
    killAll();
  });
  beforeEach(needBrowser);

  it('asks who one is, remembers it, and lets one be somebody else', async () => {
    const page = await world.open(null, '/requests');
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Find a person or a role').fill('admin');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My requests' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Be somebody else' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await page.context().close();
  });

  it('speaks Bengali and turns dark at once, and keeps both', async () => {
    const page = await world.open('admin-1', '/settings');
    await page.getByLabel('Theme').selectOption('dark');
    await page.getByLabel('Language').selectOption('bn');
    await page.getByRole('heading', { name: 'সেটিংস' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'সেটিংস' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual([
      'bn',
      'dark',
    ]);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('goes by keys and links, back by the browser, and says where nothing is', async () => {
    const page = await world.open('requester-1', '/approvals');
    await page.getByRole('heading', { name: 'My approvals' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'My requests' }).waitFor();
    expect(await page.title()).toBe('My requests · Countersign');
    await page.goBack();
    await page.getByRole('heading', { name: 'My approvals' }).waitFor();
    await page.goto(`${world.url}/requests/x/y/z`);
    await page.getByText('There is nothing here').waitFor();
    await page.context().close();
  });

  it('has everything within reach on a phone', async () => {
    const page = await world.open('admin-1', '/', { width: 360, height: 740 });
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('waits for a server that is away, and begins when it is back', async () => {
    const page = await world.open('admin-1', '/settings');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.route('**/session.json', (route) => route.abort());
    await page.reload();
    await page.getByText('The server cannot be reached').waitFor();
    await page.unroute('**/session.json');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.context().close();
  });
});

it('all scripts and styles are less than 100 kB gzipped, without charts', async () => {
  const files = [...(await dashboardFiles({ building: () => {} }))];
  const sizes = files
    .filter(([path]) => path.startsWith('/assets/') && !CHARTS.test(path))
    .map(([path, text]) => ({ path, bytes: gzipSync(text).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  process.stdout.write(`dashboard: ${(total / KB).toFixed(1)} kB gzipped in ${sizes.length} files\n`);
  expect(sizes.length).toBeGreaterThan(3);
  expect(total).toBeLessThan(SIZE_MAX);
});
