// Two weeks of requests that were decided, for who looks at figures: some at once, one late, two again, one handed on.
import type { Client } from '../http/process.ts';
import { openWorld, type World } from './world.ts';

/** A check, a decision that may send it back, and a payment; within three days. */
const TRAVEL = {
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
      assignedTo: 'user:cro-1',
      onReject: { goto: 'check', maxLoops: 1 },
    },
    { id: 'pay', name: 'Pay it out', type: 'manual', assignedTo: 'user:bdo-1' },
  ],
};
const CLAIMS = 8;
const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

export interface Past {
  /** The days of the server in which all of it happened. */
  readonly from: string;
  readonly to: string;
}

export async function openPast(): Promise<{ readonly world: World; readonly past: Past }> {
  const world = await openWorld('--clock', 'virtual');
  return { world, past: await livePast(world) };
}

/** One after the other: the 4th and the 8th are sent back once, the 5th is handed on, the 6th comes too late. */
async function livePast(world: World): Promise<Past> {
  const known = new Map<string, Client>();
  const as = async (userId: string): Promise<Client> => {
    const client = known.get(userId) ?? (await world.client(userId));
    known.set(userId, client);
    return client;
  };
  const pass = async (minutes: number): Promise<string> =>
    String((await (await as('admin-1')).ask('advanceClock', { minutes })).now).slice(0, 10);
  const designer = await as('designer-1');
  await designer.ask('createWorkflowDefinition', { definition: TRAVEL });
  const from = await pass(1);
  let to = from;
  for (let claim = 1; claim <= CLAIMS; claim++) {
    if (claim === CLAIMS / 2 + 1)
      await designer.ask('createWorkflowDefinition', { definition: { ...TRAVEL, version: '1.1.0' } });
    const start = { workflowId: TRAVEL.id, data: { trip: `Trip ${claim}` } };
    const { instanceId } = await (await as('requester-1')).ask('startWorkflow', start);
    const decide = async (userId: string, operation: string, stepId: string, more: object = {}) => {
      await pass((1 + (claim % 3)) * HOUR_MIN);
      await (await as(userId)).ask(operation, { instanceId, stepId, ...more });
    };
    await decide('asm-1', 'addComment', 'check', { text: 'Looking at it' });
    await decide('asm-1', 'approveStep', 'check');
    if (claim % 4 === 0) {
      await decide('cro-1', 'rejectStep', 'decide', { reason: 'A receipt is missing' });
      await decide('asm-1', 'approveStep', 'check');
    }
    if (claim === 5) await decide('cro-1', 'reassignTask', 'decide', { to: 'cro-3', reason: 'Knows the trip' });
    await decide(claim === 5 ? 'cro-3' : 'cro-1', 'approveStep', 'decide');
    if (claim === 6) await pass(4 * DAY_MIN);
    await decide('bdo-1', 'completeStep', 'pay');
    to = await pass(DAY_MIN);
  }
  return { from, to };
}
