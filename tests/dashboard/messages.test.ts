// What one was told, in the app: the bell counts it, the panel or the screen shows it, and it leads to the decision.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, type World } from './world.ts';

vi.setConfig(PATIENT);

const PHONE = { width: 360, height: 740 };

let world: World;
let instanceId: string;
beforeAll(async () => {
  world = await openWorld();
  const admin = await world.client('admin-1');
  const { users } = await admin.ask('listUsers');
  await admin.ask('upsertUser', {
    user: { ...users.find(({ id }: { readonly id: string }) => id === 'asm-1'), channel: 'in_app' },
  });
  instanceId = await world.ask('PC-BELL');
  const reader = await world.client('asm-1');
  await eventually(async () => (await reader.ask('listMyMessages', {})).messages.length > 0);
});
afterAll(async () => {
  await world.stop();
  killAll();
});

describe('messages', () => {
  beforeEach(needBrowser);

  it('a task that came in the app is counted at the bell until one looks, and leads to its decision', async () => {
    const page = await world.open('asm-1', '/requests');
    await page.getByRole('button', { name: 'Messages, 1 new' }).waitFor();
    await page.keyboard.press('b');
    const panel = page.getByRole('dialog', { name: 'Messages' });
    await panel.getByRole('listitem').getByText('In the app').waitFor({ state: 'attached' });
    await panel.getByText('New', { exact: true }).waitFor();
    await panel.getByText('“Check the claim” is waiting for you').waitFor();
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('link', { name: 'Check the claim' }).click();
    await page.waitForURL(`**/decide/${instanceId}/check`);
    await page.getByRole('heading', { name: 'PC-BELL', level: 1 }).waitFor();
    expect(await panel.isVisible()).toBe(false);
    await page.reload();
    await page.getByRole('button', { name: 'Messages', exact: true }).waitFor();
    await page.context().close();
  });

  it('keys of the screen behind mean nothing while the panel is open, and Escape closes it', async () => {
    const page = await world.open('asm-1', '/approvals');
    await page.getByRole('heading', { name: 'My approvals' }).waitFor();
    await page.getByRole('button', { name: 'Messages' }).click();
    await page.getByRole('list', { name: 'Messages' }).waitFor();
    for (const key of ['g', 'r', 'Escape']) await page.keyboard.press(key);
    await page.getByRole('list', { name: 'Messages' }).waitFor({ state: 'hidden' });
    expect(new URL(page.url()).pathname).toBe('/approvals');
    await page.context().close();
  });

  it('shows what was written as it was written: no link, no bold', async () => {
    const page = await world.open('asm-1', '/messages');
    await page.route('**/api/listMyMessages', (route) =>
      route.fulfill({
        json: {
          result: {
            messages: [
              {
                instanceId: 'x',
                template: 'workflow_completed',
                channel: 'whatsapp',
                subject: 'It is done',
                text: '*It is done*\nhttps://example.com/<b>',
                at: '2026-03-02T04:00:00.000Z',
              },
            ],
          },
        },
      }),
    );
    await page.reload();
    const item = page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
    await item.getByText('*It is done* https://example.com/<b>').waitFor();
    expect(await item.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      '/instances/x',
    ]);
    await page.context().close();
  });

  it('on a phone, in Bengali and in the dark, the bell leads to a screen of its own', async () => {
    const page = await world.open('asm-1', '/requests', { ...PHONE, scheme: 'dark', language: 'bn' });
    await page.getByRole('link', { name: 'বার্তা, ১টি নতুন' }).click();
    await page.waitForURL('**/messages');
    await page.getByRole('listitem').getByText('নতুন', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'বার্তা', exact: true }).waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  it('tells whoever has no messages what will come here', async () => {
    const page = await world.open('designer-1', '/messages', PHONE);
    await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'To Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.context().close();
  });
});
