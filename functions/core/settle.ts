// Everything that needs no outside word happens at once: skips, starts, joins, ends, the plan of compensation.
import { holds } from './conditions/evaluate.ts';
import type { Context } from './context.ts';
import { planOf, stepOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { StepDefinition } from './definition/steps.ts';
import type { Event } from './events.ts';
import { type Compensation, type EndedStep, type Instance, isEnded, isOpen, type Outcome } from './instance.ts';
import { kindOf } from './kinds/index.ts';
import { scopeOfWork, type Work } from './kinds/kind.ts';
import { useOf } from './kinds/system.ts';

/** The next events that follow by themselves; empty when the instance rests. */
export function settle(definition: WorkflowDefinition, instance: Instance, context: Context): readonly Event[] {
  const overtaken = overtakenIncidents(instance);
  if (overtaken.length > 0) return overtaken;
  if (instance.status === 'running') {
    const ended = endOfWorkflow(definition, instance);
    if (ended !== null) return [ended];
    const ready = nextReady(definition, instance);
    return ready === null ? [] : begin({ definition, instance, context, ...ready });
  }
  return planCompensation(definition, instance);
}

/** That nobody can decide a step is no trouble any more once the step has ended. */
const overtakenIncidents = ({ incidents, steps }: Instance): readonly Event[] =>
  Object.entries(incidents)
    .filter(
      ([, { kind, resolvedAt, stepId = '' }]) =>
        kind === 'nobody_can_decide' && resolvedAt === undefined && !isOpen(steps[stepId]),
    )
    .map(([incidentId]) => ({
      action: 'incident_resolved',
      data: { incidentId, resolution: 'the step has ended' },
    }));

interface Ready {
  readonly step: StepDefinition;
  readonly attempt: number;
}

/** A set of distinct ids, each completed or skipped: no counter can be one off. */
function nextReady(definition: WorkflowDefinition, { steps }: Instance): Ready | null {
  const isOver = (id: string): boolean => steps[id]?.state === 'completed' || steps[id]?.state === 'skipped';
  for (const { definition: step, dependencies } of planOf(definition).steps) {
    const pending = steps[step.id];
    if (pending?.state === 'pending' && dependencies.every(isOver)) return { step, attempt: pending.attempt + 1 };
  }
  return null;
}

function begin(work: Work): readonly Event[] {
  const { step, attempt } = work;
  if (holds(step.conditions, scopeOfWork(work))) return kindOf(step).activate(work);
  return [{ action: 'step_skipped', stepId: step.id, data: { attempt, outcome: 'conditions_not_met', reason: null } }];
}

const endedSteps = (instance: Instance): readonly (readonly [string, EndedStep])[] =>
  Object.entries(instance.steps).filter((entry): entry is [string, EndedStep] => isEnded(entry[1]));

function endOfWorkflow(definition: WorkflowDefinition, instance: Instance): Event | null {
  for (const [id, ended] of endedSteps(instance)) {
    const step = stepOf(definition, id);
    const name = step.name ?? id;
    const verdict = kindOf(step).verdict(step, ended);
    if (verdict === 'fail_workflow')
      return { action: 'workflow_failed', data: { reason: `"${name}" failed: ${ended.error}` } };
    if (verdict === 'reject_workflow')
      return { action: 'workflow_completed', data: { outcome: 'rejected', reason: rejectionReason(ended, name) } };
  }
  if (endedSteps(instance).length < planOf(definition).steps.length) return null;
  return { action: 'workflow_completed', data: { outcome: finalOutcome(definition, instance), reason: null } };
}

/** A rejection without a vote is the deadline's. */
const rejectionReason = (ended: EndedStep, name: string): string =>
  Object.values(ended.votes).find((vote) => vote.decision === 'rejected')?.notes ??
  `"${name}" was rejected: nobody decided in time`;

/** The decision taken last is the workflow's; without any, it went through. */
function finalOutcome(definition: WorkflowDefinition, instance: Instance): Outcome {
  const decisions = endedSteps(instance)
    .filter(([id, step]) => step.state === 'completed' && kindOf(stepOf(definition, id)).decides)
    .sort(([, a], [, b]) => b.ended - a.ended);
  return decisions[0]?.[1].outcome === 'rejected' ? 'rejected' : 'approved';
}

/**
 * A workflow that ended badly undoes its completed steps, last one first. Of a system step that was under way when it
 * was cut off nobody knows whether it took effect, so it is undone too: handlers tolerate undoing what never happened.
 */
function planCompensation(definition: WorkflowDefinition, instance: Instance): readonly Event[] {
  const endedBadly =
    instance.status === 'cancelled' ||
    instance.status === 'failed' ||
    (instance.status === 'completed' && instance.outcome !== 'approved');
  if (!endedBadly) return [];
  const items = endedSteps(instance)
    .filter(([, step]) => step.compensated === undefined && step.startedAt !== null && step.state !== 'failed')
    .sort(([, a], [, b]) => b.ended - a.ended)
    .flatMap(([id, { attempt }]) => compensationOf(definition, id, attempt));
  return items.length === 0 ? [] : [{ action: 'compensation_planned', data: { items } }];
}

function compensationOf(definition: WorkflowDefinition, stepId: string, attempt: number): readonly Compensation[] {
  const step = stepOf(definition, stepId);
  const actions = kindOf(step).undoing(step);
  return actions.map((action, index) => ({ stepId, attempt, index, ...useOf(action) })).reverse();
}
