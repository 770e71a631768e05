// What the benches measure: many instances of two approvals each, decided by people who work off their desks.
import type { WorkflowEngine } from '../functions/engine/engine.ts';
import { as } from '../functions/engine/testing/harness.ts';

export const DEFINITION = {
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

export interface Step {
  readonly stepId: string;
  readonly assignees: readonly string[];
}
interface Task {
  readonly instanceId: string;
  readonly stepId: string;
}

export interface Play {
  readonly engine: WorkflowEngine;
  readonly instances: number;
  readonly deciders: readonly string[];
  /** The step that is open now, and thereby whose desk the instance goes to. */
  readonly openStepOf: (instanceId: string) => Promise<Step | undefined>;
  /** Called between the starts and the decisions. */
  readonly started?: () => void;
}

const STATUS_EVERY = 2;

/** Starts all, then decides all; answers the seconds that each took. */
export async function play({ engine, instances, deciders, openStepOf, started }: Play) {
  const desks = new Map<string, Task[]>(deciders.map((id) => [id, []]));
  let put = (decider: string, task: Task): void => void desks.get(decider)?.push(task);
  const handOn = async (instanceId: string): Promise<void> => {
    const step = await openStepOf(instanceId);
    if (step !== undefined) put(step.assignees[0] ?? '', { instanceId, stepId: step.stepId });
  };
  const starting = await secondsOf(async () => {
    const numbers = Array.from({ length: instances }, (_, i) => i);
    const worker = async (): Promise<void> => {
      for (let i = numbers.pop(); i !== undefined; i = numbers.pop()) {
        const data = { order: i, amount: i * 10 };
        const { instanceId } = await engine.startWorkflow(as('rita'), { workflowId: DEFINITION.id, data });
        await handOn(String(instanceId));
      }
    };
    await Promise.all(deciders.map(worker));
  });
  started?.();
  const deciding = await secondsOf(async () => {
    let left = instances * 2;
    let decided = 0;
    const decide = async (id: string, task: Task): Promise<void> => {
      await engine.approveStep(as(id), task);
      left -= 1;
      decided += 1;
      if (task.stepId === 'first' || decided % STATUS_EVERY === 0) await handOn(task.instanceId);
    };
    // Everybody decides one after the other, all of them at once.
    const lanes = new Map(deciders.map((id) => [id, Promise.resolve()]));
    put = (id, task) =>
      lanes.set(
        id,
        (lanes.get(id) ?? Promise.resolve()).then(() => decide(id, task)),
      );
    for (const [id, tasks] of desks) for (const task of tasks) put(id, task);
    while (left > 0) await Promise.all(lanes.values());
  });
  return { starting, deciding };
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** Of the times given, in any order. */
export function percentileOf(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2));
}
