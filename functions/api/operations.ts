// The one registry of operations: callables, local server, clients, reference and authorisation tests come from it.
import * as requests from '../core/requests.ts';
import * as answers from './answers.ts';
import { type Operation, operation, permitted, related, signedIn } from './operation.ts';

const defining = {
  createWorkflowDefinition: operation({
    summary: 'Publish a definition, or save it as a draft.',
    access: permitted('create_definition'),
    input: requests.definitionRequest,
    output: answers.definitionAnswer,
    run: (engine, caller, input) => engine.createWorkflowDefinition(caller, input),
  }),
  updateWorkflowDefinition: operation({
    summary: 'Replace a draft, or publish the next version.',
    access: permitted('create_definition'),
    input: requests.definitionRequest,
    output: answers.definitionAnswer,
    run: (engine, caller, input) => engine.updateWorkflowDefinition(caller, input),
  }),
  getWorkflowDefinition: operation({
    summary: 'One definition: the named version, else the newest active one.',
    access: signedIn,
    input: requests.oneDefinitionRequest,
    output: answers.oneDefinitionAnswer,
    run: (engine, caller, input) => engine.getWorkflowDefinition(caller, input),
  }),
  listWorkflowDefinitions: operation({
    summary: 'Definitions and their versions.',
    access: signedIn,
    input: requests.listDefinitionsRequest,
    output: answers.definitionsAnswer,
    run: (engine, caller, input) => engine.listWorkflowDefinitions(caller, input),
  }),
  setWorkflowDefinitionStatus: operation({
    summary: 'Activate or retire a version. Running instances stay on theirs.',
    access: permitted('create_definition'),
    input: requests.definitionStatusRequest,
    output: answers.definitionStatusAnswer,
    run: (engine, caller, input) => engine.setWorkflowDefinitionStatus(caller, input),
  }),
  checkWorkflowDefinition: operation({
    summary: 'Examine a definition without publishing it.',
    access: signedIn,
    input: requests.definitionRequest,
    output: answers.checkAnswer,
    run: (engine, caller, input) => engine.checkWorkflowDefinition(caller, input),
  }),
};

const running = {
  startWorkflow: operation({
    summary: 'Start a workflow on data. The same idempotencyKey starts it once.',
    access: signedIn,
    input: requests.startRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.startWorkflow(caller, input),
  }),
  approveStep: operation({
    summary: 'Approve a step that is assigned to you.',
    access: related('assignee'),
    input: requests.outputRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.approveStep(caller, input),
  }),
  rejectStep: operation({
    summary: 'Reject a step that is assigned to you, with a reason.',
    access: related('assignee'),
    input: requests.stepRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.rejectStep(caller, input),
  }),
  completeStep: operation({
    summary: 'Complete a manual step with its output.',
    access: related('assignee'),
    input: requests.outputRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.completeStep(caller, input),
  }),
  skipStep: operation({
    summary: 'Skip a step, with a reason.',
    access: permitted('modify_instance'),
    input: requests.stepRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.skipStep(caller, input),
  }),
  retryStep: operation({
    summary: 'Run a failed step again.',
    access: permitted('modify_instance'),
    input: requests.stepRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.retryStep(caller, input),
  }),
  reassignTask: operation({
    summary: 'Hand a task to somebody else: your own, or any as an operator.',
    access: related('assignee', 'modify_instance'),
    input: requests.reassignRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.reassignTask(caller, input),
  }),
  escalateTask: operation({
    summary: 'Climb the next rung of a task’s escalation now, with a reason.',
    access: related('involved', 'modify_instance'),
    input: requests.stepRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.escalateTask(caller, input),
  }),
  addComment: operation({
    summary: 'Comment on an instance or one of its steps.',
    access: related('viewer', 'view_instance'),
    input: requests.commentRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.addComment(caller, input),
  }),
  pauseWorkflow: operation({
    summary: 'Pause a running workflow; deadlines keep the time that remains.',
    access: permitted('modify_instance'),
    input: requests.workflowRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.pauseWorkflow(caller, input),
  }),
  resumeWorkflow: operation({
    summary: 'Resume a paused workflow.',
    access: permitted('modify_instance'),
    input: requests.workflowRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.resumeWorkflow(caller, input),
  }),
  cancelWorkflow: operation({
    summary: 'Cancel a workflow, with a reason; what was done is undone in reverse order.',
    access: related('requester', 'modify_instance'),
    input: requests.workflowRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.cancelWorkflow(caller, input),
  }),
  retryWorkflow: operation({
    summary: 'Run a failed workflow on from where it failed.',
    access: permitted('modify_instance'),
    input: requests.workflowRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.retryWorkflow(caller, input),
  }),
};

const asking = {
  getWorkflowStatus: operation({
    summary: 'Where an instance stands, and with whom.',
    access: related('viewer', 'view_instance'),
    input: requests.instanceRequest,
    output: answers.statusAnswer,
    run: (engine, caller, input) => engine.getWorkflowStatus(caller, input),
  }),
  getWorkflowInstance: operation({
    summary: 'An instance with its data, votes, messages and history.',
    access: related('viewer', 'view_instance'),
    input: requests.instanceRequest,
    output: answers.instanceAnswer,
    run: (engine, caller, input) => engine.getWorkflowInstance(caller, input),
  }),
  listWorkflowInstances: operation({
    summary: 'Instances you may see, newest first, filtered and paged.',
    access: signedIn,
    input: requests.listInstancesRequest,
    output: answers.instancesAnswer,
    run: (engine, caller, input) => engine.listWorkflowInstances(caller, input),
  }),
  listMyTasks: operation({
    summary: 'What waits for you.',
    access: signedIn,
    input: requests.listTasksRequest,
    output: answers.tasksAnswer,
    run: (engine, caller, input) => engine.listMyTasks(caller, input),
  }),
  getAuditTrail: operation({
    summary: 'The audit of an instance, one entry for each commit.',
    access: related('viewer', 'view_instance'),
    input: requests.instanceRequest,
    output: answers.auditAnswer,
    run: (engine, caller, input) => engine.getAuditTrail(caller, input),
  }),
  verifyAuditTrail: operation({
    summary: 'Whether the audit of an instance is whole and unchanged.',
    access: related('viewer', 'view_instance'),
    input: requests.instanceRequest,
    output: answers.verifyAnswer,
    run: (engine, caller, input) => engine.verifyAuditTrail(caller, input),
  }),
};

const care = {
  listUsers: operation({
    summary: 'People of the directory.',
    access: signedIn,
    input: requests.listUsersRequest,
    output: answers.usersAnswer,
    run: (engine, caller, input) => engine.listUsers(caller, input),
  }),
  upsertUser: operation({
    summary: 'Add or change a person.',
    access: permitted('manage_users'),
    input: requests.upsertUserRequest,
    output: answers.userAnswer,
    run: (engine, caller, input) => engine.upsertUser(caller, input),
  }),
  setAvailability: operation({
    summary: 'Set an absence, with a delegate; your own, or anybody’s as an administrator.',
    access: signedIn,
    input: requests.availabilityRequest,
    output: answers.userAnswer,
    run: (engine, caller, input) => engine.setAvailability(caller, input),
  }),
  listIncidents: operation({
    summary: 'What needs an operator: unresolved incidents.',
    access: permitted('modify_instance'),
    input: requests.listIncidentsRequest,
    output: answers.incidentsAnswer,
    run: (engine, caller, input) => engine.listIncidents(caller, input),
  }),
  resolveIncident: operation({
    summary: 'Mark an incident as resolved, with a reason.',
    access: permitted('modify_instance'),
    input: requests.resolveIncidentRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.resolveIncident(caller, input),
  }),
};

export const operations: Readonly<Record<string, Operation>> = { ...defining, ...running, ...asking, ...care };
