// How fast one process sends: never more than agreed in any minute, a short wait, and a word on when to come again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMessage } from '../platform/contract/sample.ts';
import { Transient } from '../platform/platform.ts';
import { createPace, nextSlot, paced, WAIT_MS_MAX } from './pace.ts';
import type { Chat, Provider } from './provider.ts';

/** A clock that sleeping moves. */
function clockAt(start: number) {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
    set: (to: number) => {
      now = to;
    },
  };
}
const entropy = (fraction: number) => ({ fraction: () => fraction });

describe('a pace', () => {
  it('lets the first one go at once and keeps a gap after each', async () => {
    const clock = clockAt(1_000);
    const pace = createPace({ perMinute: 60, clock, entropy: entropy(0) });
    const starts: number[] = [];
    for (let i = 0; i < 4; i++) {
      await pace.turn();
      starts.push(clock.now());
    }
    expect(starts).toEqual([1_000, 2_000, 3_000, 4_000]);
  });

  it('makes a gap up to half as long again, by chance', async () => {
    const clock = clockAt(0);
    const pace = createPace({ perMinute: 60, clock, entropy: entropy(0.999) });
    await pace.turn();
    await pace.turn();
    expect(clock.now()).toBeGreaterThan(1_499);
  });

  it('says when to come again where the wait is longer than a moment, and keeps that turn for others', async () => {
    const clock = clockAt(0);
    const pace = createPace({ perMinute: 10, clock, entropy: entropy(0) });
    await pace.turn();
    await expect(pace.turn()).rejects.toMatchObject({
      name: 'Transient',
      message: 'no more than 10 messages a minute',
      retryAfterMs: 6_000,
    });
    await expect(pace.turn()).rejects.toThrow(Transient);
    clock.set(6_000 - WAIT_MS_MAX);
    await pace.turn();
    expect(clock.now()).toBe(6_000);
  });

  it('goes on at once where the clock was put back', async () => {
    const clock = clockAt(1_000_000);
    const pace = createPace({ perMinute: 10, clock, entropy: entropy(0.5) });
    await pace.turn();
    clock.set(0);
    await pace.turn();
    expect(clock.now()).toBe(0);
  });

  it('is of more than nothing', () => {
    for (const perMinute of [0, -1, Number.NaN])
      expect(() => createPace({ perMinute, clock: clockAt(0), entropy: entropy(0) })).toThrow(RangeError);
  });

  it('never lets more start within a minute than agreed', () => {
    const limits = { gapMs: 60_000 / 20, leadMsMax: 10_000 };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 30, maxLength: 60 }), (pauses) => {
        let now = 0;
        let freeAt = 0;
        const starts = pauses.map((pause) => {
          now += pause;
          const slot = nextSlot(freeAt, now, limits);
          freeAt = slot.freeAt;
          now = Math.max(now, slot.startsAt);
          return slot.startsAt;
        });
        for (const [i, start] of starts.entries())
          expect((starts[i + 20] ?? Infinity) - start).toBeGreaterThanOrEqual(60_000);
      }),
      { seed: 20_260_301 },
    );
  });
});

describe('a provider at a pace', () => {
  it('is the same provider, whose messages and answers share the turns', async () => {
    const done: string[] = [];
    const provider: Provider & Chat = {
      channel: 'whatsapp',
      traits: { honoursKeys: false, reports: 'always' },
      echoOf: () => 'echo',
      send: async ({ text }) => {
        done.push(text);
        return { ok: true, providerId: '1', state: 'sent' };
      },
      say: async ({ text }) => {
        done.push(text);
      },
    };
    const clock = clockAt(0);
    const slow = paced(provider, createPace({ perMinute: 1, clock, entropy: entropy(0) }));
    const answer = { key: 'a', phone: '+8801700000001', to: null, text: 'an answer', at: 0 };
    expect(slow).toMatchObject({ channel: 'whatsapp', traits: provider.traits });
    expect(slow.echoOf(sampleMessage())).toBe('echo');
    expect(await slow.send(sampleMessage({ text: 'first' }))).toMatchObject({ ok: true });
    await expect(slow.send(sampleMessage({ text: 'second' }))).rejects.toThrow(Transient);
    await expect(slow.say(answer)).rejects.toThrow(Transient);
    clock.set(60_000);
    await slow.say(answer);
    await expect(slow.send(sampleMessage({ text: 'third' }))).rejects.toThrow(Transient);
    expect(done).toEqual(['first', 'an answer']);
  });
});
