// Events of single steps.
import type { ActionEffect } from '../effects.ts';
import {
  type Assignee,
  type EndedStep,
  type Instance,
  isOpen,
  type OpenStep,
  type StepInstance,
  type Vote,
} from '../instance.ts';
import { START_USE } from '../kinds/use.ts';
import type { Evolvers } from './evolve.ts';

type StepAction =
  | 'step_assigned'
  | 'step_started'
  | 'step_skipped'
  | 'step_approved'
  | 'step_rejected'
  | 'step_completed'
  | 'step_failed'
  | 'step_reassigned'
  | 'step_escalated'
  | 'step_reset'
  | 'changes_requested'
  | 'step_claimed'
  | 'step_released'
  | 'step_advanced'
  | 'wait_started';

export const stepEvolvers: Evolvers<StepAction> = {
  step_assigned: (instance, { stepId, data }, at) =>
    withViewers(setStep(instance, stepId, { ...opened(data.attempt, at), ...data, state: 'assigned' }), [
      ...data.assignees,
      ...data.pool,
    ]),
  step_started: (instance, { stepId, data }, at) =>
    setStep(instance, stepId, { ...opened(data.attempt, at), ...data, state: 'in_progress' }),
  step_skipped: (instance, { stepId, data }, at) => end(instance, stepId, at, { state: 'skipped', ...data }),
  step_approved: (instance, { stepId, data }, at) =>
    vote(instance, stepId, data.by, { decision: 'approved', at, ...voteFields(data) }),
  step_rejected: (instance, { stepId, data }, at) =>
    vote(instance, stepId, data.by, { decision: 'rejected', at, ...voteFields(data) }),
  step_completed: (instance, { stepId, data }, at) => {
    const { by, onBehalfOf, output } = data;
    const behalf = onBehalfOf === null ? {} : { onBehalfOf };
    const known = by !== null && openStep(instance, stepId)?.votes[by] !== undefined;
    const voted =
      by === null || known ? instance : vote(instance, stepId, by, { decision: 'completed', at, ...behalf });
    return end(voted, stepId, at, { state: 'completed', attempt: data.attempt, outcome: data.outcome, output });
  },
  step_failed: (instance, { stepId, data }, at) =>
    end(instance, stepId, at, {
      state: 'failed',
      attempt: data.attempt,
      outcome: 'failed',
      error: data.error,
      ...(data.isUncertain ? { isUncertain: true as const } : {}),
    }),
  step_reassigned: (instance, { stepId, data }) =>
    withViewers(change(instance, stepId, { assignees: data.assignees, reassignAt: data.reassignAt }), data.assignees),
  step_escalated: (instance, { stepId, data }) => {
    const { level, assignees, deadline, reassignAt } = data;
    return withViewers(
      change(instance, stepId, { state: 'escalated', level, assignees, deadline, reassignAt }),
      assignees,
    );
  },
  step_reset: (instance, { stepId, data }) => pending(instance, stepId, data.attempt),
  changes_requested: (instance, { stepId, data }, at) => {
    const { attempt, by, reason } = data;
    return withViewers({ ...pending(instance, stepId, attempt), changesRequested: { stepId, by, reason, at } }, [
      { user: by, via: '' },
    ]);
  },
  step_claimed: (instance, { stepId, data }) =>
    withViewers(
      change(instance, stepId, { ...claimedState(instance, stepId), assignees: data.assignees }),
      data.assignees,
    ),
  step_released: (instance, { stepId, data }) =>
    change(instance, stepId, {
      assignees: data.assignees,
      ...(openStep(instance, stepId)?.state === 'in_progress' ? { state: 'assigned' } : {}),
    }),
  step_advanced: (instance, { stepId, data }) => {
    const { assignees, queue, pool, reassignAt } = data;
    return withViewers(change(instance, stepId, { assignees, queue, pool, reassignAt }), assignees);
  },
  wait_started: (instance, { stepId, data }) => change(instance, stepId, { wait: data.wait }),
};

/** Back to the start: the next activation is a new attempt, and what the old one waited for is forgotten. */
const pending = (instance: Instance, stepId: string, attempt: number): Instance => ({
  ...setStep(instance, stepId, { state: 'pending', attempt }),
  ...withoutActions(instance, (effect) => effect.stepId === stepId),
});

/** Somebody works on a claimed task, unless its escalation says more. */
const claimedState = (instance: Instance, stepId: string): Partial<OpenStep> =>
  openStep(instance, stepId)?.state === 'assigned' ? { state: 'in_progress' } : {};

const setStep = (instance: Instance, stepId: string, step: StepInstance): Instance => ({
  ...instance,
  steps: { ...instance.steps, [stepId]: step },
});

const opened = (attempt: number, at: number): OpenStep => ({
  state: 'assigned',
  attempt,
  startedAt: at,
  level: 0,
  assignees: [],
  votes: {},
  dueAt: null,
  deadline: null,
  reassignAt: null,
  pool: [],
  queue: [],
  action: 0,
  wait: null,
  output: {},
});

/**
 * The effects without these actions. A workflow whose start was under way may exist: it counts as one of the children,
 * and is cancelled like those that do.
 */
export function withoutActions(
  { effects, children }: Instance,
  isGone: (effect: ActionEffect) => boolean,
): Pick<Instance, 'effects' | 'children'> {
  const kept = Object.entries(effects).filter(([, { effect }]) => effect.kind !== 'action' || !isGone(effect));
  const starting = Object.values(effects).flatMap(({ effect }) =>
    effect.kind === 'action' && effect.use === START_USE && isGone(effect) ? [effect.id] : [],
  );
  return { effects: Object.fromEntries(kept), children: [...children, ...starting] };
}

const openStep = (instance: Instance, stepId: string): OpenStep | null => {
  const step = instance.steps[stepId];
  return isOpen(step) ? step : null;
};

/** Changes an open step; one that is not open any more stays as it is. */
export function change(instance: Instance, stepId: string, fields: Partial<OpenStep>): Instance {
  const step = openStep(instance, stepId);
  return step === null ? instance : setStep(instance, stepId, { ...step, ...fields });
}

const voteFields = (data: {
  onBehalfOf: string | null;
  notes: string | null;
  output: Vote['output'];
}): Partial<Vote> => ({
  ...(data.onBehalfOf === null ? {} : { onBehalfOf: data.onBehalfOf }),
  ...(data.notes === null ? {} : { notes: data.notes }),
  ...(data.output === undefined || Object.keys(data.output).length === 0 ? {} : { output: data.output }),
});

function vote(instance: Instance, stepId: string, by: string, cast: Vote): Instance {
  const step = openStep(instance, stepId);
  const changed = change(instance, stepId, { votes: { ...step?.votes, [by]: cast } });
  return withViewers(changed, [{ user: by, via: '' }]);
}

/** Ends a step, open or still pending, and forgets the actions it waited for. */
function end(
  instance: Instance,
  stepId: string,
  at: number,
  result: Pick<EndedStep, 'state' | 'attempt' | 'outcome'> & {
    output?: EndedStep['output'];
    error?: string;
    isUncertain?: true;
    reason?: string | null;
  },
): Instance {
  const open = openStep(instance, stepId);
  const ended = instance.endedSteps + 1;
  const step: EndedStep = {
    state: result.state,
    attempt: result.attempt,
    startedAt: open?.startedAt ?? null,
    endedAt: at,
    level: open?.level ?? 0,
    assignees: open?.assignees ?? [],
    votes: open?.votes ?? {},
    outcome: result.outcome,
    output: result.output ?? open?.output ?? {},
    ended,
    ...(result.error === undefined ? {} : { error: result.error }),
    ...(result.isUncertain === true ? { isUncertain: true } : {}),
  };
  return {
    ...setStep(instance, stepId, step),
    endedSteps: ended,
    ...withoutActions(instance, (effect) => effect.stepId === stepId),
  };
}

/** Who has had to do with an instance may see it from then on. */
function withViewers(instance: Instance, people: readonly Assignee[]): Instance {
  const added = people.flatMap(({ user, onBehalfOf }) => (onBehalfOf === undefined ? [user] : [user, onBehalfOf]));
  const missing = [...new Set(added)].filter((user) => !instance.viewers.includes(user));
  return missing.length === 0 ? instance : { ...instance, viewers: [...instance.viewers, ...missing] };
}
