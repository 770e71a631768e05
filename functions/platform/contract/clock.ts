// The behaviour suite of Clock.
import { expect } from 'vitest';
import type { Clock } from '../platform.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface ClockSubject extends Closable {
  readonly clock: Clock;
}

const YEAR_2000_MS = Date.parse('2000-01-01T00:00:00Z');

const CASES: Cases<ClockSubject> = {
  'the time is a whole number of milliseconds since 1970': async ({ clock }) => {
    expect(Number.isSafeInteger(clock.now())).toBe(true);
    expect(clock.now()).toBeGreaterThan(YEAR_2000_MS);
  },
  'the time does not go back over a sleep': async ({ clock }) => {
    let before = clock.now();
    for (let i = 0; i < 20; i += 1) {
      await clock.sleep(i % 3);
      expect(clock.now()).toBeGreaterThanOrEqual(before);
      before = clock.now();
    }
  },
  'a short sleep ends by itself, even of no time or less': async ({ clock }) => {
    await clock.sleep(30);
    await clock.sleep(0);
    await clock.sleep(-1);
  },
  'a sleep never ends in the turn that begins it': async ({ clock }) => {
    let over = false;
    const slept = clock.sleep(0).then(() => {
      over = true;
    });
    await Promise.resolve();
    expect(over).toBe(false);
    await slept;
  },
  'a hundred sleeps at once all end': async ({ clock }) => {
    const slept = await Promise.all(Array.from({ length: 100 }, (_, i) => clock.sleep(i % 10).then(() => i)));
    expect(slept).toHaveLength(100);
  },
};

export function describeClock(name: string, make: () => Promise<ClockSubject>, options: SuiteOptions = {}): void {
  describeCases(`Clock: ${name}`, make, CASES, options);
}
