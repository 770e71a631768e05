// Each event trigger by its translation: a good event is done, a malformed one and a poisoned one are reported and
// acknowledged, and what may succeed later comes again.

import { onDocumentWritten } from 'firebase-functions/firestore';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import firebaseFunctionsTest from 'firebase-functions-test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { as } from '../engine/testing/harness.ts';
import { Transient } from '../platform/platform.ts';
import { checkDeadlines } from './deadlines.ts';
import { recordWritten } from './records.ts';
import { publishDefinitions } from './release.ts';
import { performEffects } from './steps.ts';
import * as sweeps from './sweeps.ts';
import { type EmbeddedCloud, openEmbeddedCloud } from './testing/embedded-cloud.ts';
import { serveFunction } from './testing/serve.ts';

const fft = firebaseFunctionsTest();
const MINUTE_MS = 60_000;

let cloud: EmbeddedCloud;
/** What the bus was told and did not deliver: each test delivers by itself. */
let published: JsonObject[];
/** How the next look at an instance fails. */
let failure: Error | null;
beforeEach(async () => {
  published = [];
  failure = null;
  cloud = await openEmbeddedCloud({
    actions: { push: async () => ({ ok: true, output: { pushed: true } }) },
    wrap: (platform) => ({
      ...platform,
      bus: { publish: async (message) => void published.push({ ...message, effectIds: [...message.effectIds] }) },
      instances: {
        ...platform.instances,
        read: async (...args) => {
          const failing = failure;
          failure = null;
          if (failing !== null) throw failing;
          return platform.instances.read(...args);
        },
      },
    }),
  });
  await cloud.define({
    steps: [
      { id: 'push', type: 'system', actions: ['push'] },
      { id: 'sign', type: 'approval', assignedTo: 'role:lead', timeout: '2 hours' },
    ],
  });
});
afterEach(() => cloud.close());

const start = async (): Promise<string> =>
  String((await cloud.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} })).instanceId);
const stateOf = async (instanceId: string, stepId: string) =>
  (await cloud.platform.instances.read(instanceId)).stored?.document.instance.steps[stepId]?.state;
const incidentsOf = async (instanceId: string) =>
  Object.keys((await cloud.platform.instances.read(instanceId)).stored?.document.instance.incidents ?? {});
const logged = () => cloud.logged.map(({ event }) => event);

describe('step execution', () => {
  const effects = (body: unknown, raw?: string) => {
    const data = Buffer.from(raw ?? JSON.stringify(body)).toString('base64');
    const wrapped = fft.wrap(onMessagePublished('topic', performEffects(cloud.getCloud)));
    // biome-ignore lint/suspicious/noExplicitAny: an event as it comes over the wire.
    return wrapped({ data: { message: { data } } } as any);
  };
  it('performs the effects that a message names', async () => {
    const instanceId = await start();
    await effects(published[0]);
    expect(await stateOf(instanceId, 'push')).toBe('completed');
  });
  it('does a doubled message once', async () => {
    const instanceId = await start();
    await effects(published[0]);
    const { stored } = await cloud.platform.instances.read(instanceId);
    await effects(published[0]);
    expect((await cloud.platform.instances.read(instanceId)).stored).toEqual(stored);
  });
  it.each(['', 'not JSON', '[]', '{"instanceId": "i-1"}', '{"instanceId": "i-1", "effectIds": "all"}'])(
    'reports and acknowledges a message that cannot be read: %j',
    async (raw) => {
      await effects(null, raw);
      expect(logged()).toContain('poison_message');
    },
  );
  it('opens an incident for a message that fails whatever is done, and acknowledges it', async () => {
    const instanceId = await start();
    failure = new TypeError('a defect');
    await effects(published[0]);
    expect(await incidentsOf(instanceId)).toEqual(['poison:effects']);
    expect(logged()).toContain('poison_message');
  });
  it('lets a message come again where it may succeed later', async () => {
    await start();
    failure = new Transient('the store is away');
    await expect(effects(published[0])).rejects.toThrow(Transient);
    expect(logged()).not.toContain('poison_message');
  });
});

describe('timeout checks', () => {
  const dispatch = async (body: unknown) => {
    const served = await serveFunction('deadlines', onTaskDispatched(checkDeadlines(cloud.getCloud)));
    const { status } = await served.post('/', { data: body }, { authorization: `Bearer ${unsigned}` });
    await served.close();
    return status;
  };
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"tasks"}')}.`;
  const overdue = async (): Promise<{ instanceId: string; timer: JsonObject }> => {
    const instanceId = await start();
    await cloud.engine.performEffects(published[0] as never);
    await cloud.advance(121 * MINUTE_MS);
    const at = cloud.platform.clock.now() - MINUTE_MS;
    return { instanceId, timer: { kind: 'deadline', stepId: 'sign', attempt: 1, at } };
  };
  it('escalates the step whose time is over, once', async () => {
    const message = await overdue();
    expect(await dispatch(message)).toBe(204);
    expect(await stateOf(message.instanceId, 'sign')).toBe('escalated');
    const { stored } = await cloud.platform.instances.read(message.instanceId);
    expect(await dispatch(message)).toBe(204);
    expect((await cloud.platform.instances.read(message.instanceId)).stored).toEqual(stored);
  });
  it.each([{}, { instanceId: 'i-1' }, { instanceId: 'i-1', timer: { kind: 'alarm', at: 1 } }])(
    'reports and acknowledges a task that cannot be read: %j',
    async (body) => {
      expect(await dispatch(body)).toBe(204);
      expect(logged()).toContain('poison_message');
    },
  );
  it('lets a task come again where it may succeed later', async () => {
    const message = await overdue();
    failure = new Transient('the store is away');
    expect(await dispatch(message)).toBe(500);
  });
});

describe('record automations', () => {
  beforeEach(() =>
    cloud.define({
      id: 'on-orders',
      trigger: {
        collection: 'orders',
        on: ['create', 'update'],
        key: '/orderId',
        startedBy: '/by',
        writeBack: 'workflow',
      },
      steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }],
    }),
  );
  const write = (before: object | null, after: object | null) => {
    const snapshot = (data: object | null) => ({ exists: data !== null, data: () => data ?? undefined });
    const wrapped = fft.wrap(onDocumentWritten('orders/{recordId}', recordWritten(cloud.getCloud, 'orders')));
    // biome-ignore lint/suspicious/noExplicitAny: snapshots as the SDK answers them.
    return wrapped({ params: { recordId: 'O-1' }, data: fft.makeChange(snapshot(before), snapshot(after)) } as any);
  };
  const started = async () => (await cloud.platform.instances.list({ workflowId: 'on-orders', pageSize: 9 })).instances;
  const ORDER = { orderId: 'O-1', by: 'rita', at: { toDate: () => new Date(0), seconds: 0, nanoseconds: 0 } };

  it('start the workflow that asks for the record, once', async () => {
    await write(null, ORDER);
    await write(null, ORDER);
    expect((await started()).map(({ instance }) => instance.context.startedBy)).toEqual(['rita']);
  });
  it('start nothing for what the engine wrote, for a removal, or where only the status shown has changed', async () => {
    await write(null, { ...ORDER, '~write': 'stamp-1' });
    await write({ ...ORDER, '~write': 'stamp-1' }, { ...ORDER, total: 5, '~write': 'stamp-2' });
    await write(ORDER, null);
    await write(ORDER, { ...ORDER, workflow: { status: 'running' } });
    expect(await started()).toEqual([]);
  });
  it('look at a change by somebody else of a record that the engine wrote before', async () => {
    await write({ ...ORDER, '~write': 'stamp-1' }, { ...ORDER, total: 5, '~write': 'stamp-1' });
    expect(await started()).toHaveLength(1);
  });
  it('report and acknowledge what fails whatever is done', async () => {
    const { engine } = await cloud.getCloud();
    const broken = {
      ...(await cloud.getCloud()),
      engine: Object.assign(Object.create(engine), { recordWritten: fail }),
    };
    const wrapped = fft.wrap(
      onDocumentWritten(
        'orders/{recordId}',
        recordWritten(async () => broken, 'orders'),
      ),
    );
    const snapshot = (data: object | null) => ({ exists: data !== null, data: () => data ?? undefined });
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    await wrapped({ params: { recordId: 'O-1' }, data: fft.makeChange(snapshot(null), snapshot(ORDER)) } as any);
    expect(logged()).toContain('poison_message');
  });
  const fail = async () => {
    throw new TypeError('a defect');
  };
});

describe('the scheduled functions', () => {
  const run = async (trigger: ReturnType<typeof sweeps.sweep>) => {
    const served = await serveFunction('scheduled', onSchedule('* * * * *', trigger));
    const { status } = await served.post('/', {});
    await served.close();
    return status;
  };
  it('the sweeper brings what was never delivered', async () => {
    await start();
    published = [];
    await cloud.advance(MINUTE_MS);
    expect(await run(sweeps.sweep(cloud.getCloud))).toBe(200);
    expect(published).toHaveLength(1);
    expect(cloud.logged.find(({ event }) => event === 'sweep_done')?.fields).toMatchObject({ looked: 1 });
  });
  it('the morning lists are sent and counted', async () => {
    await start();
    // In the embedded cloud it is four in the morning.
    await cloud.advance(5 * 60 * MINUTE_MS);
    expect(await run(sweeps.sendDigests(cloud.getCloud))).toBe(200);
    expect(cloud.logged.find(({ event }) => event === 'digests_sent')?.fields).toEqual({ sent: 0 });
  });
  it('the counts for routing and the figures of days are made and logged', async () => {
    expect(await run(sweeps.snapshotRouting(cloud.getCloud))).toBe(200);
    expect((await cloud.platform.routing.read(['lead'])).map(({ role }) => role)).toEqual(['lead']);
    expect(await run(sweeps.rollUpMetrics(cloud.getCloud))).toBe(200);
    expect(logged()).toEqual(expect.arrayContaining(['routing_counted', 'metrics_rolled_up']));
  });
});

describe('the function after a deploy', () => {
  it('publishes what came with the release', async () => {
    await cloud.close();
    const shipped = {
      id: 'shipped-flow',
      name: 'Shipped',
      version: '1.0.0',
      status: 'active',
      roles: ['lead'],
      steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }],
    };
    cloud = await openEmbeddedCloud({}, { shipment: { definitions: [shipped], firstAdmin: null } });
    const served = await serveFunction('release', onTaskDispatched(publishDefinitions(cloud.getCloud)));
    const { status } = await served.post('/', { data: {} }, { authorization: 'Bearer e30.e30.' });
    await served.close();
    expect(status).toBe(204);
    expect(await cloud.platform.definitions.get('shipped-flow', '1.0.0')).not.toBeNull();
    expect(logged()).toContain('definitions_shipped');
  });
});
