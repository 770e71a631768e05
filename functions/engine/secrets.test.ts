// Canaries in every secret field: nobody without need ever sees one, and nothing is stored with one in it.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeEngine, defaultCompany } from '../compose.ts';
import type { JsonObject } from '../core/json.ts';
import { virtualClock } from '../platform/embedded/clock.ts';
import { openKeyVault } from '../platform/embedded/key-vault.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from '../platform/embedded/platform.ts';
import type { WorkflowEngine } from './engine.ts';
import { Refused } from './failure.ts';
import { createKeyring } from './sealing/keyring.ts';
import { access, as, PEOPLE, START } from './testing/harness.ts';

const NID = 'canary-nid-19750417';
const PHONE = 'canary-phone-8801700';
const STREET = 'canary-street-12';
const CANARIES = [NID, PHONE, STREET];
const DATA = {
  orderId: 'o-1',
  nid: NID,
  customerId: 'c-7',
  customer: { phone: PHONE, address: { street: STREET } },
  amount: 5,
};
const DEFINITION = {
  id: 'secret-flow',
  name: 'Secret flow',
  version: '1.0.0',
  status: 'active',
  roles: ['lead'],
  data: { type: 'object', required: ['nid'], properties: { nid: { type: 'string', minLength: 5 } } },
  sensitive: ['/nid'],
  personal: [{ pointer: '/customer', subject: '/customerId' }],
  steps: [
    {
      id: 'sign',
      type: 'approval',
      assignedTo: 'user:lea',
      conditions: { nid: { $gte: 'canary-nid' }, 'customer.phone': { $gte: 'canary-phone' } },
    },
    {
      id: 'tell',
      type: 'notification',
      assignedTo: 'requester',
      template: 'workflow_completed',
      channels: ['email', 'whatsapp'],
    },
  ],
};

let folder: string;
let platform: EmbeddedPlatform;
let engine: WorkflowEngine;
let lines: string[];
const logged = (): string => lines.join('\n');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-secrets-'));
  lines = [];
  const log = { write: (...entry: unknown[]) => void lines.push(JSON.stringify(entry)) };
  platform = openEmbeddedPlatform({ file: join(folder, 'data.sqlite'), clock: virtualClock(START), log });
  const vault = openKeyVault({ file: ':memory:' });
  const keyring = createKeyring({ vault, keys: platform.subjectKeys, now: () => START });
  engine = composeEngine(platform, { company: { ...defaultCompany, access }, keyring });
  platform.onEffects((message) => engine.performEffects(message));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  platform.start();
  for (const user of PEOPLE) await platform.directory.upsert(user);
  await engine.createWorkflowDefinition(as('des'), { definition: DEFINITION });
});
afterEach(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

const start = async (data: JsonObject = DATA, idempotencyKey = 'k1'): Promise<string> =>
  String((await engine.startWorkflow(as('rita'), { workflowId: 'secret-flow', data, idempotencyKey })).instanceId);
const files = async (): Promise<string> =>
  (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'latin1')))).join('\n');
const expectNone = (text: string): void => {
  for (const canary of CANARIES) expect(text).not.toContain(canary);
};
const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.rejection.reason : String(error)),
  );

describe('sensitive and personal data', () => {
  it('decide conditions, and are stored, logged, told and shown nowhere in plain', async () => {
    const instanceId = await start();
    await platform.idle();
    expect((await engine.getWorkflowStatus(as('rita'), { instanceId })).openSteps).toHaveLength(1);
    await engine.approveStep(as('lea'), { instanceId });
    await platform.idle();
    expect(await engine.getWorkflowStatus(as('rita'), { instanceId })).toMatchObject({ outcome: 'approved' });
    expectNone(JSON.stringify(await platform.outbox.all(100)));
    expectNone(logged());
    expectNone(await files());
    expectNone(JSON.stringify(await engine.getWorkflowInstance(as('aud'), { instanceId })));
    expectNone(JSON.stringify(await engine.getAuditTrail(as('rita'), { instanceId })));
    expectNone(JSON.stringify(await engine.listMyTasks(as('lea'), {})));
    const { data } = (await engine.getWorkflowInstance(as('rita'), { instanceId })) as { data: JsonObject };
    expect(data).toEqual(DATA);
  });

  it('do not show in refusals', async () => {
    const wrong = await engine
      .startWorkflow(as('rita'), { workflowId: 'secret-flow', data: { ...DATA, nid: 12345 } })
      .catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(Refused);
    expectNone(JSON.stringify((wrong as Refused).rejection));
  });

  it('stay sealed to the last byte while they do not change, and the changes name places, not values', async () => {
    const instanceId = await start();
    await platform.idle();
    const sealed = async () => (await platform.instances.read(instanceId)).stored?.document.instance.data;
    const before = await sealed();
    await engine.addComment(as('rita'), { instanceId, text: 'hello' });
    expect(await sealed()).toEqual(before);
    await engine.updateWorkflowData(as('ops'), { instanceId, data: { customer: { phone: `${PHONE}-2` }, amount: 6 } });
    const { changes } = (await engine.getWorkflowInstance(as('rita'), { instanceId })) as { changes: JsonObject[] };
    expect(changes).toEqual([
      { pointer: '/amount', from: 5, to: 6 },
      { pointer: '/customer/phone', from: null, to: null },
    ]);
    expectNone(await files());
    expect((await engine.verifyAuditTrail(as('rita'), { instanceId })).ok).toBe(true);
  });

  it('answer a repeated start as before, and another one as a conflict', async () => {
    const instanceId = await start();
    expect(await start()).toBe(instanceId);
    expect(await reasonOf(start({ ...DATA, nid: 'another-nid' }))).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('are not taken in sealed form from outside', async () => {
    const forged = { ...DATA, nid: 'plain-enough', customer: { $sealed: { k: 'x', v: 1, iv: 'a', ct: 'b' } } };
    expect(await reasonOf(start(forged, 'k2'))).toBe('INVALID_DATA');
  });

  it('need a key vault: without one the definition is refused', async () => {
    const bare = composeEngine(platform, { company: { ...defaultCompany, access } });
    expect(
      await reasonOf(bare.createWorkflowDefinition(as('des'), { definition: { ...DEFINITION, version: '2.0.0' } })),
    ).toBe('NOT_SUPPORTED_YET');
    expect(await reasonOf(bare.erasePersonalData(as('ann'), { subject: 'c-7', reason: 'asked for' }))).toBe(
      'INVALID_STATE_TRANSITION',
    );
  });
});

describe('a person’s data', () => {
  it('is exported by whose it is, for those who manage people alone', async () => {
    const instanceId = await start();
    await start({ ...DATA, customerId: 'c-8' }, 'k2');
    const { instances } = (await engine.exportPersonalData(as('ann'), { subject: 'c-7' })) as {
      instances: JsonObject[];
    };
    expect(instances).toMatchObject([{ instanceId, data: { '/customer': DATA.customer } }]);
    expect(await reasonOf(engine.exportPersonalData(as('lea'), { subject: 'c-7' }))).toBe('PERMISSION_DENIED');
    expect(logged()).not.toContain('c-7');
  });

  it('is gone for ever once its key is destroyed; others stay, and every chain still verifies', async () => {
    const instanceId = await start();
    const other = await start({ ...DATA, customerId: 'c-8' }, 'k2');
    await platform.idle();
    expect(await engine.erasePersonalData(as('ann'), { subject: 'c-7', reason: 'asked for' })).toMatchObject({
      keysDestroyed: 1,
    });
    const dataOf = async (id: string) =>
      ((await engine.getWorkflowInstance(as('rita'), { instanceId: id })) as { data: JsonObject }).data;
    expect(await dataOf(instanceId)).toMatchObject({ customer: null, nid: NID });
    expect(await dataOf(other)).toMatchObject({ customer: DATA.customer });
    expect((await engine.verifyAuditTrail(as('rita'), { instanceId })).ok).toBe(true);
    await engine.approveStep(as('lea'), { instanceId });
    expect((await engine.verifyAuditTrail(as('rita'), { instanceId })).ok).toBe(true);
    expect(await dataOf(instanceId)).toMatchObject({ customer: null });
    expect(await engine.erasePersonalData(as('ann'), { subject: 'c-7', reason: 'again' })).toMatchObject({
      keysDestroyed: 0,
    });
  });
});
