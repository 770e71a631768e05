// The decision page, as messages link to it.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, toast, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const open = (instanceId: string, stepId = 'check', userId = 'asm-1', view = {}) =>
  world.open(userId, `/decide/${instanceId}/${stepId}`, view);
const viewOf = async (instanceId: string) => (await world.client('admin-1')).ask('getWorkflowInstance', { instanceId });

describe('the decision page', () => {
  beforeEach(needBrowser);

  it('shows the data by its names, links, lines, and why it came here', async () => {
    const page = await open(await world.ask('PC-1'));
    await page.getByRole('heading', { name: 'PC-1', level: 1 }).waitFor();
    for (const text of ['What for', 'Tea for the site meeting', '৳1,250.5', 'Corner tea stall (sample)', 'Tea'])
      await page.getByText(text).first().waitFor();
    const attachment = page.locator('.attachments').getByRole('link');
    expect(await attachment.getAttribute('href')).toBe('https://files.example.com/receipt.jpg');
    expect(await attachment.getAttribute('rel')).toContain('noopener');
    await page.getByText('You have the role ASM.').waitFor();
    await page.context().close();
  });

  it('nothing is decided by looking; a click decides', async () => {
    const instanceId = await world.ask('PC-2');
    const page = await open(instanceId);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    expect((await viewOf(instanceId)).steps.check.state).toBe('assigned');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Already decided by Delwar Chowdhury Masud: Approved.').waitFor();
    expect((await viewOf(instanceId)).steps.check.outcome).toBe('approved');
    await page.context().close();
  });

  it('says who has decided already, what they said, and offers nothing more', async () => {
    const instanceId = await world.ask('PC-3');
    const page = await open(instanceId);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    const reason = 'Not without a receipt.';
    await (await world.client('asm-1')).ask('rejectStep', { instanceId, stepId: 'check', reason });
    await page.getByText('Already decided by Delwar Chowdhury Masud: Rejected.').waitFor();
    await page.getByText(reason).waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await page.context().close();
  });

  it('shows what changed since the last decision', async () => {
    const instanceId = await world.ask('PC-4');
    const [asm, requester] = [await world.client('asm-1'), await world.client('requester-1')];
    await asm.ask('requestChanges', { instanceId, stepId: 'check', reason: 'Which meeting?' });
    const page = await open(instanceId);
    await page.getByText('Delwar Chowdhury Masud asked the requester for changes.').waitFor();
    await requester.ask('resubmitWorkflow', {
      instanceId,
      data: { purpose: 'Tea for the opening', tags: ['opening'] },
    });
    const changes = page.locator('.changes');
    await changes.getByText('Tea for the opening').waitFor();
    await changes.getByText('Tea for the site meeting').waitFor();
    expect(await changes.locator('dt').allTextContents()).toEqual(['What for', 'Tags']);
    await page.context().close();
  });

  it('asks for what the step’s form needs, and sends it along', async () => {
    const instanceId = await world.ask('PC-5');
    await (await world.client('asm-1')).ask('approveStep', { instanceId, stepId: 'check' });
    const page = await open(instanceId, 'pay', 'bdo-1');
    await page.getByRole('button', { name: 'Complete' }).click();
    await page.getByText('This is needed.').waitFor();
    await page.getByLabel('Voucher').fill('V-1');
    await page.getByLabel('Is cash').check();
    await page.getByRole('button', { name: 'Complete' }).click();
    await toast(page, 'Completed: PC-5').waitFor();
    expect((await viewOf(instanceId)).steps.pay.output).toEqual({ voucher: 'V-1', isCash: true });
    await page.context().close();
  });

  it('tells somebody else that it is not theirs, and what nobody may see is nowhere', async () => {
    const instanceId = await world.ask('PC-6');
    const requester = await open(instanceId, 'check', 'requester-1');
    await requester.getByText('This step waits for somebody else.').waitFor();
    const stranger = await open(instanceId, 'check', 'sr-3');
    await stranger.getByText('There is nothing here').waitFor();
    for (const page of [requester, stranger]) await page.context().close();
  });

  it('a comment appears with its name, as text', async () => {
    const page = await open(await world.ask('PC-7'));
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.type('<img src=x onerror=alert(1)> fine?');
    await page.keyboard.press('Control+Enter');
    await page.locator('.comments').getByText('<img src=x onerror=alert(1)> fine?').waitFor();
    expect(await page.locator('.comments img').count()).toBe(0);
    await page.context().close();
  });

  it('fits a phone and has no barriers, in both themes and languages', async () => {
    const instanceId = await world.ask('PC-8');
    for (const view of [
      { width: 360, scheme: 'light', language: 'bn' },
      { width: 1280, scheme: 'dark', language: 'en' },
    ] as const) {
      const page = await open(instanceId, 'check', 'asm-1', view);
      await page.getByRole('heading', { name: 'PC-8', level: 1 }).waitFor();
      expect.soft(await overflow(page), JSON.stringify(view)).toBeLessThanOrEqual(0);
      expect.soft(await barriers(page), JSON.stringify(view)).toEqual([]);
      await page.context().close();
    }
  });
});
