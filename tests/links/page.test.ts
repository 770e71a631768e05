// The decision page as people use it, in a browser: every state, in both languages, light and dark, on a telephone.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { as } from '../../functions/engine/testing/harness.ts';
import { PATIENT } from '../http/process.ts';
import { browserPath, needBrowser, openBrowser } from '../sheets/page.ts';
import { CHECK, type LinkWorld, MARKUP, openLink, openLinkWorld, press, show, titleOf } from './world.ts';

vi.setConfig(PATIENT);

let world: LinkWorld;
let browser: Browser;
beforeAll(async () => {
  world = await openLinkWorld();
  if (browserPath() !== null) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.close();
});

const EITHER = { ...CHECK, assignedTo: ['user:lea', 'user:leo'] };
const note = (page: Page) => page.getByLabel('Reason or note');
const texts = (page: Page): Promise<string | null> => page.locator('main').textContent();

describe('the page', () => {
  beforeEach(needBrowser);

  it('takes the link out of the address bar, asks nobody anything by itself, and knows the link after a reload', async () => {
    const link = await world.linkOf(await world.start());
    const asked: string[] = [];
    const page = await openLink(browser, link);
    page.on('request', (request) => asked.push(request.url()));
    expect(page.url()).toBe(`${world.url}/decide`);
    await page.reload();
    expect(await titleOf(page)).toBe('Somebody asks for your decision');
    expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);
    await press(page, 'Show the request');
    expect(await titleOf(page)).toBe('Rita Sample asks for your decision');
    await page.context().close();
  });

  it('shows what others wrote as text, wherever it stands', async () => {
    const instanceId = await world.start();
    await world.harness.engine.addComment(as('rita'), { instanceId, text: MARKUP });
    const page = await show(browser, await world.linkOf(instanceId));
    expect(await page.getByText(MARKUP).count()).toBe(2);
    expect(await page.locator('img').count()).toBe(0);
    await page.context().close();
  });

  it('decides by keys alone, the focus going to every new state', async () => {
    const page = await openLink(browser, await world.linkOf(await world.start()));
    const focused = () => page.evaluate(() => document.activeElement?.tagName);
    expect(await focused()).toBe('H1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Rita Sample asks' }).waitFor();
    expect(await focused()).toBe('H1');
    await note(page).focus();
    await page.keyboard.type('fine for me');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: 'You approved it' }).waitFor();
    expect(await focused()).toBe('H1');
    expect(await texts(page)).toContain('fine for me');
    expect(await texts(page)).toContain('“Release the goods” waits for Dan Sample.');
    await page.context().close();
  });

  it('asks for a reason before it rejects or sends back, and sends nothing without one', async () => {
    const instanceId = await world.start();
    const before = await world.stateOf(instanceId);
    const page = await show(browser, `${await world.linkOf(instanceId)}&choice=reject`);
    expect(await texts(page)).toContain('In the message you chose “Reject”.');
    for (const choice of ['Reject', 'Send back']) {
      await press(page, choice);
      await page.getByRole('alert').filter({ hasText: 'Write why' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('note');
    }
    expect(await world.stateOf(instanceId)).toBe(before);
    await note(page).fill('no stock until Sunday');
    await press(page, 'Send back');
    expect(await titleOf(page)).toBe('You sent it back');
    expect(await texts(page)).toContain('Rita Sample has been asked to change the request.');
    await page.context().close();
  });

  it('makes one decision of a double click', async () => {
    const instanceId = await world.start();
    const page = await show(browser, await world.linkOf(instanceId));
    await page.getByRole('button', { name: 'Approve' }).dblclick();
    await page.getByRole('heading', { name: 'You approved it' }).waitFor();
    const { entries } = await world.harness.engine.getAuditTrail(as('ann'), { instanceId });
    expect((entries as readonly { actor: string }[]).filter(({ actor }) => actor === 'lea').length).toBe(1);
    await page.context().close();
  });

  it('tells the slower of two who was faster and how, and says so to everybody afterwards', async () => {
    const instanceId = await world.start([EITHER]);
    const links = [await world.linkOf(instanceId), await world.linkOf(instanceId, { userId: 'leo' })];
    const [lea, leo] = (await Promise.all(links.map((link) => show(browser, link)))) as [Page, Page];
    await note(leo).fill('too much at once');
    await Promise.all([press(lea, 'Approve'), press(leo, 'Reject')]);
    const titles = [await titleOf(lea), await titleOf(leo)];
    expect([
      ['You approved it', 'Lea Sample has approved it already'],
      ['Leo Sample has rejected it already', 'You rejected it'],
    ]).toContainEqual(titles);
    const again = await show(browser, links[0] ?? '');
    expect(await titleOf(again)).toBe(titles[0]);
    for (const page of [lea, leo, again]) await page.context().close();
  });

  it('of a task that was given to somebody else while it was open says so', async () => {
    const instanceId = await world.start();
    const page = await show(browser, await world.linkOf(instanceId));
    await world.harness.engine.reassignTask(as('lea'), { instanceId, stepId: 'check', to: 'leo' });
    const before = await world.stateOf(instanceId);
    await press(page, 'Approve');
    expect(await titleOf(page)).toBe('This does not wait for you any more');
    expect(await world.stateOf(instanceId)).toBe(before);
    await page.context().close();
  });

  it('that was open for long shows the request once more, with what was typed', async () => {
    const page = await show(browser, await world.linkOf(await world.start()));
    await note(page).fill('fine for me');
    await world.harness.advance(31 * 60_000);
    await press(page, 'Approve');
    await page.getByText('Some time has passed.').waitFor();
    expect(await note(page).inputValue()).toBe('fine for me');
    await press(page, 'Approve');
    expect(await titleOf(page)).toBe('You approved it');
    await page.context().close();
  });

  it('tries again where nobody knows whether the answer was lost, and decides once', async () => {
    const instanceId = await world.start();
    const page = await show(browser, await world.linkOf(instanceId));
    // It arrives; its answer does not.
    await page.route('**/api/decideByLink', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await press(page, 'Approve');
    expect(await titleOf(page)).toBe('That did not get through');
    await page.unroute('**/api/decideByLink');
    const before = await world.stateOf(instanceId);
    await press(page, 'Try again');
    expect(await titleOf(page)).toBe('You approved it');
    expect(await world.stateOf(instanceId)).toBe(before);
    await page.context().close();
  });

  it('speaks the language of the person, and before that the one of their browser', async () => {
    const instanceId = await world.start([{ ...CHECK, assignedTo: ['user:lea', 'user:banu'] }]);
    const banu = await openLink(browser, await world.linkOf(instanceId, { userId: 'banu' }));
    expect(await titleOf(banu)).toBe('Somebody asks for your decision');
    await press(banu, 'Show the request');
    expect(await titleOf(banu)).toBe('Rita Sample আপনার সিদ্ধান্ত চেয়েছেন');
    expect(await banu.evaluate(() => document.documentElement.lang)).toBe('bn');
    const lea = await openLink(browser, await world.linkOf(instanceId), { locale: 'bn-BD' });
    expect(await titleOf(lea)).toBe('আপনার সিদ্ধান্ত চাওয়া হয়েছে');
    for (const page of [banu, lea]) await page.context().close();
  });
});

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Problems that axe finds; it comes in beside the page's policy, which would not let it. */
async function problemsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

type Look = Parameters<typeof openLink>[2];
/** Every state, by name: how a person comes to it. */
const STATES: Readonly<Record<string, (look: Look) => Promise<Page>>> = {
  start: async (look) => openLink(browser, await world.linkOf(await world.start()), look),
  missing: (look) => openLink(browser, `${world.url}/decide`, look),
  request: async (look) => show(browser, await world.linkOf(await fullRequest(), { attempt: 2 }), look),
  'reason missing': async (look) => {
    const page = await show(browser, `${await world.linkOf(await world.start())}&choice=reject`, look);
    await press(page, 'Reject');
    return page;
  },
  bengali: async (look) => {
    const instanceId = await world.start([{ ...CHECK, assignedTo: 'user:banu' }]);
    return show(browser, await world.linkOf(instanceId, { userId: 'banu' }), look);
  },
  'partly sign in': async (look) => {
    const form = { type: 'object', required: ['limit'], properties: { limit: { type: 'number' } } };
    return show(browser, await world.linkOf(await world.start([{ ...CHECK, form }])), look);
  },
  'sign in': async (look) => show(browser, await world.linkOf(await world.start([{ ...CHECK, type: 'manual' }])), look),
  done: async (look) => {
    const page = await show(browser, await world.linkOf(await world.start()), look);
    await press(page, 'Approve');
    return page;
  },
  'decided by another': async (look) => {
    const instanceId = await world.start([EITHER]);
    await world.harness.engine.rejectStep(as('leo'), { instanceId, reason: 'too much at once' });
    return show(browser, await world.linkOf(instanceId), look);
  },
  moved: async (look) => {
    const instanceId = await world.start();
    await world.harness.engine.reassignTask(as('lea'), { instanceId, stepId: 'check', to: 'leo' });
    return show(browser, await world.linkOf(instanceId), look);
  },
  anew: async (look) => show(browser, await world.linkOf(await fullRequest()), look),
  paused: async (look) => {
    const instanceId = await world.start();
    await world.harness.engine.pauseWorkflow(as('ops'), { instanceId });
    return show(browser, await world.linkOf(instanceId), look);
  },
  ended: async (look) => {
    const instanceId = await world.start();
    await world.harness.engine.cancelWorkflow(as('ops'), { instanceId, reason: 'not needed' });
    return show(browser, await world.linkOf(instanceId), look);
  },
  expired: (look) => show(browser, `${world.url}/decide#t=not.a.token`, look),
  failed: async (look) => {
    const page = await openLink(browser, await world.linkOf(await world.start()), look);
    await page.context().setOffline(true);
    await press(page, 'Show the request');
    return page;
  },
};

/** With all that a page may show. */
async function fullRequest(): Promise<string> {
  const { engine } = world.harness;
  const first = { ...CHECK, id: 'first', name: 'First look', assignedTo: 'user:dan', scope: ['/orderId'] };
  const instanceId = await world.start([first, CHECK]);
  await engine.approveStep(as('dan'), { instanceId, notes: 'A good customer, and the site is known to us.' });
  await engine.requestChanges(as('lea'), { instanceId, reason: 'Half of it, please.' });
  await engine.addComment(as('rita'), { instanceId, text: 'The customer agrees to half of it now.' });
  await engine.resubmitWorkflow(as('rita'), { instanceId, data: { totalAmount: 91_250, urgent: false } });
  return instanceId;
}

describe('every state', () => {
  beforeEach(needBrowser);

  for (const scheme of ['light', 'dark'] as const)
    it.each(Object.keys(STATES))(`is readable for everybody and fits into 360 px: %s, ${scheme}`, async (name) => {
      const page = (await STATES[name]?.({ colorScheme: scheme })) as Page;
      const pictures = process.env.PICTURES;
      if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}-${scheme}.png`, fullPage: true });
      expect(await problemsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await page.context().close();
    });
});
