// Operations that only ask.
import * as requests from '../../core/requests.ts';
import * as answers from '../answers.ts';
import { operation, related, signedIn } from '../operation.ts';

export const asking = {
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
  listMyMessages: operation({
    summary: 'What you were told and has stayed in the app, newest first.',
    access: signedIn,
    input: requests.listMessagesRequest,
    output: answers.inboxAnswer,
    run: (engine, caller, input) => engine.listMyMessages(caller, input),
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
