// Which person of the directory somebody is who signed in, or who writes from a telephone.
import type { User } from '../core/user.ts';
import type { Clock, DirectoryStore } from '../platform/platform.ts';

/** What a sign-in proves. */
export interface SignedIn {
  readonly uid: string;
  /** Only where the provider has verified it. */
  readonly email: string | null;
}

export interface Identities {
  /** The person's id; null: nobody, or more than one could be meant. */
  userIdOf(signedIn: SignedIn): Promise<string | null>;
}

/** Who somebody is hardly changes, and what they may do is read anew for every decision: this may be remembered for long. */
const REMEMBER_MS = 5 * 60_000;
const REMEMBERED_MAX = 10_000;

/** By the id itself where the directory has it, else by the one person who has the verified address. */
export function createIdentities(ports: {
  readonly directory: Pick<DirectoryStore, 'users' | 'findByEmail'>;
  readonly clock: Pick<Clock, 'now'>;
}): Identities {
  const remembered = new Map<string, { readonly userId: string; readonly until: number }>();

  async function find({ uid, email }: SignedIn): Promise<string | null> {
    const [known] = await ports.directory.users([uid]);
    if (known !== undefined) return known.id;
    const owners: readonly User[] = email === null ? [] : await ports.directory.findByEmail(email);
    return owners.length === 1 ? (owners[0]?.id ?? null) : null;
  }

  return {
    userIdOf: async (signedIn) => {
      const key = JSON.stringify([signedIn.uid, signedIn.email]);
      const now = ports.clock.now();
      const known = remembered.get(key);
      if (known !== undefined && known.until > now) return known.userId;
      remembered.delete(key);
      const userId = await find(signedIn);
      if (userId === null) return null;
      remembered.set(key, { userId, until: now + REMEMBER_MS });
      const [oldest] = remembered.keys();
      if (remembered.size > REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
      return userId;
    },
  };
}

/**
 * The one person who has this number, in international form. Not remembered: a number that was given to somebody else
 * must not decide for the one who had it before.
 */
export async function personOfPhone(
  directory: Pick<DirectoryStore, 'findByPhone'>,
  phone: string,
): Promise<User | null> {
  const [owner, another] = await directory.findByPhone(phone);
  return another === undefined ? (owner ?? null) : null;
}
