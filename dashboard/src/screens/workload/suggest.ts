// Who could take over tasks of somebody: people of the same role who are here, those with room and of the same place first.
import type { User } from '../../api/api.ts';
import type { Answer } from '../../api/client.ts';

export type LoadRow = Answer<'getStakeholderWorkload'>['workload'][number];

export interface Suggestion {
  readonly userId: string;
  readonly name: string;
  readonly openTasks: number;
  readonly capacity: number | null;
  /** Whether all of the tasks fit within the capacity. */
  readonly hasRoom: boolean;
  readonly roles: readonly string[];
  readonly territories: readonly string[];
}

interface SuggestInput {
  /** Whose tasks they are. */
  readonly from: string;
  /** How many tasks shall move. */
  readonly count: number;
  readonly people: readonly User[];
  readonly loads: readonly LoadRow[];
}

export function suggestionsFor({ from, count, people, loads }: SuggestInput): readonly Suggestion[] {
  const known = new Map(people.map((person) => [person.id, person]));
  const giver = known.get(from);
  if (giver === undefined) return [];
  return loads
    .filter(({ userId, isAway }) => userId !== from && !isAway)
    .map((load) => suggestionOf(load, giver, known.get(load.userId), count))
    .filter(({ roles }) => roles.length > 0)
    .sort(
      (a, b) =>
        Number(b.hasRoom) - Number(a.hasRoom) ||
        b.territories.length - a.territories.length ||
        a.openTasks - b.openTasks ||
        a.name.localeCompare(b.name),
    );
}

/** `roles` and `territories` are those that both have. */
function suggestionOf(load: LoadRow, giver: User, person: User | undefined, count: number): Suggestion {
  const { userId, name, openTasks, capacity } = load;
  return {
    userId,
    name,
    openTasks,
    capacity: capacity ?? null,
    hasRoom: capacity === undefined || openTasks + count <= capacity,
    roles: load.roles.filter((role) => giver.roles.includes(role)),
    territories: (person?.territories ?? []).filter((place) => giver.territories.includes(place)),
  };
}
