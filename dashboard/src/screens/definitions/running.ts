// How many instances run on each version: counted from the list of instances, as far as the reader may see them.
import { call } from '../../api/api.ts';
import { keyOf, useLoaded } from '../../data/query.ts';
import { may } from '../../session/session.ts';
import { number } from '../../words/format.ts';

export interface Running {
  /** By "workflow version". */
  readonly counts: Readonly<Record<string, number>>;
  /** Whether all were looked at. */
  readonly isComplete: boolean;
}

const PAGE_SIZE = 200;
const PAGES_MAX = 5;
const EVERY_MS = 30_000;

/** Of all workflows, or of one. null: not known yet, or not for the reader to see. */
export function useRunning(workflowId?: string): Running | null {
  const filter = workflowId === undefined ? {} : { workflowId };
  const key = may('view_instance') ? keyOf('listWorkflowInstances', { ...filter, by: 'version' }) : null;
  const { data } = useLoaded(key, () => countRunning(filter), { everyMs: EVERY_MS });
  return data ?? null;
}

async function countRunning(filter: { readonly workflowId?: string }): Promise<Running> {
  const counts: Record<string, number> = {};
  let isComplete = true;
  for (const status of ['running', 'paused'] as const) {
    let pageToken: string | undefined;
    for (let pages = 1; ; pages++) {
      const page = { ...filter, status, pageSize: PAGE_SIZE, ...(pageToken === undefined ? {} : { pageToken }) };
      const { instances, nextPageToken } = await call('listWorkflowInstances', page);
      for (const { workflowId, version } of instances) {
        const id = `${workflowId} ${version}`;
        counts[id] = (counts[id] ?? 0) + 1;
      }
      if (nextPageToken === undefined) break;
      if (pages === PAGES_MAX) {
        isComplete = false;
        break;
      }
      pageToken = nextPageToken;
    }
  }
  return { counts, isComplete };
}

/** null: not known. */
export const runningOn = (running: Running | null, workflowId: string, version: string): number | null =>
  running === null ? null : (running.counts[`${workflowId} ${version}`] ?? 0);

/** "12", or "12+" where not all were looked at. */
export const runningText = (running: Running | null, count: number | null): string =>
  count === null ? '—' : `${number(count)}${running?.isComplete === false ? '+' : ''}`;
