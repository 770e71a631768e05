// How people prove who they are: one small interface, and an implementation for each kind of server.
import type { User } from '../api/api.ts';

export interface Door {
  /** Whom this browser remembers; null: somebody has to sign in. */
  resume(): Promise<User | null>;
  /** Embedded: the id of the person one wants to be. */
  enter(choice: string): Promise<User>;
  /** A token that is valid now; `isRefused` says that the last one was not. null: nobody is signed in. */
  token(isRefused: boolean): Promise<string | null>;
  leave(): Promise<void>;
}
