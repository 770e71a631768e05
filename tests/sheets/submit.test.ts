// "Submit selected rows", run in the built add-on against a real server.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encode, printOf } from '../../sheets/src/logic/records.ts';
import { eventually, killAll, PATIENT, signIn } from '../http/process.ts';
import { type Cell, isDate } from './services/cells.ts';
import {
  cellAt,
  columnOf,
  deleteRow,
  headersIn,
  insertColumn,
  moveColumn,
  type SheetModel,
  sortBy,
} from './services/sheet-model.ts';
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

/** All requests for this person's orders with this prefix. */
async function instancesOf(prefix: string): Promise<readonly string[]> {
  const admin = await signIn(world.url, 'admin-1');
  const found: string[] = [];
  let pageToken: string | undefined;
  do {
    const page = await admin.ask('listWorkflowInstances', {
      workflowId: 'order-approval',
      pageSize: 200,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    found.push(...page.instances.map(({ instanceId }: { instanceId: string }) => instanceId));
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  const details = await Promise.all(found.map((instanceId) => admin.ask('getWorkflowInstance', { instanceId })));
  return details.flatMap(({ data }) => (String(data.orderId).startsWith(prefix) ? [data.orderId] : []));
}

const records = ({ rows }: SheetModel): readonly string[] =>
  rows.flatMap(({ metadata }) => metadata.map(({ value }) => value));
const submissions = (): number => world.net.sent.flat().filter(({ url }) => url.endsWith('/startWorkflow')).length;

describe('a sheet of 200 orders, one of them bad', () => {
  const AMOUNTS = [500, 5_000, 20_000, 60_000];
  const rows = Array.from({ length: 200 }, (_, at) =>
    orderRow(`BULK-${String(at).padStart(3, '0')}`, {
      'Total amount': AMOUNTS[at % 4] ?? 0,
      ...(at === 120 ? { 'Total amount': 'a lot' } : {}),
    }),
  );
  const sheet = orderSheet(...rows);
  let toasts: readonly string[];

  it('is submitted in one call for each 50 rows; the bad row says what to do, the others go through', async () => {
    const file = world.file(sheet);
    const script = world.person(file, 'requester-1');
    select(sheet, [1, 201]);
    world.net.sent.length = 0;
    script.menu('menuSubmit');
    expect(script.alerts).toEqual([]);
    const batches = world.net.sent
      .map((batch) => batch.filter(({ url }) => url.endsWith('/startWorkflow')).length)
      .filter((count) => count > 0);
    expect(batches).toEqual([50, 50, 50, 49]);
    expect(
      world.net.sent
        .flat()
        .every(({ url, headers }) => url.endsWith('/signIn') || headers['x-countersign-channel'] === 'sheets'),
    ).toBe(true);
    expect(await instancesOf('BULK-')).toHaveLength(199);
    const bad = cellAt(sheet, 122, 'Status');
    expect(bad.value).toBe('Not submitted');
    expect(bad.note).toBe(
      '“Total amount” has to be a number; the cell says “a lot”.\nCorrect the row and submit it again.',
    );
    expect(columnOf(sheet, 'Status').filter((word) => word === 'Submitted')).toHaveLength(199);
    toasts = script.toasts;
  });

  it('says in toasts how far it is, and at the end what came of it', () => {
    expect(toasts).toEqual([
      '50 of 199 rows sent',
      '100 of 199 rows sent',
      '150 of 199 rows sent',
      '199 of 199 rows sent',
      '199 rows submitted. 1 row not: the note on the status cell says why.',
    ]);
  });

  it('keeps the ids of its requests in metadata, and in no cell', async () => {
    expect(records(sheet)).toHaveLength(199);
    const ids = records(sheet).map((value) => value.split('.')[2] ?? '');
    expect(new Set(ids).size).toBe(199);
    const cells = sheet.rows.flatMap((row) => row.cells.map((cell) => String(cell.value)));
    const withoutLinks = cells.filter((text) => !text.startsWith(`${world.url}/instances/`));
    expect(withoutLinks.filter((text) => ids.some((id) => text.includes(id)))).toEqual([]);
  });

  it('starts nothing twice when it is submitted twice', async () => {
    const script = world.person({ ...world.file(sheet), id: 'file-1' }, 'requester-1');
    const before = submissions();
    script.menu('menuSubmit');
    expect(submissions()).toBe(before);
    expect(script.toasts).toEqual([
      '0 rows submitted. 199 rows had been before. 1 row not: the note on the status cell says why.',
    ]);
    expect(await instancesOf('BULK-')).toHaveLength(199);
  });

  it('is refreshed in one call, into the columns by header, also after they were moved', async () => {
    const script = world.person(world.file(sheet), 'requester-1');
    const admin = await signIn(world.url, 'admin-1');
    await eventually(async () => {
      const { instances } = await admin.ask('listWorkflowInstances', { status: 'running', pageSize: 200 });
      return (
        instances.every(({ openSteps }: { openSteps: readonly { assignees: readonly string[] }[] }) =>
          openSteps.some(({ assignees }) => assignees.length > 0),
        ) || null
      );
    });
    moveColumn(sheet, 'Status', 0);
    moveColumn(sheet, 'Due', 3);
    insertColumn(sheet, 1, 'Priority of ours');
    world.net.sent.length = 0;
    script.menu('menuRefresh');
    expect(script.alerts).toEqual([]);
    expect(
      world.net.sent
        .filter((batch) => batch.some(({ url }) => url.endsWith('/getWorkflowStatus')))
        .map((batch) => batch.length),
    ).toEqual([200]);
    expect(headersIn(sheet).filter((header) => ['Status', 'Approver', 'Due', 'Link'].includes(header))).toEqual([
      'Status',
      'Due',
      'Approver',
      'Link',
    ]);
    expect(cellAt(sheet, 4, 'Status')).toMatchObject({ value: 'Pending', note: 'Approval of a high-value order' });
    expect(cellAt(sheet, 4, 'Approver').value).toMatch(
      /^(Shahriar Kabir Noman|Sumaiya Rahman Keya|Mizanur Islam Babu)$/,
    );
    expect(isDate(cellAt(sheet, 4, 'Due').value)).toBe(true);
    expect(cellAt(sheet, 4, 'Due').format).toBe('yyyy-mm-dd hh:mm');
    expect(cellAt(sheet, 4, 'Link').value).toMatch(new RegExp(`^${world.url}/instances/[0-9a-f]{32}$`));
    expect(cellAt(sheet, 122, 'Status').value).toBe('Not submitted');
    expect(columnOf(sheet, 'Priority of ours').every((value) => value === '')).toBe(true);
  });

  it('shows every status at its own order after the sheet was sorted', () => {
    const script = world.person(world.file(sheet), 'requester-1');
    const linkOf = (): ReadonlyMap<unknown, unknown> =>
      new Map(
        sheet.rows
          .slice(1)
          .map((_, at) => [cellAt(sheet, at + 2, 'Order ID').value, cellAt(sheet, at + 2, 'Link').value]),
      );
    const before = linkOf();
    sortBy(sheet, 'Total amount');
    for (const row of sheet.rows.slice(1)) {
      const link = row.cells[headersIn(sheet).indexOf('Link')] as Cell;
      link.value = '';
    }
    script.menu('menuRefresh');
    expect(script.alerts).toEqual([]);
    const after = [...linkOf()].filter(([id]) => id !== '');
    expect(after).toHaveLength(200);
    for (const [id, link] of after) expect(link).toBe(before.get(id));
  });

  it('starts nothing for an order whose memory went with a row that was deleted after another sort', async () => {
    const script = world.person(world.file(sheet), 'requester-1');
    sortBy(sheet, 'Order ID');
    deleteRow(sheet, 10);
    select(sheet, [2, 200]);
    const before = submissions();
    script.menu('menuSubmit');
    expect(submissions()).toBe(before);
    expect(
      columnOf(sheet, 'Status').filter((_, at) => cellAt(sheet, at + 2, 'Status').note.startsWith('This row links')),
    ).toHaveLength(1);
    expect(await instancesOf('BULK-')).toHaveLength(199);
  });
});

describe('a submission', () => {
  it('goes on where it broke off when the server was away, and starts nothing twice', async () => {
    const sheet = orderSheet(orderRow('AWAY-1'), orderRow('AWAY-2'));
    const script = world.person(world.file(sheet), 'requester-1');
    select(sheet, [2, 3]);
    const gone = new Map(world.net.routes);
    (world.net.routes as Map<string, string>).set(`${world.url}/api/startWorkflow`, 'http://127.0.0.1:9/');
    script.menu('menuSubmit');
    (world.net.routes as Map<string, string>).clear();
    for (const [from, to] of gone) (world.net.routes as Map<string, string>).set(from, to);
    expect(cellAt(sheet, 2, 'Status').note).toBe(
      'The Countersign server could not be reached.\nTry again in a moment; repeating it does nothing twice.',
    );
    expect(await instancesOf('AWAY-')).toEqual([]);
    const keys = records(sheet);
    script.menu('menuSubmit');
    expect(await instancesOf('AWAY-')).toHaveLength(2);
    expect(records(sheet).map((value) => value.split('.')[0])).toEqual(keys.map((value) => value.split('.')[0]));
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({ value: 'Submitted', note: '' });
  });

  it('meets its own request again when the answer was lost', async () => {
    const sheet = orderSheet(orderRow('LOST-1'));
    const script = world.person(world.file(sheet), 'requester-1');
    select(sheet, [2, 2]);
    script.menu('menuSubmit');
    const [record = ''] = records(sheet);
    const [key = '', print = '', instanceId] = record.split('.');
    const [metadata] = sheet.rows[1]?.metadata ?? [];
    // As the click left it that died between the answer and the sheet: a key, and no request.
    if (metadata !== undefined)
      metadata.value = encode({ key, print, instanceId: null, view: printOf('key-of-requester-1') });
    script.menu('menuSubmit');
    expect(records(sheet)[0]?.split('.')[2]).toBe(instanceId);
    expect(await instancesOf('LOST-1')).toHaveLength(1);
  });

  it('leaves a row alone that somebody else has sent without an answer', async () => {
    const sheet = orderSheet(orderRow('TWO-1'));
    const file = world.file(sheet);
    select(sheet, [2, 2]);
    (world.net.routes as Map<string, string>).set(`${world.url}/api/startWorkflow`, 'http://127.0.0.1:9/');
    world.person(file, 'requester-1').menu('menuSubmit');
    (world.net.routes as Map<string, string>).clear();
    world.person(file, 'sr-1').menu('menuSubmit');
    expect(cellAt(sheet, 2, 'Status').note).toContain('Have them submit it again');
    expect(await instancesOf('TWO-1')).toEqual([]);
  });

  it('waits for nobody: while another one runs it says so and sends nothing', () => {
    const sheet = orderSheet(orderRow('LOCK-1'));
    const file = world.file(sheet);
    select(sheet, [2, 2]);
    file.lock.isHeld = true;
    const script = world.person(file, 'requester-1');
    script.menu('menuSubmit');
    expect(script.alerts).toEqual([
      { title: 'Countersign', text: 'Somebody else is submitting rows of this file.\n\nTry again when they are done.' },
    ]);
    expect(records(sheet)).toEqual([]);
  });

  it('leaves out rows that a filter hides, and the second row with the same order id', async () => {
    const sheet = orderSheet(orderRow('HIDE-1'), orderRow('HIDE-2'), orderRow('HIDE-1', { 'Total amount': 9_000 }));
    const script = world.person(world.file(sheet), 'requester-1');
    select(sheet, [2, 4]);
    const [, , hidden] = sheet.rows;
    if (hidden !== undefined) hidden.isHiddenByFilter = true;
    script.menu('menuSubmit');
    expect(await instancesOf('HIDE-')).toEqual(['HIDE-1']);
    expect(cellAt(sheet, 4, 'Status').note).toBe(
      'Row 2 has the same “Order ID” and goes first.\nGive this row one of its own, then submit it again.',
    );
  });

  it('is refused as a whole when no column goes into a field that every request needs', () => {
    const sheet = orderSheet(orderRow('NEED-1'));
    const header = sheet.rows[0]?.cells[headersIn(sheet).indexOf('Territory')];
    if (header !== undefined) header.value = 'Area';
    const script = world.person(world.file(sheet), 'requester-1');
    select(sheet, [2, 2]);
    script.menu('menuSubmit');
    expect(script.alerts[0]?.text).toBe(
      'No column goes into “territory”, which every request needs.\n\nAdd the columns, or say under Settings which column goes where.',
    );
    script.run('sidebarSave', {
      server: world.url,
      workflowId: 'order-approval',
      localUser: 'requester-1',
      mapping: { Area: 'territory' },
    });
    script.menu('menuSubmit');
    expect(cellAt(sheet, 2, 'Status').value).toBe('Submitted');
  });

  it('says in a note what the server found wrong with a row, and takes it once it is right', async () => {
    const sheet = orderSheet(orderRow('WRONG-1', { 'Dealer memo': 'short' }), orderRow('WRONG-2'));
    const script = world.person(world.file(sheet), 'requester-1');
    select(sheet, [2, 3]);
    script.menu('menuSubmit');
    expect(cellAt(sheet, 2, 'Status').note).toMatch(
      /dealerMemo.*\nCorrect the cells named here and submit the row again\.$/s,
    );
    expect(cellAt(sheet, 3, 'Status').value).toBe('Submitted');
    cellAt(sheet, 2, 'Dealer memo').value = 'Long enough for a memo now.';
    script.menu('menuSubmit');
    expect(await instancesOf('WRONG-')).toHaveLength(2);
    expect(cellAt(sheet, 2, 'Status')).toMatchObject({ value: 'Submitted', note: '' });
  });

  it('of more rows than a sheet can remember is refused before anything is sent', () => {
    const sheet = orderSheet(...Array.from({ length: 600 }, (_, at) => orderRow(`FULL-${at}`)));
    const script = world.person(world.file(sheet), 'requester-1');
    select(sheet, [2, 601]);
    const before = submissions();
    script.menu('menuSubmit');
    expect(submissions()).toBe(before);
    expect(script.alerts[0]?.text).toMatch(/no room to remember another row.*\n\nA sheet has room for about 500\./s);
    select(sheet, [2, 4]);
    script.menu('menuSubmit');
    expect(script.toasts.at(-1)).toMatch(/^3 rows submitted\./);
    script.menu('menuRefresh');
    expect(script.alerts).toHaveLength(1);
  });
});
