// The protocol of the deployed API, through Hosting, Functions and Auth: what is refused and how, and the web SDK.
import { deleteApp, type FirebaseApp, initializeApp } from 'firebase/app';
import {
  connectAuthEmulator,
  getAuth,
  initializeAuth,
  inMemoryPersistence,
  signInWithCustomToken,
} from 'firebase/auth';
import { connectFunctionsEmulator, getFunctions, httpsCallable } from 'firebase/functions';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ID, REGION } from '../../emulators/suite/settings.ts';
import { REASONS, type Reason } from '../../functions/core/rejection.ts';
import { type Client, clientWith, post, type Reply } from '../http/process.ts';
import { orderLike } from '../http/samples.ts';
import { as, customToken, define, ended, opened, start, statusOf, told, unique, url } from './stack.ts';

function expectRefusal({ status, error, result }: Reply, http: number, reason: Reason): void {
  expect({ status, reason: error?.details.reason, said: error?.message }).toMatchObject({ status: http, reason });
  expect(result).toBeUndefined();
  expect(error).toMatchObject({ status: REASONS[reason].status, details: { next: REASONS[reason].next } });
}

let requester: Client;
let designer: Client;
/** An order that waits for sr-1. */
let instanceId: string;
let order: Record<string, unknown>;
const STEP = 'approve-sr-acl';
beforeAll(async () => {
  [requester, designer] = await Promise.all([as('requester-1'), as('designer-1')]);
  order = { workflowId: 'order-approval', data: orderLike('ORD-1004', unique('ORD')), idempotencyKey: unique('key') };
  ({ instanceId } = await requester.ask('startWorkflow', order));
  await opened(instanceId, STEP);
});

describe('a refusal is typed', () => {
  const on = () => ({ instanceId, stepId: STEP });
  // As text: what says that it is JSON and is none, the framework around the functions refuses before they are asked.
  const raw = (operation: string, body: string): Promise<Reply> =>
    post(url, operation, body, { authorization: `Bearer ${requester.token}`, 'content-type': 'text/plain' });
  const person = { id: 'x', name: 'X', email: 'x@example.com', roles: ['admin'], channel: 'in_app' };
  const CASES: readonly (readonly [Reason, number, () => Promise<Reply>])[] = [
    ['UNAUTHENTICATED', 401, () => post(url, 'listMyTasks', '{"data":{}}')],
    ['INVALID_DATA', 400, () => raw('listMyTasks', '{"data": {')],
    ['INVALID_DATA', 400, () => raw('listMyTasks', '{"data": {}, "user": "admin-1"}')],
    ['INVALID_DATA', 400, () => requester.call('listMyTasks', { pageSize: 'many' })],
    ['UNKNOWN_OPERATION', 404, () => requester.call('constructor')],
    ['PERMISSION_DENIED', 403, () => requester.call('upsertUser', { user: person })],
    ['NOT_FOUND', 404, () => requester.call('getWorkflowStatus', { instanceId: 'nothing' })],
    ['NOT_FOUND', 404, async () => (await as('bdo-1')).call('getWorkflowStatus', { instanceId })],
    ['NOT_ASSIGNED', 403, async () => (await as('cro-1')).call('approveStep', on())],
    ['REASON_REQUIRED', 400, async () => (await as('sr-1')).call('rejectStep', on())],
    ['STALE_ATTEMPT', 409, async () => (await as('sr-1')).call('approveStep', { ...on(), attempt: 7 })],
    ['STALE_REVISION', 409, async () => (await as('sr-1')).call('approveStep', { ...on(), expectedRevision: 1 })],
    ['IDEMPOTENCY_CONFLICT', 409, () => requester.call('startWorkflow', { ...order, priority: 'urgent' })],
    ['LIMIT_EXCEEDED', 429, () => requester.call('addComment', { instanceId, text: 'x'.repeat(400_000) })],
    ['INVALID_DEFINITION', 400, () => designer.call('createWorkflowDefinition', { definition: { id: 'x' } })],
    ['NOT_FOUND', 404, () => requester.call('startWorkflow', { workflowId: 'no-such-flow', data: {} })],
  ];
  it.each(CASES)('%s is %i', async (reason, http, ask) => expectRefusal(await ask(), http, reason));

  it('VERSION_EXISTS for a version that was published, DEFINITION_INACTIVE for one that is not active', async () => {
    const id = await define([{ id: 'look', name: 'Look', type: 'approval', assignedTo: 'user:sr-1' }]);
    const { definition } = await designer.ask('getWorkflowDefinition', { workflowId: id });
    expectRefusal(await designer.call('createWorkflowDefinition', { definition }), 409, 'VERSION_EXISTS');
    await designer.ask('setWorkflowDefinitionStatus', { workflowId: id, version: '1.0.0', status: 'inactive' });
    const reply = await requester.call('startWorkflow', { workflowId: id, data: {} });
    expect(['DEFINITION_INACTIVE', 'NOT_FOUND']).toContain(reply.error?.details.reason);
  });
  it('INVALID_STATE_TRANSITION for what has ended, and the same command is answered as it was', async () => {
    const id = await start('order-approval', orderLike('ORD-1004', unique('ORD')));
    await opened(id, STEP);
    const approver = await as('sr-1');
    const decision = { instanceId: id, stepId: STEP, attempt: 1, commandId: 'decide-1' };
    const first = await approver.ask('approveStep', decision);
    expect(first.step).toEqual({ stepId: STEP, state: 'completed', outcome: 'approved', attempt: 1 });
    expect((await approver.ask('approveStep', decision)).step).toEqual(first.step);
    expectRefusal(await approver.call('approveStep', { ...decision, notes: 'no' }), 409, 'IDEMPOTENCY_CONFLICT');
    expect(await ended(id)).toMatchObject({ outcome: 'approved' });
    expectRefusal(
      await requester.call('cancelWorkflow', { instanceId: id, reason: 'Too late.' }),
      400,
      'INVALID_STATE_TRANSITION',
    );
  });
  it('SELF_APPROVAL for the requester of a step that excludes them', async () => {
    const id = await define([{ id: 'look', name: 'Look', type: 'approval', assignedTo: ['user:sr-1', 'user:sr-2'] }]);
    const own = await start(id, {}, 'sr-1');
    await opened(own, 'look');
    const reply = await (await as('sr-1')).call('approveStep', { instanceId: own, stepId: 'look' });
    expect(reply.status).toBe(403);
    expect(['SELF_APPROVAL', 'NOT_ASSIGNED']).toContain(reply.error?.details.reason);
    expect((await statusOf(own)).openSteps).toHaveLength(1);
  });
});

describe('a token', () => {
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = { sub: 'admin-1', user_id: 'admin-1', auth_time: nowS };
  const unsigned = (changes: { aud?: string; iss?: string; exp?: number; sub?: string } = {}): string =>
    new UnsecuredJWT({ ...claims, ...(changes.sub === undefined ? {} : { sub: changes.sub }) })
      .setIssuer(changes.iss ?? `https://securetoken.google.com/${PROJECT_ID}`)
      .setAudience(changes.aud ?? PROJECT_ID)
      .setIssuedAt(nowS - 60)
      .setExpirationTime(changes.exp ?? nowS + 3_600)
      .encode();

  it('of the Auth emulator proves its user, until it is altered', async () => {
    expect((await requester.call('listMyTasks')).status).toBe(200);
    const [head, body] = requester.token.split('.');
    expectRefusal(await clientWith(url, `${head}.${body?.slice(4)}.`).call('listMyTasks'), 401, 'UNAUTHENTICATED');
  });
  const REFUSED: readonly (readonly [string, () => string | Promise<string>])[] = [
    ['no token at all', () => 'hello'],
    ['expired', () => unsigned({ exp: nowS - 3_600 })],
    ['of another project', () => unsigned({ aud: 'demo-other', iss: 'https://securetoken.google.com/demo-other' })],
    ['of another issuer', () => unsigned({ iss: 'https://accounts.google.com' })],
    [
      'signed by somebody else',
      () =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer(`https://securetoken.google.com/${PROJECT_ID}`)
          .setAudience(PROJECT_ID)
          .setExpirationTime('1h')
          .sign(new Uint8Array(32)),
    ],
  ];
  it('of somebody who is not in the directory proves who they are, and that they may do nothing', async () => {
    const nobody = clientWith(url, unsigned({ sub: unique('nobody') }));
    expectRefusal(await nobody.call('listUsers'), 403, 'PERMISSION_DENIED');
    expectRefusal(await nobody.call('getWorkflowStatus', { instanceId }), 403, 'PERMISSION_DENIED');
    expectRefusal(await nobody.call('getWorkflowStatus', { instanceId: 'nothing' }), 403, 'PERMISSION_DENIED');
  });
  it.each(REFUSED)('that is %s proves nobody', async (_what, token) => {
    expectRefusal(await clientWith(url, await token()).call('listUsers'), 401, 'UNAUTHENTICATED');
  });
});

describe('the web SDK', () => {
  let app: FirebaseApp;
  beforeAll(async () => {
    app = initializeApp({ projectId: PROJECT_ID, apiKey: 'demo' }, unique('app'));
    const auth = initializeAuth(app, { persistence: inMemoryPersistence });
    connectAuthEmulator(auth, `http://${told('FIREBASE_AUTH_EMULATOR_HOST')}`, { disableWarnings: true });
    await signInWithCustomToken(auth, customToken('requester-1'));
  });
  afterAll(async () => {
    await getAuth(app).signOut();
    await deleteApp(app);
  });

  const emulated = () => {
    const functions = getFunctions(app, REGION);
    const [host = '', port] = told('FUNCTIONS_EMULATOR_HOST').split(':');
    connectFunctionsEmulator(functions, host, Number(port));
    return functions;
  };
  it.each([
    ['through Hosting', () => getFunctions(app, url)],
    ['at the functions themselves', emulated],
  ])('calls operations %s, as whom it is signed in', async (_where, functions) => {
    const call = httpsCallable<object, { instanceId: string }>(functions(), 'api/startWorkflow');
    const data = orderLike('ORD-1001', unique('ORD'));
    const { data: started } = await call({ workflowId: 'order-approval', data });
    expect(await statusOf(started.instanceId)).toMatchObject({ startedBy: 'requester-1' });
  });
  it('throws a refusal with its code and details', async () => {
    const call = httpsCallable(getFunctions(app, url), 'api/approveStep');
    await expect(call({ instanceId, stepId: STEP })).rejects.toMatchObject({
      code: 'functions/permission-denied',
      details: { reason: expect.stringMatching(/NOT_ASSIGNED|SELF_APPROVAL/), next: expect.any(String) },
    });
  });
});
