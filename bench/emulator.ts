// What the engine does in a second on Firestore's emulator: start → two approvals → done; and how fast a status is.
// The emulator shares the machine and gets faster as it warms up: the median of several runs, and the best one.
import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openFor } from '../functions/core/document.ts';
import { type Instance, isOpen } from '../functions/core/instance.ts';
import { WorkflowEngine } from '../functions/engine/engine.ts';
import { access, as, PEOPLE, person, render } from '../functions/engine/testing/harness.ts';
import { openFirestore } from '../functions/platform/google/firestore-client.ts';
import type { InstanceStore } from '../functions/platform/platform.ts';
import { openFirestorePlatform } from '../tests/emulators/firestore-platform.ts';
import { DEFINITION, percentileOf, play, type Step } from './two-approvals.ts';

const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '1000' },
    deciders: { type: 'string', default: '50' },
    runs: { type: 'string', default: '3' },
    warmups: { type: 'string', default: '2' },
    /** Messages are delivered and recorded in this process, too; a deployment does that in another one. */
    deliver: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const INSTANCES = Number(values.instances);
const STATUS_EVERY_MS = 20;
const deciders = Array.from({ length: Number(values.deciders) }, (_, i) => `decider-${i}`);

/** Notes what each commit left open: people hear of their task by a message, and ask nothing for it. */
function noting(instances: InstanceStore, open: Map<string, Step | undefined>): InstanceStore {
  return {
    ...instances,
    commit: async (commit) => {
      const done = await instances.commit(commit);
      if (done === 'committed') open.set(commit.instanceId, openStepIn(commit.document.instance));
      return done;
    },
  };
}

function openStepIn(instance: Instance): Step | undefined {
  const found = Object.entries(instance.steps).find(([, step]) => isOpen(step));
  return found === undefined ? undefined : { stepId: found[0], assignees: openFor(instance) };
}

async function run() {
  const firestore = openFirestore({ projectId: `demo-${randomUUID()}` });
  const platform = openFirestorePlatform(firestore);
  const open = new Map<string, Step | undefined>();
  const engine = new WorkflowEngine(
    { ...platform, instances: noting(platform.instances, open) },
    { access, actions: {}, render, checkTemplate: () => null },
  );
  platform.onEffects(async (message) => (values.deliver ? engine.performEffects(message) : undefined));
  platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
  platform.start();
  const statusMs: number[] = [];
  const asking = setInterval(() => {
    const ids = [...open.keys()];
    const instanceId = ids[Math.floor(Math.random() * ids.length)];
    if (instanceId === undefined) return;
    const began = performance.now();
    void engine.getWorkflowStatus(as('ann'), { instanceId }).then(() => statusMs.push(performance.now() - began));
  }, STATUS_EVERY_MS);
  try {
    for (const user of [...PEOPLE, ...deciders.map((id) => person(id, ['decider']))])
      await platform.directory.upsert(user);
    await engine.createWorkflowDefinition(as('des'), { definition: DEFINITION });
    // As in a deployment: open tasks are counted for everybody each minute, and this process has begun before.
    await engine.snapshotRouting();
    const { instanceId: first } = await engine.startWorkflow(as('rita'), { workflowId: DEFINITION.id, data: {} });
    await engine.cancelWorkflow(as('rita'), { instanceId: String(first), reason: 'warm-up' });
    open.clear();
    const cpu = process.cpuUsage();
    const openStepOf = async (instanceId: string): Promise<Step | undefined> => open.get(instanceId);
    const { starting, deciding } = await play({ engine, instances: INSTANCES, deciders, openStepOf });
    const { user, system } = process.cpuUsage(cpu);
    clearInterval(asking);
    await platform.idle();
    const { instances: unfinished } = await platform.instances.list({ status: 'running', pageSize: 1 });
    if (unfinished.length > 0) throw new Error('an instance did not end');
    return {
      instancesPerSecond: Math.round(INSTANCES / (starting + deciding)),
      startsPerSecond: Math.round(INSTANCES / starting),
      decisionsPerSecond: Math.round((INSTANCES * 2) / deciding),
      cpuMsPerInstance: Number(((user + system) / 1_000 / INSTANCES).toFixed(2)),
      statuses: statusMs.length,
      statusP50Ms: percentileOf(statusMs, 0.5),
      statusP95Ms: percentileOf(statusMs, 0.95),
      statusP99Ms: percentileOf(statusMs, 0.99),
    };
  } finally {
    clearInterval(asking);
    await platform.close();
  }
}

if (!process.env.FIRESTORE_EMULATOR_HOST)
  throw new Error('FIRESTORE_EMULATOR_HOST names no emulator: start one and set it to its host:port');
for (let warmup = 0; warmup < Number(values.warmups); warmup += 1) await run();
const runs: Awaited<ReturnType<typeof run>>[] = [];
for (let i = 0; i < Number(values.runs); i += 1) runs.push(await run());
const ranked = runs.toSorted((a, b) => b.instancesPerSecond - a.instancesPerSecond);
const figures = {
  instances: INSTANCES,
  deciders: deciders.length,
  messages: values.deliver ? 'delivered here' : 'published only',
  cores: availableParallelism(),
  loadOneMinute: Number((loadavg()[0] ?? 0).toFixed(1)),
  runs: runs.map(({ instancesPerSecond }) => instancesPerSecond),
  best: ranked[0],
  median: ranked[Math.floor(ranked.length / 2)],
};
console.log(values.json ? JSON.stringify(figures) : figures);
