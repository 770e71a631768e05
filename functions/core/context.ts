// What a decision may know besides the instance: the time and the people. Loaded by the shell beforehand.
import type { AccessPolicy } from './access.ts';
import type { Calendar } from './time/calendar.ts';
import type { User } from './user.ts';

export interface Directory {
  /** People by id: members of every role the definition names, everyone named or assigned, their managers and delegates. */
  readonly users: Readonly<Record<string, User>>;
  /** Open tasks by person; absent means none. */
  readonly openCounts: Readonly<Record<string, number>>;
}

/** The person with this id. Ids come from outside: only own keys count. */
export const personOf = ({ users }: Directory, id: string): User | undefined =>
  Object.hasOwn(users, id) ? users[id] : undefined;

/** How long the company waits for word of a message. */
export interface MessagingPolicy {
  /** Not reported as delivered for so long: it goes out again, by the next channel. */
  readonly failOverAfterMs: number;
}

export interface Context {
  /** Epoch ms; never before the instance's own newest event. */
  readonly now: number;
  readonly directory: Directory;
  readonly access: AccessPolicy;
  /** By id; working time is counted in these. */
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly messaging: MessagingPolicy;
}
