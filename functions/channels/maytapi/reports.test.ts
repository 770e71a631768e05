// What the gateway reports over HTTP means the same, however often and in whatever order it comes.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../core/chat-event.ts';
import { deliveryHandle } from '../../core/delivery.ts';
import { sampleMessage } from '../../platform/contract/sample.ts';
import { Unconfirmed } from '../../platform/platform.ts';
import { maytapiPosts, postAll } from '../testing/maytapi-posts.ts';
import { type Accepted, type MaytapiServer, startMaytapiServer } from '../testing/maytapi-server.ts';
import { readMaytapi } from './events.ts';
import { createMaytapi, type Maytapi } from './provider.ts';

const OWN = { productId: 'product-1', phoneId: '90126', apiKey: 'key' };
const posts = maytapiPosts(OWN);

let gateway: MaytapiServer;
let receiver: Server;
let maytapi: Maytapi;
let events: ChatEvent[];
const url = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
beforeEach(async () => {
  events = [];
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    events.push(...readMaytapi(JSON.parse(body), OWN));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  gateway = await startMaytapiServer(OWN);
  maytapi = createMaytapi({ ...OWN, baseUrl: gateway.url });
});
afterEach(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await gateway.close();
});

const message = sampleMessage({ channel: 'whatsapp', text: 'Order O-1 waits for you.\nA 4821' });

describe('reports', () => {
  it('that come before the send is answered bear the name that the answer then gives', async () => {
    gateway.onAccepted(async (sent) => {
      await postAll(url(), [posts.echo(sent), posts.ack(sent.id, 'reached')]);
    });
    const delivery = await maytapi.send(message);
    if (!delivery.ok) throw new Error(delivery.error);
    const handle = deliveryHandle('whatsapp', delivery.providerId);
    expect(events).toEqual([
      { kind: 'report', handle: maytapi.echoOf(message), report: { state: 'sent', handle } },
      { kind: 'report', handle, report: { state: 'delivered' } },
    ]);
  });

  it('settle a message that was taken without our knowing', async () => {
    gateway.behave('reset_after_accepting');
    await expect(maytapi.send(message)).rejects.toThrow(Unconfirmed);
    await postAll(url(), [posts.echo(gateway.accepted[0] as Accepted)]);
    expect(events).toMatchObject([{ handle: maytapi.echoOf(message), report: { state: 'sent' } }]);
  });

  it('that come twice and the last one first say the same things', async () => {
    const said = posts.said('+8801700000001', 'A 4821', 'm-1');
    const statuses = await postAll(url(), [said, posts.status('loading')], { times: 2, isReversed: true });
    expect(statuses).toEqual([204, 204, 204, 204]);
    expect(events.map(({ kind }) => kind)).toEqual(['session', 'session', 'said', 'said']);
    expect(events[2]).toEqual(events[3]);
  });
});
