// Events of the workflow as a whole.
import type { EventOf, Moments, Rest } from '../events.ts';
import { type EndedStep, type Instance, isEnded, isOpen, type SlaStage, type StepInstance } from '../instance.ts';
import type { Evolvers } from './evolve.ts';
import { withoutActions } from './steps.ts';

export function started(event: EventOf<'workflow_started'>, at: number): Instance {
  const { instanceId, definition, data, startedBy, priority, tags, source, stepIds, parent, depth, record } =
    event.data;
  return {
    id: instanceId,
    definition,
    status: event.data.draft ? 'draft' : 'running',
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
    parent,
    depth,
    record,
    children: [],
    changesRequested: null,
    changes: [],
    loops: {},
    pauses: [],
    sla: null,
    signals: {},
    viewers: [startedBy],
  };
}

export const workflowEvolvers: Evolvers<
  | 'workflow_submitted'
  | 'workflow_data_changed'
  | 'workflow_resubmitted'
  | 'workflow_looped'
  | 'signal_received'
  | 'signal_consumed'
  | 'sla_started'
  | 'sla_warned'
  | 'sla_escalated'
  | 'sla_breached'
  | 'workflow_paused'
  | 'workflow_resumed'
  | 'workflow_cancelled'
  | 'workflow_completed'
  | 'workflow_failed'
  | 'workflow_retried'
> = {
  workflow_submitted: (instance) => ({ ...instance, status: 'running' }),
  workflow_data_changed: (instance, { data }) => ({ ...instance, data: data.data, changes: data.changes }),
  workflow_resubmitted: (instance) => ({ ...instance, changesRequested: null }),
  workflow_looped: (instance, { data }) => ({ ...instance, loops: { ...instance.loops, [data.from]: data.count } }),
  signal_received: (instance, { data }) => ({
    ...instance,
    signals: { ...instance.signals, [data.name]: data.payload },
  }),
  signal_consumed: (instance, { data }) => {
    const { [data.name]: _consumed, ...signals } = instance.signals;
    return { ...instance, signals };
  },
  workflow_paused: (instance, event, at) => ({
    ...instance,
    status: 'paused',
    pausedAt: at,
    reason: event.data.reason,
  }),
  workflow_resumed: (instance, { data }) => ({
    ...rested(instance, data.rest),
    status: 'running',
    pausedAt: null,
    reason: null,
  }),
  sla_started: (instance, { data }) => ({ ...instance, sla: { ...data, reached: [] } }),
  sla_warned: (instance) => reached(instance, 'warned'),
  sla_escalated: (instance) => reached(instance, 'escalated'),
  sla_breached: (instance) => reached(instance, 'breached'),
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
  // Nobody could decide meanwhile.
  workflow_retried: (instance, { data }) => ({
    ...rested(instance, data.rest),
    status: 'running',
    endedAt: null,
    reason: null,
  }),
};

const mapSteps = (instance: Instance, change: (step: StepInstance, id: string) => StepInstance): Instance['steps'] =>
  Object.fromEntries(Object.entries(instance.steps).map(([id, step]) => [id, change(step, id)]));

const reached = (instance: Instance, stage: SlaStage): Instance =>
  instance.sla === null
    ? instance
    : { ...instance, sla: { ...instance.sla, reached: [...instance.sla.reached, stage] } };

/** Deadlines keep the time that remained when the rest began. */
const rested = (instance: Instance, { from, to, deadlines, sla }: Rest): Instance => ({
  ...instance,
  pauses: [...instance.pauses, { from, to }],
  sla: instance.sla === null || sla === null ? instance.sla : { ...instance.sla, at: sla },
  steps: mapSteps(instance, (step, id) => resumed(step, deadlines[id], to - from)),
});

function resumed(step: StepInstance, moments: Moments | undefined, ms: number): StepInstance {
  if (!isOpen(step) || moments === undefined) return step;
  const { reassignAt, wait } = step;
  return {
    ...step,
    dueAt: moments.dueAt,
    deadline: moments.deadline,
    reassignAt: reassignAt === null ? null : reassignAt + ms,
    wait: wait?.kind === 'time' && moments.waitAt !== null ? { ...wait, at: moments.waitAt } : wait,
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
  return { ...instance, steps, endedSteps: ended, ...withoutActions(instance, () => true) };
}
