// A request's state in the words and values of its four cells.

export interface OpenStep {
  readonly stepId: string;
  readonly name: string;
  readonly assignees: readonly string[];
  readonly dueAt?: string;
  readonly attempt: number;
}
/** As `getWorkflowStatus` answers; a command's answer has no open steps. */
export interface Status {
  readonly instanceId: string;
  readonly status: string;
  readonly outcome?: string;
  readonly changesRequested?: { readonly reason: string };
  readonly openSteps?: readonly OpenStep[];
}

export interface StatusCells {
  readonly status: string;
  readonly approver: string;
  /** ISO; null: nothing is due. */
  readonly dueAt: string | null;
  readonly note: string;
}

const ENDED: Readonly<Record<string, string>> = { approved: 'Approved', rejected: 'Rejected', expired: 'Expired' };
const OTHER: Readonly<Record<string, string>> = {
  draft: 'Draft',
  paused: 'Paused',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
export const SUBMITTED = 'Submitted';
const NAMES_MAX = 3;

export function wordOf({ status, outcome, changesRequested, openSteps }: Status): string {
  if (status === 'completed') return ENDED[outcome ?? ''] ?? 'Completed';
  if (status !== 'running') return OTHER[status] ?? status;
  if (changesRequested !== undefined) return 'Changes requested';
  return (openSteps ?? []).some(({ assignees }) => assignees.length > 0) ? 'Pending' : 'In progress';
}

/** Only people wait; a system step that runs has no assignees, and no due time that anybody could meet. */
export function cellsOf(status: Status, nameOf: (userId: string) => string): StatusCells {
  const waiting =
    status.status === 'running' ? (status.openSteps ?? []).filter(({ assignees }) => assignees.length > 0) : [];
  const people = [...new Set(waiting.flatMap(({ assignees }) => assignees))].map(nameOf);
  const due = waiting.flatMap(({ dueAt }) => (dueAt === undefined ? [] : [dueAt])).sort();
  const more = people.length - NAMES_MAX;
  return {
    status: wordOf(status),
    approver: more > 0 ? `${people.slice(0, NAMES_MAX).join(', ')} and ${more} more` : people.join(', '),
    dueAt: due[0] ?? null,
    note:
      status.changesRequested === undefined
        ? waiting.map(({ name }) => name).join('\n')
        : status.changesRequested.reason,
  };
}
