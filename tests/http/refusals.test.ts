// Bad requests over HTTP: each gets its typed refusal, in the protocol's shape, and changes nothing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Client,
  clientWith,
  eventually,
  PATIENT,
  post,
  type Reply,
  type ServerProcess,
  signIn,
  startProcess,
} from './process.ts';
import { orderLike, startOf } from './samples.ts';

vi.setConfig(PATIENT);

let server: ServerProcess;
let requester: Client;
let approver: Client;
let admin: Client;
/** An order that waits for sr-1. */
let instanceId: string;
const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
const ORDER = startOf('ORD-1004', 'ORD-R1');

beforeAll(async () => {
  server = await startProcess('--data', folder);
  requester = await signIn(server.url, 'requester-1');
  approver = await signIn(server.url, 'sr-1');
  admin = await signIn(server.url, 'admin-1');
  ({ instanceId } = await requester.ask('startWorkflow', ORDER));
  await eventually(
    async () => (await requester.ask('getWorkflowStatus', { instanceId })).openSteps[0]?.assignees.length,
  );
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Everything a bad request could have changed. */
const state = async (): Promise<string> =>
  JSON.stringify([
    await admin.ask('getWorkflowInstance', { instanceId }),
    await admin.ask('listWorkflowInstances'),
    await admin.ask('listWorkflowDefinitions'),
    await admin.ask('listUsers'),
  ]);
let before: string;
beforeEach(async () => {
  before = await eventually(async () => {
    const found = await state();
    return found.includes('"queued"') ? null : found;
  });
});
afterEach(async () => expect(await state()).toBe(before));

function expectRefusal(reply: Reply, status: number, reason: string): void {
  expect({ status: reply.status, reason: reply.error?.details.reason, message: reply.error?.message }).toMatchObject({
    status,
    reason,
  });
  expect(reply.result).toBeUndefined();
  expect(reply.error?.message).toMatch(/\S{3}/);
  expect(reply.error?.details.next).toMatch(/\S{3}/);
}
const raw = (operation: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  post(server.url, operation, body, { authorization: `Bearer ${requester.token}`, ...headers });

describe('the envelope', () => {
  const BODIES: readonly (readonly [string, BodyInit])[] = [
    ['JSON that breaks off', '{"data": {'],
    ['no JSON at all', 'approve it please'],
    ['nothing', ''],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a list', '[]'],
    ['null', 'null'],
    ['no data field', '{}'],
    ['a field beside the data', '{"data": {}, "user": "admin-1"}'],
    ['data that is a text', '{"data": "x"}'],
    ['data that is a list', '{"data": []}'],
  ];
  it.each(BODIES)('with %s is refused as INVALID_DATA', async (_what, body) => {
    expectRefusal(await raw('listMyTasks', body), 400, 'INVALID_DATA');
  });
  it('is read as JSON whatever the content type says', async () => {
    expect((await raw('listMyTasks', '{"data": {}}', { 'content-type': 'text/plain' })).status).toBe(200);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expectRefusal(await raw('listMyTasks', 'data=1', form), 400, 'INVALID_DATA');
  });
  it('may not be compressed', async () => {
    expectRefusal(await raw('listMyTasks', '{"data": {}', { 'content-encoding': 'gzip' }), 400, 'INVALID_DATA');
  });
});

describe('operations', () => {
  it.each(['approve', 'constructor', '__proto__', 'toString', 'approveStep/extra'])(
    'there is none called %s',
    async (name) => {
      expectRefusal(await raw(name, '{"data": {}}'), 404, 'UNKNOWN_OPERATION');
    },
  );
  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('%s performs none', async (method) => {
    const response = await fetch(`${server.url}/api/cancelWorkflow`, {
      method,
      headers: { authorization: `Bearer ${requester.token}` },
      ...(method === 'GET' ? {} : { body: JSON.stringify({ data: { instanceId, reason: 'x' } }) }),
    });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as Reply;
    expect(error?.details.reason).toBe('INVALID_DATA');
  });
  it('answer a preflight from elsewhere without any permission', async () => {
    const response = await fetch(`${server.url}/api/listMyTasks`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example.com', 'access-control-request-method': 'POST' },
    });
    expect(response.ok).toBe(false);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('fields', () => {
  const BAD: readonly (readonly [string, string, unknown])[] = [
    ['is missing', 'getWorkflowStatus', {}],
    ['has another type', 'getWorkflowStatus', { instanceId: 5 }],
    ['is not one of the operation', 'getWorkflowStatus', { instanceId: 'x', admin: true }],
    ['is no instance id', 'getWorkflowStatus', { instanceId: '../users' }],
    ['is out of range', 'listMyTasks', { pageSize: 100_000 }],
    ['is no page token', 'listWorkflowInstances', { pageToken: 'made up' }],
    ['is no moment', 'listWorkflowInstances', { from: 'yesterday' }],
    ['does not fit the workflow', 'startWorkflow', { workflowId: 'order-approval', data: { orderId: 'ORD-1' } }],
    [
      'has a value of the wrong type in the workflow',
      'startWorkflow',
      { ...ORDER, idempotencyKey: 'x1', data: { ...ORDER.data, totalAmount: '500' } },
    ],
  ];
  it.each(BAD)('one that %s is refused as INVALID_DATA (%s)', async (_what, operation, data) => {
    expectRefusal(await requester.call(operation, data), 400, 'INVALID_DATA');
  });
  it('prototype keys in a request are refused and reach no prototype', async () => {
    const order = JSON.stringify(orderLike('ORD-1004', 'ORD-R2'));
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const polluted = `{"${key}": {"polluted": true}, "customer": {"name": "x", "qualified": true}}`;
      const body = `{"data": {"workflowId": "order-approval", "data": ${polluted}, "${key}": {"isAdmin": true}}}`;
      expectRefusal(await raw('startWorkflow', body), 400, 'INVALID_DATA');
      expectRefusal(
        await raw('getWorkflowStatus', `{"data": {"${key}": {"instanceId": "${instanceId}"}}}`),
        400,
        'INVALID_DATA',
      );
    }
    expectRefusal(await raw('startWorkflow', `{"__proto__": {"data": {}}, "data": ${order}}`), 400, 'INVALID_DATA');
  });
});

describe('limits', () => {
  it('a body above the limit is refused, with its length told before and without', async () => {
    const large = `{"data": {"workflowId": "order-approval", "data": {"dealerMemo": "${'x'.repeat(400_000)}"}}}`;
    expectRefusal(await raw('startWorkflow', large), 429, 'LIMIT_EXCEEDED');
    const stream = new Blob([large]).stream();
    const response = await fetch(`${server.url}/api/startWorkflow`, {
      method: 'POST',
      headers: { authorization: `Bearer ${requester.token}` },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(429);
  });
  it('a body of a gigabyte is refused before it is sent', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${server.url}/api/startWorkflow`, {
        method: 'POST',
        headers: { 'content-length': 1024 ** 3 },
      });
      request.on('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.write('{"data": {');
    });
    expect(answer).toBe(429);
  });
  it.each([60, 5_000, 100_000])('%i levels of nesting are refused', async (depth) => {
    const deep = `${'{"a":'.repeat(depth / 2)}${'['.repeat(depth / 2)}${']'.repeat(depth / 2)}${'}'.repeat(depth / 2)}`;
    const reply = await raw('startWorkflow', `{"data": {"workflowId": "order-approval", "data": ${deep}}}`);
    expectRefusal(reply, 429, 'LIMIT_EXCEEDED');
  });
});

describe('people', () => {
  it('a caller without a token is refused', async () => {
    expectRefusal(await post(server.url, 'listMyTasks', '{"data": {}}'), 401, 'UNAUTHENTICATED');
    for (const authorization of ['Bearer', 'Basic YTpi', requester.token, 'Bearer a b'])
      expectRefusal(await post(server.url, 'listMyTasks', '{"data": {}}', { authorization }), 401, 'UNAUTHENTICATED');
  });
  it('forged, foreign, altered and expired tokens prove nobody', async () => {
    const key = readFileSync(join(folder, 'token.key'));
    const now = Math.floor(Date.now() / 1000);
    const claims = { sub: 'admin-1', iss: 'countersign-embedded', aud: 'countersign', iat: now, exp: now + 600 };
    const signed = (changes: object, by: Uint8Array = key, alg = 'HS256') =>
      new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(by);
    // The same way of making them works: what fails below fails for its own reason.
    expect((await clientWith(server.url, await signed({})).call('listMyTasks')).status).toBe(200);
    const [head = '', , signature = ''] = requester.token.split('.');
    const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const bad = [
      await signed({}, new Uint8Array(32)),
      await signed({}, key, 'HS512'),
      await signed({ exp: now - 1, iat: now - 43_201 }),
      await signed({ aud: 'another' }),
      await signed({ iss: 'another' }),
      await signed({ sub: undefined }),
      await signed({ exp: undefined }),
      new UnsecuredJWT(claims).encode(),
      `${head}.${altered}.${signature}`,
      'not.a.token',
    ];
    for (const token of bad)
      expectRefusal(await clientWith(server.url, token).call('listMyTasks'), 401, 'UNAUTHENTICATED');
  });
  it('a good token of somebody who is not in the directory any more allows nothing', async () => {
    const sign = new SignJWT({ sub: 'gone-1', iss: 'countersign-embedded', aud: 'countersign' });
    const token = await sign
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(readFileSync(join(folder, 'token.key')));
    const gone = clientWith(server.url, token);
    for (const operation of ['listMyTasks', 'listUsers', 'listWorkflowInstances'])
      expectRefusal(await gone.call(operation), 403, 'PERMISSION_DENIED');
    expectRefusal(await gone.call('startWorkflow', startOf('ORD-1004', 'ORD-R9')), 403, 'PERMISSION_DENIED');
    expectRefusal(await gone.call('cancelWorkflow', { instanceId, reason: 'x' }), 403, 'PERMISSION_DENIED');
  });
  it('nobody signs in who is not in the directory', async () => {
    expectRefusal(await post(server.url, 'signIn', '{"data": {"userId": "nobody-1"}}'), 404, 'NOT_FOUND');
    expectRefusal(await post(server.url, 'signIn', '{"data": {}}'), 400, 'INVALID_DATA');
  });
  it('a foreign instance and a missing one look the same', async () => {
    const stranger = await signIn(server.url, 'sr-3');
    for (const operation of ['getWorkflowStatus', 'getWorkflowInstance', 'getAuditTrail', 'verifyAuditTrail']) {
      const foreign = await stranger.call(operation, { instanceId });
      const missing = await stranger.call(operation, { instanceId: 'f'.repeat(32) });
      expectRefusal(foreign, 404, 'NOT_FOUND');
      expect(foreign.error).toEqual(missing.error);
    }
  });
  it('only whom it is assigned to decides, and nobody by role alone', async () => {
    const bdo = await signIn(server.url, 'bdo-1');
    const reply = await bdo.call('approveStep', { instanceId, stepId: 'approve-sr-acl' });
    expect(['NOT_ASSIGNED', 'NOT_FOUND']).toContain(reply.error?.details.reason);
    expectRefusal(await admin.call('approveStep', { instanceId, stepId: 'approve-sr-acl' }), 403, 'NOT_ASSIGNED');
  });
  it('only administrators manage people, only designers define', async () => {
    const user = {
      id: 'mallory-1',
      name: 'M',
      email: 'm@example.com',
      roles: ['admin'],
      language: 'en',
      channel: 'email',
    };
    expectRefusal(await requester.call('upsertUser', { user }), 403, 'PERMISSION_DENIED');
    expectRefusal(await requester.call('createWorkflowDefinition', { definition: {} }), 403, 'PERMISSION_DENIED');
    expectRefusal(await requester.call('pauseWorkflow', { instanceId }), 403, 'PERMISSION_DENIED');
  });
  it('signing in is for callers on this machine: not by another name, from another page or through a proxy', async () => {
    const body = '{"data": {"userId": "admin-1"}}';
    const others = [
      { origin: 'https://elsewhere.example.com' },
      { origin: 'null' },
      { 'x-forwarded-for': '203.0.113.5' },
    ];
    for (const headers of others)
      expectRefusal(await post(server.url, 'signIn', body, headers), 403, 'PERMISSION_DENIED');
    const byName = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest(
        `${server.url}/api/signIn`,
        { method: 'POST', headers: { host: 'rebound.example.com' } },
        ({ statusCode }) => resolve(statusCode),
      )
        .on('error', reject)
        .end(body);
    });
    expect(byName).toBe(403);
  });
});

describe('definitions', () => {
  it('one that cannot work is refused with every finding', async () => {
    const designer = await signIn(server.url, 'designer-1');
    const approval = { id: 'ok', name: 'OK', type: 'approval', assignedTo: 'role:nobody' };
    const definition = {
      id: 'broken',
      name: 'Broken',
      version: '1.0.0',
      status: 'active',
      roles: [],
      steps: [approval],
    };
    const reply = await designer.call('createWorkflowDefinition', { definition });
    expect(reply.status).toBe(400);
    expect(reply.error?.details.findings).not.toHaveLength(0);
    for (const bad of [null, 'x', {}, { ...definition, steps: [] }])
      expectRefusal(await designer.call('createWorkflowDefinition', { definition: bad }), 400, 'INVALID_DEFINITION');
  });
  it('a published version is not published again', async () => {
    const designer = await signIn(server.url, 'designer-1');
    const { definition } = await designer.ask('getWorkflowDefinition', { workflowId: 'site-visit-approval' });
    expectRefusal(await designer.call('createWorkflowDefinition', { definition }), 409, 'VERSION_EXISTS');
  });
  it('what is not defined cannot be started', async () => {
    expectRefusal(await requester.call('startWorkflow', { workflowId: 'no-such-flow', data: {} }), 404, 'NOT_FOUND');
  });
});

describe('the state of things', () => {
  it('a stale revision or attempt decides nothing', async () => {
    const step = { instanceId, stepId: 'approve-sr-acl' };
    expectRefusal(await approver.call('approveStep', { ...step, expectedRevision: 1 }), 409, 'STALE_REVISION');
    expectRefusal(await approver.call('approveStep', { ...step, attempt: 0 }), 409, 'STALE_ATTEMPT');
    expectRefusal(await approver.call('approveStep', { ...step, attempt: 2 }), 409, 'STALE_ATTEMPT');
  });
  it('the same start is answered the same, another under its key is a conflict', async () => {
    const first = await requester.ask('startWorkflow', ORDER);
    expect(first.instanceId).toBe(instanceId);
    expect(await requester.ask('startWorkflow', ORDER)).toEqual(first);
    const other = { ...ORDER, data: { ...ORDER.data, totalAmount: 9_000 } };
    expectRefusal(await requester.call('startWorkflow', other), 409, 'IDEMPOTENCY_CONFLICT');
  });
  it('a clock that is the machine’s is not moved', async () => {
    expectRefusal(await requester.call('advanceClock', { minutes: 5 }), 400, 'INVALID_STATE_TRANSITION');
    for (const minutes of [0, -5, 1e9, '5', null])
      expectRefusal(await requester.call('advanceClock', { minutes }), 400, 'INVALID_DATA');
  });
});

describe('once it is decided', () => {
  const decision = { stepId: 'approve-sr-acl', attempt: 1, commandId: 'decide-1', notes: 'Fine.' };
  beforeAll(async () => {
    await approver.ask('approveStep', { instanceId, ...decision });
    await eventually(async () => (await requester.ask('getWorkflowStatus', { instanceId })).status === 'completed');
  });
  it('the same command is answered as before, and nothing is done twice', async () => {
    const again = await approver.ask('approveStep', { instanceId, ...decision });
    expect(again.step).toEqual({ stepId: 'approve-sr-acl', state: 'completed', outcome: 'approved', attempt: 1 });
  });
  it('other content under the same command id is a conflict', async () => {
    expectRefusal(
      await approver.call('approveStep', { instanceId, ...decision, notes: 'No.' }),
      409,
      'IDEMPOTENCY_CONFLICT',
    );
  });
  it('a second decision is refused, and so is everything that comes too late', async () => {
    const late = await approver.call('rejectStep', {
      instanceId,
      stepId: 'approve-sr-acl',
      reason: 'Second thoughts.',
    });
    expect(late.status).toBe(400);
    expect(['ALREADY_DECIDED', 'INVALID_STATE_TRANSITION']).toContain(late.error?.details.reason);
    expectRefusal(
      await requester.call('cancelWorkflow', { instanceId, reason: 'Too late.' }),
      400,
      'INVALID_STATE_TRANSITION',
    );
  });
});
