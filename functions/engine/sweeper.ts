// Timers and the sweep: hints that something is due, and the minute's look at everything that was missed.
import type { Timer } from '../core/effects.ts';
import { type Instance, isOpen } from '../core/instance.ts';
import { WAKE_GRACE_MS } from '../core/limits.ts';
import { timersOf } from '../core/react.ts';
import type { InstanceRead } from '../platform/platform.ts';
import { type Committed, commit, kick } from './commit.ts';
import { arrived } from './early.ts';
import { performEffects } from './effects.ts';
import { contentHash } from './hash.ts';
import { ENGINE, type Parts } from './parts.ts';

const SWEEP_LIMIT = 500;
const SWEEP_PARALLEL = 20;
/** A sweep begins each minute. */
const SWEEP_BUDGET_MS = 45_000;
const BACK_OFF_FIRST_MS = 30_000;
const BACK_OFF_LAST_MS = 15 * 60_000;

/** A timer's moment has come, or so it says: the instance itself decides. */
export async function timerFired(parts: Parts, instanceId: string, timer: Timer): Promise<void> {
  const { isDue, read } = await arrived(parts, instanceId, timer, await parts.documents.read(instanceId));
  if (!isDue) return;
  const known = read ?? (await parts.documents.read(instanceId));
  if (timer.kind === 'retry') await performEffects(parts, { instanceId, effectIds: [timer.effectId] }, known);
  else if (known.stored !== null) await checkDeadlines(parts, known.stored.document.instance, [timer], known);
}

const checkDeadlines = (
  parts: Parts,
  { id: instanceId }: Instance,
  timers: readonly Timer[],
  known: InstanceRead,
): Promise<Committed> =>
  commit(parts, {
    instanceId,
    caller: ENGINE,
    commandId: null,
    content: contentHash(timers),
    known,
    command: () => ({ type: 'check_deadlines', timers }),
    answer: () => ({}),
  });

export interface Swept {
  /** How many instances were looked at. */
  readonly looked: number;
  /** How long the one that had waited longest was overdue (ms). */
  readonly oldestMs: number;
}

/** Looks at every instance whose wake-up has passed. Overlapping sweeps are harmless. */
export async function sweep(parts: Parts): Promise<Swept> {
  const { clock, instances } = parts.platform;
  const began = clock.now();
  let looked = 0;
  let oldestMs = 0;
  for (;;) {
    const ids = await instances.due(clock.now(), SWEEP_LIMIT);
    for (let at = 0; at < ids.length; at += SWEEP_PARALLEL) {
      const late = await Promise.all(ids.slice(at, at + SWEEP_PARALLEL).map((id) => healSafely(parts, id)));
      oldestMs = Math.max(oldestMs, ...late);
    }
    looked += ids.length;
    // A full page says that more may wait; the next sweep goes on where this one has had its time.
    if (ids.length < SWEEP_LIMIT || clock.now() - began >= SWEEP_BUDGET_MS) return { looked, oldestMs };
  }
}

/** One instance that cannot be healed must not keep the sweep from the others, neither now nor at the head of each page. */
async function healSafely(parts: Parts, instanceId: string): Promise<number> {
  try {
    return await heal(parts, instanceId);
  } catch (error) {
    parts.platform.log.write('error', 'heal_failed', {
      instanceId,
      error: error instanceof Error ? error.message : String(error),
    });
    await setBack(parts, instanceId).catch(() => {});
    return 0;
  }
}

/** The instance as it is stored is enough for that: what cannot be read in plain can be set back all the same. */
async function setBack(parts: Parts, instanceId: string): Promise<void> {
  const { stored, readAt } = await parts.platform.instances.read(instanceId);
  if (stored === null) return;
  const { wakeAt, wakes } = stored.document;
  // What a commit has seen to meanwhile may have nothing left to wake up for.
  if (wakeAt === null || wakeAt > readAt) return;
  await parts.platform.instances.postpone(instanceId, stored.version, readAt + backOffMs(wakes), wakes + 1);
}

const backOffMs = (wakes: number): number => Math.min(BACK_OFF_FIRST_MS * 2 ** wakes, BACK_OFF_LAST_MS);

/** Answers how long it was overdue (ms). */
async function heal(parts: Parts, instanceId: string): Promise<number> {
  const read = await parts.documents.read(instanceId);
  const { stored } = read;
  if (stored === null) return 0;
  const { document, version } = stored;
  const now = Math.max(read.readAt, document.instance.now);
  if (document.wakeAt === null || document.wakeAt > now) return 0;
  const lateMs = now - document.wakeAt;
  const timers = timersOf(document.instance);
  const due = timers.filter((timer) => timer.kind !== 'retry' && timer.at <= now);
  const unassigned = Object.values(document.instance.steps).some(
    (step) => isOpen(step) && step.reassignAt !== null && step.reassignAt <= now,
  );
  const silent = silencesOf(document.instance).filter(({ at }) => at <= now);
  if (due.length > 0 || unassigned || silent.length > 0) {
    const { changed } = await checkDeadlines(parts, document.instance, [...due, ...silent], read);
    if (changed) return lateMs;
  }
  const effectIds = Object.values(document.instance.effects)
    .filter(({ notBefore }) => notBefore <= now)
    .map(({ effect }) => effect.id);
  if (effectIds.length > 0) await parts.platform.bus.publish({ instanceId, effectIds });
  const backOff = backOffMs(document.wakes);
  // What rests for one reason must not oversleep what comes due for another.
  const coming = [...timers, ...silencesOf(document.instance)].filter(({ at }) => at > now);
  const next = Math.min(...coming.map(({ at }) => at + WAKE_GRACE_MS), now + backOff);
  await parts.platform.instances.postpone(instanceId, version, next, document.wakes + 1);
  return lateMs;
}

/** When the silence of a provider begins to mean something. No timer says so: there would be one for every message that arrives. */
const silencesOf = ({ messages }: Instance): readonly DeliveryTimer[] =>
  Object.entries(messages).flatMap(([effectId, { watch }]): readonly DeliveryTimer[] =>
    watch === undefined ? [] : [{ kind: 'delivery', effectId, at: watch.until }],
  );
type DeliveryTimer = Extract<Timer, { kind: 'delivery' }>;

/** Tells bus and timers again of everything an instance waits for, as after a restart of an embedded process. */
export async function rearm(parts: Parts, instanceId: string): Promise<void> {
  const { stored } = await parts.documents.read(instanceId);
  if (stored !== null) await kick(parts, null, stored.document);
}
