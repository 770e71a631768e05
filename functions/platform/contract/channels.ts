// The behaviour suite of Channels.
import { expect } from 'vitest';
import { channelSchema } from '../../core/user.ts';
import type { Channels, OutgoingMessage } from '../platform.ts';
import { eventually } from './eventually.ts';
import { sampleMessage, sampleUser } from './sample.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

/** What of a message can be seen where it arrives. */
export type Arrived = Pick<OutgoingMessage, 'key' | 'text'> & { readonly to: Pick<OutgoingMessage['to'], 'id'> };

export interface ChannelsSubject extends Closable {
  readonly channels: Channels;
  /** Everything that has arrived so far, in any order. */
  arrived(): Promise<readonly Arrived[]>;
}

const CHANNELS = channelSchema.options;

const CASES: Cases<ChannelsSubject> = {
  'a message that was accepted arrives': async ({ channels, arrived }) => {
    const text = 'অর্ডার O-1 👷\nwaits for you.\u2028"\'<b>&amp;\t=1+1';
    const delivery = await channels.send(sampleMessage({ text }));
    expect(delivery.ok).toBe(true);
    await eventually(async () =>
      expect(await arrived()).toMatchObject([{ key: 'message-1', text, to: { id: 'sr-1' } }]),
    );
  },
  'what accepted it names it': async ({ channels }) => {
    const first = await channels.send(sampleMessage({ key: 'a' }));
    const second = await channels.send(sampleMessage({ key: 'b' }));
    if (!first.ok || !second.ok) throw new Error('both are accepted');
    expect(first.providerId.length).toBeGreaterThan(0);
    expect(second.providerId).not.toBe(first.providerId);
  },
  'what accepted it says whether it has arrived or was only taken': async ({ channels }) => {
    for (const channel of CHANNELS) {
      const delivery = await channels.send(sampleMessage({ key: channel, channel }));
      expect(delivery.ok && ['sent', 'delivered'].includes(delivery.state)).toBe(true);
    }
  },
  'a channel promises the same each time, and names a message the same for each try': async ({ channels }) => {
    for (const channel of CHANNELS) {
      expect(channels.traits(channel)).toEqual(channels.traits(channel));
      const message = sampleMessage({ channel });
      const echo = channels.echoOf(message);
      await channels.send(message);
      expect(channels.echoOf({ ...message })).toBe(echo);
      expect(channels.traits(channel).reports === 'never' && echo !== null).toBe(false);
    }
  },
  'the same key sent again is the same message: it arrives once, under the same name': async ({
    channels,
    arrived,
  }) => {
    const first = await channels.send(sampleMessage({ text: 'first' }));
    const second = await channels.send(sampleMessage({ text: 'second' }));
    expect(second).toEqual(first);
    await eventually(async () => expect(await arrived()).toMatchObject([{ key: 'message-1', text: 'first' }]));
  },
  'twenty tries of one key at once are one message': async ({ channels, arrived }) => {
    const deliveries = await Promise.all(Array.from({ length: 20 }, () => channels.send(sampleMessage())));
    expect(new Set(deliveries.map((delivery) => JSON.stringify(delivery))).size).toBe(1);
    await eventually(async () => expect(await arrived()).toHaveLength(1));
  },
  'fifty messages at once all arrive, each at its person': async ({ channels, arrived }) => {
    const messages = Array.from({ length: 50 }, (_, i) =>
      sampleMessage({ key: `m-${i}`, to: sampleUser({ id: `sr-${i % 5}` }) }),
    );
    await Promise.all(messages.map((message) => channels.send(message)));
    await eventually(async () => expect(await arrived()).toHaveLength(50));
    const people = new Map((await arrived()).map(({ key, to }) => [key, to.id]));
    for (const { key, to } of messages) expect(people.get(key)).toBe(to.id);
  },
};

export function describeChannels(name: string, make: () => Promise<ChannelsSubject>, options: SuiteOptions = {}): void {
  describeCases(`Channels: ${name}`, make, CASES, options);
}
