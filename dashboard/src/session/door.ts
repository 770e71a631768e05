// How people prove who they are: one small interface, and an implementation for each kind of server.
import type { User } from '../api/api.ts';

/** Somebody who has proved an address that nobody in the directory has. */
export interface Stranger {
  readonly unknownEmail: string;
}

/** Each rejects with an ApiError. */
export interface Door {
  /** Whom this browser remembers; null: somebody has to sign in. */
  resume(): Promise<User | Stranger | null>;
  /** `choice`: at the embedded server, the id of the person one wants to be. null: they thought better of it. */
  enter(choice: string): Promise<User | Stranger | null>;
  /** A token that is valid now; `isRefused` says that the last one was not. null: nobody is signed in. */
  token(isRefused: boolean): Promise<string | null>;
  leave(): Promise<void>;
}
