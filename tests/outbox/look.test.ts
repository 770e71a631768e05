// How the outbox looks: for everybody, in both themes, on a telephone, with what others wrote shown as text.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../http/process.ts';
import { browserPath, needBrowser, openBrowser } from '../sheets/page.ts';
import {
  bubble,
  NUSRAT,
  type OutboxWorld,
  openAt,
  openOutboxWorld,
  problemsOf,
  RAKIB,
  SHAHRIAR,
  write,
} from './world.ts';

vi.setConfig(PATIENT);

const MARKUP = '<img src=x onerror="document.title=1">';
let world: OutboxWorld;
let browser: Browser;
beforeAll(async () => {
  world = await openOutboxWorld();
  await world.start(RAKIB, NUSRAT, SHAHRIAR);
  await world.post(`/outbox/${RAKIB}/reply`, { text: `*bold* ${MARKUP}\nhttps://example.com/${'a'.repeat(300)}` });
  await world.post('/outbox/~unknown/reply', { text: 'Hello' });
  if (browserPath() !== null) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.close();
});

/** What is looked at, and how one comes to it. */
const VIEWS: Readonly<Record<string, { readonly path: string; readonly come?: (page: Page) => Promise<void> }>> = {
  'nobody chosen': { path: '' },
  'an English chat': { path: `/${RAKIB}` },
  'a Bengali chat': { path: `/${NUSRAT}` },
  'a stranger': { path: '/~unknown' },
  'a mail': {
    path: `/${SHAHRIAR}`,
    come: async (page) => {
      await page.locator('.mails a').first().click();
      await page.locator('.reader iframe').waitFor();
    },
  },
  'a mail as text': {
    path: `/${SHAHRIAR}`,
    come: async (page) => {
      await page.locator('.mails a').first().click();
      await page.getByRole('link', { name: 'Text', exact: true }).click();
      await page.getByRole('region', { name: 'The mail as text' }).waitFor();
    },
  },
};
const WIDTHS = { telephone: { width: 360, height: 740 }, table: { width: 1440, height: 900 } } as const;

describe('the outbox', () => {
  beforeEach(needBrowser);

  for (const colorScheme of ['light', 'dark'] as const)
    for (const [name, viewport] of Object.entries(WIDTHS))
      it.each(Object.keys(VIEWS))(
        `is readable for everybody and fits its window: %s, ${name}, ${colorScheme}`,
        async (view) => {
          const { path = '', come } = VIEWS[view] ?? {};
          const page = await openAt(browser, `${world.url}/outbox${path}`, { viewport, colorScheme });
          await come?.(page);
          expect(await problemsOf(page)).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
          await page.context().close();
        },
      );

  it('shows what people wrote as text', async () => {
    const page = await openAt(browser, `${world.url}/outbox/${RAKIB}`);
    await bubble(page, MARKUP).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('.own strong').textContent()).toBe('bold');
    expect(await page.locator('.own a').getAttribute('target')).toBe('_blank');
    await page.context().close();
  });

  it('speaks the language of its person on their telephone, and English around it', async () => {
    const page = await openAt(browser, `${world.url}/outbox/${NUSRAT}`);
    expect(await page.locator('#chat').getAttribute('lang')).toBe('bn');
    expect(await page.getByRole('textbox').getAttribute('placeholder')).toBe('বার্তা লিখুন');
    await page.locator('.day', { hasText: 'আজ' }).waitFor();
    expect(await page.locator('.theirs time').first().textContent()).toMatch(/^[০-৯]{2}:[০-৯]{2}$/);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('goes from the list to a telephone and back where there is room for one of them', async () => {
    const page = await openAt(browser, `${world.url}/outbox`, { viewport: WIDTHS.telephone });
    await page.locator(`#to-${RAKIB}`).click();
    await page.getByRole('textbox').waitFor();
    await page.locator('.people').waitFor({ state: 'hidden' });
    await write(page, '?');
    await bubble(page, 'Waiting for you:').last().waitFor();
    await page.getByRole('link', { name: 'All people' }).click();
    await page.locator(`#to-${RAKIB}`).waitFor();
    await page.context().close();
  });
});
