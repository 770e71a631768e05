// The people of a simulated company, and what happens to them while workflows run.
import { isAway, type User, userSchema } from '../functions/core/user.ts';
import type { Agent, World } from './world.ts';

const PEOPLE: readonly (readonly [id: string, role: string, more?: object])[] = [
  ['cro-1', 'cro', { manager: 'asm-1' }],
  ['cro-2', 'cro', { channel: 'whatsapp' }],
  ['cro-3', 'cro', { capacity: 2, phone: undefined }],
  ['bdo-1', 'bdo'],
  ['bdo-2', 'bdo', { channel: 'whatsapp' }],
  ['asm-1', 'asm', { manager: 'incharge-1' }],
  ['asm-2', 'asm', { channel: 'in_app' }],
  ['incharge-1', 'bd_incharge'],
  ['admin-1', 'admin'],
  ['requester-1', 'requester', { manager: 'asm-1' }],
  ['requester-2', 'requester', { channel: 'whatsapp' }],
  ['stranger-1', 'sr'],
];

export const USERS: readonly User[] = PEOPLE.map(([id, role, more], i) =>
  userSchema.parse({
    id,
    name: id,
    email: `${id}@example.com`,
    phone: `+88017000000${String(i).padStart(2, '0')}`,
    roles: [role],
    channel: 'email',
    ...more,
  }),
);

/** Those who decide; admins and requesters stay as they are, or nobody could mend anything. */
const CHANGING = USERS.filter(({ id }) => /^(cro|bdo|asm|incharge)-/.test(id));
const DAY_MS = 86_400_000;
/** How often the directory changes, beside calls (10) and deliveries (3), from seed to seed. */
const WEIGHTS = [0.05, 0.3, 1] as const;

/** When each person was last seen fit for each claim: what a decision made from older reads may still rest on. */
export interface Standing {
  /** Whether the person was present at any moment since `since` (world time). */
  wasPresent(userId: string, since: number): boolean;
  wasAbsent(userId: string, since: number): boolean;
  hadRole(userId: string, role: string, since: number): boolean;
}

interface Change {
  readonly until: number;
  readonly user: User;
}

export class DirectoryHistory<E> implements Standing {
  readonly #world: World<E>;
  /** Earlier records, each with the moment at which it was replaced; oldest first. */
  readonly #earlier = new Map<string, Change[]>();

  constructor(world: World<E>) {
    this.#world = world;
    for (const user of USERS) world.store.users.set(user.id, user);
  }

  set(user: User): void {
    const before = this.#world.store.users.get(user.id);
    const changes = this.#earlier.get(user.id) ?? [];
    if (before !== undefined) changes.push({ until: this.#world.now, user: before });
    this.#earlier.set(user.id, changes);
    this.#world.store.users.set(user.id, user);
    this.#world.log(`directory ${user.id} ${user.away === undefined ? 'present' : 'away'} ${user.roles.join(' ')}`);
  }

  #since(userId: string, since: number, test: (user: User, at: number) => boolean): boolean {
    const now = this.#world.store.users.get(userId);
    if (now !== undefined && (test(now, this.#world.now) || test(now, since))) return true;
    return (this.#earlier.get(userId) ?? []).some(
      ({ until, user }) => until >= since && (test(user, until - 1) || test(user, since)),
    );
  }

  wasPresent(userId: string, since: number): boolean {
    return this.#since(userId, since, (user, at) => !isAway(user, at));
  }

  wasAbsent(userId: string, since: number): boolean {
    return this.#since(userId, since, isAway);
  }

  hadRole(userId: string, role: string, since: number): boolean {
    return this.#since(userId, since, (user) => user.roles.includes(role));
  }

  /** Everybody is back, with their own roles. */
  restore(): void {
    for (const user of USERS) if (this.#world.store.users.get(user.id) !== user) this.set(user);
  }

  /** Sends people away and takes roles from them while faults are on; those changed come back by and by. */
  agent(): Agent<E> {
    const weight = this.#world.random.pick(WEIGHTS);
    return {
      name: 'directory',
      weight: () => weight,
      act: (world) => {
        const original = world.random.pick(CHANGING);
        if (world.random.chance(0.25)) return this.set(original);
        if (world.faults.happens('user_away')) {
          const delegate = world.random.chance(0.4) ? { delegate: world.random.pick(CHANGING).id } : {};
          const from = new Date(world.now - 1).toISOString();
          const to = new Date(world.now + world.random.below(3 * DAY_MS)).toISOString();
          return this.set({ ...original, away: { from, to, ...delegate } });
        }
        if (world.faults.happens('role_removed')) this.set({ ...original, roles: [] });
      },
    };
  }
}
