// The guide holds: what it says to paste and to choose leads from a blank sheet to the first approval.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { eventually, killAll, PATIENT, signIn } from '../http/process.ts';
import { cellAt, headersIn, sheetModel } from './services/sheet-model.ts';
import { openWorld, select, type World } from './world.ts';

vi.setConfig(PATIENT);

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'guide');
const GUIDE = readFileSync(join(FOLDER, 'sheets.md'), 'utf8');
const pasted = (/^```tsv\n(.*?)\n```/ms.exec(GUIDE)?.[1] ?? '').split('\n').map((line) => line.split('\t'));

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.stop();
  killAll();
});

it('goes from the pasted rows to the first approval', async () => {
  const sheet = sheetModel(1, pasted);
  const file = world.file(sheet);
  file.documentProperties.clear();
  const person = world.person(file, 'requester-1');
  person.menu('menuSubmit');
  expect(person.alerts[0]?.text).toContain('Settings');
  person.run('sidebarSave', { server: world.url, workflowId: 'order-approval', localUser: 'requester-1', mapping: {} });
  select(sheet, [2, 3]);
  person.menu('menuSubmit');
  expect(headersIn(sheet).slice(-4)).toEqual(['Status', 'Approver', 'Due', 'Link']);
  expect(cellAt(sheet, 2, 'Status').value).toBe('Submitted');
  const instanceId =
    String(cellAt(sheet, 2, 'Link').value)
      .split('/')
      .at(-1) ?? '';
  const admin = await signIn(world.url, 'admin-1');
  const approverId = await eventually(async () => {
    const { openSteps, messages } = await admin.ask('getWorkflowInstance', { instanceId });
    const isTold = messages.length > 0 && messages.every(({ state }: { state: string }) => state !== 'queued');
    return isTold ? (openSteps[0]?.assignees[0] as string | undefined) : null;
  });
  person.menu('menuRefresh');
  expect(cellAt(sheet, 2, 'Status').value).toBe('Pending');
  expect(cellAt(sheet, 3, 'Approver').value).toBe('');
  const approver = world.person(file, approverId);
  const [task] = approver.run('sidebarApprovals').value.tasks;
  const { stepId, attempt, revision } = task;
  expect(
    approver.run('sidebarDecide', { kind: 'approve', instanceId, stepId, attempt, revision, text: '' }),
  ).toMatchObject({ ok: true });
  await eventually(async () => {
    person.menu('menuRefresh');
    return cellAt(sheet, 2, 'Status').value === 'Approved';
  });
});

it('names the menu’s items as they are, and shows pictures that exist', () => {
  const person = world.person(world.file(sheetModel(1, pasted)), 'requester-1');
  person.menu('onOpen');
  expect(person.menus).toEqual([
    'Submit selected rows → menuSubmit',
    'My approvals → menuApprovals',
    'Status of this row → menuRow',
    'Refresh status → menuRefresh',
    'Apply my edits → menuApply',
    'Settings → menuSettings',
  ]);
  for (const item of person.menus) expect.soft(GUIDE).toContain(item.split(' → ')[0]);
  const pictures = [...GUIDE.matchAll(/pictures\/[\w-]+\.png/g)].map(([path]) => path);
  expect(pictures.length).toBeGreaterThan(0);
  for (const path of pictures) expect.soft(existsSync(join(FOLDER, path)), path).toBe(true);
});
