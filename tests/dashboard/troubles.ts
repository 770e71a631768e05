// A server with a clock of its own on which something has gone wrong: steps that failed, tasks nobody has, deadlines that passed.
import { eventually } from '../http/process.ts';
import { openWorld, type World } from './world.ts';

const definition = (id: string, name: string, steps: readonly object[], more: object = {}) => ({
  id,
  name,
  version: '1.0.0',
  status: 'active',
  roles: ['asm', 'cro', 'bdo', 'admin'],
  data: { type: 'object', properties: { note: { type: 'string' }, pin: { type: 'string' } } },
  ...more,
  steps,
});

const DEFINITIONS = [
  definition(
    'pushing',
    'Dispute intake',
    [{ id: 'open', name: 'Open it', type: 'system', actions: ['disputes.open'] }],
    {
      sensitive: ['/pin'],
    },
  ),
  definition('orphaned', 'Orphaned check', [
    { id: 'check', name: 'Check', type: 'approval', assignedTo: 'user:nobody-1' },
  ]),
  definition('hourly', 'Site access', [
    { id: 'allow', name: 'Allow it', type: 'approval', assignedTo: 'user:cro-1', timeout: '1 hour' },
  ]),
];

export const HOUR_MIN = 60;

export interface Troubles extends World {
  /** Starts a request of one of the workflows and answers its id. */
  start(workflowId: 'pushing' | 'orphaned' | 'hourly', data?: object): Promise<string>;
  /** Starts and waits until it has an incident. */
  startToIncident(workflowId: 'pushing' | 'orphaned', data?: object): Promise<string>;
  advance(minutes: number): Promise<void>;
  /** The instance as an administrator sees it. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, and a wrong field fails the test.
  instance(instanceId: string): Promise<any>;
}

export async function openTroubles(): Promise<Troubles> {
  const world = await openWorld('--clock', 'virtual');
  const designer = await world.client('designer-1');
  for (const one of DEFINITIONS) await designer.ask('createWorkflowDefinition', { definition: one });
  const [requester, admin] = [await world.client('requester-1'), await world.client('admin-1')];
  const instance = (instanceId: string) => admin.ask('getWorkflowInstance', { instanceId });
  const start: Troubles['start'] = async (workflowId, data = {}) =>
    (await requester.ask('startWorkflow', { workflowId, data: { note: 'a sample', ...data } })).instanceId;
  return {
    ...world,
    start,
    startToIncident: async (workflowId, data) => {
      const instanceId = await start(workflowId, data);
      await eventually(async () => (await instance(instanceId)).incidents.length > 0);
      return instanceId;
    },
    advance: async (minutes) => {
      await admin.ask('advanceClock', { minutes });
    },
    instance,
  };
}
