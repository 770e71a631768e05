// The directory as screens need it: names by id.
import type { User } from '../api/api.ts';
import { me } from '../session/session.ts';
import { shared } from '../words/words.ts';
import { useQuery } from './query.ts';

const EVERY_MS = 5 * 60_000;

export interface People {
  readonly all: readonly User[];
  /** A person's name; the id while nobody is known by it. */
  nameOf(id: string): string;
}

const byUsers = new WeakMap<readonly User[], ReadonlyMap<string, string>>();
const NOBODY: readonly User[] = [];

export function usePeople(): People {
  const { data } = useQuery('listUsers', me.value === null ? null : {}, { everyMs: EVERY_MS });
  const all = data?.users ?? NOBODY;
  const names = byUsers.get(all) ?? new Map(all.map(({ id, name }) => [id, name]));
  byUsers.set(all, names);
  const { engine } = shared();
  return { all, nameOf: (id) => names.get(id) ?? (id === 'engine' ? engine : id) };
}
