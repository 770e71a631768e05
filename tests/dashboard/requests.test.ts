// Asking for something, and following it: the form, the list, nudging, withdrawing, mending.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, card, openWorld, overflow, toast, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const open = (path: string, view = {}) => world.open('requester-1', path, view);
const viewOf = async (instanceId: string) => (await world.client('admin-1')).ask('getWorkflowInstance', { instanceId });

describe('a new request', () => {
  beforeEach(needBrowser);

  it('is asked for by a form made of the definition, with what is missing said at its field', async () => {
    const page = await open('/requests/new');
    await page.getByRole('link', { name: /^Petty cash/ }).click();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('4 to mend').waitFor();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('claimId');
    await page.getByLabel('Claim ID').fill('PC-100');
    await page.getByLabel('Amount').fill('9000');
    await page.getByLabel('What for').fill('A pump');
    await page.getByLabel('Name', { exact: true }).fill('Pump shop (sample)');
    await page.getByRole('button', { name: 'Add to tags' }).click();
    await page.getByLabel('Tags 1', { exact: true }).fill('site');
    await page.getByRole('button', { name: 'Add to lines' }).click();
    await page.getByLabel('What (optional)').fill('Pump');
    await page.getByLabel('Price (optional)').fill('900');
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('At most 5,000.').waitFor();
    await page.getByLabel('Amount').fill('900');
    await page.getByRole('complementary', { name: 'Who will be asked' }).getByText('Delwar Chowdhury Masud').waitFor();
    await page.getByRole('button', { name: 'Submit' }).click();
    await card(page, 'PC-100').getByText('Delwar Chowdhury Masud').waitFor();
    const { instances } = await (await world.client('requester-1')).ask('listWorkflowInstances', { pageSize: 1 });
    expect((await viewOf(instances[0].instanceId)).data).toEqual({
      claimId: 'PC-100',
      amount: 900,
      purpose: 'A pump',
      payee: { name: 'Pump shop (sample)' },
      tags: ['site'],
      lines: [{ what: 'Pump', price: 900 }],
    });
    await page.context().close();
  });

  it('may be written as JSON, saved as a draft, and submitted later', async () => {
    const page = await open('/requests/new/petty-cash');
    await page.getByRole('button', { name: 'Edit as JSON' }).click();
    await page.getByLabel('As JSON').fill('{"claimId": "PC-101", "amount": 5');
    await page.getByText('This is not JSON.').waitFor();
    await page.getByLabel('As JSON').fill('{"claimId": "PC-101", "amount": 5, "purpose": "Nails"}');
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await card(page, 'PC-101').getByRole('link', { name: 'Continue' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Shop (sample)');
    await page.getByRole('button', { name: 'Submit' }).click();
    await card(page, 'PC-101').getByText('In progress').waitFor();
    await page.context().close();
  });

  it('can be filled with a sample of a shipped workflow', async () => {
    const page = await open('/requests/new/order-approval');
    await page.getByRole('button', { name: 'Fill with a sample' }).click();
    await page.getByRole('menuitem', { name: 'ORD-1011' }).click();
    expect(await page.getByLabel('Order ID').inputValue()).toMatch(/^ORD-1011-/);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('article', { name: /^ORD-1011-/ }).waitFor();
    await page.context().close();
  });
});

describe('my requests', () => {
  beforeEach(needBrowser);

  it('show how far they are and whom they wait for, and move on by themselves', async () => {
    const instanceId = await world.ask('PC-A1');
    const page = await open('/requests');
    const mine = card(page, 'PC-A1');
    await mine.getByText('Delwar Chowdhury Masud').waitFor();
    await mine.getByRole('list', { name: '0 of 2 steps done' }).waitFor();
    await (await world.client('asm-1')).ask('approveStep', { instanceId, stepId: 'check' });
    await mine.getByText('Ayesha Siddika Lipi').waitFor();
    await mine.getByRole('list', { name: '1 of 2 steps done' }).waitFor();
    await page.context().close();
  });

  it('are nudged with a word, which those who have it are told', async () => {
    const instanceId = await world.ask('PC-A2');
    const page = await open('/requests');
    await card(page, 'PC-A2').getByRole('button', { name: 'Nudge' }).click();
    await page.getByLabel('What to tell them').fill('The shop closes at noon.');
    await page.getByRole('dialog').getByRole('button', { name: 'Nudge' }).click();
    await toast(page, 'Delwar Chowdhury Masud were reminded.').waitFor();
    const { steps, history } = await viewOf(instanceId);
    expect(steps.check.state).toBe('escalated');
    expect(JSON.stringify(history)).toContain('The shop closes at noon.');
    await page.context().close();
  });

  it('are withdrawn with a reason', async () => {
    const instanceId = await world.ask('PC-A3');
    const page = await open('/requests');
    await card(page, 'PC-A3').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByLabel('Reason').fill('Paid by the shop.');
    await page.keyboard.press('Control+Enter');
    await toast(page, 'Withdrawn: PC-A3').waitFor();
    await card(page, 'PC-A3').getByText('Withdrawn').waitFor();
    expect((await viewOf(instanceId)).status).toBe('cancelled');
    await page.context().close();
  });

  it('come back with what is asked for, are mended and sent again', async () => {
    const instanceId = await world.ask('PC-A4');
    await (await world.client('asm-1')).ask('requestChanges', { instanceId, stepId: 'check', reason: 'Which site?' });
    const page = await open('/requests');
    const mine = card(page, 'PC-A4');
    await mine.getByText('Which site?').waitFor();
    await mine.getByRole('link', { name: 'Edit and send again' }).click();
    await page.getByText('Which site?').waitFor();
    await page.getByLabel('What for').fill('Tea at the north site');
    await page.getByLabel('Currency').selectOption('');
    await page.getByRole('button', { name: 'Send again' }).click();
    await toast(page, 'Sent again.').waitFor();
    const { data, changesRequested } = await viewOf(instanceId);
    expect(changesRequested).toBeUndefined();
    expect(data).toMatchObject({ purpose: 'Tea at the north site', amount: 1250.5 });
    expect(data).not.toHaveProperty('currency');
    await page.context().close();
  });

  it('fit a phone and have no barriers, as the form has none', async () => {
    await world.ask('PC-A5');
    for (const view of [
      { width: 360, scheme: 'dark', language: 'en' },
      { width: 1280, scheme: 'light', language: 'bn' },
    ] as const)
      for (const path of ['/requests', '/requests/new', '/requests/new/petty-cash']) {
        const page = await open(path, view);
        await page.locator('main .card, main form').first().waitFor();
        expect.soft(await overflow(page), `${path} ${view.width}`).toBeLessThanOrEqual(0);
        expect.soft(await barriers(page), `${path} ${view.width}`).toEqual([]);
        await page.context().close();
      }
  });

  it('teach somebody who has asked for nothing yet', async () => {
    const page = await world.open('sr-4', '/requests', { language: 'en' });
    await page.getByText('You have asked for nothing yet').waitFor();
    await page.context().close();
  });
});
