// The people a decision may concern, from a short-lived copy of the directory; open counts with what was given since.
import type { Directory } from '../core/context.ts';
import type { WorkflowDefinition } from '../core/definition/schema.ts';
import { assignmentsOf, recipientsOf } from '../core/definition/visit.ts';
import { openFor } from '../core/document.ts';
import { type Instance, isOpen } from '../core/instance.ts';
import { DELEGATION_CHAIN_MAX } from '../core/limits.ts';
import type { User } from '../core/user.ts';
import type { Clock, DirectoryStore, InstanceStore } from '../platform/platform.ts';

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

function namedIn(definition: WorkflowDefinition): Named {
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

export class People {
  readonly #directory: DirectoryStore;
  readonly #instances: InstanceStore;
  readonly #clock: Clock;
  readonly #users = new Map<string, Cached<User | null>>();
  readonly #members = new Map<string, Cached<readonly string[]>>();
  readonly #counts = new Map<string, Cached<number>>();

  constructor(ports: { readonly directory: DirectoryStore; readonly instances: InstanceStore; readonly clock: Clock }) {
    this.#directory = ports.directory;
    this.#instances = ports.instances;
    this.#clock = ports.clock;
  }

  /** Everyone whom a decision in this workflow may concern. `fresh` was read just now and replaces what is remembered. */
  async around(
    definition: WorkflowDefinition,
    instance: Instance | null,
    more: { readonly ids: readonly string[]; readonly fresh: User | null },
  ): Promise<Directory> {
    if (more.fresh !== null) this.#remember(more.fresh.id, more.fresh);
    const named = namedIn(definition);
    const members = (await Promise.all(named.roles.map((role) => this.#membersOf(role)))).flat();
    const assigned = Object.values(instance?.steps ?? {}).flatMap((step) =>
      isOpen(step) ? step.assignees.map(({ user }) => user) : [],
    );
    const requester = instance === null ? [] : [instance.context.startedBy];
    const users = await this.#withStandIns([...members, ...named.users, ...assigned, ...requester, ...more.ids]);
    return { users, openCounts: await this.#openCounts(Object.keys(users)) };
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

  async #openCounts(ids: readonly string[]): Promise<Readonly<Record<string, number>>> {
    const now = this.#clock.now();
    const missing = ids.filter((id) => !isFresh(this.#counts.get(id), now));
    if (missing.length > 0) {
      const counted = await this.#instances.openCounts(missing);
      for (const id of missing) this.#counts.set(id, { readAt: now, value: counted[id] ?? 0 });
    }
    return Object.fromEntries(ids.map((id) => [id, this.#counts.get(id)?.value ?? 0]));
  }

  /** Follows a commit of this process: tasks given and taken away since the counts were read. */
  follow(before: Instance | null, after: Instance): void {
    const change = (instance: Instance | null, by: number): void => {
      for (const id of instance === null ? [] : openFor(instance)) {
        const known = this.#counts.get(id);
        if (known !== undefined) this.#counts.set(id, { ...known, value: Math.max(0, known.value + by) });
      }
    };
    change(before, -1);
    change(after, +1);
  }

  #remember(id: string, user: User | null): void {
    this.#users.set(id, { readAt: this.#clock.now(), value: user });
  }

  /** After a change in this process, the next decision sees it. */
  forget(): void {
    this.#users.clear();
    this.#members.clear();
  }
}

const isFresh = <T>(cached: Cached<T> | undefined, now: number): cached is Cached<T> =>
  cached !== undefined && now - cached.readAt < TTL_MS && now >= cached.readAt;
