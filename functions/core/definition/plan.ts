// The order of the steps: what each waits for, worked out once per definition.
import type { WorkflowDefinition } from './schema.ts';
import type { StepDefinition } from './steps.ts';

export interface PlannedStep {
  readonly definition: StepDefinition;
  readonly index: number;
  readonly dependencies: readonly string[];
}
export interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly byId: ReadonlyMap<string, PlannedStep>;
}

const plans = new WeakMap<WorkflowDefinition, Plan>();

export function planOf(definition: WorkflowDefinition): Plan {
  const known = plans.get(definition);
  if (known !== undefined) return known;
  const plan = createPlan(definition.steps);
  plans.set(definition, plan);
  return plan;
}

/**
 * Without `dependencies` a step waits for the one before it. A parallel step starts together with the step before it,
 * and the next step that is neither parallel nor names dependencies waits for the whole group, also where steps that
 * name their own dependencies stand between.
 */
function createPlan(definitions: readonly StepDefinition[]): Plan {
  const steps: PlannedStep[] = [];
  /** Parallel groups that no step has waited for yet. */
  let unjoined: readonly string[] = [];
  /** The newest step and those that started together with it. */
  let group: readonly string[] = [];
  for (const [index, definition] of definitions.entries()) {
    const together = definition.parallel === true && index > 0;
    const before = together ? (steps[index - 1] as PlannedStep).dependencies : [...unjoined, ...group];
    if (!together) {
      unjoined = definition.dependencies === undefined ? [] : [...unjoined, ...(group.length > 1 ? group : [])];
      group = [];
    }
    group = [...group, definition.id];
    steps.push({ definition, index, dependencies: definition.dependencies ?? before });
  }
  return { steps, byId: new Map(steps.map((step) => [step.definition.id, step])) };
}

/** The step's definition. A pinned definition has every step of its instances. */
export function stepOf(definition: WorkflowDefinition, stepId: string): StepDefinition {
  const planned = planOf(definition).byId.get(stepId);
  if (planned === undefined) throw new Error(`definition ${definition.id} ${definition.version} has no step ${stepId}`);
  return planned.definition;
}

/** Ids of all steps that wait, directly or through others, for `stepId`. */
export function descendantsOf(definition: WorkflowDefinition, stepId: string): ReadonlySet<string> {
  const found = new Set<string>();
  let grew = true;
  while (grew) {
    grew = false;
    for (const { definition: step, dependencies } of planOf(definition).steps) {
      if (found.has(step.id) || !dependencies.some((id) => id === stepId || found.has(id))) continue;
      found.add(step.id);
      grew = true;
    }
  }
  return found;
}
