// Who is signed in, and what they may do.
import { computed, signal } from '@preact/signals';
import type { User } from '../api/api.ts';
import { stopAt } from '../data/live.ts';
import type { Door, Stranger } from './door.ts';
import { embeddedDoor } from './embedded.ts';
import { type Permission, readSettings, type SessionSettings } from './settings.ts';

export type SessionState = 'starting' | 'signed_out' | 'signed_in' | 'unreachable';

export const sessionState = signal<SessionState>('starting');
export const settings = signal<SessionSettings | null>(null);
export const me = signal<User | null>(null);
/** The address of somebody who has signed in and is not in the directory. */
export const stranger = signal<string | null>(null);

let door: Door | null = null;

export async function startSession(): Promise<void> {
  sessionState.value = 'starting';
  try {
    settings.value = await readSettings();
    if (settings.value.kind === 'embedded' && settings.value.stoppedAt) stopAt(settings.value.stoppedAt);
    door = await doorFor(settings.value);
    settle(await door.resume());
  } catch {
    sessionState.value = 'unreachable';
  }
}

async function doorFor(chosen: SessionSettings): Promise<Door> {
  if (chosen.kind === 'embedded') return embeddedDoor();
  const { firebaseDoor } = await import('./firebase.ts');
  return firebaseDoor(chosen);
}

function settle(found: User | Stranger | null): void {
  const isKnown = found !== null && 'id' in found;
  me.value = isKnown ? found : null;
  stranger.value = found === null || isKnown ? null : found.unknownEmail;
  sessionState.value = isKnown ? 'signed_in' : 'signed_out';
}

/** Rejects with an ApiError. */
export const signIn = async (choice: string): Promise<void> => settle((await door?.enter(choice)) ?? null);

export async function signOut(): Promise<void> {
  await door?.leave();
  settle(null);
}

export async function tokenOf(isRefused: boolean): Promise<string | null> {
  const token = (await door?.token(isRefused)) ?? null;
  // Their sign-in is over: it was taken from them, or ended in another tab.
  if (isRefused && token === null) settle(null);
  return token;
}

const permissions = computed((): ReadonlySet<Permission> => {
  const roles = me.value?.roles ?? [];
  const access = Object.entries(settings.value?.access ?? {}) as [Permission, readonly string[]][];
  return new Set(access.filter(([, allowed]) => allowed.some((role) => roles.includes(role))).map(([name]) => name));
});

/** Only to hide what would be refused: the engine itself decides. */
export const may = (permission: Permission): boolean => permissions.value.has(permission);
