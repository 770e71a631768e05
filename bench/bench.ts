// What the embedded engine does in a second, durably: start → two approvals → done; and how fast a status is.
// Figures of one run on one machine: compare ratios within a run, never seconds between machines.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WorkflowEngine } from '../functions/engine/engine.ts';
import { access, as, PEOPLE, person, render } from '../functions/engine/testing/harness.ts';
import { realClock } from '../functions/platform/embedded/clock.ts';
import { silentLog } from '../functions/platform/embedded/log.ts';
import { openEmbeddedPlatform } from '../functions/platform/embedded/platform.ts';

const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '1000' },
    deciders: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
  },
});
const INSTANCES = Number(values.instances);
const DECIDERS = Number(values.deciders);
const STATUS_EVERY = 2;

const deciders = Array.from({ length: DECIDERS }, (_, i) => `decider-${i}`);
const DEFINITION = {
  id: 'two-approvals',
  name: 'Two approvals',
  version: '1.0.0',
  status: 'active',
  roles: ['decider'],
  steps: [
    { id: 'first', type: 'approval', assignedTo: 'role:decider', timeout: '2 days' },
    {
      id: 'second',
      type: 'approval',
      assignedTo: 'role:decider',
      timeout: '2 days',
      distinctFrom: ['requester', 'first'],
    },
  ],
};

interface Task {
  readonly instanceId: string;
  readonly stepId: string;
}
type Step = { readonly stepId: string; readonly assignees: readonly string[] };

const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
const platform = openEmbeddedPlatform({ file: join(folder, 'bench.sqlite'), clock: realClock(), log: silentLog() });
const engine = new WorkflowEngine(platform, { access, actions: {}, render, checkTemplate: () => null });
platform.onEffects((message) => engine.performEffects(message));
platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
platform.start();

const lap = async <T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> => {
  const began = performance.now();
  const value = await work();
  return { seconds: (performance.now() - began) / 1_000, value };
};
const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

const tasks = new Map<string, Task[]>(deciders.map((id) => [id, []]));
const statusMs: number[] = [];

async function openStepOf(instanceId: string): Promise<Step | undefined> {
  const { openSteps } = (await engine.getWorkflowStatus(as('ann'), { instanceId })) as unknown as {
    openSteps: readonly Step[];
  };
  return openSteps[0];
}

async function startAll(): Promise<void> {
  const numbers = Array.from({ length: INSTANCES }, (_, i) => i);
  const worker = async (): Promise<void> => {
    for (let i = numbers.pop(); i !== undefined; i = numbers.pop()) {
      const { instanceId } = await engine.startWorkflow(as('rita'), {
        workflowId: 'two-approvals',
        data: { order: i, amount: i * 10 },
      });
      await handOn(String(instanceId));
    }
  };
  await Promise.all(deciders.map(worker));
}

/** Puts the open step on its assignee's desk; the status query that finds it is the one that is timed. */
async function handOn(instanceId: string): Promise<void> {
  const began = performance.now();
  const step = await openStepOf(instanceId);
  statusMs.push(performance.now() - began);
  if (step !== undefined) tasks.get(step.assignees[0] ?? '')?.push({ instanceId, stepId: step.stepId });
}

/** Every decider works off their desk until all desks are empty; in between they ask for a status. */
async function decideAll(): Promise<void> {
  let left = INSTANCES * 2;
  const worker = async (id: string): Promise<void> => {
    for (let decided = 0; left > 0; ) {
      const task = tasks.get(id)?.shift();
      if (task === undefined) {
        await new Promise<void>((resolve) => setTimeout(resolve, 1));
        continue;
      }
      await engine.approveStep(as(id), task);
      left -= 1;
      decided += 1;
      if (task.stepId === 'first' || decided % STATUS_EVERY === 0) await handOn(task.instanceId);
    }
  };
  await Promise.all(deciders.map(worker));
}

try {
  for (const user of [...PEOPLE, ...deciders.map((id) => person(id, ['decider']))])
    await platform.directory.upsert(user);
  await engine.createWorkflowDefinition(as('des'), { definition: DEFINITION });
  const before = platform.counters();
  const starting = await lap(startAll);
  statusMs.length = 0;
  const deciding = await lap(decideAll);
  await platform.idle();
  const after = platform.counters();
  const { instances: unfinished } = await platform.instances.list({ status: 'running', pageSize: 1 });
  if (unfinished.length > 0) throw new Error('an instance did not end');
  const sorted = statusMs.toSorted((a, b) => a - b);
  const seconds = starting.seconds + deciding.seconds;
  const fsyncs = after.transactions - before.transactions;
  const figures = {
    instances: INSTANCES,
    deciders: DECIDERS,
    startsPerSecond: Math.round(INSTANCES / starting.seconds),
    decisionsPerSecond: Math.round((INSTANCES * 2) / deciding.seconds),
    instancesPerSecond: Math.round(INSTANCES / seconds),
    statusP50Ms: Number(percentile(sorted, 0.5).toFixed(2)),
    statusP95Ms: Number(percentile(sorted, 0.95).toFixed(2)),
    statusP99Ms: Number(percentile(sorted, 0.99).toFixed(2)),
    writes: after.writes - before.writes,
    fsyncs,
    writesPerFsync: Number(((after.writes - before.writes) / fsyncs).toFixed(1)),
  };
  if (values.json) console.log(JSON.stringify(figures));
  else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(20)} ${value}`);
} finally {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
}
