// What the page asks its own server first: how people sign in here, and what each role may do.
import type { User } from '../api/api.ts';

export type Permission = 'create_definition' | 'view_instance' | 'modify_instance' | 'view_analytics' | 'manage_users';

interface Shared {
  /** By permission: the roles that have it. The engine decides; the page only hides what would be refused. */
  readonly access: Readonly<Record<Permission, readonly string[]>>;
}
export type SamplePerson = Pick<User, 'id' | 'name' | 'roles'>;
/** A server on this machine: one chooses who one is. */
export interface EmbeddedSettings extends Shared {
  readonly kind: 'embedded';
  readonly people: readonly SamplePerson[];
  /** The server's time, where its clock moves only when it is told to. */
  readonly stoppedAt?: string;
}
/** Signing in with Google, by Firebase, whose project Hosting tells at `/__/firebase/init.json`. */
export interface FirebaseSettings extends Shared {
  readonly kind: 'firebase';
  /** For a host that does not tell: `apiKey`, `authDomain`, `projectId`. */
  readonly config?: Readonly<Record<string, string>>;
}
export type SessionSettings = EmbeddedSettings | FirebaseSettings;

/** Rejects where the server does not say. */
export async function readSettings(): Promise<SessionSettings> {
  const response = await fetch('/session.json');
  if (!response.ok) throw new Error(`session.json: ${response.status}`);
  return (await response.json()) as SessionSettings;
}
