// Two weeks of requests that were decided, for who looks at figures: some at once, some late, some again, some not at all.
import { openWorld, type World } from './world.ts';

/** A check, a decision that may send it back, and a payment; within three days. */
export const TRAVEL = {
  id: 'travel-claim',
  name: 'Travel claim',
  version: '1.0.0',
  status: 'active',
  roles: ['asm', 'cro', 'bdo'],
  data: { type: 'object', required: ['trip'], properties: { trip: { type: 'string' } } },
  sla: { maxDuration: '3 days' },
  steps: [
    { id: 'check', name: 'Check the receipts', type: 'approval', assignedTo: 'role:asm' },
    {
      id: 'decide',
      name: 'Decide',
      type: 'approval',
      assignedTo: 'role:cro',
      onReject: { goto: 'check', maxLoops: 1 },
    },
    { id: 'pay', name: 'Pay it out', type: 'manual', assignedTo: 'user:bdo-1' },
  ],
};

export interface Past {
  /** The days of the server in which all of it happened. */
  readonly from: string;
  readonly to: string;
}

const HOUR_MIN = 60;
export const DAYS = 12;

/** Every day one request; every fourth is sent back once, every fifth is handed on, every sixth comes too late. */
export async function livePast(world: World): Promise<Past> {
  const [designer, requester, admin] = await Promise.all(['designer-1', 'requester-1', 'admin-1'].map(world.client));
  if (designer === undefined || requester === undefined || admin === undefined) throw new Error('nobody is here');
  const pass = async (minutes: number): Promise<string> => (await admin.ask('advanceClock', { minutes })).now;
  await designer.ask('createWorkflowDefinition', { definition: TRAVEL });
  const from = (await pass(1)).slice(0, 10);
  let to = from;
  for (let day = 1; day <= DAYS; day++) {
    if (day === DAYS / 2)
      await designer.ask('createWorkflowDefinition', { definition: { ...TRAVEL, version: '1.1.0' } });
    const { instanceId } = await requester.ask('startWorkflow', {
      workflowId: TRAVEL.id,
      data: { trip: `Trip ${day}` },
    });
    // Every seventh day nobody ends anything.
    await followed(world, instanceId, day, pass);
    to = (await pass(day % 6 === 0 ? 3 * 24 * HOUR_MIN : 12 * HOUR_MIN)).slice(0, 10);
  }
  return { from, to };
}

async function followed(
  world: World,
  instanceId: string,
  day: number,
  pass: (minutes: number) => Promise<string>,
): Promise<void> {
  const reader = await world.client('admin-1');
  for (let turns = 0; turns < 12; turns++) {
    const { status, openSteps } = await reader.ask('getWorkflowStatus', { instanceId });
    const [open] = openSteps;
    if (status !== 'running' || open === undefined) return;
    const [assignee] = open.assignees;
    const caller = await world.client(assignee);
    const target = { instanceId, stepId: open.stepId, attempt: open.attempt };
    await pass((1 + (day % 5)) * HOUR_MIN);
    if (open.stepId === 'pay') {
      if (day % 6 === 0) await pass(4 * 24 * HOUR_MIN);
      await caller.ask('completeStep', target);
    } else if (open.stepId === 'decide' && day % 4 === 0 && open.attempt === 1) {
      await caller.ask('rejectStep', { ...target, reason: 'A receipt is missing' });
    } else {
      if (open.stepId === 'decide' && day % 5 === 0 && assignee !== 'cro-3') {
        await caller.ask('reassignTask', { ...target, to: 'cro-3', reason: 'He knows the trip' });
        await (await world.client('cro-3')).ask('approveStep', target);
      } else {
        await caller.ask('addComment', { instanceId, stepId: open.stepId, text: 'Looking at it' });
        await pass((day % 3) * HOUR_MIN + 20);
        await caller.ask('approveStep', target);
      }
    }
  }
}

export const openPast = async (): Promise<{ readonly world: World; readonly past: Past }> => {
  const world = await openWorld('--clock', 'virtual');
  return { world, past: await livePast(world) };
};
