// The embedded server with its sample people, and requests that wait for whomever a test says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startServer } from '../../local/server.ts';
import { type Client, eventually, signIn } from '../http/process.ts';

/** In English and by WhatsApp, in Bengali and by WhatsApp, in English and by e-mail. */
export const RAKIB = 'sr-3';
export const NUSRAT = 'sr-2';
export const SHAHRIAR = 'cro-1';

interface Sent {
  readonly to: string;
  readonly channel: string;
  readonly state: string;
}

export interface OutboxWorld {
  readonly url: string;
  readonly admin: Client;
  /** Starts a request that waits for these people, each of whom has been told; answers its id. */
  start(...assignees: readonly string[]): Promise<string>;
  /** What became of the messages of a request. */
  sent(instanceId: string): Promise<readonly Sent[]>;
  statusOf(instanceId: string): Promise<string>;
  /** Posts as a page of this origin would. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

export async function openOutboxWorld(): Promise<OutboxWorld> {
  const server = await startServer({ port: 0, data: null, clock: 'real', samples: true, log: { write: () => {} } });
  const { url } = server;
  const [admin, designer, requester] = await Promise.all(
    ['admin-1', 'designer-1', 'requester-1'].map((id) => signIn(url, id)),
  );
  if (admin === undefined || designer === undefined || requester === undefined) throw new Error('nobody is there');
  let definitions = 0;
  const sent = async (instanceId: string): Promise<readonly Sent[]> =>
    (await admin.ask('getWorkflowInstance', { instanceId })).messages;
  return {
    url,
    admin,
    sent,
    start: async (...assignees) => {
      definitions += 1;
      const workflowId = `credit-${definitions}`;
      const assignedTo = assignees.map((id) => `user:${id}`);
      await designer.ask('createWorkflowDefinition', { definition: definitionOf(workflowId, assignedTo) });
      const { instanceId } = await requester.ask('startWorkflow', {
        workflowId,
        data: { orderId: 'ORD-1014', totalAmount: 182_500 },
      });
      await eventually(async () => {
        const messages = await sent(instanceId);
        return messages.length >= assignees.length && messages.every(({ state }) => state !== 'queued');
      });
      return instanceId;
    },
    statusOf: async (instanceId) => (await admin.ask('getWorkflowInstance', { instanceId })).status,
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, ...headers },
        body: JSON.stringify(body),
      }),
    close: () => server.close(),
  };
}

const definitionOf = (id: string, assignedTo: readonly string[]) => ({
  id,
  name: 'Credit for a dealer',
  version: '1.0.0',
  status: 'active',
  roles: ['sr', 'cro'],
  data: {
    type: 'object',
    properties: { orderId: { type: 'string', title: 'Order' }, totalAmount: { type: 'number', title: 'Total amount' } },
  },
  steps: [{ id: 'check', name: 'Credit check', type: 'approval', assignedTo, timeout: '2 days' }],
});

/** A page of its own, as a browser of these settings opens it. */
export async function openAt(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

export const bubble = (page: Page, text: string | RegExp) => page.locator('.bubble', { hasText: text });
/** The code in the newest message that asks for a decision. */
export const codeOn = async (page: Page): Promise<string> => {
  const chip = page.locator('.chip').first();
  await chip.waitFor();
  return /\d+/.exec((await chip.textContent()) ?? '')?.[0] ?? '';
};
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Problems that axe finds; it comes in beside the page's policy, which would not let it. */
export async function problemsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
