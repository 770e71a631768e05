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
import { DEFINITION, percentileOf, play, type Step } from './two-approvals.ts';

const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '1000' },
    deciders: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
  },
});
const INSTANCES = Number(values.instances);
const DECIDERS = Number(values.deciders);
const deciders = Array.from({ length: DECIDERS }, (_, i) => `decider-${i}`);

const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
const platform = openEmbeddedPlatform({ file: join(folder, 'bench.sqlite'), clock: realClock(), log: silentLog() });
const engine = new WorkflowEngine(platform, { access, actions: {}, render, checkTemplate: () => null });
platform.onEffects((message) => engine.performEffects(message));
platform.onTimer((instanceId, timer) => engine.timerFired(instanceId, timer));
platform.start();

const statusMs: number[] = [];

/** The status query that finds whose turn it is; it is the one that is timed. */
async function openStepOf(instanceId: string): Promise<Step | undefined> {
  const began = performance.now();
  const { openSteps } = (await engine.getWorkflowStatus(as('ann'), { instanceId })) as unknown as {
    openSteps: readonly Step[];
  };
  statusMs.push(performance.now() - began);
  return openSteps[0];
}

try {
  for (const user of [...PEOPLE, ...deciders.map((id) => person(id, ['decider']))])
    await platform.directory.upsert(user);
  await engine.createWorkflowDefinition(as('des'), { definition: DEFINITION });
  const before = platform.counters();
  const started = (): void => {
    statusMs.length = 0;
  };
  const { starting, deciding } = await play({ engine, instances: INSTANCES, deciders, openStepOf, started });
  await platform.idle();
  const after = platform.counters();
  const { instances: unfinished } = await platform.instances.list({ status: 'running', pageSize: 1 });
  if (unfinished.length > 0) throw new Error('an instance did not end');
  const fsyncs = after.transactions - before.transactions;
  const figures = {
    instances: INSTANCES,
    deciders: DECIDERS,
    startsPerSecond: Math.round(INSTANCES / starting),
    decisionsPerSecond: Math.round((INSTANCES * 2) / deciding),
    instancesPerSecond: Math.round(INSTANCES / (starting + deciding)),
    statusP50Ms: percentileOf(statusMs, 0.5),
    statusP95Ms: percentileOf(statusMs, 0.95),
    statusP99Ms: percentileOf(statusMs, 0.99),
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
