// The order of steps as the simulation sees it: what each waits for, and that nothing begins early or idles.
import type { WorkflowDefinition } from '../functions/core/definition/schema.ts';
import type { Account } from './ledger.ts';

type Violate = (code: string, message: string) => void;

/** Worked out here once more, on purpose: the order of steps as the language reference says it. */
export function dependenciesOf(definition: WorkflowDefinition): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const { steps } = definition;
  for (const [i, step] of steps.entries()) {
    if (step.dependencies !== undefined) found.set(step.id, step.dependencies);
    else if (i === 0) found.set(step.id, []);
    else if (step.parallel === true) found.set(step.id, found.get((steps[i - 1] as { id: string }).id) ?? []);
    else {
      const group: string[] = [];
      for (let j = i - 1; j >= 0; j--) {
        const before = steps[j] as { id: string; parallel?: boolean | undefined };
        group.push(before.id);
        if (before.parallel !== true) break;
      }
      found.set(step.id, group);
    }
  }
  return found;
}

/** Whether a step has ended and all it waited for has, too: one kept from before hides none ahead of it that runs again. */
function isOver(account: Account, stepId: string, dependencies: ReadonlyMap<string, readonly string[]>): boolean {
  const phase = account.steps.get(stepId)?.phase;
  return (
    (phase === 'completed' || phase === 'skipped') &&
    (dependencies.get(stepId) ?? []).every((id) => isOver(account, id, dependencies))
  );
}

/** S4: a step begins when all it waits for has ended. */
export function requireDependencies(
  account: Account,
  stepId: string,
  dependencies: ReadonlyMap<string, readonly string[]>,
  violate: Violate,
): void {
  for (const id of dependencies.get(stepId) ?? [])
    if (!isOver(account, id, dependencies)) violate('S4', `${stepId} begins before ${id} has ended`);
}

/** S5: whatever could run, runs; `rests` while changes are asked for, or what was done before is being undone. */
export function requireNothingIdle(
  account: Account,
  dependencies: ReadonlyMap<string, readonly string[]>,
  rests: boolean,
  violate: Violate,
): void {
  if (account.status !== 'running' || rests) return;
  for (const [id, step] of account.steps)
    if (step.phase === 'pending' && (dependencies.get(id) ?? []).every((other) => isOver(account, other, dependencies)))
      violate('S5', `${id} could run and does not`);
}
