// Operating a whole workflow: pause, resume, cancel, retry.
import { hasPermission } from '../access.ts';
import type { CancelWorkflow, Command, PauseWorkflow, Personal, ResumeWorkflow, RetryWorkflow } from '../commands.ts';
import { stepOf } from '../definition/plan.ts';
import type { Event, Rest } from '../events.ts';
import { type Instance, isEnded, isOpen, WORKFLOW_MOVES, type WorkflowStatus } from '../instance.ts';
import { deadlineAt, dueAtOf, momentAfter } from '../kinds/ladder.ts';
import { reject } from '../rejection.ts';
import { slaMoments } from '../sla.ts';
import { type Case, type Decide, events, type Refusal, reasonOf, refuseUnlessOperator } from './decision.ts';

function refuseMove(instance: Instance, to: WorkflowStatus, what: string): Refusal | null {
  return WORKFLOW_MOVES[instance.status].includes(to)
    ? null
    : reject('INVALID_STATE_TRANSITION', `A ${instance.status} workflow cannot be ${what}.`, {
        status: instance.status,
      });
}

export const pauseWorkflow: Decide<PauseWorkflow> = (input) => {
  const refused = refuseUnlessOperator(input, 'pause workflows') ?? refuseMove(input.instance, 'paused', 'paused');
  return refused ?? events({ action: 'workflow_paused', data: { reason: input.command.reason?.trim() || null } });
};

export const resumeWorkflow: Decide<ResumeWorkflow> = (input) => {
  const { instance } = input;
  const refused = refuseUnlessOperator(input, 'resume workflows');
  if (refused !== null) return refused;
  if (instance.pausedAt === null)
    return reject('INVALID_STATE_TRANSITION', `A ${instance.status} workflow cannot be resumed.`, {
      status: instance.status,
    });
  return events({ action: 'workflow_resumed', data: { rest: restSince(input, instance.pausedAt) } });
};

/** The time since `from` in which nothing could be decided, and the moments as they are after it. */
function restSince(input: Case<Command>, from: number): Rest {
  const { definition, instance, context } = input;
  const after = { ...instance, pauses: [...instance.pauses, { from, to: context.now }] };
  const sla = instance.sla === null ? null : slaMoments(definition, after, context, instance.sla.startedAt);
  return { from, to: context.now, deadlines: deadlinesOf({ ...input, instance: after }), sla };
}

/** The deadlines of the open steps, with all pauses taken out. */
function deadlinesOf({ definition, instance, context }: Case<Command>): Rest['deadlines'] {
  return Object.fromEntries(
    Object.entries(instance.steps).flatMap(([stepId, open]) => {
      if (!isOpen(open)) return [];
      const timing = { definition, instance, context, step: stepOf(definition, stepId) };
      const { deadline, startedAt, dueAt, wait } = open;
      const rested = wait?.kind === 'time' ? wait.while : null;
      return [
        [
          stepId,
          {
            dueAt: dueAt === null ? null : dueAtOf(timing, startedAt),
            deadline: deadline === null ? null : deadlineAt(timing, deadline.rung, startedAt),
            waitAt: rested === null ? null : momentAfter(timing, rested.duration, rested.since),
          },
        ],
      ];
    }),
  );
}

/** Operators, and the requester, who may withdraw what they asked for. */
export const cancelWorkflow: Decide<CancelWorkflow> = (input) => {
  const { instance, command } = input;
  const refused = isRequester(input) ? null : refuseUnlessOperator(input, 'cancel workflows of others');
  if (refused !== null) return refused;
  const cannot = refuseMove(instance, 'cancelled', 'cancelled');
  if (cannot !== null) return cannot;
  const reason = reasonOf(command.reason, 'cancel');
  return reason.ok ? events({ action: 'workflow_cancelled', data: { reason: reason.value } }) : reason;
};

export const isRequester = ({ instance, command }: Case<Command & Personal>): boolean =>
  command.actor.id === instance.context.startedBy;

/** Failed steps run again, and so do completed ones that were undone when the workflow failed. */
export const retryWorkflow: Decide<RetryWorkflow> = (input) => {
  const { instance } = input;
  const refused = refuseUnlessOperator(input, 'retry workflows');
  if (refused !== null) return refused;
  if (instance.status !== 'failed')
    return reject('INVALID_STATE_TRANSITION', `A ${instance.status} workflow cannot be retried.`, {
      status: instance.status,
    });
  return refuseWhileUndoing(input) ?? events(...retryEvents(input));
};

/** What is being undone must not be done again meanwhile: the undoing of the old attempt would undo the new one. */
export function refuseWhileUndoing({ instance }: Case<Command>): Refusal | null {
  return instance.compensations.length === 0
    ? null
    : reject('INVALID_STATE_TRANSITION', 'Completed steps are still being undone; retry when that has ended.', {
        undoing: instance.compensations.map(({ stepId }) => stepId),
      });
}

/** The workflow runs again, with everything that failed or was undone, except the step that is passed over. */
export function retryEvents(input: Case<Command>, passedOver?: string): readonly Event[] {
  const { instance } = input;
  const again = Object.entries(instance.steps).filter(
    ([id, step]) => id !== passedOver && isEnded(step) && (step.state === 'failed' || step.compensated === true),
  );
  const mended = Object.entries(instance.incidents).filter(
    ([, { kind, resolvedAt }]) => resolvedAt === undefined && (kind === 'action_failed' || kind === 'workflow_failed'),
  );
  return [
    ...again.map(([stepId, { attempt }]): Event => ({ action: 'step_reset', stepId, data: { attempt } })),
    {
      action: 'workflow_retried',
      data: { stepIds: again.map(([id]) => id), rest: restSince(input, instance.endedAt as number) },
    },
    ...mended.map(
      ([incidentId]): Event => ({ action: 'incident_resolved', data: { incidentId, resolution: 'retried' } }),
    ),
  ];
}

export const mayOperate = (input: Case<Command & Personal>): boolean =>
  hasPermission(input.context.access, 'modify_instance', input.command.actor);
