// People by name, for those who write to us in words: whom a task could be handed to, and what people are called.
import { visible } from './asking.ts';
import type { Caller, Parts } from './parts.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Those with a role that decides in this workflow, whoever of them may decide the step in question. Throws `Refused` with
 * NOT_FOUND where the caller may not see the instance.
 */
export async function delegatesFor(parts: Parts, caller: Caller, instanceId: string): Promise<readonly Named[]> {
  const { definition, document } = await visible(parts, caller, instanceId);
  const { users } = await parts.people.around(definition, document.instance, { ids: [], fresh: null });
  return Object.values(users)
    .filter(({ id, roles }) => id !== caller.userId && roles.some((role) => definition.roles.includes(role)))
    .map(({ id, name }) => ({ id, name }));
}

/** What these people are called; who is not in the directory any more keeps their id. */
export async function namesOf(parts: Parts, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const users = await parts.people.users(ids);
  return Object.fromEntries(ids.map((id) => [id, Object.hasOwn(users, id) ? (users[id]?.name ?? id) : id]));
}
