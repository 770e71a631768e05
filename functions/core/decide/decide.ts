// Commands to events. Refuses by value; no events means "already so".
import { mayView } from '../access.ts';
import type { Command, CommandOf, EngineCommand, PersonalCommand } from '../commands.ts';
import type { Context } from '../context.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { Instance } from '../instance.ts';
import { reject } from '../rejection.ts';
import { requestChanges, resubmitWorkflow, submitWorkflow, updateWorkflowData } from './change-request.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { cancelByParent, recordChildEnd } from './children.ts';
import { completeStep } from './complete-step.ts';
import type { Decide, Decision } from './decision.ts';
import { addComment, recordIncident, resolveIncident } from './incidents.ts';
import { assignTask, delegateTask, escalateTask, reassignTask } from './move-task.ts';
import { retryStep, skipStep } from './operate-step.ts';
import { cancelWorkflow, pauseWorkflow, resumeWorkflow, retryWorkflow } from './operate-workflow.ts';
import { claimTask, releaseTask } from './pool.ts';
import { recordEffects } from './record-effects.ts';
import { recordDelivery } from './record-messages.ts';
import { signalWorkflow } from './signal.ts';
import { startWorkflow } from './start-workflow.ts';
import { approveStep, rejectStep } from './vote.ts';

type Deciders<T extends Command['type']> = { readonly [type in T]: Decide<CommandOf<type>> };

const PERSONAL: Deciders<PersonalCommand['type']> = {
  approve_step: approveStep,
  reject_step: rejectStep,
  complete_step: completeStep,
  skip_step: skipStep,
  retry_step: retryStep,
  reassign_task: reassignTask,
  escalate_task: escalateTask,
  add_comment: addComment,
  pause_workflow: pauseWorkflow,
  resume_workflow: resumeWorkflow,
  cancel_workflow: cancelWorkflow,
  retry_workflow: retryWorkflow,
  resolve_incident: resolveIncident,
  request_changes: requestChanges,
  claim_task: claimTask,
  release_task: releaseTask,
  assign_task: assignTask,
  delegate_task: delegateTask,
  submit_workflow: submitWorkflow,
  resubmit_workflow: resubmitWorkflow,
  update_workflow_data: updateWorkflowData,
  signal_workflow: signalWorkflow,
};
const ENGINE: Deciders<EngineCommand['type']> = {
  check_deadlines: checkDeadlines,
  record_effects: recordEffects,
  record_delivery: recordDelivery,
  record_child_end: recordChildEnd,
  cancel_by_parent: cancelByParent,
  record_incident: recordIncident,
};

const isEngineCommand = (command: PersonalCommand | EngineCommand): command is EngineCommand =>
  Object.hasOwn(ENGINE, command.type);

export function decide(
  definition: WorkflowDefinition,
  instance: Instance | null,
  command: Command,
  context: Context,
): Decision {
  if (command.type === 'start_workflow') return startWorkflow(definition, command, context);
  if (instance === null) return notFound();
  if (isEngineCommand(command)) {
    const decider = ENGINE[command.type] as Decide<EngineCommand>;
    return decider({ definition, instance, command, context });
  }
  // What someone may not see looks exactly like what does not exist.
  if (!mayView(instance, command.actor, context)) return notFound();
  const { expectedRevision } = command;
  if (expectedRevision !== undefined && expectedRevision !== instance.revision)
    return reject('STALE_REVISION', `The instance is at revision ${instance.revision}, not ${expectedRevision}.`, {
      revision: instance.revision,
    });
  const decider = PERSONAL[command.type] as Decide<PersonalCommand>;
  return decider({ definition, instance, command, context });
}

export const notFound = (): ReturnType<typeof reject> =>
  reject('NOT_FOUND', 'There is no such instance, or you may not see it.');
