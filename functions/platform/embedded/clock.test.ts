// Both clocks: what rings when, and what the virtual one waits for.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { realClock, type VirtualClock, virtualClock } from './clock.ts';

const START = 1_000_000;
const DAY_MS = 86_400_000;

describe('the virtual clock', () => {
  let clock: VirtualClock;
  let rung: string[];
  const ringer = (name: string) => () => rung.push(`${name}@${clock.now() - START}`);
  beforeEach(() => {
    clock = virtualClock(START);
    rung = [];
  });

  it('stands still until it is moved, then stops at every moment in order', async () => {
    clock.alarm(START + 30, ringer('c'));
    clock.alarm(START + 10, ringer('a'));
    clock.alarm(START + 20, ringer('b'));
    clock.alarm(START + 20, ringer('b2'));
    clock.alarm(START + 31, ringer('d'));
    await clock.advance(0);
    expect(rung).toEqual([]);
    expect(clock.now()).toBe(START);
    await clock.advanceTo(START + 30);
    expect(rung).toEqual(['a@10', 'b@20', 'b2@20', 'c@30']);
    expect(clock.now()).toBe(START + 30);
  });

  it('rings what is set on the way, within the same move', async () => {
    clock.alarm(START + 10, () => {
      ringer('first')();
      clock.alarm(START + 15, ringer('second'));
      clock.alarm(START + 25, ringer('beyond'));
    });
    clock.alarm(START + 20, ringer('third'));
    await clock.advance(20);
    expect(rung).toEqual(['first@10', 'second@15', 'third@20']);
    expect(clock.now()).toBe(START + 20);
  });

  it('waits between two moments until the work of the first has settled', async () => {
    let work = Promise.resolve();
    clock.settleWith(() => work);
    clock.alarm(START + 10, () => {
      work = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
        clock.alarm(START + 12, ringer('follow-up'));
      });
    });
    clock.alarm(START + 20, ringer('next'));
    await clock.advance(100);
    expect(rung).toEqual(['follow-up@12', 'next@20']);
  });

  it('no longer waits for a hook that was taken away', async () => {
    const take = clock.settleWith(() => new Promise(() => {}));
    take();
    await clock.advance(1);
    expect(clock.now()).toBe(START + 1);
  });

  it('does not ring what was cancelled', async () => {
    const cancel = clock.alarm(START + 10, ringer('cancelled'));
    clock.alarm(START + 10, ringer('kept'));
    cancel();
    cancel();
    await clock.advance(10);
    expect(rung).toEqual(['kept@10']);
  });

  it('rings what is due already without being moved, but not in the same turn', async () => {
    clock.alarm(START - 5, ringer('past'));
    clock.alarm(START, ringer('now'));
    const cancel = clock.alarm(START, ringer('cancelled'));
    cancel();
    expect(rung).toEqual([]);
    await clock.sleep(1);
    expect(rung).toEqual(['past@0', 'now@0']);
  });

  it('lets a short sleep end by itself, without moving', async () => {
    await clock.sleep(5_000);
    expect(clock.now()).toBe(START);
  });

  it('lets a short sleep end although the clock waits for the sleeper', async () => {
    let work = Promise.resolve();
    clock.settleWith(() => work);
    clock.alarm(START + 1, () => {
      work = clock.sleep(1_000).then(() => void ringer('done')());
    });
    await clock.advance(1);
    expect(rung).toEqual(['done@1']);
  });

  it('ends a long sleep at its moment', async () => {
    void clock.sleep(DAY_MS).then(ringer('slept'));
    await clock.advance(DAY_MS - 1);
    expect(rung).toEqual([]);
    await clock.advance(2);
    expect(rung).toEqual([`slept@${DAY_MS}`]);
  });

  it('does not go back, nor to a moment that is none', async () => {
    await expect(clock.advanceTo(START - 1)).rejects.toThrow(RangeError);
    await expect(clock.advance(Number.NaN)).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(START);
  });

  it('makes one move after the other when two are asked for at once', async () => {
    clock.alarm(START + 5, ringer('a'));
    clock.alarm(START + 8, ringer('b'));
    await Promise.all([clock.advanceTo(START + 10), clock.advanceTo(START + 6)]);
    expect(rung).toEqual(['a@5', 'b@8']);
    expect(clock.now()).toBe(START + 10);
  });

  it('tells who moved it that a hook failed, and can be moved again', async () => {
    const take = clock.settleWith(() => Promise.reject(new Error('unsettled')));
    await expect(clock.advance(1)).rejects.toThrow('unsettled');
    take();
    await clock.advance(1);
    expect(clock.now()).toBe(START + 1);
  });
});

describe('the real clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('rings at the moment, however far away, in waits that setTimeout can hold', () => {
    const waits = vi.spyOn(globalThis, 'setTimeout');
    const ring = vi.fn();
    realClock().alarm(START + 40 * DAY_MS, ring);
    vi.advanceTimersByTime(40 * DAY_MS - 1);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledTimes(1);
    for (const [, ms] of waits.mock.calls) expect(ms).toBeLessThan(2 ** 31);
  });

  it('does not ring early where the timeout does', () => {
    const ring = vi.fn();
    realClock().alarm(START + 100, ring);
    vi.setSystemTime(START - 50);
    vi.advanceTimersByTime(100);
    expect(ring).not.toHaveBeenCalled();
    vi.advanceTimersByTime(50);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('does not ring what was cancelled, on whichever leg of the wait', () => {
    const ring = vi.fn();
    const cancel = realClock().alarm(START + DAY_MS, ring);
    vi.advanceTimersByTime(DAY_MS / 2);
    cancel();
    vi.advanceTimersByTime(DAY_MS);
    expect(ring).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sleeps as long as it was asked to', async () => {
    let over = false;
    const slept = realClock()
      .sleep(90_000)
      .then(() => {
        over = true;
      });
    await vi.advanceTimersByTimeAsync(89_999);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await slept;
    expect(over).toBe(true);
  });
});
