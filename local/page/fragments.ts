// Gathers what a page shows, as the signed-in person may see it, and has it rendered.
import { planOf, stepOf } from '../../functions/core/definition/plan.ts';
import type { WorkflowDefinition } from '../../functions/core/definition/schema.ts';
import type { JsonObject } from '../../functions/core/json.ts';
import type { User } from '../../functions/core/user.ts';
import type { WorkflowEngine } from '../../functions/engine/engine.ts';
import type { Caller } from '../../functions/engine/parts.ts';
import type { EmbeddedPlatform } from '../../functions/platform/embedded/platform.ts';
import { sampleOrders } from '../samples.ts';
import { fieldsOfForm } from './form.ts';
import { homePage, type SampleOrder } from './home.ts';
import type { Html } from './html.ts';
import { instancePage, titleOf } from './instances.ts';
import type { InstanceRow, InstanceView, Task } from './model.ts';
import type { TaskCard } from './tasks.ts';
import { createWords, type Words } from './words.ts';

export interface FragmentParts {
  readonly engine: WorkflowEngine;
  readonly platform: EmbeddedPlatform;
  readonly timeZone: string;
}

const ROWS_MAX = 20;
/** Orders that show the routes, with what is special about each. */
const OFFERED: Readonly<Record<string, string>> = {
  'ORD-1001': 'small, qualified customer: nobody is asked',
  'ORD-1005': 'cement in the south: a sales representative',
  'ORD-1008': 'a larger one: a customer relationship officer',
  'ORD-1011': 'a whole floor: business development',
  'ORD-1016': 'more than there is in stock',
};

/** null: no such page. Refuses what the person may not see. */
export async function fragmentOf(parts: FragmentParts, caller: Caller, path: string): Promise<Html | null> {
  const people = ((await parts.engine.listUsers(caller, {})) as unknown as { readonly users: readonly User[] }).users;
  const words = createWords(new Map(people.map(({ id, name }) => [id, name])), parts.timeZone);
  if (path === '/') return home(parts, caller, words);
  const instanceId = /^\/instances\/([A-Za-z0-9_-]{1,128})$/.exec(path)?.[1];
  return instanceId === undefined ? null : instance(parts, caller, words, instanceId);
}

async function home(parts: FragmentParts, caller: Caller, words: Words): Promise<Html> {
  const { instances } = (await parts.engine.listWorkflowInstances(caller, { pageSize: ROWS_MAX })) as unknown as {
    readonly instances: readonly InstanceRow[];
  };
  const rows = await Promise.all(instances.map(async (row) => ({ ...row, title: await rowTitle(parts, row) })));
  return homePage(
    { name: words.name(caller.userId), cards: await cardsOf(parts, caller), rows, orders: await offered(parts) },
    words,
  );
}

async function rowTitle({ platform }: FragmentParts, row: InstanceRow): Promise<string> {
  const { stored } = await platform.instances.read(row.instanceId);
  const data = stored?.document.instance.data ?? {};
  const definition = await platform.definitions.get(row.workflowId, row.version);
  return `${definition?.definition.name ?? row.workflowId} ${titleOf({ data, instanceId: row.instanceId })}`;
}

async function cardsOf({ engine, platform }: FragmentParts, caller: Caller): Promise<readonly TaskCard[]> {
  const { tasks } = (await engine.listMyTasks(caller, {})) as unknown as { readonly tasks: readonly Task[] };
  return Promise.all(
    tasks.map(async (task) => {
      const { stored } = await platform.instances.read(task.instanceId);
      const pinned = stored?.document.instance.definition;
      const published = pinned === undefined ? null : await platform.definitions.get(pinned.id, pinned.version);
      return { task, form: formOf(published?.definition, task.stepId), commandId: platform.entropy.id() };
    }),
  );
}

function formOf(definition: WorkflowDefinition | undefined, stepId: string) {
  const step = definition === undefined ? undefined : stepOf(definition, stepId);
  return fieldsOfForm(step !== undefined && 'form' in step ? (step.form as JsonObject | undefined) : undefined);
}

async function offered({ platform }: FragmentParts): Promise<readonly SampleOrder[]> {
  // Without the sample records the orders would meet neither customers nor stock.
  if ((await platform.records.get('stock', 'CEM-OPC-50')) === null) return [];
  return sampleOrders.flatMap((data) => {
    const label = OFFERED[String(data.orderId)];
    if (label === undefined) return [];
    const orderId = `ORD-${platform.entropy
      .id()
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 6)
      .toUpperCase()}`;
    return [{ label, data: { ...data, orderId }, idempotencyKey: orderId }];
  });
}

async function instance(parts: FragmentParts, caller: Caller, words: Words, instanceId: string): Promise<Html> {
  const view = (await parts.engine.getWorkflowInstance(caller, { instanceId })) as unknown as InstanceView;
  const { ok } = await parts.engine.verifyAuditTrail(caller, { instanceId });
  const published = await parts.platform.definitions.get(view.workflowId, view.version);
  const plan = published === null ? [] : planOf(published.definition).steps;
  const page = {
    view,
    workflowName: published?.definition.name ?? view.workflowId,
    stepNames: new Map(plan.map(({ definition: { id, name } }) => [id, name ?? id])),
    cards: (await cardsOf(parts, caller)).filter(({ task }) => task.instanceId === instanceId),
    isAuditWhole: ok === true,
  };
  return instancePage(page, words);
}
