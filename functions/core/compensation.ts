// What has to be undone, and in which order.
import { stepOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import { type Compensation, type Instance, isEnded, isOpen, type StepInstance } from './instance.ts';
import { kindOf } from './kinds/index.ts';
import { useOf } from './kinds/use.ts';

/**
 * The compensations of these steps, or of all that have ended, last one first. Of a system step that was under way when
 * it was cut off, or that failed without a clear no, nobody knows whether it took effect, so it is undone too: handlers
 * tolerate undoing what never happened. What goes on while the workflow has failed is undone when it has ended.
 */
export function compensationsOf(
  definition: WorkflowDefinition,
  instance: Instance,
  among: ReadonlySet<string> | null = null,
): readonly Compensation[] {
  return Object.entries(instance.steps)
    .filter(([id, step]) => (among === null ? isEnded(step) : among.has(id)) && mayHaveTakenEffect(step))
    .sort(([, a], [, b]) => endOf(b) - endOf(a))
    .flatMap(([id, { attempt }]) => compensationOf(definition, id, attempt));
}

function mayHaveTakenEffect(step: StepInstance): boolean {
  if (!isEnded(step)) return isOpen(step);
  if (step.compensated === true || step.startedAt === null) return false;
  return step.state !== 'failed' || step.isUncertain === true;
}

/** Where the step stands in the order of ending; what is still open comes after all. */
const endOf = (step: StepInstance): number => (isEnded(step) ? step.ended : Number.POSITIVE_INFINITY);

function compensationOf(definition: WorkflowDefinition, stepId: string, attempt: number): readonly Compensation[] {
  const step = stepOf(definition, stepId);
  const actions = kindOf(step).undoing(step);
  return actions.map((action, index) => ({ stepId, attempt, index, ...useOf(action) })).reverse();
}
