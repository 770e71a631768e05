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

  it('keeps a filter under a name, and gives it back when it was forgotten by mistake', async () => {
    await world.ask('PC-KEEP');
    const page = await world.open('asm-1', '/approvals?find=PC-KEEP');
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Kept');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Kept' }).waitFor();
    await page.goto(`${world.url}/approvals`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitemradio', { name: 'Kept' }).click();
    await page.waitForURL('**/approvals?find=PC-KEEP');
    await page.getByRole('button', { name: 'Kept' }).click();
    await page.getByRole('menuitem', { name: 'Forget “Kept”' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Kept' }).waitFor();
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

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

it('no screen needs more than 100 kB of scripts and styles, gzipped, without charts', async () => {
  const files = await dashboardFiles({ building: () => {} });
  const chunks: Readonly<Record<string, Chunk>> = JSON.parse(files.get('/.vite/manifest.json') ?? '');
  const needs = (name: string): readonly string[] => {
    const { file = '', css = [], imports = [] } = chunks[name] ?? {};
    return [file, ...css, ...imports.flatMap(needs)];
  };
  const bytesOf = (paths: Iterable<string>): number =>
    [...paths]
      .filter((path) => !CHARTS.test(`/${path}`))
      .reduce((sum, path) => sum + gzipSync(files.get(`/${path}`) ?? '').length, 0);
  const entry = Object.keys(chunks).filter((name) => chunks[name]?.isEntry);
  const screens = Object.keys(chunks).filter((name) => /\/screens\/.*(?:screen|edit)\.tsx$/.test(name));
  const sizes = screens.map((name) => ({ name, bytes: bytesOf(new Set([...entry, name].flatMap(needs))) }));
  const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes);
  const all = bytesOf([...files.keys()].filter((path) => path.startsWith('/assets/')).map((path) => path.slice(1)));
  const kb = (bytes: number): string => `${(bytes / KB).toFixed(1)} kB`;
  process.stdout.write(`dashboard, gzipped: ${kb(bytesOf(new Set(entry.flatMap(needs))))} at first, `);
  process.stdout.write(
    `${kb(largest?.bytes ?? 0)} with ${largest?.name}, ${kb(all)} for all ${screens.length} screens\n`,
  );
  expect(screens.length).toBeGreaterThan(5);
  for (const { name, bytes } of sizes) expect.soft(bytes, name).toBeLessThan(SIZE_MAX);
});
