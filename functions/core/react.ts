// Effects that follow from an event: derived from the definition and the state alone, so a crash loses none.

import { stepOf } from './definition/plan.ts';
import type { WorkflowDefinition } from './definition/schema.ts';
import { compensationEffectId, type Effect, type Timer } from './effects.ts';
import type { Event } from './events.ts';
import { type Instance, isOpen, type PendingEffect } from './instance.ts';
import { kindOf } from './kinds/index.ts';
import { WAKE_GRACE_MS } from './limits.ts';
import { nextSlaMoment } from './sla.ts';

/** The effects that `event` asks for, given the instance after it. Effects already pending are not asked for again. */
export const react = (definition: WorkflowDefinition, instance: Instance, event: Event): readonly Effect[] => [
  ...following(definition, instance, event),
  ...writeBack(instance, event),
];

function following(definition: WorkflowDefinition, instance: Instance, event: Event): readonly Effect[] {
  switch (event.action) {
    case 'messages_queued':
      return event.data.messages;
    case 'step_started':
    case 'action_completed':
      return nextAction(definition, instance, event.stepId);
    case 'compensation_planned':
    case 'compensation_completed':
    case 'compensation_failed':
      return nextCompensation(instance);
    case 'workflow_completed':
      return [...tellParent(instance), ...(event.data.outcome === 'approved' ? [] : cancelChildren(instance))];
    case 'workflow_cancelled':
      return [...tellParent(instance), ...cancelChildren(instance)];
    default:
      return [];
  }
}

const OF_STATUS: ReadonlySet<Event['action']> = new Set([
  'workflow_started',
  'workflow_submitted',
  'workflow_paused',
  'workflow_resumed',
  'workflow_retried',
  'workflow_failed',
  'workflow_completed',
  'workflow_cancelled',
]);

/** The record that started the workflow shows how it stands. */
function writeBack({ record, revision }: Instance, { action }: Event): readonly Effect[] {
  if (record === null || record.field === null || !OF_STATUS.has(action)) return [];
  const { collection, id: recordId, field } = record;
  return [{ kind: 'write_back', id: `record:${revision}:${action}`, collection, recordId, field }];
}

function nextAction(definition: WorkflowDefinition, instance: Instance, stepId: string): readonly Effect[] {
  const open = instance.steps[stepId];
  if (!isOpen(open)) return [];
  const step = stepOf(definition, stepId);
  const effect = kindOf(step).pendingEffect(step, open);
  return effect === null ? [] : [effect];
}

function tellParent({ parent, status, outcome }: Instance): readonly Effect[] {
  if (parent === null || (status !== 'completed' && status !== 'cancelled')) return [];
  const { instanceId: parentId, stepId, attempt } = parent;
  return [{ kind: 'tell_parent', id: 'parent:told', parentId, stepId, attempt, status, outcome }];
}

/** Also those whose start is under way: whether they exist shows when they are cancelled. */
function cancelChildren({ children, reason }: Instance): readonly Effect[] {
  return children.map((startedBy) => ({
    kind: 'cancel_child',
    id: `${startedBy}:cancel`,
    startedBy,
    // What ends a workflow badly says why.
    reason: reason as string,
  }));
}

/** Compensations run one at a time, so that each finds what the ones after it left. */
function nextCompensation(instance: Instance): readonly Effect[] {
  const [next] = instance.compensations;
  if (next === undefined) return [];
  const id = compensationEffectId(next.stepId, next.attempt, next.index);
  return Object.hasOwn(instance.effects, id) ? [] : [{ kind: 'compensation', id, ...next }];
}

/** Whether the engine may perform effects of this instance now. Nothing starts while it rests. */
export const mayPerform = (instance: Instance): boolean => instance.status !== 'paused' && instance.status !== 'draft';

/** It waits for its moment: to be tried again, or for quiet hours to end. */
const isHeld = ({ effect, tries }: PendingEffect): boolean =>
  tries > 0 || (effect.kind === 'message' && effect.notBefore !== undefined);

/** The timers an instance needs: one for each open deadline, one for each effect that waits for its moment. */
export function timersOf(instance: Instance): readonly Timer[] {
  if (!mayPerform(instance)) return [];
  const retries = Object.values(instance.effects)
    .filter(isHeld)
    .map(({ effect, notBefore }): Timer => ({ kind: 'retry', effectId: effect.id, at: notBefore }));
  if (instance.status !== 'running') return retries;
  const deadlines = Object.entries(instance.steps).flatMap(([stepId, step]): readonly Timer[] => {
    if (!isOpen(step)) return [];
    const { attempt, deadline, wait } = step;
    return [
      ...(deadline === null ? [] : [{ kind: 'deadline', stepId, attempt, at: deadline.at } as const]),
      ...(wait?.kind === 'time' ? [{ kind: 'wait', stepId, attempt, at: wait.at } as const] : []),
    ];
  });
  const sla = nextSlaMoment(instance);
  return [...deadlines, ...(sla === null ? [] : [{ kind: 'sla', at: sla } as const]), ...retries];
}

/** When a sweep must look at the instance if every hint about it is lost; null when nothing is left for the engine. */
export function wakeAtOf(instance: Instance): number | null {
  if (!mayPerform(instance)) return null;
  const moments = [
    ...Object.values(instance.effects).map(({ notBefore }) => notBefore),
    ...timersOf(instance).map(({ at }) => at),
    ...Object.values(instance.messages).flatMap(({ watch }) => (watch === undefined ? [] : [watch.until])),
    ...(instance.status === 'running'
      ? Object.values(instance.steps).flatMap((step) =>
          isOpen(step) && step.reassignAt !== null ? [step.reassignAt] : [],
        )
      : []),
  ];
  return moments.length === 0 ? null : Math.min(...moments) + WAKE_GRACE_MS;
}
