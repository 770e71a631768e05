// The page of one request as people use it: its graph, its history, what can be done, live, by keys, on a phone.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../http/process.ts';
import { eventually, killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, toast, type View, type World } from './world.ts';

vi.setConfig(PATIENT);

const approval = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  type: 'approval',
  assignedTo: 'user:asm-1',
  ...more,
});
/** A loop, a group, a signal, a message, and a step that nobody needs. */
const PLAN = {
  id: 'site-plan',
  name: 'Site plan',
  version: '1.0.0',
  status: 'active',
  roles: ['asm', 'bdo', 'admin'],
  data: {
    type: 'object',
    properties: {
      planId: { type: 'string' },
      cost: { type: 'number', title: 'Planned cost' },
      site: { type: 'string' },
    },
  },
  sla: { maxDuration: '20 days' },
  steps: [
    approval('review', 'Review the plan', {
      timeout: '2 days',
      escalation: { levels: [{ after: '1 day', action: 'add', to: 'user:bdo-1' }] },
    }),
    approval('luxury', 'Approve luxury', { conditions: { cost: { $gt: 1_000_000 } } }),
    approval('budget', 'Approve the budget', { onReject: { goto: 'review', maxLoops: 3 } }),
    approval('legal', 'Check the law', { assignedTo: 'user:bdo-1' }),
    { ...approval('money', 'Check the money'), parallel: true },
    {
      id: 'wait',
      name: 'Wait for the payment',
      type: 'system',
      actions: [{ use: 'wait.signal', with: { name: 'paid' } }],
    },
    {
      id: 'tell',
      name: 'Tell the requester',
      type: 'notification',
      assignedTo: 'requester',
      template: 'workflow_completed',
    },
  ],
};

let world: World;
let asm: Client;
let admin: Client;
let count = 0;
beforeAll(async () => {
  world = await openWorld();
  asm = await world.client('asm-1');
  admin = await world.client('admin-1');
  await (await world.client('designer-1')).ask('createWorkflowDefinition', { definition: PLAN });
});
afterAll(async () => {
  await world.stop();
  killAll();
});

async function plan(): Promise<string> {
  count += 1;
  const data = { planId: `PLAN-${count}`, cost: 5_000, site: 'North gate' };
  return (await (await world.client('requester-1')).ask('startWorkflow', { workflowId: PLAN.id, data })).instanceId;
}
const open = (instanceId: string, query = '', view: View = {}, userId = 'admin-1') =>
  world.open(userId, `/instances/${instanceId}${query}`, view);
const step = (page: Page, name: string) => page.locator('.graph-step').filter({ hasText: name });
const details = (page: Page) => page.getByRole('region', { name: 'Step', exact: true });
const read = (instanceId: string) => admin.ask('getWorkflowInstance', { instanceId });
/** Rejected once, so that it was led back, and in the middle of its group. */
async function wellTravelled(): Promise<string> {
  const instanceId = await plan();
  await asm.ask('approveStep', { instanceId, stepId: 'review', notes: 'Fine with me.' });
  await asm.ask('rejectStep', { instanceId, stepId: 'budget', reason: 'Too dear.' });
  await asm.ask('approveStep', { instanceId, stepId: 'review' });
  await asm.ask('approveStep', { instanceId, stepId: 'budget' });
  await asm.ask('approveStep', { instanceId, stepId: 'money' });
  return instanceId;
}

describe('one request', () => {
  beforeEach(needBrowser);

  it('says what it is, how it stands and what it waits for in one sentence', async () => {
    const page = await open(await plan());
    await page.getByRole('heading', { name: `PLAN-${count}`, level: 1 }).waitFor();
    for (const text of ['Site plan', 'In progress', 'Jashim Uddin Palash', 'Planned cost', '5,000'])
      await page.getByText(text).first().waitFor();
    await page.getByText(/“Review the plan” waits for Delwar Chowdhury Masud, due tomorrow/).waitFor();
    await page.context().close();
  });

  it('draws its way: what was decided, skipped, led back and waits, each in words too', async () => {
    const page = await open(await wellTravelled());
    await step(page, 'Check the law').waitFor();
    const labels = await page
      .locator('.graph-step')
      .evaluateAll((all) => all.map((one) => one.querySelector('title')?.textContent));
    expect(labels).toEqual([
      'Review the plan, Approval; Approved; Attempt 2',
      'Approve luxury, Approval; Not needed; Attempt 2',
      'Approve the budget, Approval; Approved; Attempt 2',
      expect.stringMatching(/^Check the law, Approval; Waiting; waits for /),
      'Check the money, Approval; Approved',
      'Wait for the payment, Automatic; Not yet',
      'Tell the requester, Message; Not yet',
    ]);
    await page.locator('.graph-loop.back').getByText('↺ 1/3').waitFor();
    expect(await page.locator('.graph-edge.taken').count()).toBe(3);
    expect(await page.locator('.graph-edge.passed').count()).toBe(2);
    await page.getByText('The steps as a list').click();
    await page
      .locator('.graph-list')
      .getByText('When “Approve the budget” is rejected, back to “Review the plan”')
      .waitFor();
    await page.context().close();
  });

  it('shows a step that is chosen by mouse or by keys, and keeps it in the address', async () => {
    const page = await open(await wellTravelled());
    await step(page, 'Check the money').click();
    await details(page).getByRole('heading', { name: 'Check the money' }).waitFor();
    expect(new URL(page.url()).searchParams.get('step')).toBe('money');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await details(page).getByRole('heading', { name: 'Approve the budget' }).waitFor();
    await page.reload();
    await details(page).getByText('attempt 2').waitFor();
    const width = () => page.locator('.graph-drawing').evaluate((svg) => svg.getBoundingClientRect().width);
    const before = await width();
    await step(page, 'Approve the budget').focus();
    await page.keyboard.press('-');
    await eventually(async () => (await width()) < before);
    await page.context().close();
  });

  it('shows within seconds what somebody decides elsewhere', async () => {
    const instanceId = await plan();
    const page = await open(instanceId);
    await page.getByText(/“Review the plan” waits for/).waitFor();
    await asm.ask('approveStep', { instanceId, stepId: 'review' });
    await page.getByText(/“Approve the budget” waits for/).waitFor({ timeout: 5_000 });
    await page.context().close();
  });

  it('tells its history in sentences, filters it, shows it as data, and checks that it is whole', async () => {
    const page = await open(await wellTravelled(), '?tab=history');
    await page.getByText('Delwar Chowdhury Masud rejected “Approve the budget”: “Too dear.”').waitFor();
    await page.getByText('Back from “Approve the budget” to “Review the plan”, for the 1. time').waitFor();
    await page.getByLabel('Step', { exact: true }).selectOption({ label: 'Check the money' });
    await page.getByText('rejected “Approve the budget”').waitFor({ state: 'detached' });
    await page.getByLabel('By whom').selectOption({ label: 'Delwar Chowdhury Masud' });
    expect(new URL(page.url()).search).toBe('?tab=history&of=money&who=asm-1');
    await page.getByText('As data').first().click();
    await page.getByText('"action": "step_approved"').waitFor();
    await page.getByRole('button', { name: 'Check the record' }).click();
    await page.getByText(/The record is whole: \d+ entries/).waitFor();
    await page.context().close();
  });

  it('shows whom it told, and takes comments', async () => {
    const instanceId = await plan();
    const page = await open(instanceId, '?tab=messages');
    const messages = page.getByRole('list', { name: 'Messages about this request' });
    await messages.getByText('Delwar Chowdhury Masud').first().waitFor();
    await messages.getByText('a new task').first().waitFor();
    await messages
      .getByText(/^(?:Sent|Delivered)$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Comments' }).click();
    await page.getByLabel('Write a comment').fill('Ask the depot first.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.comment-list').getByText('Ask the depot first.').waitFor();
    expect((await read(instanceId)).comments).toMatchObject([{ by: 'admin-1', text: 'Ask the depot first.' }]);
    await page.context().close();
  });
});

describe('operating a request', () => {
  beforeEach(needBrowser);

  it('pauses, resumes, and withdraws with a reason', async () => {
    const instanceId = await plan();
    const page = await open(instanceId);
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await page.getByText('Paused: nothing goes on until it is resumed.').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText(/“Review the plan” waits for/).waitFor();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Withdraw' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByText('Say why; the record keeps it.').waitFor();
    await dialog.getByLabel('Reason').fill('The site was sold.');
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('Withdrawn: The site was sold.').waitFor();
    expect(await read(instanceId)).toMatchObject({ status: 'cancelled', reason: 'The site was sold.' });
    await page.context().close();
  });

  it('reassigns, escalates, skips and signals', async () => {
    const instanceId = await plan();
    const page = await open(instanceId);
    await details(page).getByRole('button', { name: 'Reassign' }).click();
    await page.getByRole('dialog').getByLabel('To whom').fill('Imran');
    await page.getByRole('dialog').getByRole('button', { name: 'Reassign' }).click();
    await toast(page, 'It is Imran Hossain Shawon’s now.').waitFor();
    await details(page).getByRole('button', { name: 'Escalate now' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('It is urgent.');
    await page.keyboard.press('Control+Enter');
    await step(page, 'Review the plan')
      .getByText(/^Level 1/)
      .waitFor();
    for (const name of ['Review the plan', 'Approve the budget', 'Check the law', 'Check the money']) {
      await step(page, name).click();
      await details(page).getByRole('heading', { name }).waitFor();
      await details(page).getByRole('button', { name: 'Skip this step' }).click();
      await page.getByRole('dialog').getByLabel('Reason').fill('Known already.');
      await page.keyboard.press('Control+Enter');
      await details(page).getByText('Not needed').first().waitFor();
    }
    await page.getByText('“Wait for the payment” waits for the signal “paid”').waitFor();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Send a signal' }).click();
    await page.getByLabel('Data (JSON, optional)').fill('no json');
    await page.keyboard.press('Control+Enter');
    await page.getByText('This is no JSON object').waitFor();
    await page.getByLabel('Data (JSON, optional)').fill('{"voucher": "V-1"}');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/Ended: /).waitFor();
    await page.context().close();
  });

  it('offers nobody what they may not do, and says a refusal in words', async () => {
    const instanceId = await plan();
    const page = await open(instanceId, '', {}, 'requester-1');
    await details(page).getByRole('button', { name: 'Escalate now' }).waitFor();
    expect(
      await details(page)
        .getByRole('button', { name: /Skip|Reassign/ })
        .count(),
    ).toBe(0);
    await page.getByRole('button', { name: 'Actions' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Send a signal', 'Withdraw', 'Copy link']);
    await page.getByRole('menuitem', { name: 'Withdraw' }).click();
    await admin.ask('cancelWorkflow', { instanceId, reason: 'Faster.' });
    await page.getByRole('dialog').getByLabel('Reason').fill('Slower.');
    await page.keyboard.press('Control+Enter');
    await toast(page, /cannot be cancelled|not possible/i).waitFor();
    await page.context().close();
    const stranger = await open(instanceId, '', {}, 'sr-3');
    await stranger.getByText('There is nothing here').or(stranger.getByText('This could not be loaded')).waitFor();
    await stranger.context().close();
  });
});

describe('the page of a request, for everybody', () => {
  beforeEach(needBrowser);

  it.each([
    ['light', 'en', 1280],
    ['dark', 'en', 360],
    ['dark', 'bn', 1280],
    ['light', 'bn', 360],
  ] as const)('has no barriers: %s, %s, %i px', async (scheme, language, width) => {
    const instanceId = await wellTravelled();
    const page = await open(instanceId, '', { scheme, language, width, height: width === 360 ? 740 : 860 });
    await step(page, 'Check the law').waitFor();
    for (const tab of ['1', '2', '3', '4', '5']) {
      await page.keyboard.press(tab);
      await page.locator(`.tab:nth-child(${tab})[aria-current]`).waitFor();
      expect([tab, await barriers(page), (await overflow(page)) <= 0]).toEqual([tab, [], true]);
    }
    await page.context().close();
  });
});
