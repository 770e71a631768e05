// Tries of messages by providers that know no key again: who may make one, what its end is called, and what follows.
import { afterEach, describe, expect, it } from 'vitest';
import { Transient } from './failure.ts';
import { effectKey } from './hash.ts';
import type { EngineOptions } from './parts.ts';
import { as, type Entry } from './testing/harness.ts';
import { createProvider, echoOf, handleOf } from './testing/provider.ts';
import { LEA, MINUTE_MS, type Told, type ToldOptions, tell } from './testing/told.ts';

let told: Told;
afterEach(() => told.close());
const opened = async (options: ToldOptions = {}): Promise<Told> => {
  told = await tell(options);
  return told;
};
const ONCE = 'whatsapp: first lea';
const REMINDER = 'email: again lea';
const incidents = async (): Promise<readonly string[]> =>
  ((await told.engine.listIncidents(as('ops'), {})) as { incidents: { message: string }[] }).incidents.map(
    ({ message }) => message,
  );

describe('a try', () => {
  it('is leased first: before it is looked whether the channel works, and before it is sent', async () => {
    const order: string[] = [];
    const noting =
      <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> => {
        order.push(name);
        return call(...args);
      };
    await opened({
      wrap: (platform) => ({
        ...platform,
        leases: { take: noting('lease', platform.leases.take) },
        channelStates: { ...platform.channelStates, down: noting('states', platform.channelStates.down) },
        channels: { ...platform.channels, send: noting('send', platform.channels.send) },
      }),
    });
    expect(order).toEqual(['lease', 'states', 'send']);
  });
  it('is made by one of all who want to make it, and the others change nothing', async () => {
    const { perform, states, words } = await opened({ isMute: true });
    await Promise.all([perform(), perform(), perform()]);
    await perform();
    expect(words()).toEqual([ONCE]);
    expect(await states()).toEqual(['whatsapp sent']);
    expect((await told.platform.instances.audit(told.instanceId, 0, 50)).length).toBe(2);
  });
  it('is left alone where nobody can tell whose the lease is', async () => {
    let isAway = true;
    const { advance, perform, states, words } = await opened({
      isMute: true,
      wrap: (platform) => ({
        ...platform,
        leases: {
          take: async (...args) => {
            // Taken, and the answer gets lost.
            const lease = await platform.leases.take(...args);
            if (isAway) throw new Transient('the store is away');
            return lease;
          },
        },
      }),
    });
    await perform();
    isAway = false;
    await perform();
    expect(words()).toEqual([]);
    expect(await states()).toEqual(['preferred queued']);
    await advance(2 * MINUTE_MS);
    await perform();
    expect(await states()).toEqual(['whatsapp queued']);
  });
  it('that surely reached nobody is followed by another, with a lease of its own', async () => {
    const provider = createProvider();
    provider.behave('busy', 'busy');
    const { advance, states, words } = await opened({ provider });
    await advance(MINUTE_MS);
    expect(provider.asked).toHaveLength(3);
    expect(words()).toEqual([ONCE]);
    expect(await states()).toEqual(['whatsapp sent']);
    expect(told.counts.leases).toBe(3);
  });
  it('needs no lease where the same key is the same message', async () => {
    await opened({ provider: createProvider({ traits: { honoursKeys: true } }) });
    expect(told.words()).toEqual([ONCE]);
    expect(told.counts.leases).toBe(0);
  });
});

describe('a try whose sender died', () => {
  const dead = async (options: ToldOptions = {}): Promise<Told> => {
    const provider = createProvider();
    provider.behave('take and die');
    await opened({ provider, isMute: true, ...options });
    void told.perform();
    await expect.poll(() => provider.asked.length).toBe(1);
    return told;
  };
  it('is nobody else’s for two minutes, and unconfirmed then', async () => {
    const { advance, perform, states } = await dead();
    await advance(2 * MINUTE_MS - 1);
    await perform();
    expect(await states()).toEqual(['preferred queued']);
    expect(await told.pending()).toHaveLength(1);
    await advance(1);
    await perform();
    expect(await states()).toEqual(['whatsapp queued']);
    expect(await told.pending()).toEqual([]);
  });
  it('was sent where its provider has shown it, before anybody asked or after', async () => {
    for (const isEarly of [true, false]) {
      const { advance, engine, perform, provider, states, sweepFor, words } = await dead();
      const [message] = provider.taken;
      const echo = () => engine.recordDelivery(echoOf(message!), { state: 'sent', handle: handleOf(1) });
      if (isEarly) await echo();
      await advance(2 * MINUTE_MS);
      await perform();
      if (!isEarly) await echo();
      expect(await states(), String(isEarly)).toEqual(['whatsapp sent']);
      await engine.recordDelivery(handleOf(1), { state: 'delivered' });
      await sweepFor(30);
      expect(await states()).toEqual(['whatsapp delivered']);
      expect(words()).toEqual([ONCE]);
      if (isEarly) await told.close();
    }
  });
  it('is followed, once nothing was heard for long, by one message of the next channel that says so', async () => {
    const { states, sweepFor, words } = await dead();
    await sweepFor(12);
    expect(words()).toEqual([ONCE]);
    await sweepFor(60);
    expect(words()).toEqual([ONCE, REMINDER]);
    expect(await states()).toEqual(['whatsapp failed', 'email sent']);
    expect(await incidents()).toEqual([]);
  });
  it('waits for a later look where the directory is away', async () => {
    let isAway = false;
    const { advance, perform, states } = await dead({
      wrap: (platform) => ({
        ...platform,
        channels: {
          ...platform.channels,
          echoOf: (message) => {
            if (isAway) throw new Transient('away');
            return platform.channels.echoOf(message);
          },
        },
      }),
    });
    await advance(2 * MINUTE_MS);
    isAway = true;
    await perform();
    expect(await states()).toEqual(['preferred queued']);
    isAway = false;
    await perform();
    expect(await states()).toEqual(['whatsapp queued']);
  });
});

describe('a message of which nobody knows whether it was taken', () => {
  it('is not sent again, is waited for, and was sent when its provider shows it', async () => {
    const provider = createProvider();
    provider.behave('take in silence');
    const { engine, states, sweepFor, words } = await opened({ provider });
    expect(await states()).toEqual(['whatsapp queued']);
    await sweepFor(9);
    await engine.recordDelivery(echoOf(provider.taken[0]!), { state: 'sent', handle: handleOf(1) });
    await engine.recordDelivery(handleOf(1), { state: 'read' });
    await sweepFor(30);
    expect(await states()).toEqual(['whatsapp read']);
    expect(words()).toEqual([ONCE]);
  });
  it('was sent where its provider has shown it before its sender gave up', async () => {
    const provider = createProvider();
    provider.behave('take in silence');
    const { engine, perform, states } = await opened({ provider, isMute: true });
    const key = effectKey(told.instanceId, { id: (await told.pending())[0] ?? '' });
    await engine.recordDelivery(echoOf({ channel: 'whatsapp', key }), { state: 'sent', handle: handleOf(1) });
    await perform();
    expect(await states()).toEqual(['whatsapp sent']);
    // That it was sent is not yet that it has arrived.
    await told.sweepFor(12);
    expect(told.words().at(-1)).toBe(REMINDER);
  });
  it('goes to the next channel, marked, when nothing is heard, and a late word is kept all the same', async () => {
    const provider = createProvider();
    provider.behave('drop in silence');
    const { engine, states, sweepFor, words } = await opened({ provider });
    await sweepFor(9);
    expect(words()).toEqual([]);
    await sweepFor(3);
    expect(words()).toEqual([REMINDER]);
    const [lost] = provider.asked;
    await engine.recordDelivery(echoOf(lost!), { state: 'sent', handle: handleOf(7) });
    await engine.recordDelivery(handleOf(7), { state: 'delivered' });
    expect(await states()).toEqual(['whatsapp delivered', 'email sent']);
  });
  it('goes to the next channel at once where no provider would show it', async () => {
    const provider = createProvider({ echoes: false });
    provider.behave('take in silence');
    const { words } = await opened({ provider });
    expect(words()).toEqual([ONCE, REMINDER]);
  });
  it('is repeated once by the same channel where there is no other, and an incident after that', async () => {
    const provider = createProvider();
    provider.behave('take in silence', 'take in silence');
    await opened({ provider, people: [{ ...LEA, channel: 'email', phone: undefined }] });
    await told.sweepFor(30);
    expect(told.words()).toEqual(['email: first lea', REMINDER]);
    expect(await incidents()).toEqual([expect.stringContaining('could not be delivered: no answer')]);
  });
});

describe('words that cannot be found', () => {
  const failing = (times: number): Partial<EngineOptions> => {
    let failures = 0;
    return {
      render: ({ isReminder, to }) => {
        failures += 1;
        if (failures <= times) throw new TypeError('no such field');
        return { subject: '', text: `${isReminder ? 'again' : 'first'} ${to.id}` };
      },
    };
  };
  const warned = (entries: readonly Entry[]) => entries.filter(({ event }) => event === 'effect_failed').length;
  it('are looked for again, under a lease of its own', async () => {
    await opened({ also: failing(2) });
    await told.sweepFor(1);
    expect(told.words()).toEqual([ONCE]);
    expect(warned(told.logged)).toBe(2);
  });
  it('for long are looked for by the next channel, unmarked: nothing has arrived', async () => {
    await opened({ also: failing(9) });
    await told.sweepFor(60);
    expect(told.words()).toEqual(['email: first lea']);
  });
  it('at all are an incident, not silence', async () => {
    await opened({ also: failing(1_000) });
    await told.sweepFor(120);
    expect(told.words()).toEqual([]);
    expect(await told.states()).toEqual(['whatsapp failed', 'email failed']);
    expect(await incidents()).toEqual([expect.stringContaining('no such field')]);
  });
});
