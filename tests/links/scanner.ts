// What mail and chat scanners do with a link, and worse: everything short of a person's own click.
import type { Browser } from 'playwright-core';

export interface Scanned {
  /** Every address that was asked for, by method. */
  readonly seen: readonly string[];
  readonly pressed: number;
}

/** Asks for the link in each way that needs no browser, its token also where a careless scanner would put it. */
export async function fetchLink(link: string): Promise<readonly number[]> {
  const [address = '', token = ''] = link.split('#t=');
  const addresses = [link, address, `${address}?t=${token}`, `${address}/?choice=approve&t=${token}`];
  const statuses: number[] = [];
  for (const method of ['HEAD', 'GET', 'OPTIONS', 'POST', 'PUT', 'DELETE'])
    for (const one of addresses) statuses.push((await fetch(one, { method, redirect: 'manual' })).status);
  return statuses;
}

/** Opens the link, runs its scripts, and does by script whatever there is to do on the page. */
export async function runLink(browser: Browser, link: string): Promise<Scanned> {
  const context = await browser.newContext();
  const seen: string[] = [];
  context.on('request', (request) => seen.push(`${request.method()} ${request.url().split(/[?#]/, 1)[0]}`));
  const page = await context.newPage();
  await page.goto(link, { waitUntil: 'networkidle' });
  const pressed = await page.evaluate(pressEverything);
  await page.waitForLoadState('networkidle');
  const followed = await page.evaluate(() => [...document.links].map(({ href }) => href));
  for (const href of followed) await page.goto(href, { waitUntil: 'networkidle' });
  await context.close();
  return { seen, pressed };
}

/** Runs in the page: scripts' clicks, keys and submits on all that is there. */
function pressEverything(): number {
  const all = [...document.querySelectorAll<HTMLElement>('*')];
  for (const element of all) {
    element.click();
    for (const type of ['pointerdown', 'mousedown', 'mouseup', 'pointerup', 'touchend', 'click', 'focus', 'submit'])
      element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
    for (const key of ['Enter', ' '])
      for (const type of ['keydown', 'keypress', 'keyup'])
        element.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
  }
  for (const form of document.forms) form.submit();
  return all.length;
}

/** Posts what it can think of to each address; what it got is not looked at. */
export async function postGuesses(addresses: readonly string[], bodies: readonly string[]): Promise<void> {
  for (const address of new Set(addresses))
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain'])
      for (const body of bodies)
        await (await fetch(address, { method: 'POST', headers: { 'content-type': type }, body })).arrayBuffer();
}
