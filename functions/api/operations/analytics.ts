// Operations for those who see the numbers.
import * as requests from '../../core/requests.ts';
import * as answers from '../answers-analytics.ts';
import { operation, permitted } from '../operation.ts';

export const analytics = {
  getWorkflowMetrics: operation({
    summary:
      'How the instances of a workflow ended that ended between two dates: amounts and durations, in total and by step, version and day.',
    access: permitted('view_analytics'),
    input: requests.metricsRequest,
    output: answers.metricsAnswer,
    run: (engine, caller, input) => engine.getWorkflowMetrics(caller, input),
  }),
  getProcessAnalytics: operation({
    summary: 'Where a process takes its time, what is done twice, who hands over to whom, and which ways it takes.',
    access: permitted('view_analytics'),
    input: requests.processRequest,
    output: answers.processAnswer,
    run: (engine, caller, input) => engine.getProcessAnalytics(caller, input),
  }),
  getStakeholderWorkload: operation({
    summary:
      'Open tasks by person, against capacity; your own by your id. With details, also what is overdue and how fast they decide.',
    access: permitted('view_analytics'),
    input: requests.workloadRequest,
    output: answers.workloadAnswer,
    run: (engine, caller, input) => engine.getStakeholderWorkload(caller, input),
  }),
  generateWorkflowReport: operation({
    summary: 'A report about one workflow or all of them, as a table or as CSV for a spreadsheet.',
    access: permitted('view_analytics'),
    input: requests.reportRequest,
    output: answers.reportAnswer,
    run: (engine, caller, input) => engine.generateWorkflowReport(caller, input),
  }),
  exportEvents: operation({
    summary: 'The audits of a workflow as an event log for process mining (OCEL 2.0), some instances a page.',
    access: permitted('view_analytics'),
    input: requests.exportEventsRequest,
    output: answers.eventsAnswer,
    run: (engine, caller, input) => engine.exportEvents(caller, input),
  }),
};
