// Which tasks are shown: by deadline, workflow and text.
import type { Task } from '../../api/api.ts';

export const DUE = ['all', 'late', 'today', 'later'] as const;
export type Due = (typeof DUE)[number];

export interface Filter {
  readonly due: Due;
  readonly workflowId: string;
  readonly find: string;
}

/** `now` is epoch ms; a day ends at midnight here. */
export function dueOf({ dueAt }: Pick<Task, 'dueAt'>, now: number): Exclude<Due, 'all'> {
  if (dueAt === undefined) return 'later';
  const at = Date.parse(dueAt);
  if (at < now) return 'late';
  return at <= new Date(now).setHours(23, 59, 59, 999) ? 'today' : 'later';
}

/** What people call a request: the first of the fields that decide is its own id, where it has one. */
export const titleOf = ({ fields, name }: Pick<Task, 'fields' | 'name'>): string => {
  const value = fields[0]?.value;
  return value === undefined || typeof value === 'boolean' ? name : String(value);
};

export function filterTasks(
  tasks: readonly Task[],
  { due, workflowId, find }: Filter,
  now: number,
  nameOf: (id: string) => string,
): readonly Task[] {
  const wanted = find.trim().toLowerCase();
  return tasks.filter(
    (task) =>
      (due === 'all' || dueOf(task, now) === due) &&
      (workflowId === '' || task.workflowId === workflowId) &&
      (wanted === '' || textOf(task, nameOf).includes(wanted)),
  );
}

const textOf = ({ name, workflowName, requester, fields }: Task, nameOf: (id: string) => string): string =>
  [name, workflowName, nameOf(requester), ...fields.map(({ value }) => String(value))].join(' ').toLowerCase();
