// Bearer tokens of the embedded server: who signed in on this machine. Roles are never in them.
import { jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const ISSUER = 'countersign-embedded';
const AUDIENCE = 'countersign';
const VALID_SECONDS = 12 * 60 * 60;

export interface Tokens {
  issue(userId: string): Promise<string>;
  /** Whom the token names, or null where it is forged, altered, expired or meant for somebody else. */
  verify(token: string): Promise<string | null>;
}

export interface TokensOptions {
  readonly key: Uint8Array;
  /** Epoch ms. The machine's time even under a virtual clock: a jump of days must not sign everybody out. */
  readonly now: () => number;
}

export const createTokens = ({ key, now }: TokensOptions): Tokens => ({
  issue: (userId) => {
    const issuedAt = Math.floor(now() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + VALID_SECONDS)
      .sign(key);
  },
  verify: async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: new Date(now()),
      });
      return payload.sub ?? null;
    } catch {
      // Whatever is wrong with it, it proves nobody.
      return null;
    }
  },
});
