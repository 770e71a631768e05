// Signed links: what they prove, for how long, and everything they do not prove.
import { CompactSign } from 'jose';
import { describe, expect, it } from 'vitest';
import { createDecisionLinks, type DecisionLinks, TOKEN_LENGTH_MAX } from './decision-links.ts';

const HOUR = 60 * 60_000;
const AT = Date.parse('2026-03-02T04:00:00Z');
const key = (fill: string): string => Buffer.alloc(32, fill).toString('base64');
const linksWith = (keys: Readonly<Record<string, string>>): DecisionLinks =>
  createDecisionLinks({ keys, baseUrl: 'https://approvals.example.com' });
const links = linksWith({ 1: key('one'), 2: key('two') });
const link = { instanceId: 'wf-1', stepId: 'check', attempt: 2, userId: 'lea', issuedAt: AT + 250 };

const tokenOf = async (from = links, of = link): Promise<string> => (await from.sign(of)).split('#t=')[1] ?? '';
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (payload: unknown, header: object = { alg: 'HS256', kid: '2' }, fill = 'two'): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header as { alg: string })
    .sign(Buffer.alloc(32, fill));
const iat = AT / 1000;
const claims = { aud: 'countersign-decision', sub: 'lea', iid: 'wf-1', stp: 'check', att: 2, iat, exp: iat + 60 };

describe('a link', () => {
  it('says who may decide which attempt of which step, in the fragment alone', async () => {
    expect(await links.sign(link)).toMatch(/^https:\/\/approvals\.example\.com\/decide#t=[\w.-]+$/);
    expect(await links.verify(await tokenOf(), AT)).toEqual({ ...link, issuedAt: AT, expiresAt: AT + 72 * HOUR });
  });
  it('is the same for the same message, so that a repeat of it is one', async () => {
    expect(await links.sign(link)).toBe(await links.sign({ ...link }));
    expect(await links.sign({ ...link, attempt: 3 })).not.toBe(await links.sign(link));
  });
  it('ends after 72 hours, to the second', async () => {
    const token = await tokenOf();
    expect(await links.verify(token, AT + 72 * HOUR - 1)).not.toBeNull();
    expect(await links.verify(token, AT + 72 * HOUR)).toBeNull();
  });
  it('takes its place from where the server turns out to listen', async () => {
    let url = '';
    const late = createDecisionLinks({ keys: { 1: key('one') }, baseUrl: () => url });
    url = 'http://127.0.0.1:8787';
    expect(await late.sign(link)).toMatch(/^http:\/\/127\.0\.0\.1:8787\/decide#t=/);
    expect(late.home).toBe(url);
  });
});

describe('a token that is not ours', () => {
  it('proves nothing, whichever character of it was changed', async () => {
    const token = await tokenOf();
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const tampered = token.slice(0, at) + other + token.slice(at + 1);
      // The last character holds bits that no byte takes: there another character may mean the same signature.
      if (at < token.length - 1 || Buffer.from(tampered, 'base64url').compare(Buffer.from(token, 'base64url')) !== 0)
        expect(await links.verify(tampered, AT), `at ${at}`).toBeNull();
    }
  });
  it('proves nothing without an algorithm, with another one, or under an unknown key', async () => {
    const [, payload = ''] = (await tokenOf()).split('.');
    for (const alg of ['none', 'None', 'NONE', 'HS512', 'RS256'])
      expect(await links.verify(`${part({ alg, kid: '2' })}.${payload}.AAAA`, AT)).toBeNull();
    expect(await links.verify(`${part({ alg: 'none', kid: '2' })}.${payload}.`, AT)).toBeNull();
    expect(await links.verify(await signed(claims), AT)).not.toBeNull();
    for (const kid of ['3', '__proto__', 'constructor', 7, null])
      expect(await links.verify(await signed(claims, { alg: 'HS256', kid }), AT)).toBeNull();
    expect(await links.verify(await signed(claims, { alg: 'HS256', kid: '1' }), AT)).toBeNull();
    expect(await links.verify(await signed(claims, { alg: 'HS256' }), AT)).toBeNull();
  });
  it('proves nothing where it was signed for something else, or says more, less or something odd', async () => {
    const odd = [
      { ...claims, aud: 'countersign' },
      { ...claims, aud: ['countersign-decision'] },
      { ...claims, exp: iat },
      { ...claims, exp: iat + 73 * 3600 },
      { ...claims, exp: undefined },
      { ...claims, att: '2' },
      { ...claims, att: -1 },
      { ...claims, sub: '' },
      { ...claims, admin: true },
      [],
      'lea',
      null,
    ];
    for (const payload of odd)
      expect(await links.verify(await signed(payload), AT), JSON.stringify(payload)).toBeNull();
  });
  it('is not looked at where it is too long or has no form of a token', async () => {
    const token = await tokenOf();
    const long = `${token}${'A'.repeat(TOKEN_LENGTH_MAX)}`;
    for (const text of ['', '.', '..', 'a.b', 'a.b.c', `${token} `, `${token}.x`, `\u0000.${token}`, long])
      expect(await links.verify(text, AT)).toBeNull();
  });
});

describe('keys', () => {
  it('rotate: the highest number signs, all verify, and taking one out ends its links', async () => {
    const old = await tokenOf(linksWith({ 9: key('nine') }));
    const both = linksWith({ 10: key('ten'), 9: key('nine') });
    expect(await both.verify(old, AT)).not.toBeNull();
    const young = await tokenOf(both);
    expect(await linksWith({ 10: key('ten') }).verify(young, AT)).not.toBeNull();
    expect(await linksWith({ 10: key('ten') }).verify(old, AT)).toBeNull();
  });
  it('that have names: the last one signs', async () => {
    const token = await tokenOf(linksWith({ spring: key('s'), autumn: key('a') }));
    expect(await linksWith({ autumn: key('a') }).verify(token, AT)).not.toBeNull();
  });
  it('have to be there, long enough and named plainly, and are not shown when they are not', () => {
    const short = Buffer.from('hunter2').toString('base64');
    for (const keys of [{}, { 1: short }, { 'a b': key('x') }, { '': key('x') }])
      expect(() => linksWith(keys as Record<string, string>)).toThrow(/^(?!.*aHVudGVy).*key/);
  });
});

describe('a nonce', () => {
  it('belongs to its token, for half an hour', async () => {
    const [token, other] = [await tokenOf(), await tokenOf(links, { ...link, userId: 'leo' })];
    const nonce = links.nonce(token, AT);
    expect(links.isNonce(token, nonce, AT)).toBe(true);
    expect(links.isNonce(token, nonce, AT + HOUR / 2 - 1)).toBe(true);
    expect(links.isNonce(token, nonce, AT + HOUR / 2)).toBe(false);
    expect(links.isNonce(other, nonce, AT)).toBe(false);
    expect(links.isNonce(token, links.nonce(token, AT + HOUR), AT)).toBe(false);
  });
  it('is not what somebody made up', async () => {
    const token = await tokenOf();
    const [, mac = ''] = links.nonce(token, AT).split('.');
    const signature = token.split('.')[2] ?? '';
    const minted = AT.toString(36);
    for (const nonce of [
      '',
      '.',
      mac,
      `${(AT + 1).toString(36)}.${mac}`,
      `${minted}.${signature}`,
      `${minted}.${mac}x`,
    ])
      expect(links.isNonce(token, nonce, AT)).toBe(false);
    expect(links.isNonce('no.token.here', `${minted}.${mac}`, AT)).toBe(false);
  });
});
