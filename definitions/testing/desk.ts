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

/** An engine with the shipped people, records and definitions. */
async function openEngine() {
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
  return { clock, platform, engine };
}

export async function openDesk() {
  const { clock, platform, engine } = await openEngine();
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
  const steps = async (instanceId: string) =>
    (await status(instanceId)).steps as unknown as Readonly<Record<string, { state: string; attempt: number }>>;
  /** What happened to the instance, as texts such as "sla_warned" or "step_escalated approve-cro". */
  const happened = async (instanceId: string): Promise<readonly string[]> => {
    const { history } = await engine.getWorkflowInstance(as('admin-1'), { instanceId });
    return (history as unknown as readonly { action: string; stepId?: string }[]).map(({ action, stepId }) =>
      stepId === undefined ? action : `${action} ${stepId}`,
    );
  };
  const record = async (collection: string, id: string): Promise<JsonObject> =>
    (await platform.records.get(collection, id)) ?? {};
  const incidents = async (instanceId: string) =>
    (await platform.instances.read(instanceId)).stored?.document.instance.incidents ?? {};
  return {
    start,
    act,
    cancel,
    retry,
    ...changing({ engine, platform, openSteps }),
    steps,
    happened,
    status,
    openSteps,
    record,
    incidents,
    clock,
    records: platform.records,
    close: () => platform.close(),
  };
}

interface ChangingParts {
  readonly engine: ReturnType<typeof composeEngine>;
  readonly platform: ReturnType<typeof openEmbeddedPlatform>;
  readonly openSteps: (instanceId: string) => Promise<readonly OpenStep[]>;
}

/** What changes a request on its way, and what it started. */
function changing({ engine, platform, openSteps }: ChangingParts) {
  /** The decider of an open step asks for changes; `resubmit` is the requester's answer. */
  async function askForChanges(instanceId: string, stepId: string): Promise<void> {
    const open = (await openSteps(instanceId)).find((step) => step.stepId === stepId);
    await engine.requestChanges(as(open?.assignees[0] ?? ''), { instanceId, stepId, reason: 'please mend it' });
    await platform.idle();
  }
  async function resubmit(instanceId: string, data: JsonObject): Promise<void> {
    await engine.resubmitWorkflow(as('requester-1'), { instanceId, data });
    await platform.idle();
  }
  async function mend(instanceId: string, data: JsonObject): Promise<void> {
    await engine.updateWorkflowData(as('admin-1'), { instanceId, data, reason: 'it was wrong' });
    await platform.idle();
  }
  async function signal(instanceId: string, name: string): Promise<void> {
    await engine.signalWorkflow(as('requester-1'), { instanceId, name });
    await platform.idle();
  }
  /** Ids of the instances of a workflow that are running. */
  async function running(workflowId: string): Promise<readonly string[]> {
    const { instances } = await engine.listWorkflowInstances(as('admin-1'), { workflowId, status: 'running' });
    return (instances as unknown as readonly { readonly instanceId: string }[]).map(({ instanceId }) => instanceId);
  }
  /** Nothing is started by this definition any more. */
  async function retire(workflowId: string): Promise<void> {
    await engine.setWorkflowDefinitionStatus(as('admin-1'), { workflowId, version: '1.0.0', status: 'inactive' });
  }
  /** A record is created by somebody else's program; answers the workflows that it starts. */
  async function submit(collection: string, id: string, record: JsonObject): Promise<readonly string[]> {
    const after = await platform.records.update(collection, id, () => record);
    const started = await engine.recordWritten({ collection, id, before: null, after });
    await platform.idle();
    return started;
  }
  return { askForChanges, resubmit, mend, signal, running, retire, submit };
}
export type Desk = Awaited<ReturnType<typeof openDesk>>;
