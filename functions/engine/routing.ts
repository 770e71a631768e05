// The routing snapshots: open tasks counted once for every process, so that no assignment has to count them.
import type { Parts } from './parts.ts';
import { namedIn } from './people.ts';

/** Counts the open tasks of the members of every role that an active workflow names; answers how many roles. */
export async function snapshotRouting(parts: Parts): Promise<number> {
  const { clock, directory, instances, routing } = parts.platform;
  const active = await parts.definitions.active();
  const roles = [...new Set(active.flatMap(({ definition }) => namedIn(definition).roles))];
  const members = await Promise.all(roles.map(async (role) => (await directory.members(role)).map(({ id }) => id)));
  // Taken before: what is given while it counts is told by whoever gives it.
  const countedAt = clock.now();
  const counted = await instances.openCounts([...new Set(members.flat())]);
  // One after the other: where one fails, no other is left under way when the process has answered.
  for (const [i, role] of roles.entries()) {
    const openCounts = Object.fromEntries((members[i] ?? []).map((id) => [id, counted[id] ?? 0]));
    await routing.write({ role, countedAt, openCounts });
  }
  return roles.length;
}
