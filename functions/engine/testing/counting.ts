// Counts what a platform is asked to do: the documents read and written, the messages published, the tasks and leases made.
import type { InstancePage, Platform } from '../../platform/platform.ts';

export interface Counts {
  reads: number;
  writes: number;
  publishes: number;
  tasks: number;
  /** Leases of tries asked for: a write each, of those channels alone that do not know a key again. */
  leases: number;
  /** Round trips to the instance store, by name of the call. */
  calls: string[];
}

export const noCounts = (): Counts => ({ reads: 0, writes: 0, publishes: 0, tasks: 0, leases: 0, calls: [] });

/** The platform, counting as a document store bills: each document read, each document written. */
export function counting<P extends Platform>(platform: P, counts: Counts): P {
  const { directory, instances, metrics, routing } = platform;
  const note = (call: string, reads: number, writes: number): void => {
    counts.calls.push(call);
    counts.reads += reads;
    counts.writes += writes;
  };
  /** A query that finds nothing is billed as one read. */
  const asked: Asked = (call, found) => {
    note(call, Math.max(1, found.length), 0);
    return found;
  };
  return {
    ...platform,
    instances: {
      ...instances,
      read: (instanceId, userId) => {
        note('read', userId === undefined ? 1 : 2, 0);
        return instances.read(instanceId, userId);
      },
      commit: async (commit) => {
        const result = await instances.commit(commit);
        note('commit', 0, result === 'committed' ? 2 : 0);
        return result;
      },
      ...countingQueries(instances, asked),
      postpone: async (...args) => {
        const result = await instances.postpone(...args);
        note('postpone', 0, result === 'committed' ? 1 : 0);
        return result;
      },
      awaiting: (handle) => {
        note('awaiting', 1, 0);
        return instances.awaiting(handle);
      },
    },
    metrics: {
      put: (day) => {
        note('put metrics', 0, 1);
        return metrics.put(day);
      },
      list: async (...args) => asked('metrics', await metrics.list(...args)),
    },
    directory: {
      ...directory,
      users: async (ids) => {
        note('users', ids.length, 0);
        return directory.users(ids);
      },
      members: async (role) => {
        note('members', 1, 0);
        return directory.members(role);
      },
      findByPhone: (phone) => {
        note('findByPhone', 1, 0);
        return directory.findByPhone(phone);
      },
    },
    routing: {
      ...routing,
      read: (roles) => {
        note('routing', roles.length, 0);
        return routing.read(roles);
      },
    },
    ...countingRest(platform, counts),
  };
}

type Queries = Pick<Platform['instances'], 'list' | 'ended' | 'overdue' | 'audit'>;
type Asked = <T extends { readonly length: number }>(call: string, found: T) => T;

function countingQueries(instances: Queries, asked: Asked): Queries {
  const paged =
    <Q>(call: string, query: (query: Q) => Promise<InstancePage>) =>
    async (given: Q) => {
      const page = await query(given);
      asked(call, page.instances);
      return page;
    };
  return {
    list: paged('list', instances.list),
    ended: paged('ended', instances.ended),
    overdue: paged('overdue', instances.overdue),
    audit: async (...args) => asked('audit', await instances.audit(...args)),
  };
}

type Rest = Pick<Platform, 'bus' | 'timers' | 'leases'>;

function countingRest({ bus, timers, leases }: Rest, counts: Counts): Rest {
  return {
    bus: {
      ...bus,
      publish: (message) => {
        counts.publishes += 1;
        return bus.publish(message);
      },
    },
    timers: {
      ...timers,
      schedule: (instanceId, timer) => {
        counts.tasks += 1;
        return timers.schedule(instanceId, timer);
      },
    },
    leases: {
      ...leases,
      take: (key, lease) => {
        counts.leases += 1;
        return leases.take(key, lease);
      },
    },
  };
}
