// Decisions from the sheet: the sidebar's clicks, and edits of status cells, against a real server.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, killAll, PATIENT, signIn } from '../http/process.ts';
import type { FileModel, Script } from './services/script.ts';
import { cellAt, type SheetModel } from './services/sheet-model.ts';
import { openWorld, orderRow, orderSheet, select, type World } from './world.ts';

vi.setConfig(PATIENT);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.stop();
  killAll();
});

interface Asked {
  readonly sheet: SheetModel;
  readonly file: FileModel;
  readonly instanceId: string;
  readonly requester: Script;
  /** Who has to decide, and their add-on in this file. */
  readonly approverId: string;
  readonly approver: Script;
  readonly other: Script;
}

/** One order, submitted and refreshed, that waits for a customer relationship officer. */
async function asked(orderId: string): Promise<Asked> {
  const sheet = orderSheet(orderRow(orderId));
  const file = world.file(sheet);
  const requester = world.person(file, 'requester-1');
  select(sheet, [2, 2]);
  requester.menu('menuSubmit');
  const instanceId =
    String(cellAt(sheet, 2, 'Link').value)
      .split('/')
      .at(-1) ?? '';
  const approverId = await settled(instanceId);
  requester.menu('menuRefresh');
  const otherId = approverId === 'cro-1' ? 'cro-2' : 'cro-1';
  return {
    sheet,
    file,
    instanceId,
    requester,
    approverId,
    approver: world.person(file, approverId),
    other: world.person(file, otherId),
  };
}

/** Once its messages are out, nothing changes the request but people. */
async function settled(instanceId: string): Promise<string> {
  const admin = await signIn(world.url, 'admin-1');
  return eventually(async () => {
    const { openSteps, messages } = await admin.ask('getWorkflowInstance', { instanceId });
    const [step] = openSteps;
    const isTold = messages.length > 0 && messages.every(({ state }: { state: string }) => state !== 'queued');
    return step !== undefined && step.assignees.length > 0 && isTold ? (step.assignees[0] as string) : null;
  });
}

async function outcomeOf(instanceId: string): Promise<{
  step: string | undefined;
  votes: Record<string, { notes?: string; reason?: string }>;
  channels: readonly string[];
}> {
  const admin = await signIn(world.url, 'admin-1');
  const { steps } = await admin.ask('getWorkflowInstance', { instanceId });
  const { entries } = await admin.ask('getAuditTrail', { instanceId });
  const decisions = entries.filter(({ events }: { events: readonly { action: string }[] }) =>
    events.some(({ action }) => action === 'step_approved' || action === 'step_rejected'),
  );
  return {
    step: steps['approve-cro'].outcome,
    votes: steps['approve-cro'].votes,
    channels: decisions.map(({ actor }: { actor: string }) => actor),
  };
}

describe('the sidebar', () => {
  it('lists what waits for the person, with what decides and who asks, and approves by a click', async () => {
    const { approver, approverId, instanceId, sheet } = await asked('SIDE-1');
    const { value } = approver.run('sidebarApprovals');
    const task = value.tasks.find((one: { instanceId: string }) => one.instanceId === instanceId);
    expect(task).toMatchObject({
      name: 'Approval of a high-value order',
      requesterName: 'Jashim Uddin Palash',
      attempt: 1,
    });
    expect(task.fields[0]).toEqual({ label: 'Order ID', value: 'SIDE-1' });
    const dues = value.tasks.map(({ dueAt }: { dueAt: string }) => dueAt);
    expect(dues).toEqual([...dues].sort());
    const { stepId, attempt, revision } = task;
    expect(
      approver.run('sidebarDecide', {
        kind: 'approve',
        instanceId,
        stepId,
        attempt,
        revision,
        text: '',
        commandId: 'click-1',
      }),
    ).toMatchObject({ ok: true });
    expect(await outcomeOf(instanceId)).toMatchObject({ step: 'approved', channels: [approverId] });
    expect(cellAt(sheet, 2, 'Status').value).toBe('In progress');
    // The same click again, as after an answer that was lost.
    expect(
      approver.run('sidebarDecide', {
        kind: 'approve',
        instanceId,
        stepId,
        attempt,
        revision,
        text: '',
        commandId: 'click-1',
      }),
    ).toMatchObject({ ok: true });
    expect((await outcomeOf(instanceId)).channels).toHaveLength(1);
  });

  it('takes no rejection without a reason, and one with', async () => {
    const { approver, instanceId, sheet } = await asked('SIDE-2');
    const task = approver
      .run('sidebarApprovals')
      .value.tasks.find((one: { instanceId: string }) => one.instanceId === instanceId);
    const { stepId, attempt, revision } = task;
    const click = { kind: 'reject', instanceId, stepId, attempt, revision, commandId: 'click-2' };
    expect(approver.run('sidebarDecide', { ...click, text: '  ' })).toEqual({
      ok: false,
      message: 'A rejection needs a reason.',
      next: 'Write it, then try again.',
    });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
    expect(approver.run('sidebarDecide', { ...click, text: 'Price too low' })).toMatchObject({ ok: true });
    expect(await outcomeOf(instanceId)).toMatchObject({ step: 'rejected' });
    expect(cellAt(sheet, 2, 'Status').value).toBe('Rejected');
  });

  it('decides nothing about a request that changed since its card was drawn', async () => {
    const { approver, requester, instanceId } = await asked('SIDE-3');
    const task = approver
      .run('sidebarApprovals')
      .value.tasks.find((one: { instanceId: string }) => one.instanceId === instanceId);
    const { stepId, attempt, revision } = task;
    expect(
      requester.run('sidebarDecide', {
        kind: 'comment',
        instanceId,
        stepId,
        text: 'Please wait, the price is wrong.',
        commandId: 'click-3',
      }),
    ).toMatchObject({ ok: true });
    const answer = approver.run('sidebarDecide', {
      kind: 'approve',
      instanceId,
      stepId,
      attempt,
      revision,
      text: '',
      commandId: 'click-4',
    });
    expect(answer).toMatchObject({ ok: false, next: 'It changed since you looked. Look at it again, then decide.' });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('decides nothing for somebody it does not wait for', async () => {
    const { other, instanceId } = await asked('SIDE-4');
    const answer = other.run('sidebarDecide', {
      kind: 'approve',
      instanceId,
      stepId: 'approve-cro',
      attempt: 1,
      revision: 4,
      text: '',
      commandId: 'click-5',
    });
    expect(answer.ok).toBe(false);
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('shows the way of the row that the cursor is in: whom it waits for, since when, what happened', async () => {
    const { requester, sheet } = await asked('SIDE-5');
    sheet.active = { row: 2, column: 1 };
    const { value } = requester.run('sidebarRow');
    expect(value).toMatchObject({
      row: 2,
      title: 'SIDE-5',
      word: 'Pending',
      workflowName: 'Order approval',
      instance: { startedBy: 'Jashim Uddin Palash' },
    });
    const waiting = value.steps.find(({ state }: { state: string }) => state === 'assigned');
    expect(waiting).toMatchObject({
      name: 'Approval of a high-value order',
      people: [cellAt(sheet, 2, 'Approver').value],
    });
    expect(Date.parse(waiting.since)).toBeGreaterThan(0);
    expect(Date.parse(waiting.dueAt)).toBeGreaterThan(Date.parse(waiting.since));
    expect(value.steps.map(({ state }: { state: string }) => state)).not.toContain('skipped');
    expect(value.history.at(-1)).toMatchObject({ word: 'Submitted', who: 'Jashim Uddin Palash' });
    sheet.active = { row: 4, column: 1 };
    expect(requester.run('sidebarRow').value).toEqual({ row: 4, title: 'Row 4', instance: null });
  });

  it('answers in words when the server is away', async () => {
    const script = world.person(world.file(orderSheet(orderRow('GONE-1'))), 'cro-1');
    (world.net.routes as Map<string, string>).set(`${world.url}/api/listMyTasks`, 'http://127.0.0.1:9/');
    expect(script.run('sidebarApprovals')).toEqual({
      ok: false,
      message: 'The Countersign server could not be reached.',
      next: 'Try again in a moment; repeating it does nothing twice.',
    });
    (world.net.routes as Map<string, string>).clear();
  });
});

describe('an edit of a status cell', () => {
  it('decides nothing by itself: it is marked, and no server is asked', async () => {
    const { approver, instanceId, sheet } = await asked('EDIT-1');
    world.net.sent.length = 0;
    approver.type(2, 'Status', 'approved');
    expect(world.net.sent).toEqual([]);
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({
      value: 'approved',
      note: 'To be applied: choose Extensions → Countersign → Apply my edits. Until then nothing is decided.\nBefore: Pending',
    });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('is decided by its author’s click, after they saw what and said yes', async () => {
    const { approver, approverId, instanceId, sheet } = await asked('EDIT-2');
    approver.type(2, 'Status', 'Approved: good customer');
    approver.menu('menuApply');
    expect(approver.alerts).toEqual([
      { title: 'Decide this in your name?', text: 'Approve EDIT-2 (Approval of a high-value order): good customer' },
    ]);
    expect(await outcomeOf(instanceId)).toMatchObject({
      step: 'approved',
      channels: [approverId],
      votes: { [approverId]: { notes: 'good customer' } },
    });
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({ value: 'In progress', note: 'Approved from this sheet.' });
    expect(approver.toasts.at(-1)).toBe('1 decision made.');
    approver.menu('menuApply');
    expect(approver.toasts.at(-1)).toBe('There are no edits to apply.');
  });

  it('rejects with the reason that was written', async () => {
    const { approver, instanceId, sheet } = await asked('EDIT-3');
    approver.type(2, 'Status', 'rejected price too low');
    approver.menu('menuApply');
    expect(await outcomeOf(instanceId)).toMatchObject({ step: 'rejected' });
    expect(cellAt(sheet, 2, 'Status').value).toBe('Rejected');
  });

  it('waits on when its author says no, and survives a refresh', async () => {
    const { approver, requester, instanceId, sheet } = await asked('EDIT-4');
    approver.type(2, 'Status', 'approved');
    approver.answer = 'NO';
    approver.menu('menuApply');
    expect(approver.toasts.at(-1)).toBe('Nothing was decided.');
    requester.menu('menuRefresh');
    expect(requester.toasts.at(-1)).toBe('1 row up to date. 1 edit to be applied.');
    expect(cellAt(sheet, 2, 'Status').value).toBe('approved');
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it.each([
    ['rejected', 'A rejection needs a reason: write “rejected” and why.'],
    ['done', 'Write “approved”, or “rejected” and why.'],
    ['=1+1', 'Write “approved”, or “rejected” and why.'],
  ])('that says “%s” is put back with what to write', async (text, why) => {
    const { approver, instanceId, sheet } = await asked(`BACK-${text.length}`);
    approver.type(2, 'Status', text);
    approver.menu('menuApply');
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({ value: 'Pending', formula: '', note: `Put back. ${why}` });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('of somebody it does not wait for is put back', async () => {
    const { other, instanceId, sheet } = await asked('EDIT-5');
    other.type(2, 'Status', 'approved');
    other.menu('menuApply');
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({
      value: 'Pending',
      note: 'Put back. There is nothing here for you to decide now.',
    });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('of another person changes nothing when the approver clicks: nobody decides what they did not type', async () => {
    const { approver, requester, instanceId, sheet } = await asked('EDIT-6');
    requester.type(2, 'Status', 'approved');
    approver.menu('menuApply');
    expect(approver.alerts).toEqual([]);
    expect(approver.toasts.at(-1)).toBe('All edits here are others’: they apply them themselves.');
    expect(approver.run('sidebarEdits').value).toEqual({ ready: [], refused: [], others: 1 });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
    expect(cellAt(sheet, 2, 'Status').value).toBe('approved');
  });

  it('of another person over one’s own takes it away from oneself', async () => {
    const { approver, requester, instanceId } = await asked('EDIT-7');
    approver.type(2, 'Status', 'rejected no stock');
    requester.type(2, 'Status', 'approved');
    approver.menu('menuApply');
    requester.menu('menuApply');
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('decides only what was shown: the sidebar’s click carries it, and a later edit is shown anew', async () => {
    const { approver, instanceId } = await asked('EDIT-8');
    approver.type(2, 'Status', 'rejected no stock');
    const shown = approver.run('sidebarEdits').value.ready.map(({ decision }: { decision: unknown }) => decision);
    approver.type(2, 'Status', 'approved');
    expect(approver.run('sidebarApply', shown)).toEqual({
      ok: true,
      value: '0 decisions made. 1 edit changed meanwhile: look again.',
    });
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
    const again = approver.run('sidebarEdits').value.ready.map(({ decision }: { decision: unknown }) => decision);
    expect(approver.run('sidebarApply', again)).toEqual({ ok: true, value: '1 decision made.' });
    expect((await outcomeOf(instanceId)).step).toBe('approved');
  });

  it('is not decided when its request changed after it was shown; what is sent names what was seen', async () => {
    const { approver, requester, instanceId } = await asked('EDIT-11');
    approver.type(2, 'Status', 'approved');
    const shown = approver.run('sidebarEdits').value.ready.map(({ decision }: { decision: unknown }) => decision);
    const comment = {
      kind: 'comment',
      instanceId,
      stepId: 'approve-cro',
      text: 'The price is wrong.',
      commandId: 'c-11',
    };
    expect(requester.run('sidebarDecide', comment)).toMatchObject({ ok: true });
    expect(approver.run('sidebarApply', shown).value).toBe('0 decisions made. 1 edit changed meanwhile: look again.');
    const [again] = approver.run('sidebarEdits').value.ready;
    world.net.sent.length = 0;
    approver.run('sidebarApply', [again.decision]);
    const bodies = world.net.sent.flat().filter(({ url }) => url.endsWith('/approveStep'));
    expect(bodies.map(({ body }) => JSON.parse(body ?? '').data)).toEqual([
      { instanceId, stepId: 'approve-cro', attempt: 1, expectedRevision: again.decision.revision },
    ]);
    expect(again.decision.revision).toBeGreaterThan(shown[0].revision);
  });

  it('about what the row no longer shows is put back', async () => {
    const { approver, instanceId, sheet } = await asked('EDIT-9');
    const [metadata] = sheet.rows[1]?.metadata ?? [];
    if (metadata !== undefined) metadata.value = metadata.value.replace(/[^.]*$/, 'older');
    approver.type(2, 'Status', 'approved');
    approver.menu('menuApply');
    expect(cellAt(sheet, 2, 'Status').note).toBe(
      'Put back. It moved on since this row was refreshed. Look at it again, then decide.',
    );
    expect((await outcomeOf(instanceId)).step).toBeUndefined();
  });

  it('stays where it is while the server is away', async () => {
    const { approver, instanceId, sheet } = await asked('EDIT-10');
    approver.type(2, 'Status', 'approved');
    (world.net.routes as Map<string, string>).set(`${world.url}/api/approveStep`, 'http://127.0.0.1:9/');
    approver.menu('menuApply');
    (world.net.routes as Map<string, string>).clear();
    expect(cellAt(sheet, 2, 'Status').value).toBe('approved');
    expect(approver.toasts.at(-1)).toBe('0 decisions made. 1 edit stays: nobody answered.');
    approver.menu('menuApply');
    expect((await outcomeOf(instanceId)).step).toBe('approved');
  });

  it('in a row that was never submitted is nobody’s business', () => {
    const sheet = orderSheet(orderRow('PLAIN-1'));
    const header = sheet.rows[0]?.cells[12];
    if (header !== undefined) header.value = 'Status';
    const script = world.person(world.file(sheet), 'cro-1');
    script.type(2, 'Status', 'approved');
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({ value: 'approved', note: '' });
  });
});
