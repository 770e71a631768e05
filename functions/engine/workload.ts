// Who has how much to do: open tasks by person, against capacity; in detail also what is late, and how fast they decide.
import { hasPermission } from '../core/access.ts';
import { NO_TASKS, type TaskFigures, taskFigures } from '../core/analytics/workload.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { WORKLOAD_TASKS_MAX } from '../core/limits.ts';
import { dayAt } from '../core/metrics/days.ts';
import { amountOf, NO_DURATIONS } from '../core/metrics/durations.ts';
import type { Figures } from '../core/metrics/figures.ts';
import { percentileOf } from '../core/metrics/histogram.ts';
import { totalOf } from '../core/metrics/rollup.ts';
import type { InputOf, workloadRequest } from '../core/requests.ts';
import { isAway, type User } from '../core/user.ts';
import { iso } from '../core/views/time.ts';
import { callerRecord } from './asking.ts';
import { refuse } from './failure.ts';
import type { Caller, Parts } from './parts.ts';
import { ALL_WORKFLOWS, readRollup } from './rollup/store.ts';

const DECIDED_DAYS = 7;

/** One's own load; that of others for those who see the numbers. */
export async function workload(
  parts: Parts,
  caller: Caller,
  { role, userId, details = false }: InputOf<typeof workloadRequest>,
): Promise<JsonObject> {
  const user = await callerRecord(parts, caller);
  const seesAll = hasPermission(parts.access, 'view_analytics', user);
  if (!seesAll && userId !== caller.userId)
    refuse('PERMISSION_DENIED', 'Your roles do not allow you to see the workload of others.');
  const people = await peopleOf(parts, role, userId);
  const counts = await parts.platform.instances.openCounts(people.map(({ id }) => id));
  const now = parts.platform.clock.now();
  const rows = people.map((person) => rowOf(person, counts[person.id] ?? 0, now));
  if (!details) return { workload: rows };
  const { detailOf, isComplete } = await detailsOf(parts, now, userId);
  return { workload: rows.map((row, i) => ({ ...row, ...detailOf((people[i] as User).id) })), isComplete };
}

async function peopleOf(parts: Parts, role: string | undefined, userId: string | undefined): Promise<readonly User[]> {
  const { directory } = parts.platform;
  if (userId !== undefined) return directory.users([userId]);
  return role === undefined ? directory.all() : directory.members(role);
}

const rowOf = (person: User, openTasks: number, now: number): JsonObject => ({
  userId: person.id,
  name: person.name,
  roles: person.roles,
  openTasks,
  ...(person.capacity === undefined
    ? {}
    : { capacity: person.capacity, free: Math.max(0, person.capacity - openTasks) }),
  isAway: isAway(person, now),
});

/** One person's tasks, or the newest running instances for everybody. */
async function detailsOf(parts: Parts, now: number, userId: string | undefined) {
  const { instances, metrics } = parts.platform;
  const today = dayAt(parts.timeZone, now);
  const { date: from } = dayAt(parts.timeZone, now, DECIDED_DAYS - 1);
  const assignee = userId === undefined ? {} : { assignee: userId };
  const [running, week] = await Promise.all([
    instances.list({ status: 'running', ...assignee, pageSize: WORKLOAD_TASKS_MAX }),
    readRollup(metrics, ALL_WORKFLOWS, { from, to: today.date }),
  ]);
  const open = running.instances.map(({ instance }): Instance => instance);
  const tasks = taskFigures(open, now, today);
  const { people } = totalOf(week);
  return {
    isComplete: running.nextPageToken === null,
    detailOf: (id: string) => detail(tasks.get(id) ?? NO_TASKS, Object.hasOwn(people, id) ? people[id] : undefined),
  };
}

function detail({ overdue, dueToday, oldestAt }: TaskFigures, decided: Figures['people'][string] | undefined) {
  const took = decided?.took ?? NO_DURATIONS;
  return {
    overdue,
    dueToday,
    oldestTaskAt: oldestAt === null ? null : iso(oldestAt),
    decided: amountOf(took),
    medianMsToDecide: percentileOf(took.buckets, 50),
  };
}
