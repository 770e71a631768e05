// The whole loop without an account anywhere: a task, the person's telephone, their answer, the decision.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, PATIENT } from '../http/process.ts';
import { browserPath, needBrowser, openBrowser } from '../sheets/page.ts';
import { bubble, codeOn, NUSRAT, type OutboxWorld, openAt, openOutboxWorld, RAKIB, SHAHRIAR, write } from './world.ts';

vi.setConfig(PATIENT);

let world: OutboxWorld;
let browser: Browser;
beforeAll(async () => {
  world = await openOutboxWorld();
  if (browserPath() !== null) browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.close();
});

const at = (id: string): Promise<Page> => openAt(browser, `${world.url}/outbox/${id}`);

describe('the outbox', () => {
  beforeEach(needBrowser);

  it('shows a task on its person’s telephone while the page is open, takes the reply and shows the answer', async () => {
    const page = await at(RAKIB);
    const instanceId = await world.start(RAKIB);
    await bubble(page, 'For you: Credit check').waitFor();
    expect(await page.locator('.bubble strong').first().textContent()).toBe('For you: Credit check');
    const code = await codeOn(page);
    expect(await bubble(page, `Reply A ${code} to approve`).count()).toBe(1);
    await write(page, `A ${code}`);
    await bubble(page, /Approved:.*Credit check/).waitFor();
    expect(await world.statusOf(instanceId)).toBe('completed');
    expect(await page.locator('.own').last().getByRole('img').getAttribute('aria-label')).toBe('Read');
    expect(await page.getByRole('textbox').inputValue()).toBe('');
    await page.locator('.chip').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('offers the codes of open tasks: one press tells more, another begins the rejection that a reason ends', async () => {
    const instanceId = await world.start(RAKIB);
    const page = await at(RAKIB);
    const code = await codeOn(page);
    await page.getByRole('button', { name: `? ${code}` }).click();
    await bubble(page, /requested by Jashim Uddin Palash\s+Order: ORD-1014/).waitFor();
    await page.getByRole('button', { name: `R ${code}` }).click();
    expect(await page.getByRole('textbox').inputValue()).toBe(`R ${code} `);
    await page.keyboard.type('no papers');
    await page.keyboard.press('Enter');
    await bubble(page, /Rejected:.*Credit check/).waitFor();
    const { outcome } = await world.admin.ask('getWorkflowInstance', { instanceId });
    expect(outcome).toBe('rejected');
    await page.context().close();
  });

  it('of a wrong code says so, and of somebody else’s code no more than that; nothing is decided', async () => {
    const instanceId = await world.start(RAKIB);
    const page = await at(RAKIB);
    const code = await codeOn(page);
    const wrong = code === '0000' ? '1111' : '0000';
    await write(page, `A ${wrong}`);
    await bubble(page, `No task with the code ${wrong} is waiting for you.`).waitFor();
    const other = await at(SHAHRIAR);
    await write(other, `A ${code}`);
    await bubble(other, `No task with the code ${code} is waiting for you.`).waitFor();
    expect(await bubble(other, 'Credit check').count()).toBe(0);
    expect(await world.statusOf(instanceId)).toBe('running');
    for (const one of [page, other]) await one.context().close();
  });

  it('marks as read what its person had in sight, and nothing before', async () => {
    const instanceId = await world.start(NUSRAT);
    expect((await world.sent(instanceId)).map(({ state }) => state)).toEqual(['delivered']);
    const list = await openAt(browser, `${world.url}/outbox`);
    const row = list.locator(`#to-${NUSRAT}`);
    expect(await row.locator('.count').textContent()).toBe('1 unread');
    expect((await world.sent(instanceId)).map(({ state }) => state)).toEqual(['delivered']);
    const page = await at(NUSRAT);
    await page.locator('.theirs .ticks.read').waitFor();
    await eventually(async () => (await world.sent(instanceId)).every(({ state }) => state === 'read'));
    await row.locator('.count').waitFor({ state: 'detached' });
    for (const one of [page, list]) await one.context().close();
  });

  it('opens the decision from the chat’s link and from the mail’s button, each in a tab of its own', async () => {
    const instanceId = await world.start(SHAHRIAR, RAKIB);
    const chat = await at(RAKIB);
    const [decision] = await Promise.all([
      chat.waitForEvent('popup'),
      bubble(chat, 'Credit check').last().getByRole('link').click(),
    ]);
    await decision.getByRole('button', { name: 'Show the request' }).waitFor();
    const mail = await at(SHAHRIAR);
    await mail.locator('.mails a').first().click();
    const frame = mail.frameLocator('.reader iframe');
    const [approval] = await Promise.all([
      mail.waitForEvent('popup'),
      frame.getByRole('link', { name: 'Approve' }).click(),
    ]);
    await approval.getByRole('button', { name: 'Show the request' }).click();
    await approval.getByText('In the message you chose “Approve”.').waitFor();
    await approval.getByRole('button', { name: 'Approve' }).click();
    await approval.getByRole('heading', { name: 'You approved it' }).waitFor();
    expect(await world.statusOf(instanceId)).toBe('completed');
    for (const one of [chat, mail]) await one.context().close();
  });

  it('shows a mail as text beside the page, with the same links', async () => {
    await world.start(SHAHRIAR);
    const page = await at(SHAHRIAR);
    await page.locator('.mails a').first().click();
    await page.getByRole('link', { name: 'Text', exact: true }).click();
    const text = page.getByRole('region', { name: 'The mail as text' });
    expect(await text.textContent()).toContain('Hello Shahriar Kabir Noman,');
    expect(await text.getByRole('link').first().getAttribute('href')).toContain('/decide#t=');
    await page.reload();
    await text.waitFor();
    await page.getByRole('link', { name: 'Page', exact: true }).click();
    await page.locator('.reader iframe').waitFor();
    await page.context().close();
  });

  it('tells a stranger once that nobody knows the number', async () => {
    const page = await openAt(browser, `${world.url}/outbox/~unknown`);
    await write(page, 'A 4821');
    await page.locator('.theirs').waitFor();
    expect(await page.locator('.bubble').count()).toBe(2);
    await write(page, 'hello?');
    await bubble(page, 'hello?').waitFor();
    expect(await page.locator('.theirs').count()).toBe(1);
    await page.context().close();
  });

  it('lists only who got something by the channel that is chosen', async () => {
    await world.start(SHAHRIAR);
    const page = await openAt(browser, `${world.url}/outbox`);
    await page.getByRole('link', { name: 'E-mail' }).click();
    await page.locator('#to-designer-1').waitFor({ state: 'detached' });
    expect(await page.locator(`#to-${SHAHRIAR}`).count()).toBe(1);
    await page.locator(`#to-${SHAHRIAR}`).click();
    expect(new URL(page.url()).search).toBe('?channel=email');
    await page.context().close();
  });

  it('sends by keys alone, with a new line where the shift is held, and keeps what could not be sent', async () => {
    const page = await at(RAKIB);
    await page.getByRole('textbox').focus();
    await page.keyboard.type('first');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second');
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('first\nsecond');
    await page.context().setOffline(false);
    await page.keyboard.press('Enter');
    await bubble(page, /first\nsecond/).waitFor();
    await page.context().close();
  });
});
