// The dashboard as Hosting serves it: signing in there, and two people in two browsers who look at the same request.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import hosting from '../../firebase.json' with { type: 'json' };
import { card, toast } from '../dashboard/world.ts';
import { browserPath, needBrowser, openBrowser } from '../sheets/page.ts';
import { define, opened, soon, start, statusOf, unique, url } from './stack.ts';

/** From the answer of the API until somebody else's page has it. */
const SEEN_WITHIN_MS = 5_000;
/** Processes of functions that start cold, several at a time on a busy machine. */
const PATIENCE_MS = 120_000;

let browser: Browser | null = null;
beforeAll(async () => {
  if (browserPath() !== null) browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A browser of their own, in which they have chosen who they are. */
async function openAs(userId: string, path: string): Promise<Page> {
  if (browser === null) throw new Error('there is no browser');
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE_MS);
  // Some of the sample people read Bengali.
  const preferences = JSON.stringify({ theme: 'system', language: 'en' });
  await context.addInitScript((chosen) => localStorage.setItem('countersign.preferences', chosen), preferences);
  const page = await context.newPage();
  await page.goto(url + path);
  await page.getByLabel('Find a person or a role').fill(userId);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Your account' }).waitFor();
  return page;
}

const approval = (id: string, name: string, userId: string) => ({
  id,
  name,
  type: 'approval',
  assignedTo: `user:${userId}`,
});

it('an approval is decided on one page and seen on another that is open', async (context) => {
  needBrowser(context);
  const steps = [approval('look', 'Look at it', 'sr-1'), approval('pay', 'Pay it', 'cro-1')];
  const data = { type: 'object', properties: { claimId: { type: 'string' } } };
  const workflowId = await define(steps, { name: 'Claim', data });
  const claimId = unique('PC');
  const instanceId = await start(workflowId, { claimId });
  await opened(instanceId, 'look');

  const watching = await openAs('admin-1', `/instances/${instanceId}`);
  await watching.getByText(/“Look at it” waits for/).waitFor();
  const deciding = await openAs('sr-1', '/approvals');
  await card(deciding, claimId).getByRole('button', { name: 'Approve' }).click();
  await toast(deciding, `Approved: ${claimId}`).waitFor();
  await soon(async () =>
    (await statusOf(instanceId)).openSteps.some(({ stepId }: { stepId: string }) => stepId === 'pay'),
  );
  await watching.getByText(/“Pay it” waits for/).waitFor({ timeout: SEEN_WITHIN_MS });
  await card(deciding, claimId).waitFor({ state: 'detached' });
  for (const page of [watching, deciding]) await page.context().close();
});

it('every place of the dashboard is a page of it, under its policy, and what is elsewhere is not', async () => {
  const policy = hosting.hosting.headers[0]?.headers.find(({ key }) => key === 'Content-Security-Policy')?.value;
  const pages = hosting.hosting.rewrites.filter((one) => one.destination === '/index.html');
  for (const { source } of [{ source: '/' }, ...pages]) {
    const response = await fetch(url + source.replaceAll('**', 'a/b').replaceAll('*', 'a'));
    expect(await response.text(), source).toContain('<div id="app">');
    expect(response.headers.get('content-security-policy'), source).toBe(policy);
  }
  expect((await fetch(`${url}/nothing-here`)).status).toBe(404);
  // What Hosting itself answers is shown inside other pages when somebody signs in.
  const reserved = await fetch(`${url}/__/firebase/init.json`);
  expect(reserved.headers.get('x-frame-options')).toBeNull();
  expect(await reserved.json()).toMatchObject({ projectId: expect.any(String), authDomain: expect.any(String) });
});
