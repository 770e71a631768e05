// The shipped templates, people and records on a real engine in memory, with a clock that moves when told to.
import { composeEngine } from '../../functions/compose.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import type { Caller } from '../../functions/engine/parts.ts';
import { virtualClock } from '../../functions/platform/embedded/clock.ts';
import { openEmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';
import { ids, samplesOf, sourceOf, users } from './shipped.ts';

/** 2030-01-06T04:00:00Z: before everything the samples plan, after what they have missed. */
const NOW = Date.UTC(2030, 0, 6, 4);
const RECORDS = { stock: 'sku', customers: 'customerId', sites: 'siteId', certificates: 'number' } as const;

export interface OpenStep {
  readonly stepId: string;
  readonly assignees: readonly string[];
}

const as = (userId: string): Caller => ({ userId, channel: 'api', authentication: 'token' });

export async function openDesk() {
  const clock = virtualClock(NOW);
  const platform = openEmbeddedPlatform({ file: ':memory:', clock, log: { write: () => undefined } });
  const engine = composeEngine(platform);
  platform.onEffects(engine.performEffects);
  platform.onTimer(engine.timerFired);
  platform.start();
  for (const user of users) await platform.directory.upsert(user);
  for (const [collection, field] of Object.entries(RECORDS))
    for (const record of samplesOf(collection))
      await platform.records.update(collection, String(record[field]), () => record);
  for (const id of ids) await engine.createWorkflowDefinition(as('designer-1'), { definition: sourceOf(id) });

  const status = (instanceId: string) => engine.getWorkflowStatus(as('admin-1'), { instanceId });
  const openSteps = async (instanceId: string) =>
    (await status(instanceId)).openSteps as unknown as readonly OpenStep[];
  async function start(workflowId: string, data: JsonObject, by = 'requester-1'): Promise<string> {
    const { instanceId } = await engine.startWorkflow(as(by), { workflowId, data });
    await platform.idle();
    return String(instanceId);
  }
  /** The first assignee of the step acts on it. Answers who that was. */
  async function act(
    instanceId: string,
    stepId: string,
    what: 'approve' | 'reject' | 'complete',
    output: JsonObject = {},
  ) {
    const open = (await openSteps(instanceId)).find((step) => step.stepId === stepId);
    const by = open?.assignees[0];
    if (by === undefined) throw new Error(`nobody can act on ${stepId}`);
    if (what === 'approve') await engine.approveStep(as(by), { instanceId, stepId });
    if (what === 'reject') await engine.rejectStep(as(by), { instanceId, stepId, reason: 'not now' });
    if (what === 'complete') await engine.completeStep(as(by), { instanceId, stepId, output });
    await platform.idle();
    return by;
  }
  async function cancel(instanceId: string, by = 'requester-1'): Promise<void> {
    await engine.cancelWorkflow(as(by), { instanceId, reason: 'not needed any more' });
    await platform.idle();
  }
  async function retry(instanceId: string): Promise<void> {
    await engine.retryWorkflow(as('admin-1'), { instanceId });
    await platform.idle();
  }
  const record = async (collection: string, id: string): Promise<JsonObject> =>
    (await platform.records.get(collection, id)) ?? {};
  const incidents = async (instanceId: string) =>
    (await platform.instances.read(instanceId)).stored?.document.instance.incidents ?? {};
  return {
    start,
    act,
    cancel,
    retry,
    status,
    openSteps,
    record,
    incidents,
    clock,
    records: platform.records,
    close: () => platform.close(),
  };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;
