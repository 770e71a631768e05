// The list of what waits for each person: once on the morning of a working day, by a channel that works.
import { channelsOf } from '../core/decide/record-messages.ts';
import { dayAt } from '../core/metrics/days.ts';
import type { Calendar } from '../core/time/calendar.ts';
import { isMorning, nextMorning } from '../core/time/morning.ts';
import { HOUR_MS } from '../core/time/zone.ts';
import { type Channel, isAway, type User } from '../core/user.ts';
import type { Delivery, OutgoingMessage } from '../platform/platform.ts';
import { digestTasksOf } from './digest-tasks.ts';
import { retryDelayMs, Transient } from './failure.ts';
import { sha256 } from './hash.ts';
import type { DigestTask, Parts, RenderDigest } from './parts.ts';

/** So long after it has begun a working day still has its list sent: whoever was missed gets it late, and nobody at noon. */
const MORNING_MS = 2 * HOUR_MS;
const PARALLEL = 10;
const TRIES_MAX = 3;

/** Overlapping calls are harmless: one of them sends. What fails for one person does not keep it from the others. */
export async function sendDigests(parts: Parts): Promise<{ readonly sent: number }> {
  const { renderDigest: render, platform } = parts;
  if (render === null) return { sent: 0 };
  const now = platform.clock.now();
  const people = (await platform.directory.all()).filter(
    (user) => !isAway(user, now) && isMorning(calendarOf(parts, user), now, MORNING_MS),
  );
  let sent = 0;
  for (let at = 0; at < people.length; at += PARALLEL) {
    const some = people.slice(at, at + PARALLEL);
    const counts = await platform.instances.openCounts(some.map(({ id }) => id));
    const busy = some.filter(({ id }) => (counts[id] ?? 0) > 0);
    const told = await Promise.all(busy.map((to) => sendSafely(parts, { to, render, now })));
    sent += told.filter((isSent) => isSent).length;
  }
  return { sent };
}

/** The next morning (epoch ms) of anybody in the directory; null where no list is sent or nothing waits. */
export async function nextDigestAt(parts: Parts, after: number): Promise<number | null> {
  const { renderDigest, platform } = parts;
  if (renderDigest === null) return null;
  const { instances } = await platform.instances.list({ status: 'running', pageSize: 1 });
  if (instances.length === 0) return null;
  const calendars = new Set((await platform.directory.all()).map((user) => calendarOf(parts, user)));
  const mornings = [...calendars].map((calendar) => nextMorning(calendar, after));
  return mornings.length === 0 ? null : Math.min(...mornings);
}

const calendarOf = ({ calendars, digestCalendar }: Parts, { calendar }: User): Calendar =>
  calendar !== undefined && Object.hasOwn(calendars, calendar) ? (calendars[calendar] as Calendar) : digestCalendar;

interface Digest {
  readonly to: User;
  readonly render: RenderDigest;
  readonly now: number;
}

async function sendSafely(parts: Parts, digest: Digest): Promise<boolean> {
  try {
    return await send(parts, digest);
  } catch (error) {
    parts.platform.log.write('error', 'digest_failed', {
      userId: digest.to.id,
      error: error instanceof Error ? error.message : String(error),
    });
    return false;
  }
}

async function send(parts: Parts, { to, render, now }: Digest): Promise<boolean> {
  const tasks = await digestTasksOf(parts, to.id, now);
  if (tasks.length === 0) return false;
  const channels = await workingChannels(parts, to);
  if (channels.length === 0) throw new Transient('no channel works');
  const { timeZone } = calendarOf(parts, to);
  const day = `digest/${to.id}/${dayAt(timeZone, now).date}`;
  // As late as possible: it is never given back, and whoever holds it and fails has used up this day.
  if (!(await isOurs(parts, day, now))) return false;
  const errors: string[] = [];
  for (const channel of channels) {
    const words = render({ to, channel, tasks, timeZone, now });
    const delivery = await deliver(parts, messageOf({ day, to, channel, tasks, words, now }));
    if (delivery.ok) return true;
    errors.push(`${channel}: ${delivery.error}`);
  }
  throw new Error(errors.join('; '));
}

/** The one they prefer first. */
async function workingChannels({ platform }: Parts, to: User): Promise<readonly Channel[]> {
  const down = await platform.channelStates.down();
  const all = new Set([to.channel, ...channelsOf(to)]);
  return [...all].filter(
    (channel) => down[channel] === undefined && (channel !== 'whatsapp' || to.phone !== undefined),
  );
}

async function isOurs({ platform: { leases, entropy } }: Parts, day: string, now: number): Promise<boolean> {
  const holder = entropy.id();
  return (await leases.take(day, { holder, takenAt: now })).holder === holder;
}

/** What was surely not taken is tried again, and then refused. Throws `Unconfirmed` where nobody knows. */
async function deliver({ platform }: Parts, message: OutgoingMessage): Promise<Delivery> {
  const { channels, clock, entropy } = platform;
  for (let tries = 1; ; tries++)
    try {
      return await channels.send(message);
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      if (tries === TRIES_MAX) return { ok: false, error: error.message };
      await clock.sleep(retryDelayMs(tries, entropy.fraction()));
    }
}

const messageOf = ({
  day,
  to,
  channel,
  tasks,
  words,
  now,
}: {
  readonly day: string;
  readonly to: User;
  readonly channel: Channel;
  readonly tasks: readonly DigestTask[];
  readonly words: ReturnType<RenderDigest>;
  readonly now: number;
}): OutgoingMessage => ({
  key: sha256(`${day}/${channel}`),
  instanceId: '',
  to,
  channel,
  template: 'workflow_daily_digest',
  ...words,
  facts: { openTasks: tasks.length },
  at: now,
});
