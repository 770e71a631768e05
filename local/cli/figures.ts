// `report` and `export`: figures and events of a running server, for spreadsheets and process mining.
import { joinLogs, type OcelLog } from '../../functions/core/analytics/ocel.ts';
import { REPORTS } from '../../functions/core/analytics/reports.ts';
import { callAs, DEFAULT_URL, refusedBy, URL_OPTION } from './client.ts';
import { type Arguments, type Command, JSON_OPTION, textOf } from './command.ts';
import { wrongUsage } from './io.ts';

const DAY_MS = 86_400_000;
const DAYS_DEFAULT = 30;
const dateBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

const OPTIONS = {
  from: { type: 'string', valueHint: 'date', description: `First day (default: ${DAYS_DEFAULT} days ago)` },
  to: { type: 'string', valueHint: 'date', description: 'Last day (default: today)' },
  url: URL_OPTION,
  as: { type: 'string', valueHint: 'userId', description: 'Who asks; signs in first' },
} as const;

const serverOf = (args: Arguments) => ({
  url: textOf(args, 'url') ?? DEFAULT_URL,
  user: textOf(args, 'as') ?? wrongUsage('Say who asks: --as <userId>, such as --as admin-1.'),
});
const rangeOf = (args: Arguments) => ({
  from: textOf(args, 'from') ?? dateBefore(DAYS_DEFAULT),
  to: textOf(args, 'to') ?? dateBefore(0),
});

export const reportCommand: Command = {
  description: 'Print a report as CSV',
  args: {
    report: { type: 'positional', required: true, description: `One of ${REPORTS.join(', ')}` },
    workflow: { type: 'string', valueHint: 'workflowId', description: 'Of one workflow (default: of all)' },
    ...OPTIONS,
    json: JSON_OPTION,
  },
  run: async (args, io) => {
    const [report = '', ...more] = args._;
    if (more.length > 0 || !REPORTS.some((name) => name === report))
      wrongUsage(`report takes one of: ${REPORTS.join(', ')}.`);
    const workflowId = textOf(args, 'workflow');
    const { result, error } = await callAs(serverOf(args), 'generateWorkflowReport', {
      report,
      ...rangeOf(args),
      ...(workflowId === undefined ? {} : { workflowId }),
      format: args.json === true ? 'json' : 'csv',
    });
    if (error !== undefined) return refusedBy(error, args, io);
    const answer = result as { readonly csv?: string; readonly isComplete: boolean };
    // Printing ends the last line; CSV ends its lines with two characters, of which that is the second.
    io.out(args.json === true ? JSON.stringify(answer) : (answer.csv ?? '').slice(0, -1));
    if (!answer.isComplete) io.err('There are more exceptions than these. Ask for fewer days: --from, --to.');
    return 0;
  },
};

export const exportCommand: Command = {
  description: 'Print the events of a workflow for process mining (OCEL 2.0 JSON)',
  args: {
    workflow: { type: 'positional', required: true, description: 'Its id, such as order-approval' },
    ...OPTIONS,
    json: JSON_OPTION,
  },
  run: async (args, io) => {
    const [workflowId = '', ...more] = args._;
    if (more.length > 0) wrongUsage('export takes one workflow.');
    const server = serverOf(args);
    const logs: OcelLog[] = [];
    let page: { readonly pageToken?: string } | null = {};
    while (page !== null) {
      const { result, error } = await callAs(server, 'exportEvents', { workflowId, ...rangeOf(args), ...page });
      if (error !== undefined) return refusedBy(error, args, io);
      const { log, nextPageToken } = result as { readonly log: OcelLog; readonly nextPageToken?: string };
      logs.push(log);
      page = nextPageToken === undefined ? null : { pageToken: nextPageToken };
      if (page !== null) io.err(`${logs.reduce((sum, { events }) => sum + events.length, 0)} events so far …`);
    }
    io.out(JSON.stringify(joinLogs(logs)));
    return 0;
  },
};
