// Effects, timers and the sweep on the real engine.
import { afterEach, describe, expect, it } from 'vitest';
import type { ActionCall } from '../core/commands.ts';
import type { Action } from './parts.ts';
import { as, createHarness, type Harness, type HarnessOptions, START } from './testing/harness.ts';

interface StatusView {
  readonly status: string;
  readonly openSteps: readonly {
    readonly state: string;
    readonly level: number;
    readonly assignees: readonly string[];
  }[];
}

const MINUTE_MS = 60_000;
let harness: Harness;
afterEach(() => harness.close());

async function running(definition: object, options: HarnessOptions = {}, data = {}): Promise<string> {
  harness = await createHarness(options);
  await harness.define(definition as never);
  const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data });
  await harness.platform.idle();
  return String(instanceId);
}
const status = (instanceId: string) =>
  harness.engine.getWorkflowStatus(as('ann'), { instanceId }) as unknown as Promise<StatusView>;
const actionsOf = async (instanceId: string): Promise<string[]> =>
  (await harness.platform.instances.audit(instanceId, 0, 1_000)).flatMap(({ events }) =>
    events.map(({ action }) => action),
  );

describe('an action', () => {
  it('gets its key, the references of its arguments resolved, and its outputs go to later conditions', async () => {
    const calls: ActionCall[] = [];
    const look: Action = async (call) => {
      calls.push(call);
      return { ok: true, output: { score: 7 } };
    };
    const id = await running(
      {
        steps: [
          {
            id: 'look',
            type: 'system',
            actions: [{ use: 'look', with: { order: '$data.order', missing: '$data.nope', plain: 'text' } }],
          },
          {
            id: 'sign',
            type: 'approval',
            assignedTo: 'role:lead',
            conditions: { '$steps.look.output.score': { $gt: 10 } },
          },
        ],
      },
      { actions: { look } },
      { order: { id: 5 } },
    );
    expect(calls[0]?.with).toEqual({ order: { id: 5 }, missing: null, plain: 'text' });
    expect(calls[0]).toMatchObject({ stepId: 'look', attempt: 1, workflowId: 'test-flow', startedBy: 'rita' });
    expect(await status(id)).toMatchObject({ status: 'completed', steps: { sign: { state: 'skipped' } } });
  });

  it('that throws is tried again with the same key, later each time, and after 8 tries fails with an incident', async () => {
    const keys: string[] = [];
    const broken: Action = async (call) => {
      keys.push(call.key);
      throw new Error('no connection');
    };
    const id = await running({ steps: [{ id: 'push', type: 'system', actions: ['broken'] }] }, { actions: { broken } });
    for (let i = 0; i < 200; i++) await harness.advance(MINUTE_MS);
    expect(keys).toHaveLength(8);
    expect(new Set(keys).size).toBe(1);
    expect((await status(id)).status).toBe('failed');
    const { incidents } = (await harness.engine.listIncidents(as('ops'), {})) as {
      incidents: { kind: string; message: string }[];
    };
    expect(incidents.map(({ kind }) => kind)).toContain('action_failed');
    expect(incidents.find(({ kind }) => kind === 'action_failed')?.message).toContain('no connection');
  });

  it('that answers no fails at once, and a retry runs it again under a new key', async () => {
    const keys: string[] = [];
    const moody: Action = async (call) => {
      keys.push(call.key);
      return keys.length === 1 ? { ok: false, error: 'not today' } : { ok: true };
    };
    const id = await running({ steps: [{ id: 'push', type: 'system', actions: ['moody'] }] }, { actions: { moody } });
    expect(await status(id)).toMatchObject({ status: 'failed', reason: '"push" failed: not today' });
    await harness.engine.retryWorkflow(as('ops'), { instanceId: id });
    await harness.platform.idle();
    expect((await status(id)).status).toBe('completed');
    expect(new Set(keys).size).toBe(2);
    expect(((await harness.engine.listIncidents(as('ops'), {})) as { incidents: [] }).incidents).toEqual([]);
  });

  it('of a release that does not have it fails the step instead of waiting for ever', async () => {
    const ports = { known: (async () => ({ ok: true })) as Action };
    const id = await running({ steps: [{ id: 'push', type: 'system', actions: ['known'] }] }, { actions: ports });
    expect((await status(id)).status).toBe('completed');
    const older = { ...ports } as Record<string, Action>;
    delete older.known;
    delete (ports as Record<string, Action>).known;
    const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} });
    await harness.platform.idle();
    expect(await status(String(instanceId))).toMatchObject({ status: 'failed' });
  });

  it('is undone in reverse order when the workflow is cancelled', async () => {
    const done: string[] = [];
    const note =
      (name: string): Action =>
      async () => {
        done.push(name);
        return { ok: true };
      };
    const id = await running(
      {
        steps: [
          { id: 'one', type: 'system', actions: ['a'], compensate: ['undoA'] },
          { id: 'two', type: 'system', actions: ['b'], compensate: ['undoB1', 'undoB2'] },
          { id: 'sign', type: 'approval', assignedTo: 'role:lead' },
        ],
      },
      { actions: Object.fromEntries(['a', 'b', 'undoA', 'undoB1', 'undoB2'].map((name) => [name, note(name)])) },
    );
    await harness.engine.cancelWorkflow(as('rita'), { instanceId: id, reason: 'changed my mind' });
    await harness.platform.idle();
    expect(done).toEqual(['a', 'b', 'undoB2', 'undoB1', 'undoA']);
    expect((await harness.platform.instances.read(id)).stored?.document.wakeAt).toBeNull();
  });
});

describe('a message', () => {
  it('goes to the channel its reader prefers, once, however often it is performed', async () => {
    const id = await running({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:dan' }] });
    const ids = (await harness.platform.instances.audit(id, 0, 10)).flatMap(({ events }) =>
      events.flatMap((event) =>
        event.action === 'messages_queued' ? event.data.messages.map((message) => message.id) : [],
      ),
    );
    await Promise.all([1, 2, 3].map(() => harness.engine.performEffects({ instanceId: id, effectIds: ids })));
    const messages = await harness.platform.outbox.messagesFor('dan');
    expect(messages.map(({ channel, template }) => [channel, template])).toEqual([['email', 'workflow_task_assigned']]);
  });

  it('to somebody unknown is an incident, not silence', async () => {
    const id = await running({
      steps: [{ id: 'tell', type: 'notification', assignedTo: 'user:nobody', template: 'workflow_completed' }],
    });
    expect((await status(id)).status).toBe('completed');
    expect(await actionsOf(id)).toEqual(expect.arrayContaining(['message_failed', 'incident_opened']));
  });
});

describe('a deadline', () => {
  const ESCALATING = {
    steps: [
      {
        id: 'sign',
        type: 'approval',
        assignedTo: 'user:lea',
        escalation: { levels: [{ after: '1 hour', action: 'reassign', to: 'user:dan' }] },
      },
    ],
  };

  it('fires once at its time and never early', async () => {
    const id = await running(ESCALATING);
    await harness.advance(60 * MINUTE_MS - 1);
    expect((await status(id)).openSteps[0]).toMatchObject({ state: 'assigned', assignees: ['lea'], level: 0 });
    await harness.advance(1);
    expect((await status(id)).openSteps[0]).toMatchObject({ state: 'escalated', assignees: ['dan'], level: 1 });
    await harness.engine.timerFired(id, { kind: 'deadline', stepId: 'sign', attempt: 1, at: START + 60 * MINUTE_MS });
    expect((await status(id)).openSteps[0]?.level).toBe(1);
  });

  it('whose timer was lost is found by the sweep within 90 seconds', async () => {
    const id = await running(ESCALATING, {
      wrap: (platform) => ({ ...platform, timers: { schedule: async () => {} } }),
    });
    await harness.advance(60 * MINUTE_MS + 30_000);
    expect((await harness.engine.sweep()).looked).toBe(1);
    expect((await status(id)).openSteps[0]).toMatchObject({ level: 1, assignees: ['dan'] });
    expect((await harness.engine.sweep()).looked).toBe(0);
  });

  it('does not fire while the workflow is paused, and keeps the time that remained', async () => {
    const id = await running(ESCALATING);
    await harness.advance(30 * MINUTE_MS);
    await harness.engine.pauseWorkflow(as('ops'), { instanceId: id });
    await harness.advance(600 * MINUTE_MS);
    expect((await status(id)).openSteps[0]?.level).toBe(0);
    await harness.engine.resumeWorkflow(as('ops'), { instanceId: id });
    await harness.advance(30 * MINUTE_MS - 1);
    expect((await status(id)).openSteps[0]?.level).toBe(0);
    await harness.advance(1);
    expect((await status(id)).openSteps[0]?.level).toBe(1);
  });
});

describe('a sweep', () => {
  it('looks again later and later at what it cannot move, and never at what is done', async () => {
    const id = await running(
      { steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }] },
      {
        wrap: (platform) => ({ ...platform, bus: { publish: async () => {} } }),
      },
    );
    const wakes: number[] = [];
    for (let minute = 0; minute < 60; minute++) {
      await harness.advance(MINUTE_MS);
      if ((await harness.engine.sweep()).looked > 0) wakes.push(minute);
    }
    expect(wakes.length).toBeGreaterThan(4);
    expect(wakes.length).toBeLessThan(12);
    await harness.engine.performEffects({
      instanceId: id,
      effectIds: Object.keys((await harness.platform.instances.read(id)).stored!.document.instance.effects),
    });
    expect((await harness.platform.instances.read(id)).stored?.document.wakeAt).toBeNull();
  });

  it('that rests does not oversleep a deadline whose timer was lost', async () => {
    const id = await running(
      { steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead', timeout: '20 minutes' }] },
      { wrap: (platform) => ({ ...platform, bus: { publish: async () => {} }, timers: { schedule: async () => {} } }) },
    );
    for (let second = 0; second < 22 * 60; second += 30) {
      await harness.advance(30_000);
      await harness.engine.sweep();
      const late = (second + 30) * 1_000 - 20 * MINUTE_MS;
      if (late >= 90_000) expect((await status(id)).openSteps[0]?.level, `${late} ms late`).toBe(1);
    }
  });

  it('goes on with the others when one instance cannot be healed', async () => {
    const id = await running(
      { steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead' }] },
      {
        wrap: (platform) => ({
          ...platform,
          instances: {
            ...platform.instances,
            due: async (now, limit) => ['broken', ...(await platform.instances.due(now, limit))],
            read: (instanceId, userId) =>
              instanceId === 'broken'
                ? Promise.reject(new Error('unreadable'))
                : platform.instances.read(instanceId, userId),
          },
          bus: { publish: async () => {} },
        }),
      },
    );
    await harness.advance(2 * MINUTE_MS);
    expect((await harness.engine.sweep()).looked).toBe(2);
    expect(harness.logged.map(({ event }) => event)).toContain('heal_failed');
    expect((await harness.platform.instances.read(id)).stored?.document.wakes).toBe(1);
  });

  it('offers a step that nobody could decide again when somebody is back', async () => {
    const away = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
    harness = await createHarness();
    await harness.engine.setAvailability(as('ann'), { userId: 'dan', ...away });
    await harness.define({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:director' }] });
    const id = String(
      (await harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data: {} })).instanceId,
    );
    expect((await status(id)).openSteps[0]?.assignees).toEqual([]);
    const incidents = async () =>
      ((await harness.engine.listIncidents(as('ops'), {})) as { incidents: { kind: string }[] }).incidents;
    expect(await incidents()).toMatchObject([{ kind: 'nobody_can_decide' }]);
    await harness.engine.setAvailability(as('ann'), {
      userId: 'dan',
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
    });
    await harness.advance(20 * MINUTE_MS);
    await harness.engine.sweep();
    expect((await status(id)).openSteps[0]?.assignees).toEqual(['dan']);
    expect(await incidents()).toEqual([]);
  });

  it('after a restart tells bus and timers of everything again', async () => {
    const id = await running({ steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea', timeout: '1 hour' }] });
    const before = harness.counts.tasks;
    await harness.engine.rearm(id);
    expect(harness.counts.tasks).toBe(before + 1);
    await expect(harness.engine.rearm('unknown')).resolves.toBeUndefined();
  });
});
