// What a link shows: all that decides while it is theirs to decide, and afterwards what became of it.
import { afterEach, describe, expect, it } from 'vitest';
import { composeEngine, defaultCompany } from '../compose.ts';
import type { JsonObject } from '../core/json.ts';
import { openKeyVault } from '../platform/embedded/key-vault.ts';
import { createKeyring } from './sealing/keyring.ts';
import { access, as, createHarness, type Harness, PEOPLE, person, reset, START } from './testing/harness.ts';

let harness: Harness;
afterEach(() => harness.close());

const DAY = 24 * 60 * 60_000;
const secretFlow = { id: 'secret-flow', name: 'Secrets', version: '1.0.0', status: 'active', roles: ['lead'] };
const check = { id: 'check', name: 'Credit check', type: 'approval', assignedTo: 'user:lea', timeout: '2 days' };

async function opened(
  steps: readonly JsonObject[] = [check],
  definition: JsonObject = {},
  data: JsonObject = { orderId: 'ORD-1', amount: 500, currency: 'BDT' },
): Promise<string> {
  harness = await createHarness({ people: [...PEOPLE, person('eve', ['lead'])] });
  await harness.define({ name: 'Orders', steps, ...definition });
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data });
  return String(instanceId);
}
const pageOf = (instanceId: string, userId = 'lea', attempt = 1, stepId = 'check') =>
  harness.engine.decisionPage({ instanceId, stepId, attempt, userId });

describe('an open request', () => {
  it('shows who asks for what by when, the values that decide, and how it can be decided', async () => {
    const page = await pageOf(await opened());
    expect(page).toMatchObject({
      state: 'open',
      assurance: 'link',
      language: 'en',
      workflowName: 'Orders',
      stepName: 'Credit check',
      requester: 'rita',
      priority: 'medium',
      dueAt: new Date(START + 2 * DAY).toISOString(),
      choices: { approve_step: 'nothing', reject_step: 'reason', request_changes: 'reason' },
      earlier: [],
      changes: [],
      comments: [],
    });
    expect(page.fields).toMatchObject([{ value: 'ORD-1' }, { value: 500, currency: 'BDT' }, { value: 'BDT' }]);
  });
  it('costs one call for the instance and the person, beside people who are remembered', async () => {
    const instanceId = await opened();
    await pageOf(instanceId);
    reset(harness.counts);
    await pageOf(instanceId);
    expect(harness.counts).toMatchObject({ calls: ['read'], writes: 0, publishes: 0, tasks: 0 });
  });
  it('leaves out what the definition hides, and what has changed in it', async () => {
    harness = await createHarness();
    const { platform } = harness;
    const keyring = createKeyring({
      vault: openKeyVault({ file: ':memory:' }),
      keys: platform.subjectKeys,
      now: () => START,
    });
    const engine = composeEngine(platform, { company: { ...defaultCompany, access }, keyring });
    const sensitive = ['/salary', '/papers', '/site/pin'];
    const definition = { ...secretFlow, sensitive, steps: [check] };
    await engine.createWorkflowDefinition(as('des'), { definition });
    const data = { orderId: 'ORD-1', salary: 4711, papers: ['https://a.example.com/x'], site: { pin: 'canary' } };
    const { instanceId } = await engine.startWorkflow(as('rita'), { workflowId: 'secret-flow', data });
    await engine.requestChanges(as('lea'), { instanceId: String(instanceId), reason: 'too much' });
    await engine.resubmitWorkflow(as('rita'), { instanceId: String(instanceId), data: { salary: 4712 } });
    const place = { instanceId: String(instanceId), stepId: 'check', attempt: 2, userId: 'lea' };
    const page = await engine.decisionPage(place);
    expect(page).toMatchObject({ fields: [{ value: 'ORD-1' }], changes: [{ label: 'Salary', from: null, to: null }] });
    for (const secret of ['4711', '4712', 'a.example.com', 'canary'])
      expect(JSON.stringify(page)).not.toContain(secret);
  });
  it('lists links of the data with the host they lead to, and only such as are safe to follow', async () => {
    const links = ['https://docs.example.com/a.pdf', 'http://docs.example.com/b', 'javascript:alert(1)', 'https://'];
    const page = await pageOf(await opened([check], {}, { orderId: 'ORD-1', site: { photos: links } }));
    expect(page.attachments).toEqual([
      { label: 'Photos', url: 'https://docs.example.com/a.pdf', host: 'docs.example.com' },
    ]);
  });
  it('shows who decided before, what was said, and what has changed since', async () => {
    const first = { id: 'first', name: 'First look', type: 'approval', assignedTo: 'user:leo', scope: ['/orderId'] };
    const titled = { type: 'object', properties: { amount: { type: 'number', title: 'Sum' } } };
    const instanceId = await opened([first, check], { data: titled });
    await harness.engine.approveStep(as('leo'), { instanceId, notes: 'looks fine' });
    await harness.engine.addComment(as('rita'), { instanceId, text: 'please hurry' });
    await harness.engine.requestChanges(as('lea'), { instanceId, reason: 'too much' });
    await harness.engine.resubmitWorkflow(as('rita'), { instanceId, data: { amount: 400 } });
    const page = await pageOf(instanceId, 'lea', 2);
    expect(page).toMatchObject({
      state: 'open',
      earlier: [{ stepName: 'First look', by: 'leo', how: 'approved', notes: 'looks fine' }],
      comments: [{ by: 'rita', text: 'please hurry' }],
      changes: [{ label: 'Sum', from: 500, to: 400 }],
    });
  });
  it('asks for a sign-in where there is a form to fill in, and where it is no approval', async () => {
    const form = { type: 'object', required: ['limit'], properties: { limit: { type: 'number' } } };
    expect(await pageOf(await opened([{ ...check, form }]))).toMatchObject({
      assurance: 'link',
      choices: { approve_step: 'sign_in', reject_step: 'reason' },
    });
    await harness.close();
    expect(await pageOf(await opened([{ ...check, type: 'manual' }]))).toMatchObject({
      state: 'open',
      assurance: 'sign_in',
      choices: { complete_step: 'sign_in' },
    });
  });
  it('is also the stand-in’s, who sees for whom they decide', async () => {
    const instanceId = await opened();
    const away = { from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00Z', delegate: 'eve' };
    await harness.engine.setAvailability(as('lea'), away);
    expect(await pageOf(instanceId, 'eve')).toMatchObject({ state: 'open' });
    expect(await pageOf(instanceId, 'leo')).toEqual({ state: 'moved', assurance: 'link', language: 'en' });
  });
});

describe('a request that is decided', () => {
  it('says by whom, how, when and why, and what comes next', async () => {
    const instanceId = await opened([
      { ...check, assignedTo: ['user:lea', 'user:leo'] },
      { ...check, id: 'then' },
    ]);
    await harness.engine.rejectStep(as('leo'), { instanceId, stepId: 'check', reason: 'too much' });
    const at = new Date(START).toISOString();
    const decided = { by: 'leo', how: 'rejected', at, notes: 'too much' };
    expect(await pageOf(instanceId)).toMatchObject({
      state: 'decided',
      decided: { ...decided, isMine: false },
      next: { status: 'completed', outcome: 'rejected', waits: [] },
    });
    expect(await pageOf(instanceId, 'leo')).toMatchObject({ decided: { ...decided, isMine: true } });
  });
  it('by a vote of several is decided for those who voted, and waits for the others', async () => {
    const instanceId = await opened([{ ...check, assignedTo: ['user:lea', 'user:leo'], policy: 'all' }]);
    await harness.engine.approveStep(as('leo'), { instanceId });
    expect(await pageOf(instanceId, 'leo')).toMatchObject({
      state: 'decided',
      decided: { isMine: true },
      next: { status: 'running', waits: [{ stepName: 'Credit check', people: ['lea'] }] },
    });
    expect(await pageOf(instanceId)).toMatchObject({ state: 'open', earlier: [{ by: 'leo' }] });
  });
  it('may have been sent back, or passed over', async () => {
    const instanceId = await opened();
    await harness.engine.requestChanges(as('lea'), { instanceId, reason: 'too much' });
    expect(await pageOf(instanceId)).toMatchObject({
      state: 'decided',
      decided: { by: 'lea', how: 'changes_requested', notes: 'too much', isMine: true },
    });
    await harness.close();
    const other = await opened([check, { ...check, id: 'then' }]);
    await harness.engine.skipStep(as('ops'), { instanceId: other, stepId: 'check', reason: 'known' });
    expect(await pageOf(other)).toMatchObject({ state: 'decided', decided: { how: 'skipped', isMine: false } });
  });
});

describe('a request that is no longer theirs', () => {
  it('has moved to somebody else, and shows nothing of itself', async () => {
    const instanceId = await opened();
    await harness.engine.reassignTask(as('lea'), { instanceId, stepId: 'check', to: 'leo' });
    const page = await pageOf(instanceId);
    expect(page).toMatchObject({ state: 'moved', isAnew: false });
    expect(page).not.toHaveProperty('fields');
  });
  it('has begun anew', async () => {
    const instanceId = await opened();
    await harness.engine.requestChanges(as('lea'), { instanceId, reason: 'too much' });
    await harness.engine.resubmitWorkflow(as('rita'), { instanceId, data: { amount: 400 } });
    expect(await pageOf(instanceId)).toMatchObject({ state: 'moved', isAnew: true });
  });
  it('rests, or has ended', async () => {
    const instanceId = await opened();
    await harness.engine.pauseWorkflow(as('ops'), { instanceId });
    expect(await pageOf(instanceId)).toMatchObject({ state: 'paused', next: { status: 'paused' } });
    await harness.engine.resumeWorkflow(as('ops'), { instanceId });
    await harness.engine.cancelWorkflow(as('ops'), { instanceId, reason: 'no need' });
    expect(await pageOf(instanceId)).toMatchObject({ state: 'ended', next: { status: 'cancelled' } });
  });
  it('says nothing to whoever is gone, of what is gone', async () => {
    const instanceId = await opened();
    const gone = { state: 'moved', assurance: 'link' };
    expect(await pageOf(instanceId, 'nobody')).toEqual(gone);
    expect(await pageOf('no-such-instance')).toEqual(gone);
    expect(await pageOf(instanceId, 'lea', 1, 'no-such-step')).toEqual(gone);
  });
});
