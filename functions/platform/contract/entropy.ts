// The behaviour suite of Entropy.
import { expect } from 'vitest';
import type { Entropy } from '../platform.ts';
import { type Cases, type Closable, describeCases, type SuiteOptions } from './suite.ts';

export interface EntropySubject extends Closable {
  readonly entropy: Entropy;
}

const DRAWS = 10_000;
const draw = <T>(next: () => T): readonly T[] => Array.from({ length: DRAWS }, next);

const CASES: Cases<EntropySubject> = {
  'an id is text that is safe in a path and long enough for 128 bits': async ({ entropy }) => {
    for (const id of draw(() => entropy.id())) expect(id).toMatch(/^(?!__)[A-Za-z0-9_-]{22,64}$/);
  },
  'no two ids are the same, and no place of an id is fixed': async ({ entropy }) => {
    const ids = draw(() => entropy.id());
    expect(new Set(ids).size).toBe(DRAWS);
    const length = Math.min(...ids.map((id) => id.length));
    for (let place = 0; place < length; place += 1) {
      expect(new Set(ids.map((id) => id[place])).size).toBeGreaterThan(3);
    }
  },
  'fractions are at least 0, below 1, and spread evenly': async ({ entropy }) => {
    const tenths = new Array<number>(10).fill(0);
    for (const fraction of draw(() => entropy.fraction())) {
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThan(1);
      const tenth = Math.floor(fraction * 10);
      tenths[tenth] = (tenths[tenth] as number) + 1;
    }
    // Seven standard deviations either side: chance alone never gets there.
    for (const amount of tenths) expect(Math.abs(amount - DRAWS / 10)).toBeLessThan(210);
  },
};

export function describeEntropy(name: string, make: () => Promise<EntropySubject>, options: SuiteOptions = {}): void {
  describeCases(`Entropy: ${name}`, make, CASES, options);
}
