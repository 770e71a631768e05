// The gateway's calls, in its own shapes, to the real engine: from a message to the decision, and everything forged or odd.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMaytapi } from '../channels/maytapi/events.ts';
import { createReplyWords } from '../channels/replies-spoken.ts';
import type { ChatEvent } from '../core/chat-event.ts';
import { DATA_BYTES_MAX } from '../core/limits.ts';
import { Transient } from '../engine/failure.ts';
import { reset } from '../engine/testing/harness.ts';
import { type ChatWebhook, type ChatWebhookParts, handleChatWebhook, isForChat } from './chat-webhook.ts';
import { openReplyWorld, phoneOf, type ReplyWorld } from './testing/reply-world.ts';

const SECRET = 'correct-horse-battery-staple';
const PATH = `/webhooks/maytapi/${SECRET}`;
const OWN = { productId: 'product-1', phoneId: '7' };

let world: ReplyWorld;
let chat: ChatWebhook;
beforeEach(async () => {
  world = await openReplyWorld({ words: createReplyWords('Asia/Dhaka') });
  await world.define({ steps: [{ id: 'approve', name: 'Approve order', type: 'approval', assignedTo: 'user:lea' }] });
  chat = {
    secret: SECRET,
    channel: 'whatsapp',
    read: (body) => readMaytapi(body, OWN),
    replies: world.replies,
  };
});
afterEach(() => world.close());

const post = (
  body: unknown,
  more: Partial<Parameters<typeof handleChatWebhook>[1]> = {},
  parts: Partial<ChatWebhookParts> = {},
) =>
  handleChatWebhook(
    { engine: world.engine, log: world.platform.log, chat, ...parts },
    { method: 'POST', path: PATH, body, bodyBytes: JSON.stringify(body ?? '').length, ...more },
  );
const message = (userId: string, text: string, id = 'm1') => ({
  type: 'message',
  product_id: OWN.productId,
  phone_id: OWN.phoneId,
  conversation: `${phoneOf(userId).slice(1)}@c.us`,
  user: { phone: phoneOf(userId).slice(1), name: userId },
  message: { id, type: 'text', text, fromMe: false },
});
const short = (id: string, userId = 'lea') => world.code(id, userId).slice(0, 4);
const outcome = async (id: string) => (await world.step(id)).outcome;
const texts = () => world.said.map(({ text }) => text);

describe('a post of the gateway', () => {
  it('carries a decision from a telephone to the engine, and its answer back', async () => {
    const id = await world.start();
    expect(await post(message('lea', `A ${short(id)}`))).toEqual({ status: 200, body: { result: { events: 1 } } });
    expect(await outcome(id)).toBe('approved');
    expect(texts()).toEqual(['*Approved:* “Approve order”, Test flow (requested by rita).']);
  });
  it('that comes twice, or after a later one, is answered once and decides once', async () => {
    const id = await world.start();
    const [later, earlier] = [message('lea', `R ${short(id)} too dear`, 'm2'), message('lea', `A ${short(id)}`, 'm1')];
    for (const body of [later, earlier, later, earlier]) expect((await post(body)).status).toBe(200);
    expect(await outcome(id)).toBe('rejected');
    expect(texts()).toHaveLength(2);
    expect(texts()[1]).toContain('already decided by lea: rejected. Nothing has changed');
  });
  it('for another product, another telephone, or in no shape that is known, does nothing', async () => {
    const id = await world.start();
    const good = message('lea', `A ${short(id)}`);
    const { product_id: _, ...nameless } = good;
    const odd = [
      undefined,
      null,
      7,
      'text',
      [],
      {},
      [good],
      { ...good, message: null },
      { type: 'message', message: {} },
    ];
    for (const body of [{ ...good, product_id: 'product-2' }, { ...good, phone_id: '8' }, nameless, ...odd])
      expect(await post(body)).toEqual({ status: 200, body: { result: { events: 0 } } });
    expect(await outcome(id)).toBeUndefined();
    expect(texts()).toEqual([]);
  });
  it('tells what became of messages, also of those that nobody waits for', async () => {
    const ack = (msgId: string) => ({
      type: 'ack',
      product_id: OWN.productId,
      data: [{ msgId, ackType: 'delivered' }],
    });
    expect((await post(ack('true_8801700000001@c.us_ABC'))).status).toBe(200);
    expect(world.logged.map(({ event }) => event)).toContain('delivery_unclaimed');
  });
  it('tells that the telephone is lost, and that it is back', async () => {
    const status = (word: string) => ({ type: 'status', product_id: OWN.productId, status: word });
    await post(status('disconnected'));
    expect(Object.keys(await world.platform.channelStates.down())).toEqual(['whatsapp']);
    await post(status('active'));
    expect(await world.platform.channelStates.down()).toEqual({});
  });
});

describe('a forged call', () => {
  it.each([
    `${PATH}x`,
    '/webhooks/maytapi/wrong',
    '/webhooks/maytapi/',
    '/webhooks/maytapi',
    `/webhooks/other/${SECRET}`,
    `/webhooks/__proto__/${SECRET}`,
    '/',
  ])('is nothing that exists, and costs no look at the store: %s', async (path) => {
    const id = await world.start();
    reset(world.counts);
    const body = message('lea', `A ${short(id)}`);
    expect(await post(body, { path })).toMatchObject({ status: 404, body: { error: { status: 'NOT_FOUND' } } });
    expect(world.counts).toMatchObject({ reads: 0, writes: 0, leases: 0, calls: [] });
    expect(await outcome(id)).toBeUndefined();
  });
  it('is nothing that exists where no chat is set up', async () => {
    expect((await post(message('lea', '?'), {}, { chat: null })).status).toBe(404);
  });
  it('with the secret but not as a post, or too large, is refused', async () => {
    expect((await post(message('lea', '?'), { method: 'GET' })).status).toBe(400);
    expect((await post(message('lea', '?'), { bodyBytes: DATA_BYTES_MAX + 1 })).status).toBe(429);
    expect(texts()).toEqual([]);
  });
});

describe('many events in one post', () => {
  const saying = (count: number): readonly ChatEvent[] =>
    Array.from({ length: count }, (_, n) => ({
      kind: 'said',
      messageId: `m${n}`,
      phone: phoneOf('lea'),
      text: `${n}`,
    }));
  it('are handled one after the other, in order, and no more than five hundred', async () => {
    const seen: string[] = [];
    let atOnce = 0;
    const replies: ChatWebhook['replies'] = async ({ text }) => {
      atOnce += 1;
      await world.platform.clock.sleep(1);
      seen.push(`${text} ${atOnce}`);
      atOnce -= 1;
    };
    await post({}, {}, { chat: { ...chat, replies, read: () => saying(501) } });
    expect(seen).toEqual(Array.from({ length: 500 }, (_, n) => `${n} 1`));
  });
  it('come again where one of them could not be handled now; the others are handled all the same', async () => {
    const seen: string[] = [];
    const failures: Record<string, Error> = { 0: new Transient('the store is away'), 1: new TypeError('a mistake') };
    const replies: ChatWebhook['replies'] = async ({ text }) => {
      const failure = failures[text];
      if (failure !== undefined) throw failure;
      seen.push(text);
    };
    const posted = () => post({}, {}, { chat: { ...chat, replies, read: () => saying(3) } });
    expect((await posted()).status).toBe(503);
    delete failures[0];
    expect((await posted()).status).toBe(200);
    expect(seen).toEqual(['2', '0', '2']);
    const events = world.logged.map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['chat_event_unavailable', 'chat_event_defect']));
  });
});

it('the address of the chat is told from those of other sources', () => {
  expect(isForChat(PATH)).toBe(true);
  expect(isForChat(`/maytapi/${SECRET}`)).toBe(true);
  expect(isForChat(`/webhooks/payments/${SECRET}`)).toBe(false);
});
