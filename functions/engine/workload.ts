// Who has how much to do: open tasks by person, against capacity.
import { hasPermission } from '../core/access.ts';
import type { JsonObject } from '../core/json.ts';
import type { InputOf, workloadRequest } from '../core/requests.ts';
import { isAway, type User } from '../core/user.ts';
import { callerRecord } from './asking.ts';
import { refuse } from './failure.ts';
import type { Caller, Parts } from './parts.ts';

/** One's own load; that of others for those who see the numbers. */
export async function workload(
  parts: Parts,
  caller: Caller,
  { role, userId }: InputOf<typeof workloadRequest>,
): Promise<JsonObject> {
  const user = await callerRecord(parts, caller);
  const seesAll = hasPermission(parts.access, 'view_analytics', user);
  if (!seesAll && userId !== caller.userId)
    refuse('PERMISSION_DENIED', 'Your roles do not allow you to see the workload of others.');
  const people = await peopleOf(parts, role, userId);
  const counts = await parts.platform.instances.openCounts(people.map(({ id }) => id));
  const now = parts.platform.clock.now();
  return { workload: people.map((person) => rowOf(person, counts[person.id] ?? 0, now)) };
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
