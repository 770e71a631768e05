// Questions, definitions and people, asked of the real engine.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { Refused } from './failure.ts';
import { as, createHarness, type Harness, person } from './testing/harness.ts';

const ONE_STEP = { steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:lead', timeout: '1 day' }] };
let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.define(ONE_STEP);
});
afterEach(() => harness.close());

const reasonOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Refused ? error.rejection.reason : String(error)),
  );
const start = async (who = 'rita', more: JsonObject = {}): Promise<string> =>
  String((await harness.engine.startWorkflow(as(who), { workflowId: 'test-flow', data: {}, ...more })).instanceId);
const rows = (answer: JsonObject, name: string): readonly Record<string, unknown>[] => answer[name] as never;

describe('tasks', () => {
  it('are those of the caller, due first, and gone once decided', async () => {
    const lead = person('solo', ['solo']);
    await harness.platform.directory.upsert(lead);
    await harness.define({
      id: 'late-flow',
      roles: ['solo'],
      steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:solo', timeout: '9 days' }],
    });
    await harness.define({
      id: 'soon-flow',
      roles: ['solo'],
      steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:solo', timeout: '1 hour' }],
    });
    await harness.define({
      id: 'calm-flow',
      roles: ['solo'],
      steps: [{ id: 'sign', type: 'approval', assignedTo: 'role:solo' }],
    });
    for (const workflowId of ['late-flow', 'calm-flow', 'soon-flow'])
      await harness.engine.startWorkflow(as('rita'), { workflowId, data: {} });
    const tasks = rows(await harness.engine.listMyTasks(as('solo'), {}), 'tasks');
    expect(tasks.map(({ workflowId }) => workflowId)).toEqual(['soon-flow', 'late-flow', 'calm-flow']);
    await harness.engine.approveStep(as('solo'), { instanceId: String(tasks[0]?.instanceId) });
    expect(rows(await harness.engine.listMyTasks(as('solo'), {}), 'tasks')).toHaveLength(2);
  });

  it('rest while the workflow is paused', async () => {
    const instanceId = await start();
    await harness.engine.pauseWorkflow(as('ops'), { instanceId });
    const all = await Promise.all(['lea', 'leo'].map((who) => harness.engine.listMyTasks(as(who), {})));
    expect(all.flatMap((answer) => rows(answer, 'tasks'))).toEqual([]);
  });
});

describe('the list of instances', () => {
  it('shows everyone their own, and all of them to those who see all', async () => {
    const mine = await start('rita');
    const theirs = await start('rob');
    const seen = async (who: string) =>
      rows(await harness.engine.listWorkflowInstances(as(who), {}), 'instances').map(({ instanceId }) => instanceId);
    expect(await seen('rita')).toEqual([mine]);
    expect((await seen('aud')).toSorted()).toEqual([mine, theirs].toSorted());
    expect(await seen('des')).toEqual([]);
  });

  it('filters and pages without loss or repetition', async () => {
    const ids = [];
    for (let i = 0; i < 7; i++) ids.push(await start('rita', { tags: i % 2 === 0 ? ['even'] : [] }));
    const found: unknown[] = [];
    let page: JsonObject = {};
    do {
      page = await harness.engine.listWorkflowInstances(as('aud'), {
        pageSize: 3,
        ...(page.nextPageToken === undefined ? {} : { pageToken: String(page.nextPageToken) }),
      });
      found.push(...rows(page, 'instances').map(({ instanceId }) => instanceId));
    } while (page.nextPageToken !== undefined);
    expect(found.toSorted()).toEqual(ids.toSorted());
    expect(rows(await harness.engine.listWorkflowInstances(as('aud'), { tag: 'even' }), 'instances')).toHaveLength(4);
    const later = await harness.engine.listWorkflowInstances(as('aud'), {
      from: '2027-01-01T00:00:00Z',
      to: '2028-01-01T00:00:00Z',
    });
    expect(rows(later, 'instances')).toEqual([]);
  });
});

describe('an instance', () => {
  it('is seen by the stand-in of an absent assignee, and by nobody uninvolved', async () => {
    await harness.define({ id: 'dan-flow', steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:dan' }] });
    const instanceId = String(
      (await harness.engine.startWorkflow(as('rita'), { workflowId: 'dan-flow', data: {} })).instanceId,
    );
    expect(await reasonOf(harness.engine.getWorkflowStatus(as('leo'), { instanceId }))).toBe('NOT_FOUND');
    await harness.engine.setAvailability(as('dan'), {
      from: '2026-03-01T00:00:00Z',
      to: '2026-04-01T00:00:00Z',
      delegate: 'leo',
    });
    expect(await reasonOf(harness.engine.getWorkflowStatus(as('leo'), { instanceId }))).toBe('accepted');
    const { step } = (await harness.engine.approveStep(as('leo'), { instanceId })) as { step: JsonObject };
    expect(step).toMatchObject({ stepId: 'sign', state: 'completed', outcome: 'approved' });
    const { entries } = (await harness.engine.getAuditTrail(as('rita'), { instanceId })) as {
      entries: { actor: string; onBehalfOf?: string }[];
    };
    expect(entries.find(({ actor }) => actor === 'leo')?.onBehalfOf).toBe('dan');
  });

  it('has an audit longer than one page of the store', async () => {
    const instanceId = await start();
    for (let i = 0; i < 510; i++) await harness.engine.addComment(as('rita'), { instanceId, text: `${i}` });
    const verified = await harness.engine.verifyAuditTrail(as('rita'), { instanceId });
    expect(verified.ok).toBe(true);
    expect(verified.entries).toBeGreaterThan(510);
  });
});

describe('definitions', () => {
  const definition = (version: string, more: JsonObject = {}): JsonObject => ({
    id: 'some-flow',
    name: 'Some',
    version,
    status: 'active',
    roles: ['lead'],
    ...ONE_STEP,
    ...more,
  });
  const create = (input: JsonObject) => harness.engine.createWorkflowDefinition(as('des'), { definition: input });

  it('are immutable once published; a draft may be replaced', async () => {
    await create(definition('1.0.0'));
    expect(await reasonOf(create(definition('1.0.0', { name: 'Changed' })))).toBe('VERSION_EXISTS');
    await create(definition('2.0.0', { status: 'draft' }));
    const update = (input: JsonObject) => harness.engine.updateWorkflowDefinition(as('des'), { definition: input });
    expect(await update(definition('2.0.0', { status: 'draft', name: 'Better' }))).toMatchObject({ name: 'Better' });
    expect(await reasonOf(update(definition('1.0.0')))).toBe('VERSION_EXISTS');
    expect(await update(definition('3.0.0'))).toMatchObject({ version: '3.0.0', status: 'active' });
  });

  it('start their newest active version by number, not by text, and the named one where one is named', async () => {
    for (const version of ['1.9.0', '1.10.0', '1.10.0-beta', '2.0.0'])
      await create(definition(version, version === '2.0.0' ? { status: 'inactive' } : {}));
    const started = async (more: object) => {
      const { instanceId } = await harness.engine.startWorkflow(as('rita'), {
        workflowId: 'some-flow',
        data: {},
        ...more,
      });
      return (await harness.engine.getWorkflowStatus(as('rita'), { instanceId: String(instanceId) })).version;
    };
    expect(await started({})).toBe('1.10.0');
    expect(await started({ version: '1.9.0' })).toBe('1.9.0');
    expect(await reasonOf(started({ version: '2.0.0' }))).toBe('DEFINITION_INACTIVE');
    expect(await reasonOf(started({ version: '9.0.0' }))).toBe('NOT_FOUND');
    await harness.engine.setWorkflowDefinitionStatus(as('des'), {
      workflowId: 'some-flow',
      version: '1.10.0',
      status: 'inactive',
    });
    expect(await started({})).toBe('1.10.0-beta');
  });

  it('that were retired since still answer the start that they were started with', async () => {
    const first = await harness.engine.startWorkflow(as('rita'), {
      workflowId: 'test-flow',
      data: {},
      idempotencyKey: 'k1',
    });
    await harness.engine.setWorkflowDefinitionStatus(as('des'), {
      workflowId: 'test-flow',
      version: '1.0.0',
      status: 'inactive',
    });
    const again = (data: JsonObject) =>
      harness.engine.startWorkflow(as('rita'), { workflowId: 'test-flow', data, idempotencyKey: 'k1' });
    expect(await again({})).toEqual(first);
    expect(await reasonOf(again({ other: 1 }))).toBe('IDEMPOTENCY_CONFLICT');
    expect(await reasonOf(start())).toBe('DEFINITION_INACTIVE');
  });

  it('that nobody may start any more let running instances end on their own version', async () => {
    const instanceId = await start();
    await harness.engine.setWorkflowDefinitionStatus(as('des'), {
      workflowId: 'test-flow',
      version: '1.0.0',
      status: 'inactive',
    });
    expect(await reasonOf(start())).toBe('DEFINITION_INACTIVE');
    const { openSteps } = (await harness.engine.getWorkflowStatus(as('rita'), { instanceId })) as {
      openSteps: { assignees: string[] }[];
    };
    expect(await harness.engine.approveStep(as(openSteps[0]?.assignees[0] ?? ''), { instanceId })).toMatchObject({
      outcome: 'approved',
    });
    expect(
      await reasonOf(
        harness.engine.setWorkflowDefinitionStatus(as('des'), {
          workflowId: 'no-flow',
          version: '1.0.0',
          status: 'active',
        }),
      ),
    ).toBe('NOT_FOUND');
  });

  it('are read by version, by default the newest active one, and listed by status', async () => {
    await create(definition('1.0.0'));
    await create(definition('2.0.0', { status: 'draft' }));
    const get = (version?: string) =>
      harness.engine.getWorkflowDefinition(as('rita'), {
        workflowId: 'some-flow',
        ...(version === undefined ? {} : { version }),
      });
    expect((await get()).definition).toMatchObject({ version: '1.0.0', createdBy: 'des' });
    expect((await get('2.0.0')).definition).toMatchObject({ version: '2.0.0' });
    expect(await reasonOf(get('3.0.0'))).toBe('NOT_FOUND');
    const drafts = await harness.engine.listWorkflowDefinitions(as('rita'), { status: 'draft' });
    expect(rows(drafts, 'definitions').map(({ version }) => version)).toEqual(['2.0.0']);
  });

  it('that are wrong are refused with every finding, and checked without being published', async () => {
    const wrong = definition('1.0.0', {
      steps: [{ id: 'a', type: 'approval', assignedTo: 'role:nobody', dependencies: ['b'] }],
    });
    await expect(create(wrong)).rejects.toMatchObject({
      rejection: { reason: 'INVALID_STEP_DEPENDENCY', details: { findings: expect.any(Array) } },
    });
    const checked = await harness.engine.checkWorkflowDefinition(as('rita'), { definition: wrong });
    expect(checked).toMatchObject({ ok: false });
    expect(rows(checked, 'findings').map(({ code }) => code)).toEqual(['INVALID_STEP_DEPENDENCY', 'UNKNOWN_ROLE']);
    expect(await harness.engine.checkWorkflowDefinition(as('rita'), { definition: definition('1.0.0') })).toEqual({
      ok: true,
      findings: [],
    });
    expect(await reasonOf(harness.engine.checkWorkflowDefinition(as('rita'), { definition: null }))).toBe('accepted');
  });
});

describe('absence', () => {
  it('is one’s own to set, with a delegate who exists, and ends after it begins', async () => {
    const from = '2026-03-01T00:00:00Z';
    const to = '2026-03-09T00:00:00Z';
    const set = (who: string, input: Parameters<typeof harness.engine.setAvailability>[1]) =>
      reasonOf(harness.engine.setAvailability(as(who), input));
    expect(await set('lea', { from, to, delegate: 'leo' })).toBe('accepted');
    expect(await set('lea', { from: to, to: from })).toBe('INVALID_DATA');
    expect(await set('lea', { from, to, delegate: 'lea' })).toBe('INVALID_DATA');
    expect(await set('lea', { from, to, delegate: 'nobody' })).toBe('NOT_FOUND');
    expect(await set('lea', { userId: 'leo', from, to })).toBe('PERMISSION_DENIED');
    expect(await set('ann', { userId: 'nobody', from, to })).toBe('NOT_FOUND');
    const [lea] = rows(await harness.engine.listUsers(as('rita'), { role: 'lead' }), 'users');
    expect(lea).toMatchObject({ id: 'lea', away: { delegate: 'leo' } });
  });

  it('counts from the next decision on: work goes to the delegate', async () => {
    await harness.define({ id: 'dan-flow', steps: [{ id: 'sign', type: 'approval', assignedTo: 'user:dan' }] });
    await harness.engine.setAvailability(as('dan'), {
      from: '2026-03-01T00:00:00Z',
      to: '2026-03-09T00:00:00Z',
      delegate: 'leo',
    });
    const { instanceId } = await harness.engine.startWorkflow(as('rita'), { workflowId: 'dan-flow', data: {} });
    const { openSteps } = (await harness.engine.getWorkflowStatus(as('rita'), { instanceId: String(instanceId) })) as {
      openSteps: { assignees: string[] }[];
    };
    expect(openSteps[0]?.assignees).toEqual(['leo']);
  });
});

describe('load', () => {
  it('is shared evenly: tasks given since the counts were read are counted', async () => {
    const given = new Map<string, number>();
    for (let i = 0; i < 20; i++) {
      const { openSteps } = (await harness.engine.getWorkflowStatus(as('aud'), { instanceId: await start() })) as {
        openSteps: { assignees: string[] }[];
      };
      const [assignee = ''] = openSteps[0]?.assignees ?? [];
      given.set(assignee, (given.get(assignee) ?? 0) + 1);
    }
    expect([...given.values()]).toEqual([10, 10]);
  });
});
