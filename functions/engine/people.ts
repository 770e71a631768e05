// The people a decision may concern, from a short-lived copy of the directory.
import type { Directory } from '../core/context.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { assignmentsOf, recipientsOf } from '../core/definition/visit.ts';
import { type Instance, isOpen } from '../core/instance.ts';
import { DELEGATION_CHAIN_MAX } from '../core/limits.ts';
import type { User } from '../core/user.ts';
import type { Clock, DirectoryStore, Platform } from '../platform/platform.ts';
import { isWithin, OpenCounts } from './open-counts.ts';

const TTL_MS = 30_000;

interface Cached<T> {
  readonly readAt: number;
  readonly value: T;
}

/** Roles and people that a definition names, worked out once. */
interface Named {
  readonly roles: readonly string[];
  readonly users: readonly string[];
}
const namedBy = new WeakMap<WorkflowDefinition, Named>();

export function namedIn(definition: WorkflowDefinition): Named {
  const known = namedBy.get(definition);
  if (known !== undefined) return known;
  const texts = [...assignmentsOf(definition), ...recipientsOf(definition)].map(({ value }) => value);
  const users = texts.filter((text) => text.startsWith('user:')).map((text) => text.slice('user:'.length));
  const told = texts.filter((text) => text.startsWith('role:')).map((text) => text.slice('role:'.length));
  // Administrators are told of trouble in every workflow.
  const named = { roles: [...new Set([...definition.roles, ...told, 'admin'])], users: [...new Set(users)] };
  namedBy.set(definition, named);
  return named;
}

/** The standing part of a definition's directory: members of its roles, people it names, their stand-ins. */
interface Standing {
  readonly users: Readonly<Record<string, User>>;
  readonly generation: number;
}

export class People {
  readonly #directory: DirectoryStore;
  readonly #clock: Clock;
  readonly #users = new Map<string, Cached<User | null>>();
  readonly #members = new Map<string, Cached<readonly string[]>>();
  readonly #standing = new WeakMap<WorkflowDefinition, Cached<Standing>>();
  readonly #readings = new Map<
    WorkflowDefinition,
    { readonly generation: number; readonly users: Promise<Readonly<Record<string, User>>> }
  >();
  /** Raised whenever a remembered person changes, so that nothing built from the old record is used. */
  #generation = 0;
  readonly #openCounts: OpenCounts;

  constructor(ports: Pick<Platform, 'directory' | 'instances' | 'routing' | 'clock'>) {
    this.#directory = ports.directory;
    this.#clock = ports.clock;
    this.#openCounts = new OpenCounts(ports);
  }

  /** Everyone whom a decision in this workflow may concern. `fresh` was read just now and replaces what is remembered. */
  async around(
    definition: WorkflowDefinition,
    instance: Instance | null,
    more: { readonly ids: readonly string[]; readonly fresh: User | null },
  ): Promise<Directory> {
    if (more.fresh !== null) this.#remember(more.fresh.id, more.fresh);
    const standing = await this.#standingOf(definition);
    const assigned = Object.values(instance?.steps ?? {}).flatMap((step) =>
      isOpen(step) ? step.assignees.map(({ user }) => user) : [],
    );
    const requester = instance === null ? [] : [instance.context.startedBy];
    const added = [...assigned, ...requester, ...more.ids].filter((id) => standing[id] === undefined);
    const users = added.length === 0 ? standing : { ...standing, ...(await this.#withStandIns(added)) };
    return { users, openCounts: this.#openCounts.all };
  }

  /** Who comes while it is being read waits for the same reading. */
  #standingOf(definition: WorkflowDefinition): Promise<Readonly<Record<string, User>>> {
    const known = this.#standing.get(definition);
    if (isFresh(known, this.#clock.now()) && known.value.generation === this.#generation)
      return Promise.resolve(known.value.users);
    const underway = this.#readings.get(definition);
    if (underway !== undefined && underway.generation === this.#generation) return underway.users;
    const users = this.#readStanding(definition).finally(() => this.#readings.delete(definition));
    this.#readings.set(definition, { generation: this.#generation, users });
    return users;
  }

  async #readStanding(definition: WorkflowDefinition): Promise<Readonly<Record<string, User>>> {
    const named = namedIn(definition);
    const members = (await Promise.all(named.roles.map((role) => this.#membersOf(role)))).flat();
    const users = await this.#withStandIns([...members, ...named.users]);
    await this.#openCounts.count(Object.keys(users), named.roles);
    const readAt = this.#oldestOf(named.roles, Object.keys(users));
    this.#standing.set(definition, { readAt, value: { users, generation: this.#generation } });
    return users;
  }

  /** When the oldest of these was read: what is made of copies is as old as they are. */
  #oldestOf(roles: readonly string[], userIds: readonly string[]): number {
    const copies = [...roles.map((role) => this.#members.get(role)), ...userIds.map((id) => this.#users.get(id))];
    return Math.min(this.#clock.now(), ...copies.map((copy) => copy?.readAt ?? 0));
  }

  async user(id: string): Promise<User | null> {
    return (await this.users([id]))[id] ?? null;
  }

  async users(ids: readonly string[]): Promise<Readonly<Record<string, User>>> {
    const now = this.#clock.now();
    const missing = [...new Set(ids)].filter((id) => !isFresh(this.#users.get(id), now));
    if (missing.length > 0) {
      const found = new Map((await this.#directory.users(missing)).map((user) => [user.id, user]));
      for (const id of missing) this.#remember(id, found.get(id) ?? null);
    }
    return Object.fromEntries(
      ids.flatMap((id) => {
        const user = this.#users.get(id)?.value ?? null;
        return user === null ? [] : [[id, user]];
      }),
    );
  }

  /** People, their managers, and the chains of their delegates. */
  async #withStandIns(ids: readonly string[]): Promise<Record<string, User>> {
    const all: Record<string, User> = {};
    let wanted = [...new Set(ids)];
    for (let depth = 0; wanted.length > 0 && depth <= DELEGATION_CHAIN_MAX; depth++) {
      const found = Object.values(await this.users(wanted));
      for (const user of found) all[user.id] = user;
      wanted = [...new Set(found.flatMap((user) => [user.away?.delegate, user.manager]))].filter(
        (id): id is string => id !== undefined && all[id] === undefined,
      );
    }
    return all;
  }

  async #membersOf(role: string): Promise<readonly string[]> {
    const known = this.#members.get(role);
    const now = this.#clock.now();
    if (isFresh(known, now)) return known.value;
    const members = await this.#directory.members(role);
    for (const user of members) this.#remember(user.id, user);
    const value = members.map(({ id }) => id);
    this.#members.set(role, { readAt: now, value });
    return value;
  }

  /** Follows a commit of this process: tasks given and taken away since the counts were read. */
  follow(before: Instance | null, after: Instance): void {
    this.#openCounts.follow(before, after);
  }

  #remember(id: string, user: User | null): void {
    const known = this.#users.get(id)?.value;
    this.#users.set(id, { readAt: this.#clock.now(), value: user });
    if (known !== undefined && known !== user && JSON.stringify(known) !== JSON.stringify(user)) this.#generation += 1;
  }

  /** After a change in this process, the next decision sees it. */
  forget(): void {
    this.#users.clear();
    this.#members.clear();
    this.#generation += 1;
  }
}

const isFresh = <T>(cached: Cached<T> | undefined, now: number): cached is Cached<T> =>
  isWithin(TTL_MS, cached?.readAt, now);
