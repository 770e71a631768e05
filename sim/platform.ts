// The ports of one simulated process. Every call waits for the scheduler; the state behind them is the world's.
import { type Timer, timerKey } from '../functions/core/effects.ts';
import type {
  Bus,
  ChannelStates,
  DefinitionStore,
  DirectoryStore,
  EffectsMessage,
  InstanceStore,
  MetricsStore,
  Platform,
  Records,
  RoutingSnapshots,
  SendLeases,
  Timers,
} from '../functions/platform/platform.ts';
import { Transient } from '../functions/platform/platform.ts';
import type { CallKind } from './faults.ts';
import { channelsOf, type ReportEntries } from './gateways.ts';
import type { Outside } from './providers.ts';
import type { Process, Variants, World } from './world.ts';
import { WORLD_BEGINS_AT } from './world.ts';

/** How messages and timers reach an engine: the one thing here that knows what an engine is. */
export interface Entries<E> extends ReportEntries<E> {
  performEffects(engine: E, message: EffectsMessage): Promise<unknown>;
  timerFired(engine: E, instanceId: string, timer: Timer): Promise<unknown>;
}

type Ask = <T>(kind: CallKind, name: string, apply: () => T, variants?: Variants<T>) => Promise<T>;
type Body<E> = Omit<Process<E>, 'engine'>;

/** Texts of the failures that this world makes, and of what the engine says when it has tried long enough. */
const REPEATABLE = /(?:unavailable|deadline exceeded|no answer|no answer in time|busy|too busy|there \(yet\))$/;
/** What is told with the words of whoever refused for good; nothing is swallowed, an incident is open. */
const REFUSED: ReadonlySet<string> = new Set(['effect_refused', 'message_unconfirmed']);
const EARLY_MAX_MS = 60 * 60_000;
const LATE_MAX_MS = 6 * 60 * 60_000;
/** A later timer comes in legs, as where a queue holds no task for longer; one within the early hour is in time. */
const LEG_MS = 12 * 60 * 60_000;

function instancesOf<E>(world: World<E>, ask: Ask): InstanceStore {
  const { store } = world;
  return {
    read: (id, userId) => ask('read', `read ${id} ${userId ?? ''}`, () => store.read(id, userId, world.now)),
    commit: (commit) => {
      const apply = () => store.commit(commit);
      const actions = commit.entry.events.map((event) => event.action).join(',');
      return ask('commit', `commit ${commit.instanceId} #${commit.entry.seq} ${commit.entry.actor} ${actions}`, apply, {
        conflict: () => {
          store.touch(commit.instanceId);
          return apply();
        },
      });
    },
    postpone: (id, expected, wakeAt, wakes) =>
      ask('write', `postpone ${id}`, () => store.postpone(id, expected, wakeAt, wakes)),
    audit: (id, afterSeq, limit) => ask('read', `audit ${id}`, () => store.audit(id, afterSeq, limit)),
    due: (now, limit) =>
      ask('query', 'due', () => store.due(now, limit), {
        // An index that lags shows some that are not due any more, and misses some that are.
        stale_query: () =>
          [...store.due(now, limit).filter(() => world.random.chance(0.5)), ...store.instances.keys()]
            .filter((id, i, ids) => ids.indexOf(id) === i && world.random.chance(0.7))
            .slice(0, limit),
      }),
    list: (query) =>
      ask('query', 'list', () => store.list(query), {
        stale_query: () => store.list(query, true),
      }),
    ended: (query) =>
      ask('query', 'ended', () => store.ended(query), {
        stale_query: () => store.ended(query, true),
      }),
    overdue: (query) =>
      ask('query', 'overdue', () => store.overdue(query), {
        stale_query: () => store.overdue(query, true),
      }),
    awaiting: (handle) => ask('query', `awaiting ${handle}`, () => store.awaiting(handle)),
    openCounts: (userIds) => ask('query', 'open counts', () => store.openCounts(userIds), { stale_query: () => ({}) }),
  };
}

function definitionsOf<E>(world: World<E>, ask: Ask): DefinitionStore {
  const { store } = world;
  return {
    publish: (published) => ask('write', `publish ${published.definition.id}`, () => store.publish(published)),
    replaceDraft: (published) => ask('write', `draft ${published.definition.id}`, () => store.replaceDraft(published)),
    get: (id, version) => ask('read', `definition ${id}@${version}`, () => store.definition(id, version)),
    list: (id) => ask('read', `definitions ${id ?? ''}`, () => store.versions(id)),
    setStatus: (id, version, status, at) =>
      ask('write', `definition ${id}@${version} ${status}`, () => store.setStatus(id, version, status, at)),
    remove: (id, version) => ask('write', `remove ${id}@${version}`, () => store.removeDefinition(id, version)),
  };
}

function directoryOf<E>(world: World<E>, ask: Ask): DirectoryStore {
  const { store } = world;
  return {
    users: (ids) =>
      ask('read', `users ${ids.length}`, () => [...new Set(ids)].flatMap((id) => store.users.get(id) ?? [])),
    members: (role) => ask('read', `members ${role}`, () => store.members(role)),
    findByEmail: (email) => ask('query', 'user by e-mail', () => store.findByEmail(email)),
    findByPhone: (phone) => ask('query', 'user by phone', () => store.findByPhone(phone)),
    all: () => ask('read', 'all users', () => [...store.users.values()]),
    upsert: (user) => ask('write', `upsert ${user.id}`, () => void store.users.set(user.id, user)),
  };
}

function routingOf<E>(world: World<E>, ask: Ask): RoutingSnapshots {
  const { routing } = world.store;
  return {
    read: (roles) =>
      ask('read', `routing ${roles.length}`, () => [...new Set(roles)].flatMap((role) => routing.get(role) ?? [])),
    write: (snapshot) => ask('write', `routing of ${snapshot.role}`, () => void routing.set(snapshot.role, snapshot)),
  };
}

function metricsOf<E>(world: World<E>, ask: Ask): MetricsStore {
  const { store } = world;
  return {
    put: (metrics) => ask('write', `metrics ${metrics.workflowId} ${metrics.date}`, () => store.putMetrics(metrics)),
    list: (workflowId, from, to) =>
      ask('query', `metrics ${workflowId}`, () => store.listMetrics(workflowId, from, to)),
  };
}

function recordsOf<E>(world: World<E>, ask: Ask): Records {
  const { store } = world;
  return {
    get: (collection, id) =>
      ask('read', `record ${collection}/${id}`, () => store.records.get(collection)?.get(id) ?? null),
    update: (collection, id, change) =>
      ask('write', `record ${collection}/${id}`, () => store.updateRecord(collection, id, change)),
    list: (collection, limit) => ask('query', `records ${collection}`, () => store.listRecords(collection, limit)),
  };
}

function busOf<E>(world: World<E>, ask: Ask, entries: Entries<E>): Bus {
  return {
    publish: (message) => {
      const { instanceId } = message;
      const effectIds = [...message.effectIds];
      world.published(instanceId, effectIds);
      const send = (): void =>
        world.fly({
          kind: 'message',
          label: `message ${message.instanceId} [${message.effectIds.join(' ')}]`,
          instanceId: message.instanceId,
          at: world.now,
          run: (engine) => entries.performEffects(engine, { instanceId, effectIds }),
        });
      return ask('publish', `publish ${message.instanceId} [${message.effectIds.join(' ')}]`, send, {
        publish_lost: () => {},
        publish_doubled: () => {
          send();
          send();
        },
        publish_failed_but_sent: () => {
          send();
          throw new Transient('publish: no answer');
        },
      });
    },
  };
}

function timersOf<E>(world: World<E>, ask: Ask, entries: Entries<E>): Timers {
  const fly = (instanceId: string, timer: Timer, at: number): void =>
    world.fly({
      kind: 'timer',
      label: `timer ${nameOf(instanceId, timer)}`,
      instanceId,
      at,
      run: (engine) => entries.timerFired(engine, instanceId, timer),
    });
  return {
    schedule: (instanceId, timer) => {
      const name = nameOf(instanceId, timer);
      const make = (...delays: readonly number[]): void => {
        const leg = Math.max(1, Math.ceil((timer.at - world.now - EARLY_MAX_MS) / LEG_MS));
        if (leg > 1) world.note('timer in legs');
        const end = timer.at - (leg - 1) * LEG_MS;
        const task = `${name} leg ${leg}`;
        // A name is good for one timer, also when that one has fired or got lost.
        if (world.timerNames.has(task)) return;
        world.timerNames.add(task);
        for (const delay of delays) fly(instanceId, timer, end + delay);
      };
      return ask('schedule', `schedule ${name}`, () => make(0), {
        timer_lost: () => make(),
        timer_doubled: () => make(0, world.random.below(LATE_MAX_MS)),
        timer_early: () => make(-world.random.below(EARLY_MAX_MS)),
        timer_late: () => make(world.random.below(LATE_MAX_MS)),
        schedule_failed_but_made: () => {
          make(0);
          throw new Transient('schedule: no answer');
        },
      });
    },
  };
}

const nameOf = (instanceId: string, timer: Timer): string =>
  `${instanceId} ${timerKey(timer).replace(/\d+$/, String(timer.at - WORLD_BEGINS_AT))}`;

function leasesOf<E>(world: World<E>, ask: Ask): SendLeases {
  const { leases } = world.store;
  return {
    take: (key, lease) =>
      ask('write', `lease ${key}`, () => {
        const stands = leases.get(key) ?? lease;
        leases.set(key, stands);
        return stands;
      }),
  };
}

function channelStatesOf<E>(world: World<E>, ask: Ask): ChannelStates {
  const { downChannels } = world.store;
  return {
    down: () => ask('read', 'channels that are down', () => Object.fromEntries(downChannels)),
    report: (channel, downSince) =>
      ask('write', `channel ${channel} ${downSince === null ? 'works' : 'is down'}`, () => {
        if (downSince === null) downChannels.delete(channel);
        else if (!downChannels.has(channel)) downChannels.set(channel, downSince);
      }),
  };
}

export function platformOf<E>(world: World<E>, process: Body<E>, outside: Outside, entries: Entries<E>): Platform {
  const ask: Ask = (kind, name, apply, variants) =>
    world.call(process, variants === undefined ? { kind, name, apply } : { kind, name, apply, variants });
  return {
    instances: instancesOf(world, ask),
    definitions: definitionsOf(world, ask),
    directory: directoryOf(world, ask),
    routing: routingOf(world, ask),
    metrics: metricsOf(world, ask),
    records: recordsOf(world, ask),
    bus: busOf(world, ask, entries),
    timers: timersOf(world, ask, entries),
    channels: channelsOf(world, (name, apply, variants) => ask('send', name, apply, variants), outside, entries),
    inbox: {
      messagesFor: async (userId, limit) =>
        outside.taken.flatMap(({ message }) => (message.to.id === userId ? [message] : [])).slice(-limit),
    },
    leases: leasesOf(world, ask),
    channelStates: channelStatesOf(world, ask),
    clock: {
      now: () => world.now + (world.faults.stopped ? 0 : process.skewMs),
      sleep: (ms) => world.sleep(process, ms),
    },
    entropy: { id: () => process.entropy.id(), fraction: () => process.entropy.fraction() },
    log: {
      write: (severity, event, fields) => {
        const { error } = fields;
        // What the engine swallows and heals must be a failure that may be repeated, not one of its own.
        if (typeof error === 'string' && !REFUSED.has(event) && !REPEATABLE.test(error))
          world.violate('DEFECT', `${event}: ${error}`);
        if (severity === 'error') world.note(`log ${event}`);
        world.log(`p${process.id} log ${severity} ${event} ${JSON.stringify(fields)}`);
      },
    },
  };
}
