// All that waits for the reader, the most urgent first, however many pages the API answers.
import { call, type Task } from '../api/api.ts';
import { store, useLoaded } from './query.ts';
import { EVERY_MS } from './schedule.ts';
import type { Loaded } from './store.ts';

const KEY = 'listMyTasks all';
const PAGE_SIZE = 200;
/** More than anybody can decide; the rest comes as these are done. */
const PAGES_MAX = 25;

export interface Tasks {
  readonly tasks: readonly Task[];
}

async function allTasks(): Promise<Tasks> {
  const tasks: Task[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await call('listMyTasks', { pageSize: PAGE_SIZE, pageToken });
    tasks.push(...answer.tasks);
    pageToken = answer.nextPageToken;
    if (pageToken === undefined) break;
    store.offer<Tasks>(KEY, { tasks: tasks.toSorted(byDue) });
  }
  // Each page is in order, all of them together are not.
  return { tasks: tasks.sort(byDue) };
}

const byDue = (a: Task, b: Task): number =>
  (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999') || a.assignedAt.localeCompare(b.assignedAt);

/** As many pages as there are, as much longer between two looks: the server's work stays the same. */
const every = ({ tasks }: Tasks): number => EVERY_MS * (1 + Math.floor(tasks.length / PAGE_SIZE));

export const useTasks = (): Loaded<Tasks> => useLoaded(KEY, allTasks, { everyMs: every });

export const useTaskCount = (): number | null => useTasks().data?.tasks.length ?? null;
