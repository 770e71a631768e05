// Health as people see it: the verdict, the figures and what they mean, and the clock of a server that has one.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { openTroubles, type Troubles } from './troubles.ts';
import { barriers, overflow, toast } from './world.ts';

vi.setConfig(PATIENT);

let world: Troubles;
beforeAll(async () => {
  world = await openTroubles();
  await world.startToIncident('pushing');
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const open = (look = {}) => world.open('admin-1', '/health', look);

describe('health', () => {
  beforeEach(needBrowser);

  it('says that all is well, and what waits for a person, with the way there', async () => {
    const page = await open();
    await page.getByRole('heading', { name: 'All is well' }).waitFor();
    const incidents = page.locator('.figure').filter({ hasText: 'Requests with incidents' });
    await incidents.getByText('1', { exact: true }).waitFor();
    await incidents.getByRole('link', { name: 'Incidents' }).click();
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await page.context().close();
  });

  it('says what is wrong: a channel that is out of order, a provider that fails, a sweep that does not keep up', async () => {
    const page = await world.open('admin-1', '/approvals');
    const now = Date.now();
    const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
    await page.route('**/api/getSystemHealth', (route) =>
      route.fulfill({
        json: {
          result: {
            version: '9.9.9',
            now: ago(0),
            status: 'degraded',
            sweeper: { backlog: 200, more: true, oldestDueAt: ago(65) },
            incidents: { count: 0, more: false, kinds: {} },
            effects: { looked: 50, more: true, providers: [{ provider: 'email', pending: 7, failing: 3 }] },
            channels: { down: [{ channel: 'whatsapp', since: ago(120) }] },
            digests: {},
          },
        },
      }),
    );
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('heading', { name: 'It needs attention' }).waitFor();
    for (const text of ['200+', '1 hour', '7+', 'Not sent'])
      await page.getByText(text, { exact: true }).first().waitFor();
    await page.getByRole('row').filter({ hasText: 'WhatsApp' }).getByText('Out of order 2 hours ago').waitFor();
    await page.getByRole('row').filter({ hasText: 'E-mail' }).getByText('Fails').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('moves the clock of a server that has one of its own, and links to its outbox', async () => {
    const id = await world.start('hourly');
    const page = await open();
    expect(await page.getByRole('link', { name: /Outbox/ }).getAttribute('href')).toBe('/outbox');
    await page.getByLabel('Minutes').fill('-5');
    await page.getByRole('button', { name: 'Move on' }).click();
    await page.getByText('A number above zero.').waitFor();
    await page.getByLabel('Minutes').fill('90');
    await page.keyboard.press('Enter');
    await toast(page, /^It is .* now\./).waitFor();
    expect((await world.instance(id)).openSteps[0].state).toBe('escalated');
    await page.context().close();
  });

  it.each([{}, { width: 360, height: 740, scheme: 'dark', language: 'bn' }] as const)(
    'has no barrier and does not overflow: %j',
    async (look) => {
      const page = await open(look);
      await page.locator('.figure').first().waitFor();
      expect(await barriers(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    },
  );
});
