// Signing in without a password, on the Auth emulator alone: an ID token for anybody in the directory.
import { UnsecuredJWT } from 'jose';
import { Transient } from '../platform.ts';

const AUDIENCE = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';
const ISSUER = 'demo@example.com';
/** The emulator takes any key. */
const API_KEY = 'demo';

export interface DemoSignIn {
  /** FIREBASE_AUTH_EMULATOR_HOST: `host:port`. */
  readonly host: string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Exchanges a custom token, which only the emulator accepts unsigned, for an ID token of this person. */
export async function demoIdToken({ host, now }: DemoSignIn, uid: string): Promise<string> {
  const issuedAt = Math.floor(now() / 1_000);
  const custom = new UnsecuredJWT({ uid })
    .setIssuer(ISSUER)
    .setSubject(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 3_600)
    .encode();
  const url = `http://${host}/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=${API_KEY}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: custom, returnSecureToken: true }),
  });
  if (!response.ok) throw new Transient(`the Auth emulator answers ${response.status}`);
  const { idToken } = (await response.json()) as { readonly idToken: string };
  return idToken;
}
