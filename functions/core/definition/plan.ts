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
 * and the next step that is neither parallel nor names dependencies waits for the whole group.
 */
function createPlan(definitions: readonly StepDefinition[]): Plan {
  const steps: PlannedStep[] = [];
  let group: string[] = [];
  let groupStart: readonly string[] = [];
  for (const [index, definition] of definitions.entries()) {
    const together = definition.parallel === true && index > 0;
    const dependencies = definition.dependencies ?? (together ? groupStart : group);
    if (together) group = [...group, definition.id];
    else {
      group = [definition.id];
      groupStart = dependencies;
    }
    steps.push({ definition, index, dependencies });
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
