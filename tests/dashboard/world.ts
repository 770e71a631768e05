// A real server with a small process of its own, and people in a real browser.
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Client, type ServerProcess, signIn, startProcess } from '../http/process.ts';
import { browserPath, openBrowser } from '../sheets/page.ts';

/** One check by the area manager, then a payment that asks for a form. */
const DEFINITION = {
  id: 'petty-cash',
  name: 'Petty cash',
  description: 'Money that was spent out of one’s own pocket.',
  version: '1.0.0',
  status: 'active',
  roles: ['asm', 'bdo', 'admin'],
  data: {
    type: 'object',
    required: ['claimId', 'amount', 'purpose', 'payee'],
    properties: {
      claimId: { type: 'string', pattern: '^PC-' },
      amount: { type: 'number', exclusiveMinimum: 0, maximum: 5000 },
      currency: { enum: ['BDT', 'USD'] },
      purpose: { type: 'string', maxLength: 500, title: 'What for' },
      receipt: { type: 'string', format: 'uri' },
      isUrgent: { type: 'boolean' },
      payee: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, phone: { type: 'string' } },
      },
      tags: { type: 'array', items: { type: 'string' } },
      lines: {
        type: 'array',
        items: { type: 'object', properties: { what: { type: 'string' }, price: { type: 'number' } } },
      },
    },
  },
  steps: [
    { id: 'check', name: 'Check the claim', type: 'approval', assignedTo: 'role:asm', timeout: '2 days' },
    {
      id: 'pay',
      name: 'Pay it out',
      type: 'manual',
      assignedTo: 'user:bdo-1',
      form: {
        type: 'object',
        required: ['voucher'],
        properties: { voucher: { type: 'string', minLength: 3 }, isCash: { type: 'boolean' } },
      },
    },
  ],
} as const;

export const claim = (claimId: string, change: object = {}) => ({
  claimId,
  amount: 1250.5,
  currency: 'BDT',
  purpose: 'Tea for the site meeting',
  receipt: 'https://files.example.com/receipt.jpg',
  payee: { name: 'Corner tea stall (sample)' },
  lines: [{ what: 'Tea', price: 1250.5 }],
  ...change,
});

export interface View {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly language?: 'en' | 'bn';
}

export interface World {
  readonly url: string;
  readonly browser: Browser | null;
  client(userId: string): Promise<Client>;
  /** Starts a request and answers its instance id. */
  ask(claimId: string, change?: object): Promise<string>;
  /** A browser of their own, in which this person is signed in. */
  open(userId: string | null, path: string, view?: View): Promise<Page>;
  stop(): Promise<void>;
}

/** `options`: more of the server's, such as `--clock virtual`. */
export async function openWorld(...options: readonly string[]): Promise<World> {
  const server: ServerProcess = await startProcess('--memory', ...options);
  const browser = browserPath() === null ? null : await openBrowser();
  const designer = await signIn(server.url, 'designer-1');
  await designer.ask('createWorkflowDefinition', { definition: DEFINITION });
  const requester = await signIn(server.url, 'requester-1');
  return {
    url: server.url,
    browser,
    client: (userId) => signIn(server.url, userId),
    ask: async (claimId, change) => {
      const start = { workflowId: DEFINITION.id, data: claim(claimId, change), idempotencyKey: claimId };
      return (await requester.ask('startWorkflow', start)).instanceId;
    },
    open: async (userId, path, view = {}) => {
      if (browser === null) throw new Error('there is no browser');
      const page = await (await contextFor(browser, userId, view)).newPage();
      await page.goto(server.url + path);
      return page;
    },
    stop: async () => {
      await browser?.close();
      await server.stop();
    },
  };
}

async function contextFor(browser: Browser, userId: string | null, view: View): Promise<BrowserContext> {
  const { width = 1280, height = 860, scheme = 'light', language = 'en' } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    locale: 'en-GB',
    timezoneId: 'Asia/Dhaka',
  });
  await context.addInitScript(
    ([person, chosen]) => {
      if (person !== null && localStorage.getItem('countersign.person') === null)
        localStorage.setItem('countersign.person', person);
      if (localStorage.getItem('countersign.preferences') === null)
        localStorage.setItem('countersign.preferences', JSON.stringify({ theme: 'system', language: chosen }));
    },
    [userId, language] as const,
  );
  return context;
}

/** What axe finds wrong, in a few words each. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const engine = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations: found } = await engine.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.map(({ id, nodes }) => ({
      id,
      at: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  });
  return violations.map(({ id, at }) => `${id}: ${at.slice(0, 3).join(' | ')}`);
}

/** How far the page is wider than the window, px. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export const card = (page: Page, title: string) => page.getByRole('article', { name: title });
export const toast = (page: Page, text: string | RegExp) => page.locator('.toast').filter({ hasText: text });
