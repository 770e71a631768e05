// What the outbox refuses over HTTP, each with a typed answer that says what to do next; and what its pages may do.
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../http/process.ts';
import { type OutboxWorld, openOutboxWorld, RAKIB, SHAHRIAR } from './world.ts';

vi.setConfig(PATIENT);

let world: OutboxWorld;
beforeAll(async () => {
  world = await openOutboxWorld();
});
afterAll(() => world.close());

const REPLY = `/outbox/${RAKIB}/reply`;
const get = (path: string, method = 'GET') => fetch(`${world.url}${path}`, { method });

interface Refusal {
  readonly status: number;
  readonly reason: string | undefined;
}
async function refusalOf(response: Response): Promise<Refusal> {
  const { error } = (await response.json()) as { error?: { details: { reason: string; next: string } } };
  expect(error?.details.next).toBeTruthy();
  return { status: response.status, reason: error?.details.reason };
}

/** As `fetch` never would: it keeps the host and the origin to itself. */
const raw = (headers: Readonly<Record<string, string>>, method = 'GET'): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(`${world.url}/outbox`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject).end();
  });

describe('the outbox refuses', () => {
  it('people, mails and places that do not exist', async () => {
    for (const path of [
      '/outbox/nobody',
      '/outbox/nobody.json',
      '/outbox/',
      `/outbox/${RAKIB}/mail/999`,
      `/outbox/${RAKIB}/x`,
    ])
      expect.soft(await refusalOf(await get(path)), path).toEqual({ status: 404, reason: 'NOT_FOUND' });
    for (const path of ['/outbox/nobody/reply', `/outbox/${RAKIB}/forget`, '/outbox'])
      expect
        .soft(await refusalOf(await world.post(path, { text: 'A 1' })), path)
        .toEqual({ status: 404, reason: 'NOT_FOUND' });
  });

  it('whoever comes by another name, from another page or through a proxy', async () => {
    const host = new URL(world.url).host;
    expect(await raw({ host })).toBe(200);
    for (const headers of [
      { host: 'outbox.example.com' },
      { host, origin: 'http://outbox.example.com' },
      { host, 'x-forwarded-for': '10.0.0.8' },
    ])
      expect.soft(await raw(headers), JSON.stringify(headers)).toBe(403);
  });

  it('posts that are not this page’s own, or not JSON', async () => {
    const plain = { method: 'POST', body: '{"text":"A 1"}' };
    const bare = await fetch(`${world.url}${REPLY}`, { ...plain, headers: { 'content-type': 'application/json' } });
    expect(await refusalOf(bare)).toEqual({ status: 403, reason: 'PERMISSION_DENIED' });
    const form = await fetch(`${world.url}${REPLY}`, {
      ...plain,
      headers: { 'content-type': 'text/plain', origin: world.url },
    });
    expect(await refusalOf(form)).toEqual({ status: 400, reason: 'INVALID_DATA' });
    expect(await refusalOf(await get(REPLY, 'PUT'))).toEqual({ status: 400, reason: 'INVALID_DATA' });
  });

  it('texts that are none, empty or too long, and looks that make no sense', async () => {
    for (const body of [{}, { text: '' }, { text: ' \n ' }, { text: 7 }, { text: 'A 1', more: true }, [], null, 'A 1'])
      expect
        .soft(await refusalOf(await world.post(REPLY, body)), JSON.stringify(body))
        .toEqual({ status: 400, reason: 'INVALID_DATA' });
    for (const text of ['x'.repeat(4_097), 'x'.repeat(70_000), 'x'.repeat(2_000_000)])
      expect
        .soft(await refusalOf(await world.post(REPLY, { text })))
        .toEqual({ status: 429, reason: 'LIMIT_EXCEEDED' });
    for (const body of [
      {},
      { channel: 'fax', upTo: 1 },
      { channel: 'email', upTo: 0 },
      { channel: 'email', upTo: 0.5 },
    ])
      expect
        .soft(await refusalOf(await world.post(`/outbox/${RAKIB}/seen`, body)), JSON.stringify(body))
        .toEqual({ status: 400, reason: 'INVALID_DATA' });
    expect((await world.post(REPLY, { text: 'x'.repeat(4_096) })).status).toBe(200);
  });
});

describe('the outbox', () => {
  it('lets its page load only its own, and nothing at all run in a mail', async () => {
    await world.start(SHAHRIAR);
    const page = await get(`/outbox/${SHAHRIAR}`);
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-src 'self'", "frame-ancestors 'none'"])
      expect.soft(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    const text = await page.text();
    expect(text).not.toMatch(/ style=| on\w+=|<script>/);
    const position = /data-position="(\d+)" href="[^"]*mail=/.exec(text)?.[1];
    const mail = await get(`/outbox/${SHAHRIAR}/mail/${position}`);
    const rules = mail.headers.get('content-security-policy') ?? '';
    expect(rules).toContain('sandbox allow-popups allow-popups-to-escape-sandbox');
    expect(rules).not.toContain('script-src');
    expect(await mail.text()).toContain('<base target="_blank">');
    expect((await get(`/outbox/${RAKIB}/mail/${position}`)).status).toBe(404);
  });

  it('is only looked at by reading it: a message is unread until a page says that it was seen', async () => {
    const instanceId = await world.start(RAKIB);
    for (const path of [
      '/outbox',
      `/outbox/${RAKIB}`,
      `/outbox/${RAKIB}.json`,
      `/outbox/${RAKIB}.json?channel=whatsapp`,
    ])
      for (const method of ['GET', 'HEAD']) expect.soft((await get(path, method)).status, path).toBe(200);
    const states = async () => (await world.sent(instanceId)).map(({ state }) => state);
    expect(await states()).toEqual(['delivered']);
    const seen = await world.post(`/outbox/${RAKIB}/seen`, { channel: 'whatsapp', upTo: 1_000_000 });
    const { result } = (await seen.json()) as { result: { seen: number } };
    expect(await states()).toEqual(['read']);
    const again = await world.post(`/outbox/${RAKIB}/seen`, { channel: 'whatsapp', upTo: 1 });
    expect(await again.json()).toEqual({ result });
  });
});
