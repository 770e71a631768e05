// Records that start workflows, once each, and show how these stand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { as, createHarness, type Harness } from './testing/harness.ts';

const FLOW = {
  trigger: {
    collection: 'orders',
    on: ['create', 'update'],
    conditions: { amount: { $gt: 100 } },
    key: '/orderId',
    writeBack: 'workflow',
  },
  steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }],
};
const ORDER = { orderId: 'o-1', amount: 500, submittedBy: 'rita' };

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define(FLOW);
});
afterEach(() => harness.close());

const written = (after: JsonObject, before: JsonObject | null = null, id = 'o-1') =>
  harness.engine.recordWritten({ collection: 'orders', id, before, after });
const record = () => harness.platform.records.get('orders', 'o-1');

describe('a record that is written', () => {
  it('starts the workflow for its requester, and shows how it stands until it ends', async () => {
    const [instanceId = ''] = await written(ORDER);
    await harness.platform.idle();
    expect(await harness.engine.getWorkflowStatus(as('rita'), { instanceId })).toMatchObject({
      startedBy: 'rita',
      status: 'running',
    });
    expect(await record()).toMatchObject({ workflow: { instanceId, status: 'running' } });
    await harness.engine.approveStep(as('lea'), { instanceId });
    await harness.platform.idle();
    expect(await record()).toMatchObject({ workflow: { instanceId, status: 'completed', outcome: 'approved' } });
  });

  it('starts it once, however often the same write is heard of', async () => {
    const first = await written(ORDER);
    expect(await Promise.all([written(ORDER), written({ ...ORDER, amount: 700 }, ORDER)])).toEqual([first, first]);
    const { instances } = (await harness.engine.listWorkflowInstances(as('ann'), {})) as { instances: unknown[] };
    expect(instances).toHaveLength(1);
  });

  it('starts nothing where the conditions, the collection or the kind of change do not ask for it', async () => {
    expect(await written({ ...ORDER, amount: 5 })).toEqual([]);
    expect(await harness.engine.recordWritten({ collection: 'visits', id: 'v', before: null, after: ORDER })).toEqual(
      [],
    );
    await harness.define({ ...FLOW, version: '2.0.0', trigger: { ...FLOW.trigger, on: ['create'] } });
    expect(await written({ ...ORDER, orderId: 'o-2' }, ORDER)).toEqual([]);
  });

  it('starts nothing by what a workflow itself wrote back: no loops', async () => {
    const after = { ...ORDER, orderId: 'o-3', workflow: { status: 'running' } };
    expect(await written(after, { ...ORDER, orderId: 'o-3' })).toEqual([]);
  });

  it('without a requester whom the directory knows starts nothing and is logged', async () => {
    expect(await written({ ...ORDER, submittedBy: 'nobody' })).toEqual([]);
    expect(await written({ orderId: 'o-4', amount: 500 })).toEqual([]);
    expect(harness.logged.map(({ event }) => event)).toEqual([
      'automation_without_requester',
      'automation_without_requester',
    ]);
  });

  it('that does not fit the definition is logged, and others go on', async () => {
    await harness.define({
      ...FLOW,
      version: '1.1.0',
      data: { type: 'object', required: ['customer'], properties: { customer: { type: 'string' } } },
    });
    expect(await written({ ...ORDER, orderId: 'o-5' })).toEqual([]);
    expect(harness.logged.map(({ event }) => event)).toContain('automation_refused');
  });

  it('starts once for each state of the record where no key is named, and writes nothing back where no field is', async () => {
    await harness.define({
      ...FLOW,
      id: 'plain-flow',
      trigger: { collection: 'visits', on: ['create', 'update'], startedBy: '/by' },
    });
    const visit = (after: JsonObject) =>
      harness.engine.recordWritten({ collection: 'visits', id: 'v-1', before: null, after });
    const [first] = await visit({ by: 'rob', day: 1 });
    expect(await visit({ by: 'rob', day: 1 })).toEqual([first]);
    expect(await visit({ by: 'rob', day: 2 })).not.toEqual([first]);
    await harness.platform.idle();
    expect(await harness.platform.records.get('visits', 'v-1')).toBeNull();
  });

  it('keeps what a newer commit has written', async () => {
    const [instanceId = ''] = await written(ORDER);
    await harness.platform.idle();
    await harness.platform.records.update('orders', 'o-1', (known) => ({
      ...known,
      workflow: { instanceId, status: 'completed', revision: 99 },
    }));
    await harness.engine.pauseWorkflow(as('ops'), { instanceId });
    await harness.platform.idle();
    expect(await record()).toMatchObject({ workflow: { status: 'completed', revision: 99 } });
  });
});

describe('a record that comes back changed by an echo', () => {
  const ECHO = {
    id: 'echo-flow',
    trigger: { collection: 'visits', on: ['create', 'update'], startedBy: '/by', writeBack: 'workflow' },
    steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:lea' }],
  };
  const VISIT = { by: 'rob', day: 0 };
  const visit = (after: JsonObject, before: JsonObject | null = VISIT) =>
    harness.engine.recordWritten({ collection: 'visits', id: 'v-1', before, after });
  const depthOf = async (instanceId: string) =>
    (await harness.platform.instances.read(instanceId)).stored?.document.instance.depth;
  /** Each start is shown in the record, which comes back with one more thing changed. */
  async function echoes(times: number): Promise<string[]> {
    const ids: string[] = [];
    for (let day = 1; day <= times; day++) {
      const shown = ids.at(-1);
      ids.push(
        ...(await visit({ ...VISIT, day, ...(shown === undefined ? {} : { workflow: { instanceId: shown } }) })),
      );
    }
    return ids;
  }

  it('stands under the workflow it shows, which began within ten minutes, until they are too many', async () => {
    await harness.define(ECHO);
    const ids = await echoes(12);
    expect(await Promise.all(ids.map(depthOf))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const refused = harness.logged.filter(({ event }) => event === 'automation_too_deep');
    expect(refused.map(({ severity, fields }) => [severity, fields])).toEqual(
      Array(3).fill(['error', { workflowId: 'echo-flow', collection: 'visits', id: 'v-1', depth: 9 }]),
    );
  });
  it('starts anew ten minutes after the workflow that it shows began', async () => {
    await harness.define(ECHO);
    const [shown = ''] = await visit({ ...VISIT, day: 1 });
    await harness.advance(10 * 60_000 - 1);
    const [echo = ''] = await visit({ ...VISIT, day: 2, workflow: { instanceId: shown } });
    await harness.advance(1);
    const [edit = ''] = await visit({ ...VISIT, day: 3, workflow: { instanceId: shown } });
    expect([await depthOf(echo), await depthOf(edit)]).toEqual([1, 0]);
  });
  it.each([
    ['a workflow of another kind', async () => (await written(ORDER))[0]],
    ['a workflow that does not exist', async () => 'nobody'],
    ['what is no id', async () => '../instances'],
    ['no id at all', async () => 7],
  ])('starts anew where it shows %s', async (_, shown) => {
    await harness.define(ECHO);
    const [id = ''] = await visit({ ...VISIT, workflow: { instanceId: (await shown()) ?? null } }, null);
    expect(await depthOf(id)).toBe(0);
  });
  it('that was heard of again after it had started is the same workflow', async () => {
    await harness.define(ECHO);
    const ids = await echoes(9);
    const last = ids.at(-1) ?? '';
    expect(await visit({ ...VISIT, day: 9, workflow: { instanceId: last } })).toEqual([last]);
  });
  const untilCommit = () => {
    const { calls } = harness.counts;
    return calls.slice(0, calls.indexOf('commit')).filter((call) => call === 'read');
  };
  it('costs one read, and none where a key makes it the same workflow', async () => {
    await harness.define(ECHO);
    const [shown = ''] = await visit({ ...VISIT, day: 1 });
    await harness.platform.idle();
    harness.counts.calls.length = 0;
    await visit({ ...VISIT, day: 2, workflow: { instanceId: shown } });
    expect(untilCommit()).toEqual(['read']);
    await harness.platform.idle();
    harness.counts.calls.length = 0;
    await written({ ...ORDER, orderId: 'o-9', workflow: { instanceId: shown } });
    expect(untilCommit()).toEqual([]);
  });
});
