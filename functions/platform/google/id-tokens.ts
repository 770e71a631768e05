// Firebase ID tokens: whom a bearer token proves. Verified here rather than by the admin SDK, which takes as long to load
// as everything else a status query needs.
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify, UnsecuredJWT } from 'jose';
import { Transient } from '../platform.ts';

/** Public keys of Firebase Auth's token service. */
const KEYS_URL = 'https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com';
const UID_LENGTH_MAX = 128;
const CLOCK_SKEW_SECONDS = 60;
/** What is wrong with the token itself; anything else says nothing about it. */
const TOKEN_ERRORS = /^ERR_(?:JWT_|JWS_|JOSE_ALG_NOT_ALLOWED|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING_KEY)/;

/** What a token says of who signed in. */
export interface Identity {
  readonly uid: string;
  /** Only where the provider has verified that it is theirs. */
  readonly email: string | null;
}

export interface IdTokens {
  /** Null where the token is forged, altered, expired or meant for another project. */
  verify(token: string): Promise<Identity | null>;
}

export interface IdTokenOptions {
  readonly projectId: string;
  /** The Auth emulator's tokens are not signed: it is for projects that hold nothing real. */
  readonly isEmulated: boolean;
  /** By default Google's, fetched when first needed and kept as long as they allow. */
  readonly keys?: JWTVerifyGetKey;
}

export function createIdTokens({ projectId, isEmulated, keys }: IdTokenOptions): IdTokens {
  const expected = {
    issuer: `https://securetoken.google.com/${projectId}`,
    audience: projectId,
    clockTolerance: CLOCK_SKEW_SECONDS,
  };
  let known = keys;
  async function payloadOf(token: string): Promise<JWTPayload> {
    if (isEmulated) return UnsecuredJWT.decode(token, expected).payload;
    known ??= createRemoteJWKSet(new URL(KEYS_URL));
    const { payload } = await jwtVerify(token, known, { ...expected, algorithms: ['RS256'], requiredClaims: ['exp'] });
    return payload;
  }
  return {
    verify: async (token) => {
      try {
        return identityOf(await payloadOf(token));
      } catch (error) {
        if (isOfToken(error)) return null;
        throw new Transient(`the keys of ID tokens cannot be fetched: ${String(error)}`);
      }
    },
  };
}

function identityOf({ sub, exp, email, email_verified: isVerified }: JWTPayload): Identity | null {
  if (sub === undefined || sub === '' || sub.length > UID_LENGTH_MAX || exp === undefined) return null;
  return { uid: sub, email: isVerified === true && typeof email === 'string' ? email : null };
}

const isOfToken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && TOKEN_ERRORS.test(String(error.code));
