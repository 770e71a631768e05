// Definitions as designers use them: compared, tried, checked while they are written, published, retired, deleted.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Client, eventually, killAll, PATIENT } from '../http/process.ts';
import { needBrowser } from '../sheets/page.ts';
import { barriers, openWorld, overflow, toast, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
let designer: Client;
beforeAll(async () => {
  world = await openWorld();
  designer = await world.client('designer-1');
});
afterAll(async () => {
  await world.stop();
  killAll();
});

const leave = (id: string, version: string, more: object = {}) => ({
  id,
  name: `Leave ${id}`,
  version,
  status: 'active',
  roles: ['asm', 'cro'],
  data: { type: 'object', required: ['days'], properties: { days: { type: 'integer', minimum: 1, maximum: 30 } } },
  steps: [{ id: 'check', name: 'Check', type: 'approval', assignedTo: 'role:asm', timeout: '2 days' }],
  ...more,
});
const publish = (definition: object) => designer.ask('createWorkflowDefinition', { definition });
const statusOf = async (workflowId: string, version: string): Promise<string | undefined> => {
  const { definitions } = await designer.ask('listWorkflowDefinitions', { workflowId });
  return definitions.find((one: { version: string }) => one.version === version)?.status;
};
/** Each test has a workflow of its own, in two versions. */
async function twoVersions(id: string): Promise<void> {
  await publish(leave(id, '1.0.0'));
  const [step] = leave(id, '1.1.0').steps;
  const added = { id: 'decide', name: 'Decide', type: 'approval', assignedTo: 'role:cro', timeout: '1 day' };
  await publish(leave(id, '1.1.0', { steps: [{ ...step, timeout: '1 day' }, added] }));
}
const editor = (page: Page) => page.getByRole('textbox', { name: 'Definition as JSON' });
const change = async (page: Page, from: string, to: string) => {
  const text = await editor(page).inputValue();
  expect(text).toContain(from);
  await editor(page).fill(text.replace(from, to));
};

describe('the list of definitions', () => {
  beforeEach(needBrowser);

  it('shows each version with its status and what runs on it, and saves exactly what its filter shows', async () => {
    await twoVersions('leave-list');
    await publish(leave('leave-list', '2.0.0', { status: 'draft' }));
    const start = { workflowId: 'leave-list', version: '1.0.0', data: { days: 3 } };
    await (await world.client('requester-1')).ask('startWorkflow', start);
    const page = await world.open('admin-1', '/definitions?definitions-find=leave-list&status=active');
    const row = (version: string) => page.getByRole('row').filter({ hasText: version });
    await row('1.0.0').getByRole('cell', { name: '1', exact: true }).nth(1).waitFor();
    await row('1.1.0').getByRole('cell', { name: '0', exact: true }).waitFor();
    expect(await row('2.0.0').count()).toBe(0);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^Leave leave-list,1\.0\.0,Active,1,1,/);
    await page.context().close();
  });

  it('offers nobody what their roles do not allow', async () => {
    await twoVersions('leave-read');
    const page = await world.open('requester-1', '/definitions/leave-read?view=versions');
    await page.getByText('Your roles do not show running instances.').waitFor();
    expect(await page.getByRole('button', { name: 'Retire' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Edit as next version' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('one definition', () => {
  beforeEach(needBrowser);

  it('is compared with the version before it: steps, fields, and lines of JSON', async () => {
    await twoVersions('leave-diff');
    const page = await world.open('designer-1', '/definitions/leave-diff?view=compare');
    await page.getByText('Steps: 1 added, 0 removed, 1 changed.').waitFor();
    await page.getByText('/timeout').waitFor();
    await page.getByRole('cell', { name: '"2 days"' }).waitFor();
    await page.getByText('JSON, line by line').click();
    await page.locator('.lines .added', { hasText: '"id": "decide"' }).waitFor();
    await page.getByRole('combobox', { name: 'Version' }).selectOption('1.0.0');
    await page.getByText('Steps: 0 added, 1 removed, 1 changed.').waitFor();
    await page.context().close();
  });

  it('is tried with data: who would be asked, and what is wrong with the data', async () => {
    await twoVersions('leave-try');
    const page = await world.open('designer-1', '/definitions/leave-try?view=try');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('This is needed.').waitFor();
    await page.getByRole('button', { name: 'Fill with sample data' }).click();
    await page.getByLabel('Started by').selectOption('requester-1');
    await page.getByRole('button', { name: 'Preview' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Check' });
    await row.getByText('Delwar Chowdhury Masud').waitFor();
    await row.getByText('due within 1 day').waitFor();
    await page.getByRole('textbox', { name: 'Days' }).fill('4');
    await page.getByText('The data were changed since. Preview again.').waitFor();
    await page.context().close();
  });

  it('says what follows before it retires or activates a version', async () => {
    await twoVersions('leave-retire');
    const page = await world.open('admin-1', '/definitions/leave-retire');
    await page.getByRole('button', { name: 'Retire' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('New requests start on 1.0.0, the next newest active version.').waitFor();
    await dialog.getByText('Nothing runs on this version.').waitFor();
    await dialog.getByRole('button', { name: 'Retire' }).click();
    await toast(page, '1.1.0 is retired.').waitFor();
    expect(await statusOf('leave-retire', '1.1.0')).toBe('inactive');
    await page.goto(`${world.url}/definitions/leave-retire?version=1.1.0`);
    await page.getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('dialog').getByText('New requests start on 1.1.0 from now on.').waitFor();
    await page.keyboard.press('Escape');
    expect(await statusOf('leave-retire', '1.1.0')).toBe('inactive');
    await page.context().close();
  });

  it('loses a draft only where somebody says so, twice', async () => {
    await publish(leave('leave-draft', '1.0.0'));
    await publish(leave('leave-draft', '1.1.0', { status: 'draft' }));
    const page = await world.open('designer-1', '/definitions/leave-draft?version=1.1.0');
    await page.getByRole('button', { name: 'Delete draft' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete draft' }).click();
    await toast(page, 'Draft 1.1.0 is deleted.').waitFor();
    expect(await statusOf('leave-draft', '1.1.0')).toBeUndefined();
    await page.context().close();
  });
});

describe('the editor', () => {
  beforeEach(needBrowser);

  it('names what is wrong at its line, and publishes the next version when it is right', async () => {
    await publish(leave('leave-edit', '1.0.0'));
    const page = await world.open('designer-1', '/definitions/leave-edit?view=edit');
    await editor(page).waitFor();
    expect(await editor(page).inputValue()).toContain('"version": "1.0.1"');
    await change(page, '2 days', '2 dayz');
    await page.getByText('Errors keep it from being published.').waitFor();
    await page.getByRole('cell', { name: '/steps/0/timeout' }).waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^Go to line/ }).click();
    const chosen = await editor(page).evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(chosen).toContain('2 dayz');
    await change(page, '2 dayz', '3 days');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('dialog').getByText('New requests start on 1.0.1 from now on.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await toast(page, '1.0.1 is published.').waitFor();
    expect(await statusOf('leave-edit', '1.0.1')).toBe('active');
    await page.context().close();
  });

  it('does not replace what is published, and raises the version instead', async () => {
    await publish(leave('leave-taken', '1.0.0'));
    const page = await world.open('designer-1', '/definitions/leave-taken?view=edit');
    await change(page, '"version": "1.0.1"', '"version": "1.0.0"');
    await page.getByText('Version 1.0.0 is published already and never changes.').waitFor();
    await page.getByRole('button', { name: 'Make it 1.0.1' }).click();
    await page.getByRole('button', { name: 'Save as draft' }).click();
    await toast(page, 'Draft 1.0.1 is saved.').waitFor();
    expect(await statusOf('leave-taken', '1.0.1')).toBe('draft');
    await page.context().close();
  });

  it('takes a file, says where it is no JSON, and shows for which data a table has no answer', async () => {
    const page = await world.open('designer-1', '/definitions?view=new');
    const give = (text: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: 'flow.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await give('{\n  "id": "flow"\n  "name": 1\n}');
    await page.getByText('This is not JSON yet').waitFor();
    await page.getByRole('button', { name: 'near line 3' }).waitFor();
    const rules = {
      who: { hit: 'unique', rows: [{ when: { days: { $lt: 5 } }, then: 'role:asm' }] },
    };
    const steps = [{ id: 'check', type: 'approval', assignedTo: 'rule:who', timeout: '2 days' }];
    await give(JSON.stringify(leave('leave-file', '1.0.0', { rules, steps }), null, 2));
    await page.getByRole('cell', { name: 'TABLE_GAP' }).waitFor();
    await page.getByRole('cell', { name: '{"days":5}', exact: true }).waitFor();
    await page.getByText('Add a row that covers the example, or a default.').waitFor();
    await page.context().close();
  });

  it('is used by keys alone', async () => {
    await publish(leave('leave-keys', '1.0.0'));
    const page = await world.open('designer-1', '/definitions/leave-keys?view=edit');
    await editor(page).focus();
    await page.getByText('Nothing was found').or(page.getByText('It can be published.')).first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await eventually(async () => (await statusOf('leave-keys', '1.0.1')) === 'active');
    await page.context().close();
  });
});

describe('definitions', () => {
  beforeEach(needBrowser);

  it('fit a phone and have no barriers, in both themes and languages', async () => {
    await twoVersions('leave-look');
    const phone = { width: 360, scheme: 'dark', language: 'bn' } as const;
    for (const [path, view] of [
      ['/definitions', phone],
      ['/definitions/leave-look', phone],
      ['/definitions/leave-look?view=compare', {}],
      ['/definitions/leave-look?view=edit', phone],
    ] as const) {
      const page = await world.open('admin-1', path, view);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.table, .graph-step, .code-pane').first().waitFor();
      expect.soft(await overflow(page), path).toBe(0);
      expect.soft(await barriers(page), path).toEqual([]);
      await page.context().close();
    }
  });
});
