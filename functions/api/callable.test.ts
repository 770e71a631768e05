// The protocol: what goes in, what comes out, and that every wrong input gets its typed refusal.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { REASONS } from '../core/rejection.ts';
import { Transient } from '../engine/failure.ts';
import { as, createHarness, type Harness } from '../engine/testing/harness.ts';
import { type CallRequest, handleCall } from './callable.ts';
import { operation, signedIn } from './operation.ts';
import { operations } from './operations.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
  await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }] });
});
afterAll(() => harness.close());

const failing = (error: unknown) =>
  operation({
    summary: 'fails',
    access: signedIn,
    input: z.strictObject({}),
    output: z.unknown(),
    run: () => Promise.reject(error),
  });

async function call(name: string, data: unknown, request: Partial<CallRequest> = {}) {
  const answer = await handleCall(
    {
      operations: {
        ...operations,
        breaks: failing(new Error('secret inside')),
        waits: failing(new Transient('store is down')),
      },
      engine: harness.engine,
      log: harness.platform.log,
      open: { signIn: async () => ({ token: 'rita' }) },
      authenticate: async (token) => (token === 'bad' ? null : as(token)),
    },
    { method: 'POST', path: `/api/${name}`, authorization: 'Bearer rita', body: { data }, bodyBytes: 100, ...request },
  );
  const error = answer.body.error as
    | { status: string; message: string; details: { reason: string; next: string } }
    | undefined;
  return {
    http: answer.status,
    result: answer.body.result as Record<string, unknown> | undefined,
    error,
    reason: error?.details.reason,
  };
}

describe('a call', () => {
  it('answers its result, by either path, and open operations without a token', async () => {
    expect(await call('listUsers', {})).toMatchObject({ http: 200 });
    expect(await call('', {}, { path: '/listUsers' })).toMatchObject({ http: 200 });
    expect((await call('signIn', {}, { authorization: undefined })).result).toEqual({ token: 'rita' });
    expect(await call('listUsers', null)).toMatchObject({ http: 200 });
  });

  it('answers in the shape its operation declares', async () => {
    const { result } = await call('startWorkflow', { workflowId: 'test-flow', data: { amount: 5 } });
    const id = { instanceId: result?.instanceId };
    for (const name of ['getWorkflowStatus', 'getWorkflowInstance', 'getAuditTrail', 'verifyAuditTrail']) {
      const answered = await call(name, id);
      expect(operations[name]?.output.safeParse(answered.result).error, name).toBeUndefined();
    }
    for (const name of [
      'listMyTasks',
      'listWorkflowInstances',
      'listWorkflowDefinitions',
      'listUsers',
      'listIncidents',
    ]) {
      const answered = await call(name, {}, { authorization: 'Bearer ann' });
      expect(operations[name]?.output.safeParse(answered.result).error, name).toBeUndefined();
    }
  });

  it.each([
    ['an unknown operation', 'nothingLikeIt', {}, {}, 404, 'UNKNOWN_OPERATION'],
    ['a name that objects inherit', 'constructor', {}, {}, 404, 'UNKNOWN_OPERATION'],
    ['GET', 'listUsers', {}, { method: 'GET' }, 400, 'INVALID_DATA'],
    ['malformed JSON', 'listUsers', {}, { body: undefined }, 400, 'INVALID_DATA'],
    ['a body that is no object', 'listUsers', {}, { body: [1] }, 400, 'INVALID_DATA'],
    ['a field beside data', 'listUsers', {}, { body: { data: {}, more: 1 } }, 400, 'INVALID_DATA'],
    ['no token', 'listUsers', {}, { authorization: undefined }, 401, 'UNAUTHENTICATED'],
    ['a token that proves nobody', 'listUsers', {}, { authorization: 'Bearer bad' }, 401, 'UNAUTHENTICATED'],
    ['another scheme', 'listUsers', {}, { authorization: 'Basic rita' }, 401, 'UNAUTHENTICATED'],
    ['a missing field', 'getWorkflowStatus', {}, {}, 400, 'INVALID_DATA'],
    ['a wrong type', 'startWorkflow', { workflowId: 'test-flow', data: 'text' }, {}, 400, 'INVALID_DATA'],
    [
      'an unknown field',
      'startWorkflow',
      { workflowId: 'test-flow', data: {}, startedBy: 'ann' },
      {},
      400,
      'INVALID_DATA',
    ],
    ['too large a body', 'listUsers', {}, { bodyBytes: 300_000 }, 429, 'LIMIT_EXCEEDED'],
    ['an unknown workflow', 'startWorkflow', { workflowId: 'no-such-flow', data: {} }, {}, 404, 'NOT_FOUND'],
    ['a foreign instance', 'getWorkflowStatus', { instanceId: 'unknown' }, {}, 404, 'NOT_FOUND'],
    ['a page token of another list', 'listMyTasks', { pageToken: 'nonsense' }, {}, 400, 'INVALID_DATA'],
  ])('with %s is refused with its reason and what to do next', async (_, name, data, request, http, reason) => {
    const answer = await call(name, data, request as Partial<CallRequest>);
    expect(answer).toMatchObject({ http, reason });
    expect(answer.error?.details.next).toBe(REASONS[answer.reason as keyof typeof REASONS].next);
    expect(answer.error?.status).toBe(REASONS[answer.reason as keyof typeof REASONS].status);
  });

  it('nested too deep is refused before anything reads it', async () => {
    let data: unknown = 1;
    for (let i = 0; i < 50; i++) data = { a: data };
    expect(await call('startWorkflow', { workflowId: 'test-flow', data })).toMatchObject({ reason: 'LIMIT_EXCEEDED' });
    for (let i = 0; i < 50_000; i++) data = [data];
    expect(await call('startWorkflow', data)).toMatchObject({ reason: 'LIMIT_EXCEEDED' });
  });

  it('with prototype keys in its data keeps them as plain keys and harms nobody', async () => {
    const data = JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}');
    const { result } = await call('startWorkflow', { workflowId: 'test-flow', data });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(result?.status).toBe('running');
  });

  it('that meets a busy store may be repeated, and one that meets a defect learns nothing of the inside', async () => {
    expect(await call('waits', {})).toMatchObject({ http: 503, reason: 'UNAVAILABLE' });
    const defect = await call('breaks', {});
    expect(defect).toMatchObject({ http: 500, reason: 'INTERNAL' });
    expect(JSON.stringify(defect)).not.toContain('secret inside');
    expect(
      harness.logged.some(
        ({ event, fields }) => event === 'call_defect' && String(fields.error).includes('secret inside'),
      ),
    ).toBe(true);
  });
});
