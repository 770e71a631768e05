// Other systems signal workflows at secret addresses, in the name of a person of the directory.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, createHarness, type Harness, reset } from '../engine/testing/harness.ts';
import { operations } from './operations.ts';
import { handleWebhook } from './webhooks.ts';

const SECRET = 'correct-horse-battery-staple';
const sources = { payments: { secret: SECRET, as: 'ops' }, stranger: { secret: SECRET, as: 'nobody' } };

let harness: Harness;
let instanceId: string;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define({
    steps: [
      { id: 'paid', type: 'system', actions: [{ use: 'wait.signal', with: { name: 'payment' } }], timeout: '7 days' },
    ],
  });
  instanceId = String(
    (await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} })).instanceId,
  );
  await harness.platform.idle();
  reset(harness.counts);
});
afterEach(() => harness.close());

const call = (path: string, body: unknown, method = 'POST') =>
  handleWebhook({ operations, engine: harness.engine, log: harness.platform.log }, sources, {
    method,
    path,
    body,
    bodyBytes: JSON.stringify(body ?? '').length,
  });
const signal = () => ({ instanceId, name: 'payment', payload: { amount: 5 }, commandId: 'message-1' });
const status = async () => (await harness.engine.getWorkflowStatus(as('rita'), { instanceId })).status;

describe('a call at a secret address', () => {
  it('sends the signal, and the audit says whose address it was', async () => {
    expect((await call(`/webhooks/payments/${SECRET}`, signal())).status).toBe(200);
    expect(await status()).toBe('completed');
    const entries = await harness.platform.instances.audit(instanceId, 1, 1);
    expect(entries[0]).toMatchObject({ actor: 'ops', channel: 'webhook', authentication: 'webhook payments' });
  });
  it('sends it once, however often it comes', async () => {
    const first = await call(`/payments/${SECRET}`, signal());
    expect(await call(`/payments/${SECRET}`, signal())).toEqual(first);
  });
  it('is refused with a reason where it does not fit', async () => {
    const refused = async (...args: Parameters<typeof call>) => {
      const { status: code, body } = await call(...args);
      return [code, (body.error as { details: { reason: string } }).details.reason];
    };
    expect(await refused(`/payments/${SECRET}`, undefined)).toEqual([400, 'INVALID_DATA']);
    expect(await refused(`/payments/${SECRET}`, { ...signal(), name: 7 })).toEqual([400, 'INVALID_DATA']);
    expect(await refused(`/payments/${SECRET}`, signal(), 'GET')).toEqual([400, 'INVALID_DATA']);
    expect(await refused(`/stranger/${SECRET}`, signal())).toEqual([403, 'PERMISSION_DENIED']);
    expect(await status()).toBe('running');
  });
});

describe('a forged address', () => {
  it.each(['/payments/wrong', '/unknown/x', '/', '/payments', `/payments/${SECRET}x`, `/__proto__/${SECRET}`])(
    'is nothing that exists, and costs no look at the store: %s',
    async (path) => {
      expect(await call(path, signal())).toMatchObject({ status: 404, body: { error: { status: 'NOT_FOUND' } } });
      expect(harness.counts).toMatchObject({ reads: 0, writes: 0 });
      expect(await status()).toBe('running');
    },
  );
});
