// How the system itself does: whether the sweeper keeps up, and what waits for a person.
import type { JsonObject } from '../core/json.ts';
import { iso } from '../core/views/time.ts';
import { requirePermission } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

const COUNTED_MAX = 200;
/**
 * How late a wake-up may be before the sweeper counts as not keeping up. It comes each minute and heals within 90 s; the
 * rest is for a sweep that is under way.
 */
const LATE_MAX_MS = 3 * 60_000;

export async function systemHealth(parts: Parts, caller: Caller): Promise<JsonObject> {
  await requirePermission(parts, caller, ['modify_instance', 'view_analytics'], 'see how the system does');
  const { clock, instances } = parts.platform;
  const now = clock.now();
  const [due, incidents] = await Promise.all([
    instances.due(now, COUNTED_MAX + 1),
    instances.list({ withIncidents: true, pageSize: COUNTED_MAX }),
  ]);
  const oldestDueAt = await wakeUpOf(parts, due[0]);
  return {
    version: parts.version,
    now: iso(now),
    status: oldestDueAt !== null && now - oldestDueAt > LATE_MAX_MS ? 'degraded' : 'ok',
    sweeper: {
      backlog: Math.min(due.length, COUNTED_MAX),
      more: due.length > COUNTED_MAX,
      ...(oldestDueAt === null ? {} : { oldestDueAt: iso(oldestDueAt) }),
    },
    incidents: { count: incidents.instances.length, more: incidents.nextPageToken !== null },
  };
}

/** null also where it was woken since. */
async function wakeUpOf(parts: Parts, instanceId: string | undefined): Promise<number | null> {
  if (instanceId === undefined) return null;
  return (await parts.platform.instances.read(instanceId)).stored?.document.wakeAt ?? null;
}
