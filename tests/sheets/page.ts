// The sidebar in a real browser, its questions answered by the built add-on: google.script.run as the page knows it.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { TestContext } from 'vitest';
import type { Script } from './services/script.ts';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** As wide as Sheets draws every sidebar. */
export const WIDTH = 300;

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** null: this machine has no browser of that kind. */
export const browserPath = (): string | null =>
  [process.env.CHROMIUM ?? '', ...PLACES].find((path) => path !== '' && existsSync(path)) ?? null;

/** Leaves a test out, and says why, where there is no browser to run it in. */
export function needBrowser(context: TestContext): void {
  if (browserPath() === null) context.skip('needs a browser: install chromium, or say in CHROMIUM where it is');
}

export function openBrowser(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === null) throw new Error('no Chromium here: install it, or say where it is in CHROMIUM');
  return chromium.launch({ executablePath, args: ARGS });
}

export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly height?: number;
  /** Answers that are held back, so that the loading state can be seen. */
  readonly isSlow?: boolean;
}

/** Opens the sidebar as the last menu item showed it. */
export async function openSidebar(
  browser: Browser,
  script: Script,
  { scheme, height = 720, isSlow = false }: Look,
): Promise<Page> {
  const html = script.sidebars.at(-1);
  if (html === undefined) throw new Error('no menu item has opened the sidebar');
  const context = await browser.newContext({
    viewport: { width: WIDTH, height },
    colorScheme: scheme,
    locale: 'en-GB',
    timezoneId: 'Asia/Dhaka',
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  await page.exposeFunction('askScript', (name: string, args: readonly unknown[]) =>
    isSlow ? new Promise<string>(() => {}) : JSON.stringify(script.run(name, ...args)),
  );
  await page.addInitScript(STUB);
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  server.closeAllConnections();
  if (!isSlow) await settled(page);
  return page;
}

export const settled = async (page: Page): Promise<void> => {
  await page.locator('main[aria-busy="false"]').waitFor();
};

/** A runner keeps its handlers; any other name is a function of the script. */
const STUB = `
  const runner = (handlers) => new Proxy({}, { get: (_, name) => {
    if (name === 'withSuccessHandler') return (success) => runner({ ...handlers, success });
    if (name === 'withFailureHandler') return (failure) => runner({ ...handlers, failure });
    return (...args) => { window.askScript(name, args).then(handlers.success, handlers.failure); };
  } });
  window.google = { script: { run: runner({}) } };
`;
