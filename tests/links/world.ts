// A server with one request that waits for people's decisions, its store counted, and their links.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createDecisionLinks, type DecisionLinks } from '../../functions/api/decision-links.ts';
import { decisionOperations } from '../../functions/api/decision-page.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import type { User } from '../../functions/core/user.ts';
import { access, as, createHarness, type Harness, PEOPLE, person } from '../../functions/engine/testing/harness.ts';
import { createServer } from '../../local/http/function.ts';
import { createTokens } from '../../local/tokens.ts';

export const MARKUP = '<img src=x onerror="document.title=1">';

export const CHECK: JsonObject = {
  id: 'check',
  name: 'Credit check',
  type: 'approval',
  assignedTo: 'user:lea',
  timeout: '2 days',
};
const SECOND: JsonObject = { id: 'release', name: 'Release the goods', type: 'approval', assignedTo: 'user:dan' };

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    orderId: { type: 'string', title: 'Order' },
    totalAmount: { type: 'number', title: 'Total amount' },
    customer: { type: 'string', title: 'Customer' },
    deliverOn: { type: 'string', format: 'date', title: 'Deliver on' },
    urgent: { type: 'boolean', title: 'Wanted at once' },
  },
};
const DATA: JsonObject = {
  orderId: 'ORD-1014',
  totalAmount: 182_500,
  currency: 'BDT',
  customer: `Shapla Builders ${MARKUP}`,
  deliverOn: '2026-03-09',
  urgent: true,
  papers: ['https://documents.example.com/orders/ord-1014.pdf'],
};

export const NAMES: readonly User[] = [
  person('rita', ['requester'], { name: 'Rita Sample' }),
  person('lea', ['lead'], { name: 'Lea Sample' }),
  person('leo', ['lead'], { name: 'Leo Sample' }),
  person('dan', ['director'], { name: 'Dan Sample' }),
  person('banu', ['lead'], { name: 'বানু নমুনা', language: 'bn' }),
];

export interface LinkWorld {
  readonly url: string;
  readonly links: DecisionLinks;
  readonly harness: Harness;
  /** Starts a request of its own and answers its id; nothing of it is under way any more. */
  start(steps?: readonly JsonObject[], data?: JsonObject): Promise<string>;
  /** The link as a message carries it. */
  linkOf(instanceId: string, more?: { readonly userId?: string; readonly attempt?: number }): Promise<string>;
  /** What the instance and its audit are, as text. */
  stateOf(instanceId: string): Promise<string>;
  close(): Promise<void>;
}

export async function openLinkWorld(): Promise<LinkWorld> {
  const known = new Set(NAMES.map(({ id }) => id));
  const harness = await createHarness({ people: [...PEOPLE.filter(({ id }) => !known.has(id)), ...NAMES] });
  const { engine, platform } = harness;
  let url = '';
  const keys = { 1: Buffer.alloc(32, 'tests').toString('base64') };
  const links = createDecisionLinks({ keys, baseUrl: () => url });
  const now = (): number => platform.clock.now();
  const server = createServer({
    engine,
    platform,
    open: decisionOperations({ links, engine, now }),
    tokens: createTokens({ key: Buffer.alloc(32, 'tokens'), now }),
    log: { write: () => {} },
    timeZone: 'UTC',
    access,
  });
  url = await listening(server);
  let definitions = 0;
  return {
    url,
    links,
    harness,
    start: async (steps = [CHECK, SECOND], data = {}) => {
      definitions += 1;
      const workflowId = `order-${definitions}`;
      await harness.define({ id: workflowId, name: 'Order approval', data: SCHEMA, steps });
      const started = { workflowId, data: { ...DATA, ...data }, priority: 'high' } as const;
      const { instanceId } = await engine.startWorkflow(as('rita'), started);
      await platform.idle();
      return String(instanceId);
    },
    linkOf: (instanceId, { userId = 'lea', attempt = 1 } = {}) =>
      links.sign({ instanceId, stepId: 'check', attempt, userId, issuedAt: now() }),
    stateOf: async (instanceId) => {
      await platform.idle();
      const { revision, steps } = await engine.getWorkflowInstance(as('ann'), { instanceId });
      const { head } = await engine.getAuditTrail(as('ann'), { instanceId });
      return JSON.stringify({ revision, steps, head });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await harness.close();
    },
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  locale: 'en-GB',
  timezoneId: 'Asia/Dhaka',
};

/** The link opened on a telephone, in a browser of its own. */
export async function openLink(browser: Browser, link: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** A person's press, and the state after it. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.locator('main:not([aria-busy])').waitFor();
}

export const titleOf = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();

export async function show(browser: Browser, link: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openLink(browser, link, options);
  await press(page, 'Show the request');
  return page;
}
