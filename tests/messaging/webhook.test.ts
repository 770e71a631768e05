// Who may call as the gateway, and how much it costs when somebody else does; reports that overtake the answer.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChatWebhook } from '../../functions/api/chat-webhook.ts';
import { openReplyWorld, phoneOf, type ReplyWorld } from '../../functions/api/testing/reply-world.ts';
import { readMaytapi } from '../../functions/channels/maytapi/events.ts';
import { maytapiPosts, postAll } from '../../functions/channels/testing/maytapi-posts.ts';
import { noCounts } from '../../functions/engine/testing/counting.ts';
import { access } from '../../functions/engine/testing/harness.ts';
import { createServer } from '../../local/http/function.ts';
import { createTokens } from '../../local/tokens.ts';
import { eventually } from '../http/process.ts';
import { approvalBy, CHATTER, codeIn, digits, openMessagingWorld } from './world.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const SECRET = 'correct-horse-battery-staple';
const OWN = { productId: 'product-1', phoneId: '7' };
const posts = maytapiPosts(OWN);

/** The server's own HTTP before a store that is counted. */
async function counted({ hasChat = true } = {}): Promise<{ readonly url: string; readonly world: ReplyWorld }> {
  const world = await openReplyWorld();
  const { engine, platform, replies } = world;
  const chat: ChatWebhook = { secret: SECRET, channel: 'whatsapp', replies, read: (body) => readMaytapi(body, OWN) };
  const tokens = createTokens({ key: Buffer.alloc(32, 'tokens'), now: () => platform.clock.now() });
  const { log } = platform;
  const parts = { engine, platform, log, tokens, open: {}, timeZone: 'UTC', access, ...(hasChat ? { chat } : {}) };
  const server = createServer(parts);
  const url = await listening(server);
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await world.close();
  });
  await world.define({ steps: [{ id: 'approve', type: 'approval', assignedTo: 'user:lea' }] });
  return { url, world };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an address that is not the gateway’s', () => {
  it.each([
    'maytapi',
    'maytapi/',
    `maytapi/${SECRET.slice(1)}`,
    `maytapi/${SECRET}x`,
    `maytapi/${SECRET.toUpperCase()}`,
    `maytapi/%63${SECRET.slice(1)}x`,
    `maytapi/${SECRET}/more`,
    `other/${SECRET}`,
    SECRET,
  ])('is none that exists, and costs no operation of the store: %s', async (path) => {
    const { url, world } = await counted();
    const instanceId = await world.start();
    const said = posts.said(phoneOf('lea'), `A ${world.code(instanceId, 'lea')}`);
    expect(await postAll(`${url}/webhooks/${path}`, [said, posts.ack('3EB0', 'seen'), posts.status('qr')])).toEqual([
      404, 404, 404,
    ]);
    expect(world.counts).toEqual(noCounts());
    expect(world.said).toEqual([]);
  });
  it('is every address where there is no gateway', async () => {
    const { url, world } = await counted({ hasChat: false });
    const instanceId = await world.start();
    const said = posts.said(phoneOf('lea'), `A ${world.code(instanceId, 'lea')}`);
    expect(await postAll(`${url}/webhooks/maytapi/${SECRET}`, [said])).toEqual([404]);
    expect(world.counts).toEqual(noCounts());
  });
  it('is answered as the right one is not: that decides', async () => {
    const { url, world } = await counted();
    const instanceId = await world.start();
    const said = posts.said(phoneOf('lea'), `A ${world.code(instanceId, 'lea')}`);
    expect(await postAll(`${url}/webhooks/maytapi/${SECRET}`, [said])).toEqual([200]);
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'approved' });
  });
});

describe('a post at the right address', () => {
  it('of another telephone, or that nobody understands, is taken and does nothing', async () => {
    const { url, world } = await counted();
    const instanceId = await world.start();
    const other = maytapiPosts({ ...OWN, phoneId: '8' });
    const odd = [{}, { type: 'message' }, { ...posts.said('+8801700000003', 'A 1'), message: null }];
    const all = [other.said(phoneOf('lea'), `A ${world.code(instanceId, 'lea')}`), ...odd];
    expect(await postAll(`${url}/webhooks/maytapi/${SECRET}`, all)).toEqual([200, 200, 200, 200]);
    expect(world.counts).toEqual(noCounts());
  });
});

describe('a gateway that is faster than its own answer', () => {
  it('reports a message as delivered, and has it answered, before we know what it is called', async () => {
    const world = await openMessagingWorld({ clock: 'real' });
    closing.push(world.close);
    const reported: Promise<unknown>[] = [];
    world.gateway.onAccepted(async (message) => {
      if (reported.length > 0) return;
      reported.push(postAll(world.webhook, [world.posts.ack(message.id, 'delivered')]));
      const reply = world.posts.said(digits(CHATTER), `A ${codeIn(message.text)}`);
      reported.push(postAll(world.webhook, [reply]));
    });
    const instanceId = await world.start([approvalBy(CHATTER)]);
    await eventually(async () => (await world.statesOf(instanceId, CHATTER))[0] === 'whatsapp delivered');
    expect(await Promise.all(reported)).toEqual([[200], [200]]);
    expect(await world.step(instanceId)).toMatchObject({ outcome: 'approved' });
    expect(world.chatsTo(CHATTER).map(({ text }) => text)).toEqual([
      expect.stringContaining('is waiting for you'),
      expect.stringMatching(/^\*Approved:\*/),
    ]);
  });
});
