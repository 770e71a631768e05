// How the system itself does, in one answer: whether the sweeper keeps up, what providers do, and what waits for a person.
import type { Effect } from '../core/effects.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject } from '../core/json.ts';
import { BACKOFF_MAX_MS, WAKE_GRACE_MS } from '../core/limits.ts';
import { nextMorning } from '../core/time/morning.ts';
import { iso } from '../core/views/time.ts';
import { requirePermission } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

const COUNTED_MAX = 200;
/** Instances whose effects are looked at: those that wake first. */
const LOOKED_MAX = 50;
/**
 * How late a wake-up may be before the sweeper counts as not keeping up. It comes each minute and heals within 90 s; the
 * rest is for a sweep that is under way.
 */
const LATE_MAX_MS = 3 * 60_000;

export async function systemHealth(parts: Parts, caller: Caller): Promise<JsonObject> {
  await requirePermission(parts, caller, ['modify_instance', 'view_analytics'], 'see how the system does');
  const { clock, instances, channelStates } = parts.platform;
  const now = clock.now();
  const [due, incidents, { effects, oldestWakeAt }, down] = await Promise.all([
    instances.due(now, COUNTED_MAX + 1),
    instances.list({ withIncidents: true, pageSize: COUNTED_MAX }),
    effectsNow(parts, now),
    channelStates.down(),
  ]);
  const oldestDueAt = oldestWakeAt !== null && oldestWakeAt <= now ? oldestWakeAt : null;
  const channels = Object.entries(down).map(([channel, since]) => ({ channel, since: iso(since) }));
  const isLate = oldestDueAt !== null && now - oldestDueAt > LATE_MAX_MS;
  return {
    version: parts.version,
    now: iso(now),
    status: isLate || channels.length > 0 ? 'degraded' : 'ok',
    sweeper: {
      backlog: Math.min(due.length, COUNTED_MAX),
      more: due.length > COUNTED_MAX,
      ...(oldestDueAt === null ? {} : { oldestDueAt: iso(oldestDueAt) }),
    },
    incidents: {
      count: incidents.instances.length,
      more: incidents.nextPageToken !== null,
      kinds: kindsOf(incidents.instances.map(({ instance }) => instance)),
    },
    effects,
    channels: { down: channels },
    digests: digestsOf(parts, now),
  };
}

/** What waits to be performed wakes its instance within the longest pause between two tries. */
async function effectsNow(parts: Parts, now: number) {
  const { instances } = parts.platform;
  const ids = await instances.due(now + BACKOFF_MAX_MS + WAKE_GRACE_MS, LOOKED_MAX + 1);
  const read = await Promise.all(ids.slice(0, LOOKED_MAX).map((id) => instances.read(id)));
  const documents = read.flatMap(({ stored }) => stored?.document ?? []);
  return {
    effects: {
      looked: documents.length,
      more: ids.length > LOOKED_MAX,
      providers: providersOf(documents.map(({ instance }) => instance)),
    },
    oldestWakeAt: documents[0]?.wakeAt ?? null,
  };
}

/** What is pending with each channel and action; failing is what has been tried and is tried again. */
function providersOf(instances: readonly Instance[]): readonly JsonObject[] {
  const pending = instances.flatMap(({ effects }) => Object.values(effects));
  const byProvider = Map.groupBy(pending, ({ effect }) => providerOf(effect));
  return [...byProvider]
    .map(([provider, all]) => ({ provider, pending: all.length, failing: all.filter(({ tries }) => tries > 0).length }))
    .sort((a, b) => b.failing - a.failing || b.pending - a.pending);
}

function providerOf(effect: Effect): string {
  switch (effect.kind) {
    case 'message':
      return effect.channel;
    case 'action':
    case 'compensation':
      return effect.use;
    default:
      return effect.kind;
  }
}

function kindsOf(instances: readonly Instance[]): Readonly<Record<string, number>> {
  const open = instances
    .flatMap(({ incidents }) => Object.values(incidents))
    .filter((one) => one.resolvedAt === undefined);
  return Object.fromEntries([...Map.groupBy(open, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length]));
}

/** By the company's calendar: those with one of their own may have theirs earlier. */
const digestsOf = ({ renderDigest, digestCalendar }: Parts, now: number): JsonObject =>
  renderDigest === null ? {} : { nextAt: iso(nextMorning(digestCalendar, now)) };
