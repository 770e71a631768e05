// Which way a message goes: by its channel's provider where there is one, else to where the platform keeps it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_START, sampleMessage } from '../platform/contract/sample.ts';
import { virtualClock } from '../platform/embedded/clock.ts';
import { silentLog } from '../platform/embedded/log.ts';
import { type EmbeddedPlatform, openEmbeddedPlatform } from '../platform/embedded/platform.ts';
import { createChannels } from './channels.ts';
import { createMaytapi, type Maytapi } from './maytapi/provider.ts';
import { type MaytapiServer, startMaytapiServer } from './testing/maytapi-server.ts';

const OWN = { productId: 'product-1', phoneId: '90126', apiKey: 'key' };

let server: MaytapiServer;
let platform: EmbeddedPlatform;
let maytapi: Maytapi;
beforeEach(async () => {
  server = await startMaytapiServer(OWN);
  platform = openEmbeddedPlatform({ file: ':memory:', clock: virtualClock(SAMPLE_START), log: silentLog() });
  maytapi = createMaytapi({ ...OWN, baseUrl: server.url });
});
afterEach(async () => {
  await platform.close();
  await server.close();
});

const kept = async (): Promise<readonly string[]> => (await platform.outbox.all(10)).map(({ channel }) => channel);

describe('channels', () => {
  it('send over a provider what is its own, and keep the rest', async () => {
    const channels = createChannels({ kept: platform.channels, providers: [maytapi] });
    await channels.send(sampleMessage({ key: 'a', channel: 'whatsapp' }));
    await channels.send(sampleMessage({ key: 'b', channel: 'email' }));
    await channels.send(sampleMessage({ key: 'c', channel: 'in_app' }));
    expect(server.accepted).toHaveLength(1);
    expect(await kept()).toEqual(['in_app', 'email']);
  });

  it('promise what whoever carries the message promises', () => {
    const channels = createChannels({ kept: platform.channels, providers: [maytapi] });
    expect(channels.traits('whatsapp')).toEqual(maytapi.traits);
    expect(channels.traits('email')).toEqual(platform.channels.traits('email'));
    const message = sampleMessage({ channel: 'whatsapp' });
    expect(channels.echoOf(message)).toBe(maytapi.echoOf(message));
    expect(channels.echoOf(sampleMessage({ channel: 'email' }))).toBeNull();
  });

  it('keep what is shown in the app, whoever offers to carry it', async () => {
    const channels = createChannels({ kept: platform.channels, providers: [{ ...maytapi, channel: 'in_app' }] });
    await channels.send(sampleMessage({ channel: 'in_app' }));
    expect(await kept()).toEqual(['in_app']);
    expect(server.requests).toEqual([]);
  });

  it('have at most one provider each', () => {
    expect(() => createChannels({ kept: platform.channels, providers: [maytapi, maytapi] })).toThrow(/two providers/);
  });
});
