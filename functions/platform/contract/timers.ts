// The behaviour suite of Timers: a hint at its moment or a little after, never before.
import { expect } from 'vitest';
import type { Timer } from '../../core/effects.ts';
import type { Timers } from '../platform.ts';
import { eventually, pause } from './eventually.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export type Fire = (instanceId: string, timer: Timer) => Promise<void>;
export interface TimersSubject extends Closable {
  readonly timers: Timers;
  now(): number;
  /** Lets this much time go by: waits, or moves the clock. */
  pass(ms: number): Promise<void>;
}

interface Fired {
  readonly instanceId: string;
  readonly timer: Timer;
  /** The clock when it fired. */
  readonly at: number;
}
interface Bench extends TimersSubject {
  readonly fired: readonly Fired[];
  onFire(fire: Fire): void;
}

const SOON_MS = 150;
const DAY_MS = 86_400_000;
/** How long a timer that must not fire is given to do so all the same. */
const QUIET_MS = 100;

const deadline = (at: number, stepId = 'review', attempt = 1): Timer => ({ kind: 'deadline', stepId, attempt, at });

const CASES: Cases<Bench> = {
  'a timer fires at its moment, for its instance, as it was given': async ({ timers, fired, now, pass }) => {
    const at = now() + SOON_MS;
    const retry: Timer = { kind: 'retry', effectId: 'review:1:do:0', at };
    await timers.schedule('i-1', deadline(at));
    await timers.schedule('i-2', retry);
    await pass(SOON_MS);
    await eventually(() => expect(fired.length).toBeGreaterThanOrEqual(2));
    expect(fired.find(({ instanceId }) => instanceId === 'i-1')?.timer).toEqual(deadline(at));
    expect(fired.find(({ instanceId }) => instanceId === 'i-2')?.timer).toEqual(retry);
  },
  'no timer fires before its moment': async ({ timers, fired, now, pass }) => {
    const at = now() + 4 * SOON_MS;
    await timers.schedule('i-1', deadline(at));
    await pass(SOON_MS);
    expect(fired.filter((each) => each.at < at)).toEqual([]);
    await pass(4 * SOON_MS);
    await eventually(() => expect(fired).toHaveLength(1));
    expect(fired[0]?.at).toBeGreaterThanOrEqual(at);
  },
  'a timer whose moment has passed fires soon': async ({ timers, fired, now }) => {
    await timers.schedule('i-1', deadline(now() - DAY_MS));
    await eventually(() => expect(fired).toHaveLength(1));
  },
  'the same timer scheduled twice fires once': async ({ timers, fired, now, pass }) => {
    const at = now() + SOON_MS;
    await timers.schedule('i-1', deadline(at));
    await timers.schedule('i-1', deadline(at));
    await Promise.all([timers.schedule('i-1', deadline(at)), timers.schedule('i-1', deadline(at))]);
    await pass(SOON_MS);
    await eventually(() => expect(fired.length).toBeGreaterThan(0));
    await pause(QUIET_MS);
    expect(fired).toHaveLength(1);
  },
  'another instance, step, attempt, effect or moment is another timer': async ({ timers, fired, now, pass }) => {
    const at = now() + SOON_MS;
    const others: readonly [string, Timer][] = [
      ['i-1', deadline(at)],
      ['i-2', deadline(at)],
      ['i-1', deadline(at, 'other')],
      ['i-1', deadline(at, 'review', 2)],
      ['i-1', deadline(at + 1)],
      ['i-1', { kind: 'retry', effectId: 'review', at }],
      ['i-1', { kind: 'retry', effectId: 'other', at }],
    ];
    for (const [instanceId, timer] of others) await timers.schedule(instanceId, timer);
    await pass(SOON_MS + 1);
    await eventually(() => expect(fired).toHaveLength(others.length));
  },
  'a timer far beyond what one wait can hold is taken and waits': async ({ timers, fired, now, pass }) => {
    await timers.schedule('i-1', deadline(now() + 29 * DAY_MS));
    await timers.schedule('i-2', deadline(now() + 300 * DAY_MS));
    await pass(SOON_MS);
    await pause(QUIET_MS);
    expect(fired).toEqual([]);
  },
  'an earlier timer fires first, whatever the order of scheduling': async ({ timers, fired, now, pass }) => {
    const start = now();
    const delays = [3, 1, 2].map((factor) => factor * SOON_MS);
    for (const delay of delays) await timers.schedule(`after-${delay}`, deadline(start + delay));
    await pass(3 * SOON_MS);
    await eventually(() => expect(fired).toHaveLength(3));
    expect(fired.map(({ timer }) => timer.at - start)).toEqual([...delays].sort((a, b) => a - b));
  },
  'a hundred timers of one moment all fire': async ({ timers, fired, now, pass }) => {
    const at = now() + SOON_MS;
    const ids = Array.from({ length: 100 }, (_, i) => `i-${i}`);
    await Promise.all(ids.map((id) => timers.schedule(id, deadline(at))));
    await pass(SOON_MS);
    await eventually(() => expect(new Set(fired.map(({ instanceId }) => instanceId))).toEqual(new Set(ids)));
  },
  'a timer that fails keeps no other one back': async ({ timers, fired, onFire, now, pass }) => {
    onFire(async (instanceId) => {
      if (instanceId === 'bad') throw new Error('refused');
    });
    const at = now() + SOON_MS;
    await timers.schedule('bad', deadline(at));
    await timers.schedule('good', deadline(at));
    await timers.schedule('later', deadline(at + 1));
    await pass(SOON_MS + 1);
    await eventually(() =>
      expect(fired.map(({ instanceId }) => instanceId)).toEqual(expect.arrayContaining(['bad', 'good', 'later'])),
    );
  },
};

/** `make` answers timers that fire what it is given. */
export function describeTimers(
  name: string,
  make: (fire: Fire) => Promise<TimersSubject>,
  options: SuiteOptions = {},
): void {
  async function bench(): Promise<Bench> {
    const fired: Fired[] = [];
    let onFire: Fire = async () => {};
    const subject = await make(async (instanceId, timer) => {
      fired.push({ instanceId, timer, at: subject.now() });
      await onFire(instanceId, timer);
    });
    return {
      timers: subject.timers,
      now: () => subject.now(),
      pass: (ms) => subject.pass(ms),
      close: () => subject.close(),
      fired,
      onFire: (fire) => {
        onFire = fire;
      },
    };
  }
  describeCases(`Timers: ${name}`, bench, CASES, options);
}
