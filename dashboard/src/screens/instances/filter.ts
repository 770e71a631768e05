// Which requests are listed: the address as a question to the API, and back.
import type { Input } from '../../api/client.ts';
import type { Params } from '../../router/match.ts';

export type Question = Omit<Input<'listWorkflowInstances'>, 'pageSize' | 'pageToken'>;

export const STATUSES = ['draft', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const;
export const OUTCOMES = ['approved', 'rejected', 'expired'] as const;
/** As they stand in the address. `from` and `to` are days of the reader's own calendar, both included. */
export const FILTERS = ['workflow', 'status', 'outcome', 'requester', 'assignee', 'tag', 'from', 'to'] as const;
export type FilterName = (typeof FILTERS)[number];

export const filterOf = (query: Params): Params =>
  Object.fromEntries(FILTERS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));

/** What is no value of the API is left out: an address may be mistyped. */
export function questionOf({ workflow, status, outcome, requester, assignee, tag, from, to }: Params): Question {
  const known = <T extends string>(all: readonly T[], one: string | undefined): T | undefined =>
    all.find((value) => value === one);
  return withoutEmpty({
    workflowId: workflow,
    status: known(STATUSES, status),
    outcome: known(OUTCOMES, outcome),
    startedBy: requester,
    assignee,
    tag,
    from: startOf(from, 0),
    to: startOf(to, 1, -1),
  });
}

const withoutEmpty = (all: Question): Question =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));

/** The beginning of a day here, `days` later, as an instant. */
function startOf(date: string | undefined, days: number, ms = 0): string | undefined {
  const [year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(date ?? '') ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return new Date(new Date(year, month - 1, day + days).getTime() + ms).toISOString();
}
