// Who is signed in, and what they may do.
import { computed, signal } from '@preact/signals';
import type { User } from '../api/api.ts';
import { stopAt } from '../data/live.ts';
import type { Door } from './door.ts';
import { embeddedDoor } from './embedded.ts';
import { type Permission, readSettings, type SessionSettings } from './settings.ts';

export type SessionState = 'starting' | 'signed_out' | 'signed_in' | 'unreachable';

export const sessionState = signal<SessionState>('starting');
export const settings = signal<SessionSettings | null>(null);
export const me = signal<User | null>(null);

let door: Door | null = null;

export async function startSession(): Promise<void> {
  sessionState.value = 'starting';
  try {
    settings.value = await readSettings();
    if (settings.value.kind === 'embedded' && settings.value.stoppedAt) stopAt(settings.value.stoppedAt);
    door = doorFor(settings.value);
    settle(await door.resume());
  } catch {
    sessionState.value = 'unreachable';
  }
}

function doorFor({ kind }: SessionSettings): Door {
  if (kind === 'embedded') return embeddedDoor();
  throw new Error(`this page cannot sign in by ${kind}`);
}

function settle(user: User | null): void {
  me.value = user;
  sessionState.value = user === null ? 'signed_out' : 'signed_in';
}

/** Rejects with an ApiError. */
export const signIn = async (choice: string): Promise<void> => settle((await door?.enter(choice)) ?? null);

export async function signOut(): Promise<void> {
  await door?.leave();
  settle(null);
}

export const tokenOf = async (isRefused: boolean): Promise<string | null> => door?.token(isRefused) ?? null;

const permissions = computed((): ReadonlySet<Permission> => {
  const roles = me.value?.roles ?? [];
  const access = Object.entries(settings.value?.access ?? {}) as [Permission, readonly string[]][];
  return new Set(access.filter(([, allowed]) => allowed.some((role) => roles.includes(role))).map(([name]) => name));
});

/** Only to hide what would be refused: the engine itself decides. */
export const may = (permission: Permission): boolean => permissions.value.has(permission);
