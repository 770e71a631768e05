// Events of the workflow as a whole.
import type { EventOf } from '../events.ts';
import { type EndedStep, type Instance, isEnded, isOpen, type StepInstance } from '../instance.ts';
import type { Evolvers } from './evolve.ts';

export function started(event: EventOf<'workflow_started'>, at: number): Instance {
  const { instanceId, definition, data, startedBy, priority, tags, source, stepIds } = event.data;
  return {
    id: instanceId,
    definition,
    status: 'running',
    outcome: null,
    revision: 0,
    now: at,
    data,
    context: { startedBy, startedAt: at, priority, tags, source },
    endedAt: null,
    pausedAt: null,
    reason: null,
    steps: Object.fromEntries(stepIds.map((id) => [id, { state: 'pending', attempt: 0 }])),
    endedSteps: 0,
    effects: {},
    compensations: [],
    messages: {},
    incidents: {},
    comments: [],
    viewers: [startedBy],
  };
}

export const workflowEvolvers: Evolvers<
  | 'workflow_paused'
  | 'workflow_resumed'
  | 'workflow_cancelled'
  | 'workflow_completed'
  | 'workflow_failed'
  | 'workflow_retried'
> = {
  workflow_paused: (instance, event, at) => ({
    ...instance,
    status: 'paused',
    pausedAt: at,
    reason: event.data.reason,
  }),
  workflow_resumed: (instance, event) => ({
    ...instance,
    status: 'running',
    pausedAt: null,
    reason: null,
    steps: mapSteps(instance, (step) => postponed(step, event.data.pausedForMs)),
  }),
  workflow_cancelled: (instance, event, at) => ({
    ...closed(instance, at),
    status: 'cancelled',
    pausedAt: null,
    endedAt: at,
    reason: event.data.reason,
  }),
  workflow_completed: (instance, event, at) => ({
    ...closed(instance, at),
    status: 'completed',
    outcome: event.data.outcome,
    endedAt: at,
    reason: event.data.reason,
  }),
  workflow_failed: (instance, event, at) => ({ ...instance, status: 'failed', endedAt: at, reason: event.data.reason }),
  workflow_retried: (instance, _event, at) => ({
    ...instance,
    status: 'running',
    endedAt: null,
    reason: null,
    // Nobody could decide meanwhile.
    steps: mapSteps(instance, (step) => postponed(step, at - (instance.endedAt ?? at))),
  }),
};

const mapSteps = (instance: Instance, change: (step: StepInstance) => StepInstance): Instance['steps'] =>
  Object.fromEntries(Object.entries(instance.steps).map(([id, step]) => [id, change(step)]));

/** Deadlines keep the time that remained when the workflow came to rest. */
function postponed(step: StepInstance, ms: number): StepInstance {
  if (!isOpen(step)) return step;
  return {
    ...step,
    dueAt: step.dueAt === null ? null : step.dueAt + ms,
    deadline: step.deadline === null ? null : { ...step.deadline, at: step.deadline.at + ms },
    reassignAt: step.reassignAt === null ? null : step.reassignAt + ms,
  };
}

/** Nothing more happens: what was open or waiting is skipped, and its actions are not begun any more. */
function closed(instance: Instance, at: number): Instance {
  let ended = instance.endedSteps;
  const steps = mapSteps(instance, (step): StepInstance => {
    if (isEnded(step)) return step;
    ended += 1;
    const skipped: EndedStep = {
      state: 'skipped',
      attempt: step.attempt,
      startedAt: isOpen(step) ? step.startedAt : null,
      endedAt: at,
      level: isOpen(step) ? step.level : 0,
      assignees: isOpen(step) ? step.assignees : [],
      votes: isOpen(step) ? step.votes : {},
      outcome: 'workflow_ended',
      output: isOpen(step) ? step.output : {},
      ended,
    };
    return skipped;
  });
  const effects = Object.fromEntries(
    Object.entries(instance.effects).filter(([, { effect }]) => effect.kind !== 'action'),
  );
  return { ...instance, steps, endedSteps: ended, effects };
}
