// Whom an ID token proves, and that anything else proves nobody.
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { Transient } from '../platform.ts';
import { createIdTokens, type IdTokens } from './id-tokens.ts';

const PROJECT = 'sample-project';
const ISSUER = `https://securetoken.google.com/${PROJECT}`;
const now = (): number => Math.floor(Date.now() / 1_000);
const CLAIMS = { email: 'sr-1@example.com', email_verified: true };

let tokens: IdTokens;
let sign: (
  claims?: object,
  more?: { issuer?: string; audience?: string; expires?: number; alg?: string },
) => Promise<string>;
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256' };
  tokens = createIdTokens({ projectId: PROJECT, isEmulated: false, keys: createLocalJWKSet({ keys: [jwk] }) });
  sign = (claims = CLAIMS, { issuer = ISSUER, audience = PROJECT, expires = now() + 3_600 } = {}) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setSubject('uid-1')
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey);
});

describe('a signed ID token', () => {
  it('proves its uid, and an address that the provider has verified', async () => {
    expect(await tokens.verify(await sign())).toEqual({ uid: 'uid-1', email: 'sr-1@example.com' });
  });
  it('proves no address that nobody has verified', async () => {
    for (const claims of [{ email: 'a@example.com' }, { email: 'a@example.com', email_verified: 'true' }, {}])
      expect(await tokens.verify(await sign(claims))).toEqual({ uid: 'uid-1', email: null });
  });
  it('proves nobody once it has expired, or where it is for another project', async () => {
    expect(await tokens.verify(await sign(CLAIMS, { expires: now() - 120 }))).toBeNull();
    expect(await tokens.verify(await sign(CLAIMS, { audience: 'other-project' }))).toBeNull();
    expect(await tokens.verify(await sign(CLAIMS, { issuer: 'https://securetoken.google.com/other' }))).toBeNull();
  });
  it('proves nobody where it was altered, signed by another key, or not signed at all', async () => {
    const token = await sign();
    const [head, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'admin-1', aud: PROJECT, iss: ISSUER })).toString('base64url');
    const other = await generateKeyPair('RS256');
    const foreign = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setSubject('uid-1')
      .setIssuer(ISSUER)
      .setAudience(PROJECT)
      .setExpirationTime('1h')
      .sign(other.privateKey);
    const unsigned = new UnsecuredJWT(CLAIMS).setSubject('uid-1').setIssuer(ISSUER).setAudience(PROJECT);
    for (const bad of [`${head}.${forged}.${signature}`, foreign, unsigned.setExpirationTime('1h').encode(), 'x', ''])
      expect(await tokens.verify(bad)).toBeNull();
  });
  it('is neither taken nor refused while its keys cannot be fetched', async () => {
    const keys = async () => {
      throw new TypeError('fetch failed');
    };
    const unreachable = createIdTokens({ projectId: PROJECT, isEmulated: false, keys });
    await expect(unreachable.verify(await sign())).rejects.toThrow(Transient);
  });
});

describe('a token of the Auth emulator', () => {
  const emulated = createIdTokens({ projectId: PROJECT, isEmulated: true });
  const unsigned = (audience = PROJECT, expires = now() + 60): string =>
    new UnsecuredJWT(CLAIMS)
      .setSubject('sr-1')
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setExpirationTime(expires)
      .encode();
  it('proves its uid without a signature', async () => {
    expect(await emulated.verify(unsigned())).toEqual({ uid: 'sr-1', email: 'sr-1@example.com' });
  });
  it('proves nobody when it expired, is for another project, or names nobody', async () => {
    expect(await emulated.verify(unsigned(PROJECT, now() - 120))).toBeNull();
    expect(await emulated.verify(unsigned('other'))).toBeNull();
    expect(await emulated.verify('a.b.')).toBeNull();
    const nobody = new UnsecuredJWT({}).setIssuer(ISSUER).setAudience(PROJECT).setExpirationTime('1m').encode();
    expect(await emulated.verify(nobody)).toBeNull();
  });
});
