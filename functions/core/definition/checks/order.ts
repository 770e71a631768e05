// The order of steps: ids, dependencies, cycles.
import { PARALLEL_MAX } from '../../limits.ts';
import { type Finding, problem } from '../finding.ts';
import { planOf } from '../plan.ts';
import type { WorkflowDefinition } from '../schema.ts';

export function checkOrder(definition: WorkflowDefinition): readonly Finding[] {
  const findings = [...duplicates(definition), ...missing(definition), ...tooParallel(definition)];
  return findings.length > 0 ? findings : cycles(definition);
}

function duplicates({ steps }: WorkflowDefinition): readonly Finding[] {
  return steps.flatMap(({ id }, i) =>
    steps.findIndex((step) => step.id === id) < i
      ? [problem('INVALID_DEFINITION', `/steps/${i}/id`, `Two steps have the id "${id}".`)]
      : [],
  );
}

function missing({ steps }: WorkflowDefinition): readonly Finding[] {
  const ids = new Set(steps.map(({ id }) => id));
  return steps.flatMap(({ dependencies = [] }, i) =>
    dependencies.flatMap((id, d) =>
      ids.has(id)
        ? []
        : [
            problem(
              'INVALID_STEP_DEPENDENCY',
              `/steps/${i}/dependencies/${d}`,
              `There is no step "${id}" to wait for.`,
            ),
          ],
    ),
  );
}

function tooParallel({ steps }: WorkflowDefinition): readonly Finding[] {
  let width = 1;
  for (const [i, step] of steps.entries()) {
    width = step.parallel === true && i > 0 ? width + 1 : 1;
    if (width > PARALLEL_MAX)
      return [problem('LIMIT_EXCEEDED', `/steps/${i}/parallel`, `More than ${PARALLEL_MAX} steps in parallel.`)];
  }
  return [];
}

/** Steps are taken away as their dependencies are gone; what is left waits for itself. */
function cycles(definition: WorkflowDefinition): readonly Finding[] {
  let left = planOf(definition).steps;
  for (;;) {
    const ids = new Set(left.map((step) => step.definition.id));
    const waiting = left.filter((step) => step.dependencies.some((id) => ids.has(id)));
    if (waiting.length === left.length) break;
    left = waiting;
  }
  const [first] = left;
  if (first === undefined) return [];
  const names = left.map((step) => step.definition.id).join(', ');
  return [
    problem('CIRCULAR_DEPENDENCY', `/steps/${first.index}/dependencies`, `These steps wait for each other: ${names}.`),
  ];
}
