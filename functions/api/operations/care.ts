// Operations of care: people, incidents, personal data.
import * as requests from '../../core/requests.ts';
import * as answers from '../answers.ts';
import { operation, permitted, signedIn } from '../operation.ts';

export const care = {
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
  listOverdueInstances: operation({
    summary: 'Running instances with a deadline that has passed, the earliest deadline first.',
    access: permitted('modify_instance', 'view_instance'),
    input: requests.listOverdueRequest,
    output: answers.overdueAnswer,
    run: (engine, caller, input) => engine.listOverdueInstances(caller, input),
  }),
  listTimers: operation({
    summary: 'Timers that have come or come soon, the earliest first.',
    access: permitted('modify_instance'),
    input: requests.listTimersRequest,
    output: answers.timersAnswer,
    run: (engine, caller, input) => engine.listTimers(caller, input),
  }),
  getSystemHealth: operation({
    summary: 'Whether the system keeps up: the sweeper’s backlog, what providers do, incidents that are open.',
    access: permitted('modify_instance', 'view_analytics'),
    input: requests.emptyRequest,
    output: answers.healthAnswer,
    run: (engine, caller) => engine.getSystemHealth(caller),
  }),
  exportPersonalData: operation({
    summary: 'Everything that workflows hold of one person.',
    access: permitted('manage_users'),
    input: requests.personalDataRequest,
    output: answers.personalDataAnswer,
    run: (engine, caller, input) => engine.exportPersonalData(caller, input),
  }),
  erasePersonalData: operation({
    summary: 'Destroy the key of one person’s data, with a reason. It cannot be undone.',
    access: permitted('manage_users'),
    input: requests.erasePersonalDataRequest,
    output: answers.erasedAnswer,
    run: (engine, caller, input) => engine.erasePersonalData(caller, input),
  }),
  resolveIncident: operation({
    summary: 'Mark an incident as resolved, with a reason.',
    access: permitted('modify_instance'),
    input: requests.resolveIncidentRequest,
    output: answers.commandAnswer,
    run: (engine, caller, input) => engine.resolveIncident(caller, input),
  }),
};
