// The API and the webhooks, served by the functions framework as in the cloud.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatWebhook } from '../api/chat-webhook.ts';
import { as } from '../engine/testing/harness.ts';
import { apiHandler } from './api.ts';
import { type EmbeddedCloud, openEmbeddedCloud } from './testing/embedded-cloud.ts';
import { type ServedFunction, serveFunction } from './testing/serve.ts';
import { webhooksHandler } from './webhooks.ts';

const WAIT = {
  id: 'paid',
  type: 'system',
  actions: [{ use: 'wait.signal', with: { name: 'payment' } }],
  timeout: '7 days',
};
const START = { data: { workflowId: 'test-flow', data: {} } };

let cloud: EmbeddedCloud;
let api: ServedFunction;
beforeEach(async () => {
  cloud = await openEmbeddedCloud();
  await cloud.define({ steps: [WAIT] });
  api = await serveFunction('api', apiHandler(cloud.getCloud));
});
afterEach(async () => {
  await api.close();
  await cloud.close();
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const reasonIn = (body: unknown): unknown => (body as { error: { details: { reason: string } } }).error.details.reason;

describe('the api function', () => {
  it.each(['/startWorkflow', '/api/startWorkflow'])('answers an operation at %s', async (path) => {
    const { status, body } = await api.post(path, START, bearer('rita'));
    expect([status, body]).toMatchObject([200, { result: { status: 'running', revision: 1 } }]);
  });
  it('says in the audit where the call came from', async () => {
    const headers = { ...bearer('rita'), 'x-countersign-channel': 'sheets' };
    const { body } = await api.post('/api/startWorkflow', START, headers);
    const { instanceId } = (body as { result: { instanceId: string } }).result;
    expect((await cloud.platform.instances.audit(instanceId, 0, 1))[0]?.channel).toBe('sheets');
  });
  it('refuses with a reason who is not signed in, and what does not fit', async () => {
    const refusal = async (...args: Parameters<ServedFunction['post']>) => {
      const { status, body } = await api.post(...args);
      return [status, reasonIn(body)];
    };
    expect(await refusal('/api/startWorkflow', START)).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refusal('/api/startWorkflow', START, bearer('forged'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refusal('/api/startWorkflow', { data: {}, more: 1 }, bearer('rita'))).toEqual([400, 'INVALID_DATA']);
    expect(await refusal('/api/nothing', { data: {} }, bearer('rita'))).toEqual([404, 'UNKNOWN_OPERATION']);
    const text = { ...bearer('rita'), 'content-type': 'text/plain' };
    expect(await refusal('/api/startWorkflow', '{', text)).toEqual([400, 'INVALID_DATA']);
  });
  it('sets no prototype by a key such as __proto__', async () => {
    const body = '{"data": {"workflowId": "test-flow", "data": {"__proto__": {"admin": true}}}}';
    const answer = await api.post('/api/startWorkflow', body, bearer('rita'));
    expect(answer.status).toBe(200);
    const { instanceId } = (answer.body as { result: { instanceId: string } }).result;
    const { data } = await cloud.engine.getWorkflowInstance(as('rita'), { instanceId });
    expect('admin' in (data as object)).toBe(false);
  });
  it('lets no page of another origin call it', async () => {
    const headers = { origin: 'https://elsewhere.example.com', 'access-control-request-method': 'POST' };
    const response = await fetch(`${api.url}/api/startWorkflow`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(400);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
  it('runs under the trace that the request belongs to', async () => {
    await api.post('/api/listMyTasks', { data: {} }, { ...bearer('rita'), traceparent: '00-a-b-01' });
    await api.post('/api/listMyTasks', { data: {} }, { ...bearer('rita'), 'x-cloud-trace-context': 'c/1;o=1' });
    expect(cloud.traces).toEqual(['00-a-b-01', 'c/1;o=1']);
  });
  it('answers in the protocol also where it was not set up, and the log says why', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = await serveFunction(
      'broken',
      apiHandler(async () => {
        throw new Error('MASTER_KEYS is missing');
      }),
    );
    const { status, body } = await broken.post('/api/listMyTasks', { data: {} }, bearer('rita'));
    await broken.close();
    expect([status, reasonIn(body)]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(body)).not.toContain('MASTER_KEYS');
    expect(String(logged.mock.calls[0]?.[0])).toContain('MASTER_KEYS is missing');
    logged.mockRestore();
  });
});

describe('the webhooks function', () => {
  it('signals a workflow at a secret address, and answers a forged one as nothing', async () => {
    const { instanceId } = await cloud.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
    await cloud.platform.idle();
    const webhooks = await serveFunction('webhooks', webhooksHandler(cloud.getCloud));
    const call = (secret: string) => webhooks.post(`/webhooks/payments/${secret}`, { instanceId, name: 'payment' });
    expect((await call('wrong')).status).toBe(404);
    expect(await call('correct-horse-battery-staple')).toMatchObject({
      status: 200,
      body: { result: { status: 'completed' } },
    });
    await webhooks.close();
  });
  it('hands the gateway of the chat what it says, and has nothing at its address without one', async () => {
    const secret = 'correct-horse-battery-staple';
    const said: unknown[] = [];
    const chat: ChatWebhook = {
      secret,
      channel: 'whatsapp',
      read: () => [{ kind: 'said', messageId: 'm1', phone: '+8801700000001', text: '?' }],
      replies: async ({ text }) => void said.push(text),
    };
    const withChat = await serveFunction(
      'chatWebhooks',
      webhooksHandler(async () => ({ ...(await cloud.getCloud()), chat })),
    );
    expect(await withChat.post(`/webhooks/maytapi/${secret}`, {})).toMatchObject({ status: 200 });
    expect((await withChat.post('/webhooks/maytapi/wrong', {})).status).toBe(404);
    expect(said).toEqual(['?']);
    await withChat.close();
    const without = await serveFunction('webhooks', webhooksHandler(cloud.getCloud));
    expect((await without.post(`/webhooks/maytapi/${secret}`, {})).status).toBe(404);
    await without.close();
  });
});
