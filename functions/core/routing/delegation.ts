// Who stands in for an absent person: the chain of delegates, bounded and safe against cycles.
import { type Context, personOf } from '../context.ts';
import { DELEGATION_CHAIN_MAX } from '../limits.ts';
import { isAway } from '../user.ts';

/** The person, or the first present one along the chain of delegates; null where it ends with nobody. */
export function standIn(userId: string, context: Context): string | null {
  const seen = new Set<string>();
  let id = userId;
  while (seen.size < DELEGATION_CHAIN_MAX && !seen.has(id)) {
    seen.add(id);
    const user = personOf(context.directory, id);
    if (user === undefined) return null;
    if (!isAway(user, context.now)) return id;
    if (user.away?.delegate === undefined) return null;
    id = user.away.delegate;
  }
  return null;
}

/** Whether `userId` is at this moment the stand-in of `absentId`, who is away. */
export const actsFor = (userId: string, absentId: string, context: Context): boolean =>
  userId !== absentId && standIn(absentId, context) === userId;
