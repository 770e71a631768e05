// Changing what was asked: changes requested by a decider, sent again by the requester, or mended by an operator.
import type { RequestChanges, ResubmitWorkflow, SubmitWorkflow, UpdateWorkflowData } from '../commands.ts';
import { hiddenPointers } from '../definition/hidden.ts';
import type { Event } from '../events.ts';
import type { JsonObject } from '../json.ts';
import { changesBetween, mergePatch, withoutValues } from '../patch.ts';
import { type Rejection, reject } from '../rejection.ts';
import { outdatedSteps, reopen } from '../reopen.ts';
import { ok, type Result } from '../result.ts';
import { startSla } from '../sla.ts';
import { type Case, type Decide, events, findOpenWork, reasonOf, refuseUnlessOperator } from './decision.ts';
import { checkData } from './form.ts';
import { isRequester, mayOperate } from './operate-workflow.ts';

/** Sends the request back: the step begins anew once the requester has sent it again. */
export const requestChanges: Decide<RequestChanges> = (input) => {
  const work = findOpenWork(input);
  if (!work.ok) return work;
  const reason = reasonOf(input.command.reason, 'ask for changes');
  if (!reason.ok) return reason;
  const { stepId, step, as } = work.value;
  if (input.instance.changesRequested !== null)
    return reject('INVALID_STATE_TRANSITION', 'The requester has been asked for changes already.');
  return events({
    action: 'changes_requested',
    stepId,
    data: { attempt: step.attempt, by: as.user, onBehalfOf: as.onBehalfOf ?? null, reason: reason.value },
  });
};

export const resubmitWorkflow: Decide<ResubmitWorkflow> = (input) => {
  const { instance, command } = input;
  if (!isRequester(input)) return reject('PERMISSION_DENIED', 'Only the requester sends a request again.');
  if (instance.changesRequested === null || instance.status !== 'running')
    return reject('INVALID_STATE_TRANSITION', 'Nobody has asked for changes of this request.');
  const changed = change(input, command.data ?? {}, command.notes ?? null);
  return changed.ok
    ? events(...changed.value, { action: 'workflow_resubmitted', data: { by: command.actor.id } })
    : changed;
};

export const updateWorkflowData: Decide<UpdateWorkflowData> = (input) => {
  const { instance, command } = input;
  const refused = refuseUnlessOperator(input, 'change the data of instances');
  if (refused !== null) return refused;
  if (instance.status !== 'running' && instance.status !== 'paused')
    return reject('INVALID_STATE_TRANSITION', `The data of a ${instance.status} workflow cannot be changed.`);
  const changed = change(input, command.data, command.reason?.trim() || null);
  return changed.ok ? events(...changed.value) : changed;
};

/** A draft is checked as a start is when it is submitted. */
export const submitWorkflow: Decide<SubmitWorkflow> = (input) => {
  const { instance, command, definition } = input;
  if (!isRequester(input) && !mayOperate(input))
    return reject('PERMISSION_DENIED', 'Only the requester submits a draft.');
  if (instance.status !== 'draft')
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${instance.status}, not a draft.`);
  const changed = change(input, command.data ?? {}, null);
  if (!changed.ok) return changed;
  const wrong = checkData(definition.data, mergePatch(instance.data, command.data ?? {}), 'The data');
  return (
    wrong ??
    events(
      ...changed.value,
      { action: 'workflow_submitted', data: { by: command.actor.id } },
      ...startSla(definition, input.context),
    )
  );
};

type Change = Case<ResubmitWorkflow | UpdateWorkflowData | SubmitWorkflow>;

/** The change of the data, and the steps that it makes outdated; nothing where the data stays as it is. */
function change(
  { definition, instance, command }: Change,
  patch: JsonObject,
  reason: string | null,
): Result<readonly Event[], Rejection> {
  const data = mergePatch(instance.data, patch);
  const wrong = checkData(instance.status === 'draft' ? undefined : definition.data, data, 'The data');
  if (wrong !== null) return wrong;
  const changes = withoutValues(changesBetween(instance.data, data), hiddenPointers(definition));
  if (changes.length === 0) return ok([]);
  return ok([
    { action: 'workflow_data_changed', data: { data, changes, by: command.actor.id, reason } },
    ...reopen(definition, instance, outdatedSteps(definition, instance, changes)),
  ]);
}
