// Signed links: who may decide which step of which instance, for three days. Nothing is stored, so nothing is read to check one.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CompactSign, compactVerify } from 'jose';
import { z } from 'zod';

const ALGORITHM = 'HS256';
const AUDIENCE = 'countersign-decision';
const VALID_SECONDS = 72 * 60 * 60;
const NONCE_VALID_MS = 30 * 60_000;
const KEY_BYTES_MIN = 32;
/** Longer than any link this module can make; what is longer is not looked at. */
export const TOKEN_LENGTH_MAX = 1_500;

const KID = /^[A-Za-z0-9_-]{1,32}$/;
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const NONCE = /^([0-9a-z]{1,10})\.([\w-]{43})$/;

export interface DecisionLinkFor {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
  /** Whom the link is sent to, and who decides by it. */
  readonly userId: string;
  /** Epoch ms. */
  readonly issuedAt: number;
}
export interface DecisionClaims extends DecisionLinkFor {
  /** Epoch ms, exclusive. */
  readonly expiresAt: number;
}

export interface DecisionLinks {
  /** `<base url>/decide#t=<token>`; the same for the same input. The fragment stays in the browser: no server logs it. */
  sign(link: DecisionLinkFor): Promise<string>;
  /** What the token says, or null where it is forged, altered, expired or meant for something else. Never throws. */
  verify(token: string, now: number): Promise<DecisionClaims | null>;
  /** Shows that this token was opened not long before `now` (epoch ms). The token has been verified. */
  nonce(token: string, now: number): string;
  isNonce(token: string, nonce: string, now: number): boolean;
  /** Where people sign in instead. */
  readonly home: string;
}

export interface DecisionLinksOptions {
  /**
   * By key id, each 32 bytes or more in base64. The highest number signs, or else the last one; all verify, so that a
   * new key leaves the links of the old one alive, and taking a key out ends its links.
   */
  readonly keys: Readonly<Record<string, string>>;
  /** Without a slash at its end. A function where it is known only once a server listens. */
  readonly baseUrl: string | (() => string);
}

/** The keys as bytes. Throws where one is unusable, without showing it. */
export function linkKeyBytes(keys: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  const known = new Map(Object.entries(keys).map(([kid, text]) => [kid, Buffer.from(text, 'base64')]));
  if (known.size === 0) throw new TypeError('there is no key for links');
  for (const [kid, bytes] of known)
    if (!KID.test(kid) || bytes.length < KEY_BYTES_MIN)
      throw new TypeError(`the key "${kid.slice(0, 32)}" for links is not ${KEY_BYTES_MIN} bytes or more in base64`);
  return known;
}

const claimsSchema = z.strictObject({
  aud: z.literal(AUDIENCE),
  sub: z.string().min(1),
  iid: z.string().min(1),
  stp: z.string().min(1),
  att: z.int().min(0),
  iat: z.int().min(0),
  exp: z.int().min(0),
});

export function createDecisionLinks({ keys, baseUrl }: DecisionLinksOptions): DecisionLinks {
  const known = linkKeyBytes(keys);
  const signing = newestOf([...known.keys()]);
  const home = (): string => (typeof baseUrl === 'string' ? baseUrl : baseUrl());

  function nonceAt(token: string, minted: string): string {
    const key = known.get(kidOf(token) ?? '') as Uint8Array;
    // A line break is in no token, so that this never signs what a token's signature signs.
    const mac = createHmac('sha256', key).update(`nonce\n${minted}\n${token}`).digest('base64url');
    return `${minted}.${mac}`;
  }

  return {
    get home() {
      return home();
    },
    sign: async (link) => {
      const payload = new TextEncoder().encode(JSON.stringify(claimsOf(link)));
      const header = { alg: ALGORITHM, kid: signing };
      const token = await new CompactSign(payload).setProtectedHeader(header).sign(known.get(signing) as Uint8Array);
      return `${home()}/decide#t=${token}`;
    },
    verify: async (token, now) => {
      if (token.length > TOKEN_LENGTH_MAX || !TOKEN.test(token)) return null;
      try {
        const key = known.get(kidOf(token) ?? '');
        if (key === undefined) return null;
        const { payload } = await compactVerify(token, key, { algorithms: [ALGORITHM] });
        return linkOf(JSON.parse(new TextDecoder().decode(payload)), now);
      } catch {
        // Whatever is wrong with it, it proves nothing.
        return null;
      }
    },
    nonce: (token, now) => nonceAt(token, Math.floor(now).toString(36)),
    isNonce: (token, nonce, now) => {
      const [, minted = '', mac] = NONCE.exec(nonce) ?? [];
      if (mac === undefined || !known.has(kidOf(token) ?? '')) return false;
      const age = now - Number.parseInt(minted, 36);
      // Several processes answer, and their clocks differ a little.
      if (age >= NONCE_VALID_MS || age < -NONCE_VALID_MS) return false;
      return timingSafeEqual(Buffer.from(nonce), Buffer.from(nonceAt(token, minted)));
    },
  };
}

function newestOf(kids: readonly string[]): string {
  const numbers = kids.filter((kid) => /^\d+$/.test(kid)).sort((a, b) => Number(a) - Number(b));
  return (numbers.at(-1) ?? kids.at(-1)) as string;
}

/** The key a token names, true or not. */
function kidOf(token: string): string | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return z.object({ kid: z.string() }).parse(header).kid;
  } catch {
    return null;
  }
}

function claimsOf({ instanceId, stepId, attempt, userId, issuedAt }: DecisionLinkFor): z.infer<typeof claimsSchema> {
  const iat = Math.floor(issuedAt / 1000);
  return { aud: AUDIENCE, sub: userId, iid: instanceId, stp: stepId, att: attempt, iat, exp: iat + VALID_SECONDS };
}

function linkOf(payload: unknown, now: number): DecisionClaims | null {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return null;
  const { sub, iid, stp, att, iat, exp } = parsed.data;
  const expiresAt = exp * 1000;
  // The second bound holds whatever a later release signs.
  if (now >= expiresAt || exp - iat > VALID_SECONDS) return null;
  return { userId: sub, instanceId: iid, stepId: stp, attempt: att, issuedAt: iat * 1000, expiresAt };
}
