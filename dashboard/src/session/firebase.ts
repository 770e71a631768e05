// Signing in with Google, by Firebase Auth. Its SDK comes with this file, which only a page of a Firebase project loads.
import { type FirebaseOptions, initializeApp } from 'firebase/app';
import {
  type Auth,
  browserLocalPersistence,
  browserPopupRedirectResolver,
  type User as GoogleAccount,
  GoogleAuthProvider,
  getRedirectResult,
  indexedDBLocalPersistence,
  initializeAuth,
  signInWithPopup,
  signInWithRedirect,
  signOut,
} from 'firebase/auth';
import type { User } from '../api/api.ts';
import { type Answer, post } from '../api/client.ts';
import { ApiError } from '../api/error.ts';
import type { Door, Stranger } from './door.ts';
import type { FirebaseSettings } from './settings.ts';

/** Hosting answers it for the project that it belongs to. */
const CONFIG = '/__/firebase/init.json';

/** Rejects where nothing says which project this is. */
export async function firebaseDoor({ config }: FirebaseSettings): Promise<Door> {
  const options = (await hostedConfig()) ?? config;
  if (options === undefined) throw new Error(`neither ${CONFIG} nor session.json names a Firebase project`);
  const auth = initializeAuth(initializeApp(options), {
    persistence: [indexedDBLocalPersistence, browserLocalPersistence],
    popupRedirectResolver: browserPopupRedirectResolver,
  });
  auth.languageCode = document.documentElement.lang;
  return {
    resume: async () => {
      // Whoever comes back from Google's page is signed in by this, or is asked again.
      await getRedirectResult(auth).catch((error) => (isOffline(error) ? refuse(error) : null));
      await auth.authStateReady();
      return auth.currentUser && personOf(auth.currentUser);
    },
    enter: async () => {
      const account = await ask(auth, options.authDomain);
      return account && personOf(account);
    },
    token: async (isRefused) => auth.currentUser && tokenOf(auth.currentUser, isRefused),
    leave: () => signOut(auth),
  };
}

async function hostedConfig(): Promise<FirebaseOptions | undefined> {
  const response = await fetch(CONFIG);
  return response.ok ? response.json().catch(() => undefined) : undefined;
}

/** null: they closed the window. */
async function ask(auth: Auth, authDomain: string | undefined): Promise<GoogleAccount | null> {
  const google = new GoogleAuthProvider().setCustomParameters({ prompt: 'select_account' });
  try {
    return (await signInWithPopup(auth, google)).user;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'auth/popup-closed-by-user' || code === 'auth/cancelled-popup-request') return null;
    // From another site than this one, browsers keep what Google's page would bring back from us.
    const canGoThere = code === 'auth/popup-blocked' && authDomain === location.host;
    return canGoThere ? signInWithRedirect(auth, google) : refuse(error);
  }
}

/** null: the sign-in is over, by an administrator or in another tab. */
async function tokenOf(account: GoogleAccount, isRefused: boolean): Promise<string | null> {
  try {
    return await account.getIdToken(isRefused);
  } catch (error) {
    return isOffline(error) ? refuse(error) : null;
  }
}

/** By the rule of the API: the one with the id of the account, else the only one with its verified address. */
async function personOf(account: GoogleAccount, isRefused = false): Promise<User | Stranger | null> {
  const token = await tokenOf(account, isRefused);
  if (token === null) return null;
  const { uid, email, emailVerified } = account;
  const stranger = { unknownEmail: email ?? uid };
  try {
    const { users } = (await post(fetch, 'listUsers', {}, token)) as Answer<'listUsers'>;
    const owners = emailVerified ? users.filter((user) => isSame(user.email, email)) : [];
    return users.find(({ id }) => id === uid) ?? (owners.length === 1 ? owners[0] : undefined) ?? stranger;
  } catch (error) {
    const { reason } = error as ApiError;
    if (reason === 'PERMISSION_DENIED') return stranger;
    if (reason !== 'UNAUTHENTICATED') throw error;
    return isRefused ? null : personOf(account, true);
  }
}

const isSame = (one: string, other: string | null): boolean => one.toLowerCase() === other?.toLowerCase();

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown }).code ?? error);
const isOffline = (error: unknown): boolean => !navigator.onLine || codeOf(error) === 'auth/network-request-failed';

function refuse(error: unknown): never {
  const code = codeOf(error);
  if (isOffline(error)) throw new ApiError('OFFLINE', 'Google cannot be reached.');
  if (code === 'auth/popup-blocked') throw new ApiError('POPUP_BLOCKED', 'The browser has blocked the window.');
  throw new ApiError('SIGN_IN_FAILED', code);
}
