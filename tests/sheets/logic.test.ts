// The add-on's rules without any service: names, values, memory, words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import orderApproval from '../../definitions/order-approval.json' with { type: 'json' };
import { answerOf } from '../../sheets/src/logic/api.ts';
import { missingColumns, ownPlaces, runsOf } from '../../sheets/src/logic/columns.ts';
import { judge, type Task, wishOf } from '../../sheets/src/logic/edits.ts';
import { type Field, fieldsOf, isPath } from '../../sheets/src/logic/fields.ts';
import { guess, identityColumn, mapColumns } from '../../sheets/src/logic/mapping.ts';
import { bind, decode, encode, printOf, viewOf } from '../../sheets/src/logic/records.ts';
import { checkSettings } from '../../sheets/src/logic/settings.ts';
import { cellsOf, type Status } from '../../sheets/src/logic/status.ts';
import { noteText, safeText } from '../../sheets/src/logic/text.ts';
import { dataOf } from '../../sheets/src/logic/values.ts';

const fields = fieldsOf(orderApproval.data);

describe('a text on its way into a cell', () => {
  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', "'=1", '＝1'])(
    'is quoted when it begins like %j',
    (text) => {
      expect(safeText(text)).toBe(`'${text}`);
    },
  );
  it('is never read as a formula, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/^[=+\-@\t\r]/.test(safeText(text))));
  });
  it('stays as it is otherwise, is never written backwards, and is short', () => {
    expect(safeText('Padma Traders = good')).toBe('Padma Traders = good');
    expect(safeText('\u202E=1')).toBe("'=1");
    expect(safeText('x'.repeat(5_000))).toHaveLength(1_000);
    expect(noteText('a', '', 'b')).toBe('a\nb');
  });
});

describe('a header', () => {
  it.each([
    ['Order ID', 'orderId'],
    ['order-id', 'orderId'],
    ['Customer name', 'customer.name'],
    ['CUSTOMER CREDIT LIMIT', 'customer.creditLimit'],
    ['Customer ID', 'customerId'],
    ['UoM', 'uom'],
  ])('“%s” goes into %s', (header, path) => expect(guess(header, fields)?.path).toBe(path));
  it('that is one of the add-on’s own, or none of the workflow’s, goes nowhere', () => {
    expect(fields.map(({ path }) => path)).toContain('status');
    expect(guess('Status', fields)).toBeUndefined();
    expect(guess('Our remarks', fields)).toBeUndefined();
    expect(guess('', fields)).toBeUndefined();
  });
  it('goes where the settings say, or nowhere', () => {
    const { columns } = mapColumns(['Area', 'Order ID'], fields, { area: 'territory', 'Order ID': null });
    expect(columns.map(({ header, field }) => [header, field.path])).toEqual([['Area', 'territory']]);
  });
  it('of its own column is found wherever it stands', () => {
    expect(ownPlaces(['Link', 'x', ' status ', 'Status'])).toEqual({ Link: 0, Status: 2 });
    expect(missingColumns(['x', 'Due'])).toEqual(['Status', 'Approver', 'Link']);
  });
});

describe('a mapping', () => {
  it('says which required fields have no column, and which columns meet', () => {
    const needed = fields.filter(({ required }) => required).map(({ path }) => path);
    expect(needed).toEqual([
      'orderId',
      'customerId',
      'customer.name',
      'customer.qualified',
      'orderType',
      'uom',
      'totalSalesVolume',
      'totalAmount',
      'dealerMemo',
      'territory',
    ]);
    expect(mapColumns(needed, fields, {}).problems).toEqual([]);
    expect(mapColumns(needed.slice(1), fields, {}).problems).toEqual([
      'No column goes into “orderId”, which every request needs.',
    ]);
    expect(mapColumns([...needed, 'Area'], fields, { Area: 'territory' }).problems).toEqual([
      'The columns “territory” and “Area” both go into “territory”.',
    ]);
    expect(mapColumns([...needed, 'Area'], fields, { Area: 'nowhere' }).problems).toEqual([
      'The settings send the column “Area” to “nowhere”, which the workflow does not have.',
    ]);
  });
  it('knows a row by the first id of the workflow that has a column', () => {
    const { columns } = mapColumns(['Customer ID', 'Order ID', 'Territory'], fields, {});
    expect(identityColumn(columns, fields)?.header).toBe('Order ID');
    expect(identityColumn(mapColumns(['Territory'], fields, {}).columns, fields)).toBeUndefined();
  });
  it.each(['__proto__', 'a.__proto__.b', 'constructor.prototype', 'a..b', '', ' a'])(
    'takes no path such as %j',
    (path) => {
      expect(isPath(path)).toBe(false);
      expect(checkSettings({ server: 'http://localhost:1', workflowId: 'a', mapping: { X: path } }).ok).toBe(false);
    },
  );
});

describe('a cell', () => {
  const day = new Date('2026-11-26T20:00:00Z');
  const read = (type: Field['type'], cell: unknown, display = String(cell), options?: readonly string[]) => {
    const field: Field = { path: 'a.b', type, required: false, ...(options === undefined ? {} : { options }) };
    const answer = dataOf(
      { values: [cell], displays: [display] },
      [{ index: 0, header: 'H', field }],
      () => '2026-11-27',
    );
    return answer.ok ? ((answer.value.a as { b: unknown } | undefined)?.b ?? null) : answer.problems[0];
  };
  const CASES: readonly (readonly [Field['type'], unknown, unknown])[] = [
    ['number', 12.5, 12.5],
    ['number', '1,234.50', 1234.5],
    ['number', '12,34,567', 1234567],
    ['number', '১২৩', 123],
    ['integer', 7, 7],
    ['boolean', true, true],
    ['boolean', 'Yes', true],
    ['boolean', 'না', false],
    ['date', day, '2026-11-27'],
    ['date', '2026-02-28', '2026-02-28'],
    ['date-time', day, '2026-11-26T20:00:00.000Z'],
    ['text', 8801700000102, '8801700000102'],
    ['text', '  padded ', 'padded'],
    ['list', 'a, b,,c', ['a', 'b', 'c']],
    ['json', '[{"sku":"A"}]', [{ sku: 'A' }]],
    ['text', '', null],
    ['text', '   ', null],
  ];
  it.each(CASES)('as %s: %j is %j', (type, cell, value) => expect(read(type, cell)).toEqual(value));
  const WRONG: readonly (readonly [Field['type'], unknown, string])[] = [
    ['number', '12,3', 'a number'],
    ['number', '1e5', 'a number'],
    ['number', true, 'a number'],
    ['integer', 1.5, 'a whole number'],
    ['boolean', 'maybe', 'yes or no'],
    ['date', '2026-02-30', 'a date'],
    ['date', '27/11/2026', 'a date'],
    ['date-time', '2026-11-27', 'a date with a time'],
    ['json', '5', 'written as JSON'],
    ['json', '{', 'written as JSON'],
    ['text', '#REF!', 'a text'],
    ['number', '#DIV/0!', 'a number'],
  ];
  it.each(WRONG)('as %s: %j is said to be wrong', (type, cell, words) =>
    expect(read(type, cell)).toMatch(new RegExp(`^“H” has to be .*${words}`)),
  );
  it('of a choice is one of them, whatever its case', () => {
    expect(read('text', 'BAGS', 'BAGS', ['Bags', 'MT'])).toBe('Bags');
    expect(read('text', 'Box', 'Box', ['Bags', 'MT'])).toBe('“H” has to be one of: Bags, MT; the cell says “Box”.');
  });
  it('reaches no prototype', () => {
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    const field: Field = { path: 'toString.x', type: 'text', required: false };
    const answer = dataOf({ values: ['1'], displays: ['1'] }, [{ index: 0, header: 'H', field }], () => '');
    expect(answer).toEqual({ ok: true, value: { toString: { x: '1' } } });
    expect(Object.prototype.toString).toBeTypeOf('function');
  });
});

describe('what is remembered of a row', () => {
  const record = { key: 'k1', print: 'p1', instanceId: 'abc_-1', view: '' };
  it('is read as it was written, always as long, and anything else is nothing', () => {
    expect(decode(encode(record))).toEqual(record);
    expect(decode(encode({ ...record, instanceId: null }))).toEqual({ ...record, instanceId: null });
    const lengths = ['x', 'y', '', 'a longer one'].flatMap((text) =>
      [null, 'f'.repeat(32)].map(
        (instanceId) => encode({ key: 'abcdefg', print: printOf(text), instanceId, view: printOf(text) }).length,
      ),
    );
    expect(new Set(lengths)).toEqual(new Set([56]));
    for (const wrong of [null, '', 'a.b.c', 'a.b.c.d.e', 'A.b.c.d', 'a.b.<script>.d']) expect(decode(wrong)).toBeNull();
  });
  it('stays with its row, follows it after a sort, and belongs to no other', () => {
    const other = { ...record, key: 'k2', print: 'p2' };
    const placed = [
      { row: 2, record },
      { row: 3, record: other },
    ];
    expect(
      bind(
        placed,
        new Map([
          [2, 'p1'],
          [3, 'p2'],
        ]),
      ).moved,
    ).toEqual([]);
    const sorted = bind(
      placed,
      new Map([
        [2, 'p2'],
        [3, 'p1'],
      ]),
    );
    expect([sorted.byRow.get(2)?.key, sorted.byRow.get(3)?.key]).toEqual(['k2', 'k1']);
    expect(sorted.moved).toMatchObject([
      { from: 2, to: 3 },
      { from: 3, to: 2 },
    ]);
    expect(
      bind(
        placed,
        new Map([
          [2, 'p1'],
          [3, 'changed'],
        ]),
      ),
    ).toMatchObject({ moved: [], lost: [3] });
    expect(
      bind(
        [{ row: 9, record }],
        new Map([
          [2, 'p1'],
          [3, 'p1'],
        ]),
      ).lost,
    ).toEqual([9]);
  });
  it('gives every row its own record after any shuffle', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 }), (order) => {
        const placed = order.map((_, at) => ({ row: at, record: { ...record, key: `k${at}`, print: `p${at}` } }));
        const { byRow, lost } = bind(placed, new Map(order.map((id, at) => [at, `p${id}`])));
        return lost.length === 0 && order.every((id, at) => byRow.get(at)?.key === `k${id}`);
      }),
    );
  });
  it('is written in runs of neighbouring rows', () => expect(runsOf([5, 2, 3, 9])).toEqual([[2, 3], [5], [9]]));
});

describe('a status', () => {
  const status = (change: Partial<Status>): Status => ({
    instanceId: 'i',
    status: 'running',
    openSteps: [],
    ...change,
  });
  const step = (assignees: readonly string[], dueAt?: string) => ({
    stepId: 's',
    name: 'Approval',
    assignees,
    attempt: 1,
    ...(dueAt === undefined ? {} : { dueAt }),
  });
  it.each([
    [status({}), 'In progress'],
    [status({ openSteps: [step(['a'])] }), 'Pending'],
    [status({ changesRequested: { reason: 'price' } }), 'Changes requested'],
    [status({ status: 'completed', outcome: 'approved' }), 'Approved'],
    [status({ status: 'completed', outcome: 'rejected' }), 'Rejected'],
    [status({ status: 'completed' }), 'Completed'],
    [status({ status: 'failed' }), 'Failed'],
    [status({ status: 'draft' }), 'Draft'],
  ])('%j is “%s”', (one, word) => expect(cellsOf(one, String).status).toBe(word));
  it('names people once, the first three of many, and the soonest due', () => {
    const open = [
      step(['a', 'b'], '2026-12-02T00:00:00Z'),
      step(['b', 'c', 'd'], '2026-12-01T00:00:00Z'),
      step([], '2026-01-01T00:00:00Z'),
    ];
    expect(cellsOf(status({ openSteps: open }), (id) => id.toUpperCase())).toMatchObject({
      approver: 'A, B, C and 1 more',
      dueAt: '2026-12-01T00:00:00Z',
    });
  });
});

describe('an edit', () => {
  it.each([
    ['approved', { kind: 'approve', text: '' }],
    ['Approve: fine by me', { kind: 'approve', text: 'fine by me' }],
    ['অনুমোদিত', { kind: 'approve', text: '' }],
    ['rejected price too low', { kind: 'reject', text: 'price too low' }],
    ['REJECT - no stock', { kind: 'reject', text: 'no stock' }],
    ['প্রত্যাখ্যাত দাম কম', { kind: 'reject', text: 'দাম কম' }],
  ])('“%s” is %j', (typed, wish) => expect(wishOf(typed)).toEqual(wish));
  it.each(['rejected', 'rejected  - ', 'approvedly', 'not approved', '', 'yes'])('“%s” is unclear', (typed) =>
    expect(wishOf(typed).kind).toBe('unclear'),
  );

  const task: Task = {
    instanceId: 'i',
    stepId: 's',
    attempt: 2,
    revision: 9,
    name: 'Approval',
    actions: ['approve_step'],
  };
  const open = [{ stepId: 's', name: 'Approval', assignees: ['me'], attempt: 2 }];
  const now: Status = { instanceId: 'i', status: 'running', openSteps: open };
  const approve = wishOf('approved');
  it('becomes a decision about exactly what was seen', () => {
    expect(judge(approve, now, [task], viewOf(open))).toMatchObject({
      ok: true,
      decision: { instanceId: 'i', stepId: 's', attempt: 2, revision: 9, kind: 'approve' },
    });
    expect(judge(approve, now, [{ ...task, attempt: 1 }], '')).toMatchObject({ ok: true });
  });
  it.each([
    ['was never refreshed since the second attempt', [task], ''],
    ['moved on', [task], viewOf([{ stepId: 's', attempt: 1 }])],
    ['is not theirs', [], viewOf(open)],
    ['is another request’s', [{ ...task, instanceId: 'j' }], viewOf(open)],
    ['does not take this decision', [{ ...task, actions: ['complete_step'] }], viewOf(open)],
    ['waits for them twice', [task, { ...task, stepId: 't' }], viewOf(open)],
  ])('is none when it %s', (_, tasks, seen) => expect(judge(approve, now, tasks, seen).ok).toBe(false));
});

describe('an answer', () => {
  it('is a result, a refusal with what to do, or a server that is busy or is none', () => {
    expect(answerOf(200, '{"result":{"a":1}}')).toEqual({ ok: true, result: { a: 1 } });
    expect(
      answerOf(409, '{"error":{"status":"ABORTED","message":"m","details":{"reason":"STALE_REVISION","next":"n"}}}'),
    ).toMatchObject({ reason: 'STALE_REVISION', message: 'm' });
    expect(
      answerOf(418, '{"error":{"status":"X","message":"m","details":{"reason":"NEW_ONE","next":"do this"}}}'),
    ).toMatchObject({ reason: 'NEW_ONE', next: 'do this' });
    expect(answerOf(503, '<html>')).toMatchObject({ reason: 'UNAVAILABLE' });
    expect(answerOf(404, '<html>')).toMatchObject({
      reason: 'UNREACHABLE',
      next: 'Check the server address under Settings.',
    });
    expect(answerOf(302, '')).toMatchObject({ ok: false });
  });
  it('is always a value, whatever was answered', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.oneof(fc.string(), fc.json()),
        (code, text) => typeof answerOf(code, text).ok === 'boolean',
      ),
    );
  });
});

describe('settings', () => {
  const good = {
    server: 'https://approvals.example.com/',
    apiKey: 'AIza',
    workflowId: 'order-approval',
    mapping: { Area: 'territory', Note: null },
  };
  it('are taken when they can be, without a slash at the end', () => {
    expect(checkSettings(good)).toMatchObject({ ok: true, settings: { server: 'https://approvals.example.com' } });
    expect(checkSettings({ server: 'http://localhost:8787', workflowId: 'a' })).toMatchObject({
      ok: true,
      settings: { mapping: {} },
    });
  });
  it.each([
    [{ server: 'http://approvals.example.com' }],
    [{ server: 'https://localhost@evil.example.net' }],
    [{ server: 'http://localhost.evil.example.net' }],
    [{ server: '' }],
    [{ apiKey: '' }],
    [{ apiKey: 'a b' }],
    [{ workflowId: '../x' }],
    [{ workflowId: 7 }],
    [{ mapping: [] }],
    [{ mapping: { a: 5 } }],
  ])('are refused with %j', (change) => expect(checkSettings({ ...good, ...change }).ok).toBe(false));
});
