// The page and its two operations over HTTP: what everybody gets, and what a link that is not ours gets.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import hosting from '../../firebase.json' with { type: 'json' };
import { createDecisionLinks } from '../../functions/api/decision-links.ts';
import { noCounts } from '../../functions/engine/testing/counting.ts';
import { as, reset } from '../../functions/engine/testing/harness.ts';
import { PATIENT, post, startProcess } from '../http/process.ts';
import { CHECK, type LinkWorld, openLinkWorld } from './world.ts';

vi.setConfig(PATIENT);

let world: LinkWorld;
beforeAll(async () => {
  world = await openLinkWorld();
});
afterAll(() => world.close());

const HOUR = 60 * 60_000;
const call = (operation: string, data: object) => post(world.url, operation, JSON.stringify({ data }));
const tokenOf = async (...of: Parameters<LinkWorld['linkOf']>): Promise<string> =>
  (await world.linkOf(...of)).split('#t=')[1] ?? '';

describe('the page', () => {
  const POLICY =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  it('is the same for everybody, kept nowhere, and may load nothing from elsewhere', async () => {
    for (const path of ['/decide', '/decide.css', '/decide.js', '/decide-view.js', '/decide-words.js']) {
      const { status, headers } = await fetch(world.url + path);
      expect(status).toBe(200);
      expect(headers.get('content-security-policy')).toBe(POLICY);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });
  it('is served under the same rules by Hosting', () => {
    const { rewrites, headers } = hosting.hosting;
    expect(rewrites).toContainEqual({ source: '/decide', destination: '/decide.html' });
    const own = headers.find(({ source }) => source === '/decide*')?.headers;
    expect(own).toContainEqual({ key: 'Content-Security-Policy', value: POLICY });
    expect(own).toContainEqual({ key: 'Cache-Control', value: 'no-store' });
  });
  it('has no form, nothing inline, and no script or style but its own files', async () => {
    const html = await (await fetch(`${world.url}/decide`)).text();
    expect(html).not.toMatch(/<form|<style|\son\w+=|\sstyle=|<script(?![^>]*src=)|https?:/);
  });
});

describe('a link that is not ours', () => {
  it('costs no operation of the store and says what to do', async () => {
    const instanceId = await world.start();
    const token = await tokenOf(instanceId);
    const foreign = createDecisionLinks({ keys: { 1: Buffer.alloc(32, 'x').toString('base64') }, baseUrl: world.url });
    const sample = { instanceId, stepId: 'check', attempt: 1, userId: 'lea' };
    const forged = (await foreign.sign({ ...sample, issuedAt: Date.now() })).split('#t=')[1];
    const old = await world.links.sign({ ...sample, issuedAt: world.harness.platform.clock.now() - 72 * HOUR });
    reset(world.harness.counts);
    for (const bad of [forged, old.split('#t=')[1], `${token.slice(0, -4)}AAAA`, 'x', token.replace('.', '..')])
      for (const [operation, more] of [
        ['openDecision', {}],
        ['decideByLink', { nonce: 'x', choice: 'approve' }],
      ] as const) {
        const { status, error } = await call(operation, { token: bad, ...more });
        expect(status).toBe(401);
        expect(error?.details.reason).toBe('UNAUTHENTICATED');
        expect(error?.message).toBe(
          `This link is not valid, or not any more. Ask for a new message, or sign in at ${world.url}.`,
        );
      }
    expect(world.harness.counts).toEqual(noCounts());
  });
  it('is refused by its form where it is not even one', async () => {
    for (const data of [{}, { token: 7 }, { token: '' }, { token: 'x'.repeat(5_000) }, { token: 'x', more: 1 }])
      expect((await call('openDecision', data)).error?.details.reason).toBe('INVALID_DATA');
  });
});

describe('deciding by a link', () => {
  it('takes a nonce of this very link that is not old', async () => {
    const instanceId = await world.start();
    const [token, other] = [await tokenOf(instanceId), await tokenOf(instanceId, { userId: 'leo' })];
    const { nonce } = (await call('openDecision', { token: other })).result;
    const mine = (await call('openDecision', { token })).result.nonce;
    const refused = await call('decideByLink', { token, nonce, choice: 'approve' });
    expect(refused.error?.details).toMatchObject({ reason: 'UNAUTHENTICATED', again: 'openDecision' });
    await world.harness.advance(HOUR / 2);
    expect((await call('decideByLink', { token, nonce: mine, choice: 'approve' })).error?.details.again).toBeDefined();
  });
  it('once is once, however often it is sent, and is told to the audit as a link', async () => {
    const instanceId = await world.start();
    const token = await tokenOf(instanceId);
    const { nonce } = (await call('openDecision', { token })).result;
    const decision = { token, nonce, choice: 'approve', notes: 'fine' };
    const [first, second] = await Promise.all([call('decideByLink', decision), call('decideByLink', decision)]);
    expect(first.result).toMatchObject({ state: 'decided', decided: { how: 'approved', notes: 'fine', isMine: true } });
    expect(second.result).toEqual(first.result);
    const { entries } = await world.harness.engine.getAuditTrail(as('ann'), { instanceId });
    const mine = (entries as readonly { actor: string }[]).filter(({ actor }) => actor === 'lea');
    expect(mine).toMatchObject([{ channel: 'link', authentication: 'signed link' }]);
  });
  it('needs a reason to reject and to send back', async () => {
    const instanceId = await world.start();
    const token = await tokenOf(instanceId);
    const { nonce } = (await call('openDecision', { token })).result;
    for (const choice of ['reject', 'request_changes'])
      expect((await call('decideByLink', { token, nonce, choice })).error?.details.reason).toBe('REASON_REQUIRED');
  });
  it('of a task that was given to somebody else, or of another person, changes nothing', async () => {
    const instanceId = await world.start();
    const token = await tokenOf(instanceId);
    const { nonce } = (await call('openDecision', { token })).result;
    await world.harness.engine.reassignTask(as('lea'), { instanceId, stepId: 'check', to: 'leo' });
    const before = await world.stateOf(instanceId);
    expect((await call('decideByLink', { token, nonce, choice: 'approve' })).error?.details.reason).toBe(
      'NOT_ASSIGNED',
    );
    const stranger = await tokenOf(instanceId, { userId: 'pia' });
    const page = (await call('openDecision', { token: stranger })).result;
    expect(page).toEqual({ state: 'moved', assurance: 'link', language: 'en', nonce: page.nonce });
    const refused = await call('decideByLink', { token: stranger, nonce: page.nonce, choice: 'approve' });
    expect(refused.error?.details.reason).toBe('NOT_FOUND');
    expect(await world.stateOf(instanceId)).toBe(before);
  });
  it('is refused where the step asks for a sign-in', async () => {
    const instanceId = await world.start([{ ...CHECK, stepUp: { signIn: { totalAmount: { $gt: 100_000 } } } }]);
    const token = await tokenOf(instanceId);
    const { nonce, assurance } = (await call('openDecision', { token })).result;
    expect(assurance).toBe('sign_in');
    const { error } = await call('decideByLink', { token, nonce, choice: 'approve' });
    expect(error?.details.reason).toBe('STEP_UP_REQUIRED');
  });
});

describe('the embedded server', () => {
  it('keeps its keys for links in its folder, for their owner alone, and takes no unusable ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-links-'));
    const data = join(folder, 'data');
    const server = await startProcess('--data', data, '--no-samples');
    const file = join(data, 'link-keys.json');
    const keys = JSON.parse(await readFile(file, 'utf8'));
    expect((await stat(file)).mode & 0o077).toBe(0);
    const links = createDecisionLinks({ keys, baseUrl: server.url });
    const link = await links.sign({ instanceId: 'none', stepId: 'x', attempt: 1, userId: 'y', issuedAt: Date.now() });
    const { result } = await post(
      server.url,
      'openDecision',
      JSON.stringify({ data: { token: link.split('#t=')[1] } }),
    );
    expect(result).toMatchObject({ state: 'moved' });
    expect((await fetch(link)).status).toBe(200);
    await server.stop();
    await writeFile(file, '{"1": "c2hvcnQ="}');
    await expect(startProcess('--data', data, '--no-samples')).rejects.toThrow(/link-keys\.json in it is not/);
    await rm(folder, { recursive: true });
  });
});
