// Everything that needs no outside word happens at once: skips, starts, joins, ends, the plan of compensation.
import { compensationsOf } from './compensation.ts';
import { holds } from './conditions/evaluate.ts';
import type { Context } from './context.ts';
import { type PlannedStep, planOf, stepOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import type { StepDefinition } from './definition/steps.ts';
import type { Event } from './events.ts';
import { type EndedStep, type Instance, isEnded, isOpen, type Outcome } from './instance.ts';
import { kindOf } from './kinds/index.ts';
import { type LoopBack, scopeOfWork, type Verdict, type Work } from './kinds/kind.ts';
import { settleWaits } from './kinds/waits.ts';
import { reopen, stepAndAllAfter } from './reopen.ts';

/** The next events that follow by themselves; empty when the instance rests. */
export function settle(definition: WorkflowDefinition, instance: Instance, context: Context): readonly Event[] {
  const overtaken = overtakenIncidents(instance);
  if (overtaken.length > 0) return overtaken;
  if (instance.status === 'running') {
    const ended = endOfWorkflow(definition, instance);
    if (ended.length > 0) return ended;
    // While the requester is asked to change the request, nothing new begins.
    if (instance.changesRequested !== null) return [];
    const waiting = settleWaits(definition, instance, context);
    if (waiting.length > 0) return waiting;
    // What runs again begins when its earlier attempt is undone.
    if (instance.compensations.length > 0) return [];
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

/**
 * Sets of distinct ids, each completed or skipped: no counter can be one off. What a step waits for must have come to
 * its own end in order, too: after a retry or a change, a step kept from before does not hide that one ahead of it runs
 * again.
 */
function nextReady(definition: WorkflowDefinition, { steps }: Instance): Ready | null {
  const { steps: planned, byId } = planOf(definition);
  const known = new Map<string, boolean>();
  function isOver(id: string): boolean {
    const asked = known.get(id);
    if (asked !== undefined) return asked;
    const state = steps[id]?.state;
    const over =
      (state === 'completed' || state === 'skipped') && (byId.get(id) as PlannedStep).dependencies.every(isOver);
    known.set(id, over);
    return over;
  }
  for (const { definition: step, dependencies } of planned) {
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

function endOfWorkflow(definition: WorkflowDefinition, instance: Instance): readonly Event[] {
  for (const [id, ended] of endedSteps(instance)) {
    const step = stepOf(definition, id);
    const verdict = kindOf(step).verdict(step, ended);
    if (typeof verdict === 'object') {
      const loop = loopBack(definition, instance, id, verdict);
      if (loop.length > 0) return loop;
    }
    const event = endBy(typeof verdict === 'object' ? verdict.otherwise : verdict, ended, step.name ?? id);
    if (event !== null) return [event];
  }
  if (instance.changesRequested !== null || endedSteps(instance).length < planOf(definition).steps.length) return [];
  return [{ action: 'workflow_completed', data: { outcome: finalOutcome(definition, instance), reason: null } }];
}

function endBy(verdict: Exclude<Verdict, LoopBack>, ended: EndedStep, name: string): Event | null {
  switch (verdict) {
    case 'go_on':
      return null;
    case 'fail_workflow':
      return { action: 'workflow_failed', data: { reason: `"${name}" failed: ${ended.error}` } };
    case 'reject_workflow':
      return { action: 'workflow_completed', data: { outcome: 'rejected', reason: rejectionReason(ended, name) } };
  }
}

/** Back to an earlier step, as often as the definition allows; that step and all after it run again. */
function loopBack(
  definition: WorkflowDefinition,
  instance: Instance,
  from: string,
  { goto, loopsMax }: LoopBack,
): readonly Event[] {
  const count = (instance.loops[from] ?? 0) + 1;
  if (count > loopsMax) return [];
  const stepIds = [...new Set([...stepAndAllAfter(definition, goto), from])];
  return [
    { action: 'workflow_looped', data: { from, to: goto, count, stepIds } },
    ...reopen(definition, instance, stepIds),
  ];
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

/** A workflow that ended badly undoes what its steps did. */
function planCompensation(definition: WorkflowDefinition, instance: Instance): readonly Event[] {
  const endedBadly =
    instance.status === 'cancelled' ||
    instance.status === 'failed' ||
    (instance.status === 'completed' && instance.outcome !== 'approved');
  const items = endedBadly ? compensationsOf(definition, instance) : [];
  return items.length === 0 ? [] : [{ action: 'compensation_planned', data: { items } }];
}
